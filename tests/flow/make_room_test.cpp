// A full device. For each use case storage is made to fail at every write in turn: what is on the disk is what was there before or
// what comes after, never a third; with something to let go the write is tried once more and succeeds, without it is refused with
// the size that is missing, and works as soon as there is space. Over 300 lines because every use case stands beside its failure.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <functional>

#include "app/make_room.hpp"
#include "fakes/stage.hpp"

using namespace hypha;
using namespace hypha::flow;
using app::PhotoPhase;
using app::Slot;
namespace command = app::command;

namespace {

constexpr std::int64_t kKit = 17'000'000;

struct UseCase {
    const char* name;
    std::function<ObservationId(Stage&)> before; // answers the find it is about
    std::function<void(Stage&, ObservationId)> act;
    bool can_be_asked_again = true; // else it was an answer that comes once
};

// The answer to what the first verdict of a session asks for.
void kit_is_there(Stage& stage) {
    stage.receive(ports::FieldChecked{stage.post.last<ports::MakeFieldReady>().ticket, true, kKit, kKit, ""});
}

ObservationId find(Stage& stage) {
    const ObservationId id = stage.saved_find('b', scores(kAmanita, 0.9F));
    kit_is_there(stage);
    return id;
}

ObservationId picked(Stage& stage) {
    stage.pick(Slot::profile);
    return stage.state().draft;
}

ObservationId stored(Stage& stage) {
    picked(stage);
    stage.stored(stage.post.last<ports::AnalysePhoto>().ticket, 'b');
    return stage.state().draft;
}

ObservationId analysed(Stage& stage) {
    stored(stage);
    stage.analysed(stage.post.last<ports::AnalysePhoto>().ticket, 'b', scores(kAmanita, 0.9F));
    kit_is_there(stage);
    return stage.state().draft;
}

const std::vector<UseCase>& use_cases() {
    static const std::vector<UseCase> cases{
        {"pick a photo", [](Stage&) { return ObservationId{}; },
         [](Stage& s, ObservationId) { s.pick(Slot::profile); }},
        {"keep a photo's row", picked,
         [](Stage& s, ObservationId) { s.stored(s.post.last<ports::AnalysePhoto>().ticket, 'b'); }, false},
        {"keep a verdict", stored,
         [](Stage& s, ObservationId) {
             s.analysed(s.post.last<ports::AnalysePhoto>().ticket, 'b', scores(kAmanita, 0.9F));
         },
         false},
        {"save", analysed, [](Stage& s, ObservationId id) { s.ask(command::SaveObservation{id}); }},
        {"discard", analysed, [](Stage& s, ObservationId) { s.ask(command::DiscardDraft{}); }},
        {"note", find, [](Stage& s, ObservationId id) { s.ask(command::WriteNote{id, std::string(200'000, 'x')}); }},
        {"delete", find, [](Stage& s, ObservationId id) { s.ask(command::DeleteObservation{id}); }},
        {"undo a delete",
         [](Stage& s) {
             const ObservationId id = find(s);
             s.ask(command::DeleteObservation{id});
             return id;
         },
         [](Stage& s, ObservationId) { s.ask(command::Undo{s.state().toast->serial}); }},
        {"undo a save", find, [](Stage& s, ObservationId) { s.ask(command::Undo{s.state().toast->serial}); }},
        {"remove a photo", find, [](Stage& s, ObservationId id) { s.ask(command::RemovePhoto{id, Slot::profile}); }},
        {"erase everything", find, [](Stage& s, ObservationId) { s.ask(command::EraseEverything{}); }},
        {"who sees the place", find,
         [](Stage& s, ObservationId id) { s.ask(command::ChoosePrivacy{id, app::PlacePrivacy::hidden}); }},
        {"place",
         [](Stage& s) {
             const ObservationId id = find(s);
             s.ask(command::AskPlace{id});
             return id;
         },
         [](Stage& s, ObservationId) {
             s.receive(ports::PlaceFound{s.post.last<ports::AskPlace>().ticket, -12.05, -77.04, 10});
         },
         false},
        {"setting", find, [](Stage& s, ObservationId) { s.ask(command::ChooseTheme{app::ThemeChoice::dark}); }},
        {"default privacy", find,
         [](Stage& s, ObservationId) { s.ask(command::ChooseDefaultPrivacy{app::PlacePrivacy::hidden}); }},
    };
    return cases;
}

std::string rows_after(const UseCase& one) {
    Stage stage;
    one.act(stage, one.before(stage));
    return stage.rows();
}

// Without what is known of the kit, which is there or not.
std::string of_the_person(std::string rows) {
    for (const char* of_the_kit : {"setting: 'field_model'", "setting: 'field_bytes'"}) {
        if (const std::size_t at = rows.find(of_the_kit); at != std::string::npos) {
            rows.erase(at, rows.find('\n', at) + 1 - at);
        }
    }
    return rows;
}

bool is_working(const Stage& stage) {
    return std::ranges::any_of(stage.state().observations,
                               [](const auto& entry) { return app::is_working(entry.second); });
}

} // namespace

TEST_CASE("a device that is full at any write leaves rows as before or after, says how much is missing, and goes on",
          "[make_room]") {
    for (const UseCase& one : use_cases()) {
        const std::string after = rows_after(one);
        for (int writes = 0;; ++writes) {
            INFO(one.name << ", full after " << writes << " writes");
            Stage stage;
            const ObservationId id = one.before(stage);
            const std::string before = stage.rows();
            stage.run_out_after(writes);
            one.act(stage, id);
            const std::string meanwhile = stage.rows();
            CHECK((meanwhile == before || meanwhile == after));
            stage.answer_room({});
            if (!stage.ran_out()) {
                CHECK(stage.rows() == after);
                CHECK(writes > 0);
                break;
            }
            if (stage.state().storage.failure.empty()) {
                CHECK(stage.rows() == after); // it was the log's tidying, after the commit
                continue;
            }
            CHECK(stage.rows() == before);
            CHECK(stage.state().storage.failure == "storage_full");
            CHECK(stage.state().storage.short_bytes >= app::kRoomForRows_bytes);
            CHECK_FALSE(stage.state().storage.let_go.any());
            CHECK_FALSE((is_working(stage) && !one.can_be_asked_again)); // nothing seems to go on for ever
            stage.run_out_after(-1);
            if (one.can_be_asked_again) {
                stage.ask(command::DismissStorageFailure{});
                one.act(stage, id);
                CHECK(stage.rows() == after);
                CHECK(stage.state().storage.failure.empty());
            }
            stage.ask(command::GoTo{{app::Screen::identify, {}, {}}});
            const ObservationId other = stage.saved_find('z', scores(kTrametes, 0.9F));
            CHECK(stage.open(other).saved);
        }
    }
}

TEST_CASE("at any write downloads make room, the write is tried once more by itself, and the person is told",
          "[make_room]") {
    for (const UseCase& one : use_cases()) {
        const std::string after = rows_after(one);
        for (int writes = 0;; ++writes) {
            INFO(one.name << ", full after " << writes << " writes");
            Stage stage;
            const ObservationId id = one.before(stage);
            stage.run_out_after(writes);
            one.act(stage, id);
            const bool full = stage.ran_out();
            stage.answer_room({.field_kit = kKit});
            CHECK(stage.state().storage.failure.empty());
            if (stage.post.count<ports::DropDownloads>() > 0) {
                CHECK(stage.state().storage.let_go.field_kit);
                CHECK(stage.state().storage.let_go.freed_bytes == kKit);
                CHECK(stage.state().field.phase == app::FieldPhase::absent);
                CHECK(of_the_person(stage.rows()) == of_the_person(after));
            } else {
                CHECK(stage.rows() == after);
            }
            if (!full) {
                break;
            }
        }
    }
}

TEST_CASE("what is let go: cheapest loss first, no more than needed, nothing in vain", "[make_room]") {
    struct Row {
        Spare spare;
        bool thumbnails, field_kit, snapshot;
    };
    const std::int64_t enough = app::kRoomForRows_bytes + 200'000;
    for (const Row& row :
         {Row{{0, enough, enough, kKit}, false, false, false}, Row{{0, 0, enough, kKit}, true, false, false},
          Row{{0, 0, 1000, kKit}, false, true, false}, Row{{0, 0, 0, 0}, false, false, true},
          Row{{0, 0, 1000, 1000}, false, false, true}, Row{{200'000, 0, enough, 0}, true, false, false}}) {
        INFO(row.spare.old_files << " " << row.spare.thumbnails << " " << row.spare.field_kit);
        Stage stage;
        const ObservationId id = find(stage);
        // Enough rows that the automatic copy, which is about as large as the database, is worth its space; too few for the log to begin
        // anew (at 1,000 pages), for then there would be room in it.
        stage.ask(command::WriteNote{id, std::string(2'000'000, 'n')});
        stage.add_snapshot();
        stage.fill_storage(true); // nothing grows, but what is there can be let go
        stage.ask(command::WriteNote{id, std::string(200'000, 'x')});
        stage.answer_room(row.spare);
        const app::LetGo& let_go = stage.state().storage.let_go;
        CHECK(let_go.thumbnails == row.thumbnails);
        CHECK(let_go.field_kit == row.field_kit);
        CHECK(let_go.snapshot == row.snapshot);
        CHECK(stage.has_snapshot() != row.snapshot);
        if (!row.snapshot) { // the fake gives space back for what window and workers drop
            CHECK(stage.open(id).note.size() == 200'000);
            CHECK(stage.state().storage.failure.empty());
        }
        stage.ask(command::DismissLetGo{});
        CHECK_FALSE(stage.state().storage.let_go.any());
    }
    Stage stage;
    const ObservationId id = find(stage);
    stage.run_out_after(0);
    stage.ask(command::WriteNote{id, "does not fit"});
    stage.answer_room({.thumbnails = 1000, .field_kit = 1000});
    CHECK(stage.post.count<ports::DropDownloads>() == 0);
    CHECK(stage.state().storage.failure == "storage_full");
    CHECK(stage.state().storage.short_bytes > app::kRoomForRows_bytes);
    CHECK(stage.open(id).note.empty());
}

TEST_CASE("a photo whose bytes do not fit is read once more after room was made, and refused the second time",
          "[make_room]") {
    Stage stage;
    const std::uint32_t ticket = stage.pick(Slot::profile);
    REQUIRE(stage.post.count<ports::AnalysePhoto>() == 1);
    stage.receive(ports::AnalysisFailed{ticket, "storage_full", ""});
    CHECK(stage.draft().photos[index_of(Slot::profile)].phase == PhotoPhase::picked);
    stage.answer_room({.thumbnails = 2'000'000});
    REQUIRE(stage.post.count<ports::AnalysePhoto>() == 2);
    CHECK(stage.post.last<ports::AnalysePhoto>().ticket == ticket);
    CHECK(stage.post.last<ports::AnalysePhoto>().slot == "profile");
    CHECK(stage.state().storage.let_go.thumbnails);
    SECTION("it fits") {
        stage.stored(ticket, 'b');
        stage.analysed(ticket, 'b', scores(kAmanita, 0.9F));
        CHECK(stage.draft().verdict->name == "Amanita");
        CHECK(stage.state().storage.failure.empty());
    }
    SECTION("it does not") {
        stage.receive(ports::AnalysisFailed{ticket, "storage_full", ""});
        stage.answer_room({.thumbnails = 2'000'000});
        CHECK(stage.post.count<ports::AnalysePhoto>() == 2);
        CHECK(failure_of(stage.draft()) == "storage_full");
        CHECK(stage.state().storage.failure == "storage_full");
        CHECK(stage.state().storage.short_bytes > app::kRoomForRows_bytes); // the photo's bytes beside its row's
    }
    SECTION("it does not, and a later write that finds room leaves the sentence whole") {
        stage.receive(ports::AnalysisFailed{ticket, "storage_full", ""});
        const std::int64_t missing_bytes = stage.state().storage.short_bytes;
        stage.run_out_after(0);
        stage.ask(command::ChooseTheme{app::ThemeChoice::dark});
        stage.answer_room({.field_kit = kKit});
        CHECK(stage.state().look.theme_choice == app::ThemeChoice::dark);
        CHECK(stage.state().storage.failure == "storage_full");
        CHECK(stage.state().storage.short_bytes == missing_bytes);
    }
}

TEST_CASE("a find that was deleted and could still be brought back gives its room before any download does",
          "[make_room]") {
    Stage stage;
    find(stage);
    const ObservationId other = stage.saved_find('c', scores(kTrametes, 0.9F));
    stage.ask(command::DeleteObservation{other});
    REQUIRE(stage.state().toast->can_undo);
    stage.pick(Slot::profile);
    stage.receive(ports::AnalysisFailed{stage.post.last<ports::AnalysePhoto>().ticket, "storage_full", ""});
    CHECK(stage.post.last<ports::DeletePhoto>().photo == sha('c'));
    CHECK_FALSE(stage.state().toast.has_value());
    stage.answer_room({.free_bytes = 60'000'000, .field_kit = kKit});
    CHECK(stage.post.count<ports::DropDownloads>() == 0);
    CHECK(stage.draft().photos[index_of(Slot::profile)].phase == PhotoPhase::picked);
    CHECK(stage.state().storage.failure.empty());
}

TEST_CASE("an undo that finds the device full brings back what was deleted", "[make_room]") {
    // Space may come back at any moment: also just before what was deleted could be purged.
    for (int refusals = -1; refusals < 8; refusals += refusals < 0 ? 2 : 1) {
        Stage stage;
        const ObservationId id = find(stage);
        stage.ask(command::DeleteObservation{id});
        stage.run_out_after(0, refusals);
        stage.ask(command::Undo{stage.state().toast->serial});
        stage.answer_room({.field_kit = kKit});
        CAPTURE(refusals);
        CHECK(stage.state().journal.rows() == 1);
        CHECK(stage.post.count<ports::DeletePhoto>() == 0);
    }
}

TEST_CASE("what comes while room is being made waits its turn", "[make_room]") {
    Stage stage;
    picked(stage);
    const std::uint32_t ticket = stage.post.last<ports::AnalysePhoto>().ticket;
    stage.run_out_after(0);
    stage.stored(ticket, 'b');
    stage.analysed(ticket, 'b', scores(kAmanita, 0.9F));
    stage.ask(command::SaveObservation{stage.state().draft});
    CHECK(stage.draft().photos[index_of(Slot::profile)].phase == PhotoPhase::picked);
    const ObservationId id = stage.state().draft;
    stage.ask(command::GoTo{{app::Screen::journal, {}, {}}}); // moving about waits for nothing
    CHECK(stage.state().route.screen == app::Screen::journal);
    stage.answer_room({.field_kit = kKit});
    CHECK(stage.state().journal.rows() == 1);
    stage.ask(command::GoTo{{app::Screen::observation, id, {}}});
    CHECK(stage.open(id).verdict->name == "Amanita");
}

TEST_CASE("a photo whose row is refused leaves no file behind", "[make_room]") {
    Stage stage;
    picked(stage);
    const std::uint32_t ticket = stage.post.last<ports::AnalysePhoto>().ticket;
    stage.run_out_after(0);
    stage.stored(ticket, 'b');
    CHECK(stage.post.count<ports::DeletePhoto>() == 0);
    stage.answer_room({});
    CHECK(stage.post.last<ports::CancelTicket>().ticket == ticket);
    CHECK(stage.post.last<ports::DeletePhoto>().photo == sha('b'));
    CHECK(failure_of(stage.draft()) == "storage_full");
}

TEST_CASE("a photo's file is deleted only when the row that named it is gone", "[make_room]") {
    Stage stage;
    const ObservationId id = find(stage);
    stage.run_out_after(0);
    stage.ask(command::RemovePhoto{id, Slot::profile});
    stage.answer_room({});
    CHECK(stage.post.count<ports::DeletePhoto>() == 0);
    stage.run_out_after(-1);
    stage.ask(command::RemovePhoto{id, Slot::profile});
    CHECK(stage.post.last<ports::DeletePhoto>().photo == sha('b'));
}

TEST_CASE("a media worker that dies over the question is as good as one that has nothing", "[make_room]") {
    Stage stage;
    const ObservationId id = find(stage);
    stage.run_out_after(0);
    stage.ask(command::WriteNote{id, "lost?"});
    stage.receive(ports::OldFilesDropped{stage.post.last<ports::DropOldFiles>().ticket, 0});
    stage.receive(ports::AnalysisFailed{stage.post.last<ports::MeasureRoom>().ticket, "runtime_failed", ""});
    CHECK(stage.state().storage.failure == "storage_full");
    stage.run_out_after(-1);
    stage.ask(command::WriteNote{id, "kept"});
    CHECK(stage.open(id).note == "kept");
}

TEST_CASE("the field kit pushes out thumbnails but never the automatic copy, and is fetched once more", "[make_room]") {
    Stage stage;
    find(stage);
    stage.add_snapshot();
    stage.ask(command::MakeFieldReady{});
    const std::uint32_t ticket = stage.post.last<ports::MakeFieldReady>().ticket;
    stage.receive(ports::LoadProgressed{ticket, 1'000'000, 3'000'000});
    const std::size_t asked = stage.post.count<ports::MakeFieldReady>();
    stage.receive(ports::AnalysisFailed{ticket, "storage_full", ""});
    stage.answer_room({.thumbnails = 2'500'000, .field_kit = 1'000'000});
    CHECK(stage.post.last<ports::DropDownloads>().thumbnails);
    CHECK_FALSE(stage.post.last<ports::DropDownloads>().field_kit);
    CHECK(stage.post.count<ports::MakeFieldReady>() == asked + 1);
    stage.receive(ports::AnalysisFailed{ticket, "storage_full", ""});
    stage.answer_room({.thumbnails = 2'500'000});
    CHECK(stage.state().field.phase == app::FieldPhase::failed);
    CHECK(stage.has_snapshot());
}

TEST_CASE("a device too full to open the journal has room made, and opens it; never an empty one without a word",
          "[make_room]") {
    Stage stage;
    find(stage);
    stage.mount_failure = "storage_full";
    stage.restart();
    CHECK(stage.state().phase == app::Phase::starting);
    SECTION("with something to let go") {
        stage.answer_room({.field_kit = kKit});
        CHECK(stage.state().storage.durable);
        CHECK(stage.state().journal.rows() == 1);
        CHECK(stage.state().storage.let_go.field_kit);
        CHECK(stage.state().storage.failure.empty());
    }
    SECTION("without") {
        stage.mount_failure = "storage_full";
        stage.answer_room({});
        CHECK_FALSE(stage.state().storage.durable);
        CHECK(stage.state().storage.failure == "storage_full");
    }
}
