// What was asked in a tab that does not own the database is written by the tab that does: not lost, not done twice.
// The test carries requests as the outbox does: what KeepRequest said comes back as RequestArrived, as often as it likes.
#include <catch2/catch_test_macros.hpp>

#include "fakes/stage.hpp"

using namespace hypha;
using namespace hypha::flow;
using app::Phase;
using app::PhotoPhase;
using app::Screen;
using app::Slot;
namespace command = app::command;

namespace {

constexpr std::uint32_t kDropped = app::kFirstWindowTicket + 7, kCarried = 0xc0000000U;

app::StartFacts second_tab() {
    app::StartFacts facts = Stage::default_facts();
    facts.storage = "other_tab";
    return facts;
}

ports::RequestArrived arrival(const ports::KeepRequest& kept) {
    return {kept.key, kept.kind, kept.observation, kept.value, kept.ticket == 0 ? 0 : kCarried, "photo.jpg", 1000};
}

std::size_t finished(const Stage& stage, const std::string& key) {
    std::size_t count = 0;
    for (const ports::FinishRequest& each : stage.post.all<ports::FinishRequest>()) {
        count += each.key == key ? 1 : 0;
    }
    return count;
}

ObservationId find_with_note(Stage& stage, const std::string& note) {
    const ObservationId id = stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.ask(command::WriteNote{id, note});
    stage.ask(command::GoTo{{Screen::observation, id, {}}});
    return id;
}

} // namespace

TEST_CASE("what is asked without the database becomes a request, is shown as waiting, and is written once",
          "[hand_over]") {
    Stage stage;
    const ObservationId id = find_with_note(stage, "before");
    stage.receive(ports::StorageLost{"taken_over"});
    stage.ask(command::WriteNote{id, "typed while it went"});
    const auto kept = stage.post.last<ports::KeepRequest>();
    CHECK(kept.kind == "note");
    CHECK(kept.observation == id.value);
    CHECK(kept.value == "typed while it went");
    CHECK_FALSE(kept.key.empty());
    CHECK(stage.state().handover.waiting == 1);

    stage.receive(arrival(kept)); // not ours to write yet
    CHECK(finished(stage, kept.key) == 0);

    stage.receive(ports::StorageGained{"opfs"});
    CHECK(stage.open(id).note == "before");
    stage.receive(arrival(kept));
    CHECK(stage.open(id).note == "typed while it went");
    CHECK(finished(stage, kept.key) == 1);
    CHECK(stage.state().handover.waiting == 0);

    stage.ask(command::WriteNote{id, "later"});
    stage.receive(arrival(kept));
    CHECK(stage.open(id).note == "later");
    CHECK(finished(stage, kept.key) == 2);
    stage.restart();
    stage.ask(command::GoTo{{Screen::observation, id, {}}});
    stage.receive(arrival(kept)); // the tab died before the outbox forgot it
    CHECK(stage.open(id).note == "later");
    CHECK(finished(stage, kept.key) == 1);
}

TEST_CASE("save, delete, undo, privacy and place are handed over; each is done once", "[hand_over]") {
    Stage stage;
    const std::uint32_t ticket = stage.pick(Slot::profile);
    stage.stored(ticket, 'b');
    stage.analysed(ticket, 'b', scores(kAmanita, 0.9F));
    const ObservationId id = stage.state().draft;
    stage.receive(ports::StorageLost{"taken_over"});
    stage.ask(command::SaveObservation{id});
    stage.ask(command::ChoosePrivacy{id, app::PlacePrivacy::hidden});
    stage.ask(command::ForgetPlace{id});
    const auto kept = stage.post.all<ports::KeepRequest>();
    REQUIRE(kept.size() == 3);
    CHECK(kept[0].key != kept[1].key);
    CHECK(stage.state().handover.waiting == 3);
    stage.receive(ports::StorageGained{"opfs"});
    for (int round = 0; round < 2; ++round) {
        for (const ports::KeepRequest& each : kept) {
            stage.receive(arrival(each));
        }
    }
    CHECK(stage.state().journal.rows() == 1);
    stage.ask(command::GoTo{{Screen::observation, id, {}}});
    CHECK(stage.open(id).privacy == app::PlacePrivacy::hidden);

    // Undo of what was saved here, asked when the storage had just gone.
    stage.ask(command::GoTo{{Screen::identify, {}, {}}});
    stage.saved_find('c', scores(kAmanita, 0.9F));
    const std::uint32_t serial = stage.state().toast->serial;
    stage.receive(ports::StorageLost{"taken_over"});
    stage.ask(command::Undo{serial});
    const auto undo = stage.post.last<ports::KeepRequest>();
    CHECK(undo.kind == "unsave");
    stage.ask(command::DeleteObservation{id});
    const auto gone = stage.post.last<ports::KeepRequest>();
    stage.receive(ports::StorageGained{"opfs"});
    CHECK(stage.state().journal.rows() == 2);
    stage.receive(arrival(undo));
    CHECK(stage.state().journal.rows() == 1);
    stage.receive(arrival(gone));
    CHECK(stage.state().journal.rows() == 0);
    stage.ask(command::Undo{stage.state().toast->serial});
    stage.receive(arrival(gone)); // the person took it back since: the repeated request must not delete it again
    CHECK(stage.state().journal.rows() == 1);
}

TEST_CASE("a request that does not fit on the device is not finished, and is done when it comes again", "[hand_over]") {
    Stage stage;
    const ObservationId id = find_with_note(stage, "before");
    const ports::RequestArrived request{"key-1", "note", id.value, std::string(200'000, 'x'), 0, "", 0};
    stage.fill_storage(true);
    stage.receive(request);
    stage.answer_room({});
    CHECK(finished(stage, "key-1") == 0);
    CHECK(stage.state().storage.failure == "storage_full");
    CHECK(stage.open(id).note == "before");
    stage.fill_storage(false);
    stage.receive(request);
    CHECK(finished(stage, "key-1") == 1);
    CHECK(stage.open(id).note == request.value);
}

TEST_CASE("a request about a find that is gone is finished; a kind of a newer app waits for it", "[hand_over]") {
    Stage stage;
    stage.receive(ports::RequestArrived{"key-1", "note", 4711, "nobody's", 0, "", 0});
    CHECK(finished(stage, "key-1") == 1);
    CHECK(stage.state().storage.failure.empty());
    stage.receive(ports::RequestArrived{"key-2", "sing", 4711, "", 0, "", 0});
    CHECK(finished(stage, "key-2") == 0);
}

TEST_CASE("a photo dropped on a tab without the database reaches the tab that has it, once", "[hand_over]") {
    Stage asked(second_tab());
    asked.receive(ports::PhotoPicked{kDropped, "", "dropped.jpg", 1000, {}, "drop-1"});
    const auto kept = asked.post.last<ports::KeepRequest>();
    CHECK(kept.kind == "photo");
    CHECK(kept.key == "drop-1");
    CHECK(kept.ticket == kDropped);
    CHECK(asked.state().handover.waiting == 1);

    Stage owner;
    owner.receive(arrival(kept));
    owner.receive(arrival(kept)); // offered again while it is being read
    CHECK(owner.post.count<ports::AnalysePhoto>() == 1);
    CHECK(app::photo_count(owner.draft()) == 1);
    CHECK(finished(owner, "drop-1") == 0); // not safe yet
    owner.stored(kCarried, 'b');
    CHECK(finished(owner, "drop-1") == 1);
    owner.receive(arrival(kept));
    CHECK(finished(owner, "drop-1") == 2);
    CHECK(app::photo_count(owner.draft()) == 1);
    owner.restart();
    owner.receive(arrival(kept));
    CHECK(finished(owner, "drop-1") == 1);
    CHECK(app::photo_count(owner.draft()) == 1);

    asked.receive(ports::RequestFinished{"drop-1"});
    CHECK(asked.state().handover.waiting == 0);
    CHECK(asked.state().handover.settled == 1);
}

TEST_CASE("a photo this tab could not write is shown here when the tab becomes the owner", "[hand_over]") {
    Stage stage(second_tab());
    stage.receive(ports::PhotoPicked{kDropped, "", "dropped.jpg", 1000, {}, "drop-1"});
    stage.receive(ports::StorageGained{"opfs"});
    stage.receive(arrival(stage.post.last<ports::KeepRequest>()));
    CHECK(stage.state().route.screen == Screen::result);
    CHECK(stage.draft().photos[app::index_of(Slot::profile)].phase == PhotoPhase::picked);
}

TEST_CASE("a photo whose bytes are not safe when the storage goes is handed over, and nothing is said to be lost",
          "[hand_over]") {
    Stage stage;
    stage.ask(command::AskForPhoto{{}, Slot::base, app::PhotoSource::library});
    const std::uint32_t ticket = stage.post.last<ports::OpenPicker>().ticket;
    stage.receive(ports::PhotoPicked{ticket, "base", "base.jpg", 1000, {}, "pick-1"});
    stage.receive(ports::StorageLost{"taken_over"});
    const auto kept = stage.post.last<ports::KeepRequest>();
    CHECK(kept.key == "pick-1");
    CHECK(kept.value == "base");
    CHECK(kept.ticket == ticket);

    stage.restart(); // as the next owner
    CHECK_FALSE(stage.state().toast.has_value());
    CHECK_FALSE(stage.state().draft);
    stage.receive(arrival(kept));
    stage.stored(kCarried, 'c');
    CHECK(stage.draft().photos[app::index_of(Slot::base)].photo == sha('c'));
    CHECK(finished(stage, "pick-1") == 1);
}

TEST_CASE("a file chooser that is answered after the storage went away is handed over with its find and view",
          "[hand_over]") {
    Stage stage;
    const ObservationId id = stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.ask(command::AskForPhoto{id, Slot::habitat, app::PhotoSource::camera});
    const std::uint32_t ticket = stage.post.last<ports::OpenPicker>().ticket;
    stage.receive(ports::StorageLost{"taken_over"});
    stage.receive(ports::PhotoPicked{ticket, "habitat", "late.jpg", 1000, {}, "late-1"});
    const auto kept = stage.post.last<ports::KeepRequest>();
    CHECK(kept.observation == id.value);
    CHECK(kept.value == "habitat");
    stage.receive(ports::PhotoPicked{ticket, "habitat", "late.jpg", 1000, {}, "late-1"});
    CHECK(stage.post.count<ports::KeepRequest>() == 1);
    stage.receive(ports::StorageGained{"opfs"});
    stage.receive(arrival(kept));
    stage.stored(kCarried, 'c');
    CHECK(stage.open(id).photos[app::index_of(Slot::habitat)].photo == sha('c'));
    CHECK(stage.open(id).photos[app::index_of(Slot::profile)].photo == sha('b'));
}

TEST_CASE("a view that another tab filled meanwhile is not replaced by a photo handed over for it", "[hand_over]") {
    Stage stage;
    const ObservationId id = stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.receive(ports::RequestArrived{"key-1", "photo", id.value, "profile", kCarried, "photo.jpg", 1000});
    stage.stored(kCarried, 'c');
    stage.ask(command::GoTo{{Screen::observation, id, {}}});
    CHECK(stage.open(id).photos[app::index_of(Slot::profile)].photo == sha('b'));
    CHECK(app::photo_count(stage.open(id)) == 2);
}

TEST_CASE("a refused photo is finished; one that failed for a while comes again", "[hand_over]") {
    Stage stage;
    stage.receive(ports::RequestArrived{"bad", "photo", 0, "", kCarried, "text.jpg", 1000});
    stage.receive(ports::AnalysisFailed{kCarried, "unsupported_format", ""});
    CHECK(finished(stage, "bad") == 1);
    stage.ask(command::DiscardDraft{});
    stage.receive(ports::RequestArrived{"full", "photo", 0, "", kCarried + 1, "photo.jpg", 1000});
    stage.receive(ports::AnalysisFailed{kCarried + 1, "storage_full", ""});
    CHECK(finished(stage, "full") == 0);
    stage.restart();
    stage.receive(ports::RequestArrived{"full", "photo", 0, "", kCarried, "photo.jpg", 1000});
    stage.stored(kCarried, 'b');
    CHECK(finished(stage, "full") == 1);
    stage.receive(ports::RequestArrived{"bad", "photo", 0, "", kCarried + 2, "text.jpg", 1000});
    CHECK(finished(stage, "bad") == 1); // after the restart: known, and finished again
    CHECK(app::photo_count(stage.draft()) == 1);
}

TEST_CASE("where nothing is kept, no request is finished: it waits for a database that keeps it", "[hand_over]") {
    Stage stage;
    const ObservationId id = find_with_note(stage, "before");
    stage.mount_failure = "storage_unavailable";
    stage.restart(); // in memory, for this once
    REQUIRE_FALSE(stage.state().storage.durable);
    const ports::RequestArrived note{"key-1", "note", id.value, "after", 0, "", 0};
    stage.receive(note);
    stage.receive(ports::PhotoPicked{kDropped, "", "shared.jpg", 1000, {}, "shared-1"});
    stage.stored(kDropped, 'c');
    CHECK(app::photo_count(stage.draft()) == 1); // shown all the same
    CHECK(stage.post.count<ports::FinishRequest>() == 0);
    stage.restart();
    stage.receive(note);
    CHECK(finished(stage, "key-1") == 1);
}

TEST_CASE("a photo that the person withdrew does not come back", "[hand_over]") {
    Stage stage;
    stage.receive(ports::RequestArrived{"gone", "photo", 0, "", kCarried, "photo.jpg", 1000});
    stage.ask(command::DiscardDraft{});
    CHECK(finished(stage, "gone") == 1);
    stage.restart();
    stage.receive(ports::RequestArrived{"gone", "photo", 0, "", kCarried, "photo.jpg", 1000});
    CHECK_FALSE(stage.state().draft);
}

TEST_CASE("an owner that does not answer is said, and forgotten when the storage comes", "[hand_over]") {
    Stage stage(second_tab());
    stage.ask(command::TakeStorageOver{});
    stage.receive(ports::StorageLost{"owner_asleep"});
    CHECK(stage.state().handover.owner_asleep);
    CHECK(stage.state().phase == Phase::other_tab);
    stage.receive(ports::StorageGained{"opfs"});
    CHECK_FALSE(stage.state().handover.owner_asleep);
}
