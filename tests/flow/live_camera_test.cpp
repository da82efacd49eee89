// The live camera: open only while its screen is seen, one frame at a time and nothing of it kept, a name only when frames agree,
// and a picture that goes the road of every photo.
#include <catch2/catch_test_macros.hpp>

#include "fakes/stage.hpp"

using namespace hypha;
using namespace hypha::flow;
using app::CameraPhase;
using app::Slot;
namespace command = app::command;

namespace {

const app::LiveCamera& camera_of(Stage& stage) {
    REQUIRE(stage.state().camera);
    return *stage.state().camera;
}

// On the screen, with a picture.
void look(Stage& stage, std::optional<Slot> slot = {}) {
    stage.ask(command::OpenLiveCamera{{}, slot});
    stage.receive(ports::CameraOpened{camera_of(stage).ticket, true, 1, 4, 1});
}

// The window gives the frame that was asked for and the media worker reads it.
void see(Stage& stage, const std::vector<float>& logits, float sharpness = 800, float exposure = 0.3F) {
    const std::uint32_t ticket = camera_of(stage).frame;
    REQUIRE(ticket != 0);
    stage.receive(ports::FrameTaken{ticket, {}});
    REQUIRE(stage.post.last<ports::AnalyseFrame>().ticket == ticket);
    stage.receive(ports::FrameAnalysed{ticket, stage.manifest.sha256, logits, sharpness, exposure});
}

ports::PhotoPicked picture(std::uint32_t ticket) {
    return {ticket, "profile", "camera.jpg", 1000, {}, "key-of-the-picture"};
}

} // namespace

TEST_CASE("the camera is open while its screen is shown and closed the moment it is left", "[live_camera]") {
    Stage stage;
    CHECK(stage.post.count<ports::OpenCamera>() == 0);
    look(stage);
    CHECK(stage.state().route.screen == app::Screen::camera);
    CHECK(stage.post.count<ports::OpenCamera>() == 1);
    CHECK(camera_of(stage).phase == CameraPhase::live);
    stage.receive(ports::RouteChanged{"#/identify"});
    CHECK_FALSE(stage.state().camera);
    CHECK(stage.post.count<ports::CloseCamera>() == 1);
}

TEST_CASE("a hidden tab has no camera, and gets it back when it is seen again", "[live_camera]") {
    Stage stage;
    look(stage, Slot::base);
    stage.receive(ports::VisibilityChanged{false});
    CHECK_FALSE(stage.state().camera);
    CHECK(stage.post.count<ports::CloseCamera>() == 1);
    stage.receive(ports::VisibilityChanged{true});
    CHECK(stage.post.count<ports::OpenCamera>() == 2);
    CHECK(camera_of(stage).slot == Slot::base);
}

TEST_CASE("a tab that was opened in the background gets its camera when it is seen", "[live_camera]") {
    Stage stage;
    stage.ask(command::OpenLiveCamera{});
    const std::uint32_t unanswered = camera_of(stage).ticket;
    stage.receive(ports::VisibilityChanged{true});
    CHECK(stage.post.count<ports::OpenCamera>() == 2);
    CHECK(camera_of(stage).ticket != unanswered);
    stage.receive(ports::VisibilityChanged{false});
    stage.receive(ports::VisibilityChanged{true});
    CHECK(stage.post.count<ports::OpenCamera>() == 3);
}

TEST_CASE("storage that goes to another tab takes the camera along", "[live_camera]") {
    Stage stage;
    look(stage);
    stage.receive(ports::StorageLost{"taken_over"});
    CHECK_FALSE(stage.state().camera);
    CHECK(stage.post.count<ports::CloseCamera>() == 1);
}

TEST_CASE("an address opens the camera after a reload too", "[live_camera]") {
    Stage stage;
    app::StartFacts facts = Stage::default_facts();
    facts.path = "#/identify/camera";
    stage.post.clear();
    stage.restart(facts);
    CHECK(stage.post.count<ports::OpenCamera>() == 1);
    CHECK(camera_of(stage).slot == Slot::profile);
    CHECK(camera_of(stage).shows_result);
}

TEST_CASE("one frame is under way at a time", "[live_camera]") {
    Stage stage;
    look(stage);
    CHECK(stage.post.count<ports::AskFrame>() == 1);
    const std::uint32_t ticket = camera_of(stage).frame;
    stage.receive(ports::FrameTaken{ticket, {}});
    CHECK(stage.post.count<ports::AskFrame>() == 1);
    CHECK(stage.post.count<ports::AnalyseFrame>() == 1);
    stage.receive(ports::FrameAnalysed{ticket, stage.manifest.sha256, scores(kAmanita, 0.9F), 800, 0.3F});
    CHECK(stage.post.count<ports::AskFrame>() == 2);
    // An answer that comes twice, and a frame that nobody asked for, change nothing; the frame's pixels are let go.
    stage.receive(ports::FrameAnalysed{ticket, stage.manifest.sha256, scores(kAmanita, 0.9F), 800, 0.3F});
    CHECK(stage.post.count<ports::AskFrame>() == 2);
    stage.receive(ports::FrameTaken{ticket, {}});
    CHECK(stage.post.count<ports::AnalyseFrame>() == 1);
    CHECK(stage.post.last<ports::CancelTicket>().ticket == ticket);
}

TEST_CASE("a frame under way when the screen is left is cancelled", "[live_camera]") {
    Stage stage;
    look(stage);
    const std::uint32_t ticket = camera_of(stage).frame;
    stage.receive(ports::FrameTaken{ticket, {}});
    stage.ask(command::GoBack{});
    stage.receive(ports::RouteChanged{"#/identify"});
    CHECK(stage.post.last<ports::CancelTicket>().ticket == ticket);
    stage.receive(ports::FrameAnalysed{ticket, stage.manifest.sha256, scores(kAmanita, 0.9F), 800, 0.3F});
    CHECK_FALSE(stage.state().camera);
}

TEST_CASE("a name needs four frames that agree, and nothing of them is kept", "[live_camera]") {
    Stage stage;
    const std::string before = stage.rows();
    look(stage);
    for (int i = 0; i < 3; ++i) {
        see(stage, scores(kAmanita, 0.9F));
        CHECK_FALSE(camera_of(stage).steady);
    }
    see(stage, scores(kAmanita, 0.9F));
    REQUIRE(camera_of(stage).steady);
    CHECK(camera_of(stage).steady->name == "Amanita");
    CHECK(camera_of(stage).steady->risk == fungi::Risk::deadly);
    see(stage, scores(kTrametes, 0.9F));
    CHECK(camera_of(stage).steady);
    see(stage, scores(kTrametes, 0.9F));
    CHECK_FALSE(camera_of(stage).steady);
    CHECK(stage.rows() == before);
    CHECK(stage.state().observations.empty());
}

TEST_CASE("dark and blurred frames give no name and say why", "[live_camera]") {
    Stage stage;
    look(stage);
    for (int i = 0; i < 6; ++i) {
        see(stage, scores(kAmanita, 0.9F), 3, 0.02F);
        CHECK(camera_of(stage).quality == fungi::FrameQuality::dark);
    }
    CHECK_FALSE(camera_of(stage).steady);
    for (int i = 0; i < 6; ++i) {
        see(stage, scores(kAmanita, 0.9F), 5, 0.3F);
        CHECK(camera_of(stage).quality == fungi::FrameQuality::blurred);
    }
    CHECK_FALSE(camera_of(stage).steady);
}

TEST_CASE("scores of another model give no name and end the reading; pictures can still be taken", "[live_camera]") {
    Stage stage;
    look(stage);
    for (int i = 0; i < 4; ++i) {
        see(stage, scores(kAmanita, 0.9F));
    }
    REQUIRE(camera_of(stage).steady);
    const std::uint32_t ticket = camera_of(stage).frame;
    stage.receive(ports::FrameTaken{ticket, {}});
    stage.receive(ports::FrameAnalysed{ticket, std::string(64, 'f'), scores(kAmanita, 0.9F), 800, 0.3F});
    CHECK_FALSE(camera_of(stage).steady);
    CHECK(camera_of(stage).reading_failure == "model_mismatch");
    CHECK(camera_of(stage).frame == 0);
    stage.ask(command::TakePicture{});
    CHECK(stage.post.count<ports::TakePicture>() == 1);
}

TEST_CASE("a model that cannot be had is said once and not asked for again", "[live_camera]") {
    Stage stage;
    look(stage);
    const std::uint32_t ticket = camera_of(stage).frame;
    stage.receive(ports::FrameTaken{ticket, {}});
    stage.receive(ports::LoadProgressed{ticket, 100, 3000});
    CHECK(camera_of(stage).done_bytes == 100);
    CHECK_FALSE(stage.state().load);
    stage.receive(ports::AnalysisFailed{ticket, "model_unavailable", ""});
    CHECK(camera_of(stage).reading_failure == "model_unavailable");
    CHECK(stage.post.count<ports::AskFrame>() == 1);
}

TEST_CASE("the first picture opens its result, and back leads home", "[live_camera]") {
    Stage stage;
    look(stage);
    stage.ask(command::TakePicture{});
    stage.ask(command::TakePicture{}); // a second press while it is being taken
    REQUIRE(stage.post.count<ports::TakePicture>() == 1);
    const std::uint32_t ticket = stage.post.last<ports::TakePicture>().ticket;
    stage.receive(picture(ticket));
    CHECK(stage.state().route == app::Route{app::Screen::result, stage.state().draft, {}});
    CHECK(stage.post.last<ports::ShowRoute>().replace);
    CHECK_FALSE(stage.state().camera);
    CHECK(stage.post.count<ports::CloseCamera>() == 1);
    CHECK(stage.post.last<ports::AnalysePhoto>().ticket == ticket);
    stage.stored(ticket, 'b');
    stage.analysed(ticket, 'b', scores(kAmanita, 0.9F));
    CHECK(stage.draft().verdict->name == "Amanita");
}

TEST_CASE("a picture for a view that was named goes to it and back to where one came from", "[live_camera]") {
    Stage stage;
    look(stage, Slot::habitat);
    CHECK(camera_of(stage).slot == Slot::habitat);
    stage.ask(command::TakePicture{});
    stage.receive(picture(stage.post.last<ports::TakePicture>().ticket));
    CHECK(stage.post.count<ports::GoBack>() == 1);
    stage.receive(ports::RouteChanged{"#/identify"});
    CHECK(stage.draft().photos[index_of(Slot::habitat)].phase == app::PhotoPhase::picked);
    CHECK_FALSE(stage.state().camera);
}

TEST_CASE("a picture that did not come can be taken again", "[live_camera]") {
    Stage stage;
    look(stage);
    stage.ask(command::TakePicture{});
    stage.receive(ports::PickCancelled{stage.post.last<ports::TakePicture>().ticket});
    CHECK(camera_of(stage).take_failed);
    CHECK(camera_of(stage).taking == 0);
    stage.ask(command::TakePicture{});
    CHECK(stage.post.count<ports::TakePicture>() == 2);
    CHECK_FALSE(camera_of(stage).take_failed);
}

TEST_CASE("a picture that did not come asks for no second frame beside the one under way", "[live_camera]") {
    Stage stage;
    look(stage);
    stage.receive(ports::FrameTaken{camera_of(stage).frame, {}});
    stage.ask(command::TakePicture{});
    stage.receive(ports::PickCancelled{stage.post.last<ports::TakePicture>().ticket});
    CHECK(stage.post.count<ports::AskFrame>() == 1);
}

TEST_CASE("a picture for which there is no room leaves the camera usable", "[live_camera]") {
    Stage stage;
    look(stage);
    stage.ask(command::TakePicture{});
    stage.fill_storage(true);
    stage.receive(picture(stage.post.last<ports::TakePicture>().ticket));
    stage.answer_room({});
    CHECK(stage.state().storage.failure == "storage_full");
    CHECK(camera_of(stage).taking == 0);
}

TEST_CASE("a camera that fails says why and can be tried again", "[live_camera]") {
    Stage stage;
    stage.ask(command::OpenLiveCamera{});
    stage.receive(ports::CameraFailed{camera_of(stage).ticket, "denied"});
    CHECK(camera_of(stage).phase == CameraPhase::failed);
    CHECK(camera_of(stage).failure == "denied");
    stage.ask(command::TakePicture{});
    CHECK(stage.post.count<ports::TakePicture>() == 0);
    stage.ask(command::ReopenCamera{});
    CHECK(stage.post.count<ports::OpenCamera>() == 2);
    stage.receive(ports::CameraOpened{camera_of(stage).ticket, false, 1, 1, 1});
    CHECK(camera_of(stage).phase == CameraPhase::live);
    // Taken away in the middle: the name that stood goes too.
    for (int i = 0; i < 4; ++i) {
        see(stage, scores(kAmanita, 0.9F));
    }
    REQUIRE(camera_of(stage).steady);
    stage.receive(ports::CameraFailed{camera_of(stage).ticket, "ended"});
    CHECK_FALSE(camera_of(stage).steady);
    CHECK(camera_of(stage).frame == 0);
}

TEST_CASE("light and zoom stay within what the device has", "[live_camera]") {
    Stage stage;
    look(stage);
    stage.ask(command::SteerCamera{true, 9});
    CHECK(stage.post.last<ports::SteerCamera>().torch);
    CHECK(stage.post.last<ports::SteerCamera>().zoom == 4);
    stage.receive(ports::RouteChanged{"#/identify"});
    stage.ask(command::OpenLiveCamera{});
    stage.receive(ports::CameraOpened{camera_of(stage).ticket, false, 0, 0, 1});
    stage.ask(command::SteerCamera{true, 3});
    CHECK_FALSE(stage.post.last<ports::SteerCamera>().torch);
    CHECK(stage.post.last<ports::SteerCamera>().zoom == 1);
}

TEST_CASE("a newer Hypha's journal takes no pictures", "[live_camera]") {
    Stage stage;
    stage.restart_newer();
    stage.post.clear();
    stage.ask(command::OpenLiveCamera{});
    CHECK(std::holds_alternative<app::NewerAnswer>(stage.state().overlay));
    CHECK(stage.post.count<ports::OpenCamera>() == 0);
}
