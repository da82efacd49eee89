// A photo's road, from the tap to the saved row, and every way it can end.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "fakes/stage.hpp"

using namespace hypha;
using namespace hypha::flow;
using app::Outcome;
using app::PhotoPhase;
using app::Slot;
namespace command = app::command;

TEST_CASE("a photo becomes a verdict, step by step", "[identify_mushroom]") {
    Stage stage;
    const std::uint32_t ticket = stage.shoot();
    CHECK(stage.post.last<ports::OpenPicker>().source == "camera");
    CHECK(stage.post.last<ports::OpenPicker>().slot == "profile");
    REQUIRE(stage.post.count<ports::AnalysePhoto>() == 1);
    CHECK(stage.post.last<ports::AnalysePhoto>().ticket == ticket);
    CHECK(stage.draft().photos[index_of(Slot::profile)].phase == PhotoPhase::picked);
    CHECK(outcome_of(stage.draft()) == Outcome::working);
    CHECK(stage.state().route == app::Route{app::Screen::result, stage.state().draft, {}});

    stage.receive(ports::LoadProgressed{ticket, 100, 3000});
    REQUIRE(stage.state().load);
    CHECK(stage.state().load->done_bytes == 100);

    stage.stored(ticket, 'b');
    CHECK(stage.draft().photos[index_of(Slot::profile)].phase == PhotoPhase::stored);
    CHECK(outcome_of(stage.draft()) == Outcome::working);

    stage.analysed(ticket, 'b', scores(kAugustus, 0.9F));
    const app::Observation& draft = stage.draft();
    CHECK(draft.photos[index_of(Slot::profile)].phase == PhotoPhase::analysed);
    CHECK_FALSE(stage.state().load);
    CHECK(outcome_of(draft) == Outcome::answered);
    REQUIRE(draft.verdict);
    CHECK(draft.verdict->name == "Agaricus augustus");
    CHECK(draft.provenance.model_sha256 == stage.manifest.sha256);
    CHECK(draft.provenance.model_name == "Test fungi");
    CHECK(draft.provenance.thresholds.starts_with("not_mushroom=0.5 likely=0.7 possible=0.3 tables="));
    CHECK_FALSE(draft.saved);
    CHECK(stage.state().journal.rows() == 0);
}

TEST_CASE("a view picked for its own slot stays on the home screen until asked", "[identify_mushroom]") {
    Stage stage;
    const std::uint32_t ticket = stage.pick(Slot::base);
    CHECK(stage.state().route.screen == app::Screen::identify);
    stage.stored(ticket, 'b');
    stage.analysed(ticket, 'b', scores(kAmanita, 0.9F));
    stage.ask(command::IdentifyNow{});
    CHECK(stage.state().route.screen == app::Screen::result);
    CHECK(stage.post.count<ports::AnalysePhoto>() + stage.post.count<ports::AnalyseStoredPhoto>() == 1);
}

TEST_CASE("identify without a photo does nothing", "[identify_mushroom]") {
    Stage stage;
    stage.ask(command::IdentifyNow{});
    CHECK(stage.state().route.screen == app::Screen::identify);
}

TEST_CASE("two views are judged together", "[identify_mushroom]") {
    Stage stage;
    const std::uint32_t first = stage.pick(Slot::profile);
    stage.stored(first, 'b');
    stage.analysed(first, 'b', scores(kAmanita, 0.9F));
    CHECK(stage.draft().verdict->name == "Amanita");
    const std::uint32_t second = stage.pick(Slot::base);
    stage.stored(second, 'c');
    CHECK(stage.draft().verdict->name == "Amanita"); // the first answer stands while the second is read
    stage.analysed(second, 'c', scores(kTrametes, 0.9F));
    REQUIRE(stage.draft().verdict);
    CHECK(stage.draft().verdict->probability < 0.7F); // they contradict each other
    CHECK(app::photo_count(stage.draft()) == 2);
}

TEST_CASE("several photos fill the views in the order of their use, and a fifth is said to be left out",
          "[identify_mushroom]") {
    Stage stage;
    stage.ask(command::AskForPhoto{{}, {}, app::PhotoSource::library});
    const auto picker = stage.post.last<ports::OpenPicker>();
    CHECK(picker.several);
    for (std::uint32_t i = 0; i < 6; ++i) {
        stage.receive(ports::PhotoPicked{picker.ticket + i, "", "photo.jpg", 1000, {}});
    }
    const auto asked = stage.post.all<ports::AnalysePhoto>();
    REQUIRE(asked.size() == 4);
    CHECK(asked[0].slot == "profile");
    CHECK(asked[1].slot == "base");
    CHECK(asked[2].slot == "underside");
    CHECK(asked[3].slot == "habitat");
    REQUIRE(stage.state().toast);
    CHECK(stage.state().toast->kind == app::ToastKind::too_many_photos);
    CHECK(stage.state().toast->count == 2);
}

TEST_CASE("a shared file from outside becomes a find of its own accord", "[identify_mushroom]") {
    Stage stage;
    stage.receive(ports::PhotoPicked{app::kFirstWindowTicket + 7, "", "shared.jpg", 1000, {}});
    CHECK(stage.post.last<ports::AnalysePhoto>().ticket == app::kFirstWindowTicket + 7);
    CHECK(stage.state().route.screen == app::Screen::result);
    stage.receive(ports::PhotoPicked{app::kFirstWindowTicket + 7, "", "shared.jpg", 1000, {}});
    CHECK(stage.post.count<ports::AnalysePhoto>() == 1);
}

TEST_CASE("a file that cannot be kept is said so, and the other views stay", "[identify_mushroom]") {
    const std::string code = GENERATE(as<std::string>{}, "empty_file", "not_an_image", "unsupported_format",
                                      "too_large", "decode_failed", "too_small", "runtime_failed");
    CAPTURE(code);
    Stage stage;
    const std::uint32_t good = stage.pick(Slot::profile);
    stage.stored(good, 'b');
    stage.analysed(good, 'b', scores(kAmanita, 0.9F));
    const std::uint32_t bad = stage.pick(Slot::base);
    stage.receive(ports::AnalysisFailed{bad, code, "because"});
    const app::SlotPhoto& photo = stage.draft().photos[index_of(Slot::base)];
    CHECK(photo.phase == PhotoPhase::failed);
    CHECK(photo.failure == code);
    CHECK(photo.photo.empty());
    CHECK(photo.ticket == 0);
    CHECK(stage.draft().verdict->name == "Amanita");
    CHECK(app::photo_count(stage.draft()) == 1);
    CHECK(app::most_useful_missing(stage.draft()) == Slot::base);
}

TEST_CASE("a photo whose analysis fails is still kept and can be tried again", "[identify_mushroom]") {
    const std::string code =
        GENERATE(as<std::string>{}, "model_unavailable", "model_corrupt", "out_of_memory", "runtime_failed");
    CAPTURE(code);
    Stage stage;
    const std::uint32_t ticket = stage.shoot();
    stage.stored(ticket, 'b');
    stage.receive(ports::AnalysisFailed{ticket, code, ""});
    CHECK(outcome_of(stage.draft()) == Outcome::failed);
    CHECK(failure_of(stage.draft()) == code);
    CHECK(stage.draft().photos[index_of(Slot::profile)].photo == sha('b'));
    CHECK(stage.post.count<ports::ReleaseModel>() == (code == "out_of_memory" ? 1 : 0));

    stage.ask(command::SaveObservation{stage.state().draft}); // kept without a name
    CHECK(stage.state().journal.rows() == 1);
    const ObservationId id = stage.state().route.observation;
    stage.ask(command::RetryPhotos{id});
    REQUIRE(stage.post.count<ports::AnalyseStoredPhoto>() == 1);
    CHECK(stage.post.last<ports::AnalyseStoredPhoto>().photo == sha('b'));
    stage.analysed(stage.post.last<ports::AnalyseStoredPhoto>().ticket, 'b', scores(kTrametes, 0.95F));
    CHECK(outcome_of(stage.open(id)) == Outcome::answered);
}

TEST_CASE("a retake that fails gives back the photo that was there", "[identify_mushroom]") {
    Stage stage;
    const std::uint32_t first = stage.pick(Slot::profile);
    stage.stored(first, 'b');
    stage.analysed(first, 'b', scores(kAmanita, 0.9F));
    const std::uint32_t second = stage.pick(Slot::profile);
    CHECK(stage.draft().photos[index_of(Slot::profile)].phase == PhotoPhase::picked);
    stage.receive(ports::AnalysisFailed{second, "not_an_image", ""});
    CHECK(stage.draft().photos[index_of(Slot::profile)].phase == PhotoPhase::analysed);
    CHECK(stage.draft().photos[index_of(Slot::profile)].photo == sha('b'));
    REQUIRE(stage.state().toast);
    CHECK(stage.state().toast->kind == app::ToastKind::photo_refused);
    CHECK(stage.post.count<ports::DeletePhoto>() == 0);
}

TEST_CASE("a retake that works lets the old photo go", "[identify_mushroom]") {
    Stage stage;
    const std::uint32_t first = stage.pick(Slot::profile);
    stage.stored(first, 'b');
    stage.analysed(first, 'b', scores(kAmanita, 0.9F));
    const std::uint32_t second = stage.pick(Slot::profile);
    CHECK(stage.post.count<ports::DeletePhoto>() == 0);
    stage.stored(second, 'c');
    REQUIRE(stage.post.count<ports::DeletePhoto>() == 1);
    CHECK(stage.post.last<ports::DeletePhoto>().photo == sha('b'));
    stage.analysed(second, 'c', scores(kTrametes, 0.9F));
    CHECK(stage.draft().verdict->name == "Trametes");
}

TEST_CASE("cancel stops the work: unsafe photos go, safe ones stay", "[identify_mushroom]") {
    Stage stage;
    const std::uint32_t safe = stage.pick(Slot::profile);
    stage.stored(safe, 'b');
    const std::uint32_t fresh = stage.pick(Slot::base);
    stage.ask(command::CancelPhotos{stage.state().draft});
    CHECK(stage.post.count<ports::CancelTicket>() == 2);
    stage.receive(ports::AnalysisCancelled{safe});
    stage.receive(ports::AnalysisCancelled{fresh});
    CHECK(stage.draft().photos[index_of(Slot::profile)].failure == "cancelled");
    CHECK(stage.draft().photos[index_of(Slot::base)].phase == PhotoPhase::empty);
    CHECK_FALSE(is_working(stage.draft()));
    stage.ask(command::IdentifyNow{});
    CHECK(stage.post.count<ports::AnalyseStoredPhoto>() == 1);
}

TEST_CASE("events nobody waits for change nothing", "[identify_mushroom]") {
    Stage stage;
    const std::uint32_t ticket = stage.shoot();
    stage.stored(ticket, 'b');
    stage.analysed(ticket, 'b', scores(kAmanita, 0.9F));
    const std::uint64_t revision = stage.state().revision;
    const std::size_t sent = stage.post.sent().size();
    stage.stored(ticket, 'b');
    stage.analysed(ticket, 'b', scores(kTrametes, 0.9F));
    stage.receive(ports::AnalysisFailed{ticket, "decode_failed", ""});
    stage.receive(ports::AnalysisCancelled{ticket});
    stage.receive(ports::LoadProgressed{ticket, 1, 2});
    stage.receive(ports::PhotoPicked{ticket, "profile", "again.jpg", 5, {}});
    stage.receive(ports::PhotoPicked{4711, "profile", "stale.jpg", 5, {}});
    stage.receive(ports::PhotoPicked{0, "profile", "none.jpg", 5, {}});
    stage.receive(ports::PickCancelled{4711});
    stage.receive(ports::PlaceFound{99, 1, 2, 3});
    stage.receive(ports::PlaceFailed{99, "denied"});
    stage.receive(ports::FieldChecked{99, true, 1, 1, ""});
    stage.receive(std::monostate{});
    CHECK(stage.state().revision == revision);
    CHECK(stage.post.sent().size() == sent);
    CHECK(stage.draft().verdict->name == "Amanita");
}

TEST_CASE("scores for another photo than the one stored are refused", "[identify_mushroom]") {
    Stage stage;
    const std::uint32_t ticket = stage.shoot();
    stage.stored(ticket, 'b');
    stage.analysed(ticket, 'c', scores(kAmanita, 0.9F));
    CHECK_FALSE(stage.draft().verdict);
    CHECK(outcome_of(stage.draft()) == Outcome::working);
}

TEST_CASE("a photo taken away takes its part of the answer with it", "[identify_mushroom]") {
    Stage stage;
    const std::uint32_t first = stage.pick(Slot::profile);
    stage.stored(first, 'b');
    stage.analysed(first, 'b', scores(kAmanita, 0.9F));
    const std::uint32_t second = stage.pick(Slot::base);
    stage.stored(second, 'c');
    stage.analysed(second, 'c', scores(kTrametes, 0.99F));
    stage.ask(command::RemovePhoto{{}, Slot::base});
    CHECK(stage.draft().verdict->name == "Amanita");
    CHECK(stage.post.last<ports::DeletePhoto>().photo == sha('c'));
    stage.ask(command::IdentifyNow{});
    stage.ask(command::RemovePhoto{{}, Slot::profile}); // the last one: no find is left
    CHECK(stage.state().draft_observation() == nullptr);
    CHECK(stage.state().route.screen == app::Screen::identify);
    stage.restart();
    CHECK_FALSE(stage.state().toast); // what was taken away on purpose was not lost
}

TEST_CASE("cancelling the only photo before it is safe leads home", "[identify_mushroom]") {
    Stage stage;
    const std::uint32_t ticket = stage.shoot();
    stage.receive(ports::LoadProgressed{ticket, 1, 2});
    stage.ask(command::CancelPhotos{stage.state().draft});
    stage.receive(ports::AnalysisCancelled{ticket});
    CHECK(stage.state().draft_observation() == nullptr);
    CHECK(stage.state().route.screen == app::Screen::identify);
    CHECK_FALSE(stage.state().load);
}

TEST_CASE("a retake while the first is still read stops the first", "[identify_mushroom]") {
    Stage stage;
    const std::uint32_t first = stage.pick(Slot::profile);
    stage.receive(ports::LoadProgressed{first, 1, 2});
    const std::uint32_t second = stage.pick(Slot::profile);
    CHECK(stage.post.last<ports::CancelTicket>().ticket == first);
    CHECK_FALSE(stage.state().load);
    stage.receive(ports::AnalysisCancelled{first});
    stage.stored(second, 'c');
    stage.analysed(second, 'c', scores(kTrametes, 0.9F));
    CHECK(stage.draft().verdict->name == "Trametes");
}
