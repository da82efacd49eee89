// A find as one picture: what the media worker is asked to draw, and that the file goes the way of every file that is made.
#include <catch2/catch_test_macros.hpp>

#include "fakes/stage.hpp"

using namespace hypha;
using namespace hypha::flow;
namespace command = app::command;

namespace {

command::SharePicture wish_of(ObservationId id) {
    return {.observation = id,
            .name = "Trametes",
            .latin = true,
            .common = "",
            .said = "Named by a person",
            .risk_words = "Deadly",
            .day_place = "21 September 2026",
            .orientation = "Orientation only.",
            .orientation_line = "Never eat a mushroom because of an app."};
}

} // namespace

TEST_CASE("a picture is drawn from the photo, with the worst risk that is shown",
          "[share_picture][safety_2][safety_3]") {
    Stage stage;
    const ObservationId id = stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.ask(command::GiveName{id, "Trametes versicolor"}); // makes no warning milder
    stage.ask(wish_of(id));
    const auto drawing = stage.post.last<ports::DrawPicture>();
    CHECK(drawing.photo == sha('b'));
    CHECK(drawing.risk == "deadly");
    CHECK(drawing.orientation == "Orientation only.");
    CHECK(drawing.orientation_line == "Never eat a mushroom because of an app.");
    stage.ask(wish_of(id)); // while one is drawn
    CHECK(stage.post.count<ports::DrawPicture>() == 1);
    stage.receive(ports::PictureDrawn{drawing.ticket, 120'000, {}});
    REQUIRE(stage.state().outgoing);
    CHECK(stage.state().outgoing->ready);
    CHECK(stage.state().outgoing->name == "hypha-find-2026-09-21.jpg");
    CHECK(stage.post.last<ports::ShareFile>().ticket == drawing.ticket);
    CHECK(stage.post.last<ports::ShareFile>().kind == "image/jpeg");
    stage.receive(ports::FileShared{drawing.ticket, "cancelled"});
    CHECK(stage.state().outgoing); // it stays ready
    stage.receive(ports::FileShared{drawing.ticket, "saved"});
    CHECK_FALSE(stage.state().outgoing);
    CHECK(stage.post.last<ports::DropFile>().ticket == drawing.ticket);
    CHECK(stage.state().toast->kind == app::ToastKind::file_saved);
}

TEST_CASE("a picture that cannot be drawn says so and leaves nothing", "[share_picture]") {
    Stage stage;
    const ObservationId id = stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.ask(wish_of(id));
    const std::uint32_t ticket = stage.post.last<ports::DrawPicture>().ticket;
    stage.receive(ports::AnalysisFailed{ticket, "decode_failed", ""});
    CHECK(stage.state().picture.failure == "decode_failed");
    CHECK_FALSE(stage.state().outgoing);
    stage.ask(command::CloseFailedPicture{});
    CHECK(stage.state().picture.failure.empty());
    stage.receive(ports::PictureDrawn{ticket, 10, {}}); // nobody waits for it
    CHECK_FALSE(stage.state().outgoing);
    CHECK(stage.post.last<ports::DropFile>().ticket == ticket);
}
