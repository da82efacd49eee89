// The part of a photo that is looked at: chosen, kept with the photo's row, read anew, undone; the photo itself untouched.
#include <cmath>

#include <catch2/catch_test_macros.hpp>

#include "fakes/stage.hpp"
#include "storage/photo_table.hpp"

using namespace hypha;
using namespace hypha::flow;
using app::PhotoPhase;
using app::Slot;
namespace command = app::command;

namespace {

const vision::Crop kPart{0.25F, 0.25F, 0.375F, 0.5F}; // of 640 x 480: 240 pixels square

// A find on its page whose profile photo has these sides.
struct Found {
    Stage stage;
    ObservationId id{};

    explicit Found(std::uint32_t width_px = 640, std::uint32_t height_px = 480) {
        const std::uint32_t ticket = stage.pick(Slot::profile);
        stage.receive(ports::PhotoStored{ticket, sha('b'), width_px, height_px, 1000, {}, {}});
        stage.analysed(ticket, 'b', scores(kTrametes, 0.9F));
        id = stage.state().draft;
        stage.ask(command::SaveObservation{id});
        stage.ask(command::GoTo{{app::Screen::observation, id, {}}});
        stage.post.clear();
    }
    const app::SlotPhoto& photo() { return stage.open(id).photos[index_of(Slot::profile)]; }
    void crop(const vision::Crop& part) {
        stage.ask(command::OpenCrop{id, Slot::profile});
        stage.ask(command::EditCrop{part});
        stage.ask(command::KeepCrop{});
        stage.receive(ports::RouteChanged{"#/journal/" + std::to_string(id.value)});
    }
    ports::AnalyseStoredPhoto asked() { return stage.post.last<ports::AnalyseStoredPhoto>(); }
};

} // namespace

TEST_CASE("cropping begins with the square that the network sees anyway, and keeping that changes nothing",
          "[crop_photo]") {
    Found find;
    find.stage.ask(command::OpenCrop{find.id, Slot::profile});
    CHECK(find.stage.state().route == app::Route{app::Screen::crop, find.id, {}});
    REQUIRE(find.stage.state().cropping);
    CHECK(find.stage.state().cropping->crop == vision::centred_crop({640, 480}));
    find.stage.ask(command::KeepCrop{});
    CHECK_FALSE(find.photo().crop);
    CHECK(find.stage.post.count<ports::AnalyseStoredPhoto>() == 0);
    CHECK(find.stage.post.count<ports::GoBack>() == 1);
}

TEST_CASE("a part that was chosen is read, kept with the photo, and asked for at every later reading", "[crop_photo]") {
    Found find;
    find.crop(kPart);
    REQUIRE(find.stage.post.count<ports::AnalyseStoredPhoto>() == 1);
    CHECK(find.asked().photo == sha('b'));
    CHECK(find.asked().crop == std::vector<float>{0.25F, 0.25F, 0.375F, 0.5F});
    CHECK(find.photo().phase == PhotoPhase::stored);
    CHECK(find.stage.open(find.id).verdict->name == "Trametes"); // what was said stands until the part is read
    find.stage.analysed(find.asked().ticket, 'b', scores(kAmanita, 0.9F));
    CHECK(find.stage.open(find.id).verdict->name == "Amanita");
    CHECK(find.stage.open(find.id).opinions.size() == 2); // the first answer is remembered
    CHECK(find.stage.post.count<ports::DeletePhoto>() == 0);

    find.stage.ask(command::ShowHeat{find.id, Slot::profile});
    if (find.stage.state().heat) { // only with reference pictures
        CHECK(find.stage.post.last<ports::ExplainPhoto>().crop.size() == 4);
    }

    // Another model: the part is what is read again.
    find.stage.manifest.sha256 = std::string(64, 'e');
    find.stage.restart();
    find.stage.post.clear();
    find.stage.ask(command::GoTo{{app::Screen::observation, find.id, {}}});
    CHECK(find.photo().crop == kPart);
    find.stage.ask(command::RetryPhotos{find.id});
    REQUIRE(find.stage.post.count<ports::AnalyseStoredPhoto>() == 1);
    CHECK(find.asked().crop == std::vector<float>{0.25F, 0.25F, 0.375F, 0.5F});
}

TEST_CASE("a part that was chosen outlives a crash before it is read, without scores of the whole", "[crop_photo]") {
    Found find;
    find.crop(kPart);
    find.stage.restart();
    find.stage.ask(command::GoTo{{app::Screen::observation, find.id, {}}});
    CHECK(find.photo().crop == kPart);
    CHECK(find.photo().phase == PhotoPhase::stored);
    CHECK(find.stage.open(find.id).verdict->name == "Trametes");
}

TEST_CASE("the whole picture undoes a crop", "[crop_photo]") {
    Found find;
    find.crop(kPart);
    find.stage.analysed(find.asked().ticket, 'b', scores(kAmanita, 0.9F));
    find.stage.ask(command::OpenCrop{find.id, Slot::profile});
    CHECK(find.stage.state().cropping->crop == kPart);
    find.stage.ask(command::RemoveCrop{});
    CHECK_FALSE(find.photo().crop);
    CHECK(find.asked().crop.empty());
    find.stage.analysed(find.asked().ticket, 'b', scores(kTrametes, 0.9F));
    CHECK(find.stage.open(find.id).verdict->name == "Trametes");
    find.stage.restart();
    find.stage.ask(command::GoTo{{app::Screen::observation, find.id, {}}});
    CHECK_FALSE(find.photo().crop);
}

TEST_CASE("a part with too few pixels is refused and nothing is read", "[crop_photo]") {
    Found find(640, 480);
    find.stage.ask(command::OpenCrop{find.id, Slot::profile});
    find.stage.ask(command::EditCrop{{0.5F, 0.5F, 0.075F, 0.1F}}); // 48 pixels
    CHECK(find.stage.state().cropping->too_small);
    find.stage.ask(command::KeepCrop{});
    CHECK_FALSE(find.photo().crop);
    CHECK(find.stage.post.count<ports::AnalyseStoredPhoto>() == 0);
    CHECK(find.stage.state().route.screen == app::Screen::crop);
    find.stage.ask(command::EditCrop{kPart});
    CHECK_FALSE(find.stage.state().cropping->too_small);
}

TEST_CASE("a crop that cannot be kept leaves photo, scores and answer as they were", "[crop_photo]") {
    Found find;
    const std::string before = find.stage.rows();
    find.stage.ask(command::OpenCrop{find.id, Slot::profile});
    find.stage.ask(command::EditCrop{kPart});
    find.stage.fill_storage(true);
    find.stage.ask(command::KeepCrop{});
    find.stage.answer_room({});
    CHECK(find.stage.state().storage.failure == "storage_full");
    CHECK_FALSE(find.photo().crop);
    CHECK(find.photo().phase == PhotoPhase::analysed);
    CHECK(find.stage.post.count<ports::AnalyseStoredPhoto>() == 0);
    find.stage.fill_storage(false);
    CHECK(find.stage.rows() == before);
}

TEST_CASE("another photo in the same view is looked at as a whole again", "[crop_photo]") {
    Found find;
    find.crop(kPart);
    find.stage.analysed(find.asked().ticket, 'b', scores(kAmanita, 0.9F));
    const std::uint32_t ticket = find.stage.pick(Slot::profile, find.id);
    find.stage.stored(ticket, 'c');
    find.stage.analysed(ticket, 'c', scores(kTrametes, 0.9F));
    CHECK_FALSE(find.photo().crop);
    find.stage.restart();
    find.stage.ask(command::GoTo{{app::Screen::observation, find.id, {}}});
    CHECK_FALSE(find.photo().crop);
}

TEST_CASE("the screen of a find without a photo, or of none, has nothing to crop", "[crop_photo]") {
    Stage stage;
    stage.ask(command::OpenCrop{{}, Slot::base});
    CHECK(stage.state().route.screen == app::Screen::identify);
    stage.receive(ports::RouteChanged{"#/journal/77/crop"});
    CHECK(stage.state().route.screen == app::Screen::crop);
    CHECK_FALSE(stage.state().cropping);
    stage.ask(command::EditCrop{kPart});
    stage.ask(command::KeepCrop{});
    stage.ask(command::RemoveCrop{});
    CHECK(stage.post.count<ports::AnalyseStoredPhoto>() == 0);
}

TEST_CASE("a newer Hypha's journal is not cropped", "[crop_photo]") {
    Found find;
    find.stage.restart_newer();
    find.stage.ask(command::OpenCrop{find.id, Slot::profile});
    CHECK(std::holds_alternative<app::NewerAnswer>(find.stage.state().overlay));
    CHECK(find.stage.state().route.screen != app::Screen::crop);
}

TEST_CASE("one photo in two views, one of them a part: looking again reads each as it is looked at",
          "[crop_photo][look_again]") {
    Found find;
    const std::uint32_t ticket = find.stage.pick(Slot::base, find.id);
    find.stage.receive(ports::PhotoStored{ticket, sha('b'), 640, 480, 1000, {}, {}});
    find.stage.analysed(ticket, 'b', scores(kTrametes, 0.9F));
    find.crop(kPart);
    const std::uint32_t part = find.asked().ticket;
    find.stage.receive(
        ports::PhotoAnalysed{part, sha('b'), find.stage.manifest.sha256, scores(kTrametes, 0.9F), 90, 0.4F, 1, 1, 1});
    find.stage.manifest.sha256 = std::string(64, 'e');
    find.stage.restart();
    find.stage.app->rest();
    find.stage.post.clear();
    find.stage.ask(command::LookAgain{});
    std::vector<std::size_t> sizes;
    for (std::size_t view = 0; view < 2; ++view) {
        REQUIRE(find.stage.post.count<ports::AnalyseStoredPhoto>() == view + 1);
        const ports::AnalyseStoredPhoto asked = find.asked();
        sizes.push_back(asked.crop.size());
        find.stage.receive(ports::PhotoAnalysed{asked.ticket, asked.photo, find.stage.manifest.sha256,
                                                scores(view == 0 ? kAmanita : kTrametes, 0.9F), 90, 0.4F, 1, 1, 1});
    }
    CHECK(((sizes == std::vector<std::size_t>{4, 0}) || (sizes == std::vector<std::size_t>{0, 4})));
    CHECK(find.stage.state().other_answers.left == 0);
}

TEST_CASE("a part that is chosen while the journal is looked at again is not written over by what was being read",
          "[crop_photo][look_again]") {
    Found find;
    find.stage.manifest.sha256 = std::string(64, 'e');
    find.stage.restart();
    find.stage.app->rest();
    find.stage.ask(command::GoTo{{app::Screen::observation, find.id, {}}});
    find.stage.post.clear();
    find.stage.ask(command::LookAgain{});
    REQUIRE(find.asked().crop.empty());
    find.crop(kPart);
    std::size_t answered = 0;
    for (; answered < 5; ++answered) {
        const auto all = find.stage.post.all<ports::AnalyseStoredPhoto>();
        if (all.size() <= answered + 1) { // the first one was given up
            break;
        }
        const ports::AnalyseStoredPhoto asked = all[answered + 1];
        find.stage.receive(ports::PhotoAnalysed{asked.ticket, sha('b'), find.stage.manifest.sha256,
                                                scores(asked.crop.empty() ? kTrametes : kAmanita, 0.9F), 90, 0.4F, 1, 1,
                                                1});
    }
    CHECK(answered > 0);
    CHECK(find.photo().crop == kPart);
    CHECK(find.stage.open(find.id).verdict->name == "Amanita");
    find.stage.restart();
    find.stage.ask(command::GoTo{{app::Screen::observation, find.id, {}}});
    CHECK(find.photo().crop == kPart);
    CHECK(find.stage.open(find.id).verdict->name == "Amanita");
}
