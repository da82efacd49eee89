// A zip of finds comes back: nothing replaced, nothing twice, no damaged file taken, whole finds or none.
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "core/base/hex.hpp"
#include "core/sync/sha256.hpp"
#include "fakes/three_finds.hpp"

using namespace hypha;
using namespace hypha::flow;
using app::ExportPhase;

TEST_CASE("a zip is made, everything is erased, and the zip brings it back", "[export_finds][import_finds]") {
    Stage stage;
    FileWorker worker(stage);
    three_finds(stage, worker);
    const Bytes file = exported(stage, worker);
    CHECK(stage.post.last<ports::ShareFile>().name == "hypha-finds-2026-09-21.zip");
    CHECK(stage.state().toast->kind == app::ToastKind::file_saved);
    CHECK(stage.state().backup.last_ms == 0); // it is no backup
    erase(stage, worker);
    REQUIRE(worker.photos.empty());
    REQUIRE(check(stage, worker, file).empty());
    CHECK(stage.state().finds_import.finds == 3);
    CHECK(stage.state().finds_import.photos == 3);
    CHECK(stage.state().finds_import.known == 0);
    CHECK(std::holds_alternative<app::AddQuestion>(stage.state().overlay));
    CHECK(stage.state().journal.counts[0] == 0); // nothing before the person agreed
    CHECK(worker.photos.empty());
    stage.ask(command::AddFinds{});
    worker.run();
    CHECK(stage.state().journal.counts[0] == 3);
    CHECK(stage.state().toast->kind == app::ToastKind::finds_added);
    CHECK(stage.state().toast->count == 3);
    CHECK(worker.photos.size() == 3);
    for (const auto& [name, bytes] : worker.photos) {
        CHECK(name == "original/" + to_hex(sync::sha256(text_of(bytes))));
    }

    stage.restart();
    stage.ask(command::GoTo{{app::Screen::journal, {}, {}}});
    REQUIRE(stage.state().journal.rows() == 3);
    const app::JournalRow named = *stage.state().journal.row(2), hidden = *stage.state().journal.row(1);
    CHECK(named.name == "Agaricus augustus");
    CHECK(named.by_person);
    CHECK(named.risk == fungi::Risk::deadly);
    CHECK(named.has_place);
    CHECK_FALSE(hidden.has_place);
    CHECK(hidden.privacy == app::PlacePrivacy::hidden);
    stage.ask(command::GoTo{{app::Screen::observation, named.id, {}}});
    const app::Observation& find = stage.open(named.id);
    CHECK(find.verdict->name == "Amanita");
    CHECK(find.provenance.model_sha256 == std::string(64, 'a'));
    CHECK(find.opinions.size() == 2);
    CHECK(find.photos[app::index_of(app::Slot::profile)].phase == app::PhotoPhase::analysed);
    stage.ask(command::GoTo{{app::Screen::observation, hidden.id, {}}});
    CHECK(stage.open(hidden.id).note == "near the spring");
    // What came back leaves as the same bytes, however often it goes round.
    FileWorker again(stage);
    again.photos = worker.photos;
    const Bytes second = exported(stage, again);
    erase(stage, again);
    import(stage, again, second);
    CHECK(exported(stage, again) == second);
}

TEST_CASE("the same zip twice changes nothing", "[import_finds]") {
    Stage stage;
    FileWorker worker(stage);
    const Journal made = three_finds(stage, worker);
    const Bytes file = exported(stage, worker);
    const std::string before = stage.rows();
    const auto photos = worker.photos;
    SECTION("on the journal that it is of") {
        stage.ask(command::WriteNote{made.plain, "written after the export"});
        const std::string changed = stage.rows();
        import(stage, worker, file);
        CHECK(stage.state().toast->count == 0);
        stage.ask(command::CloseToast{stage.state().toast->serial});
        CHECK(stage.rows() == changed);
        CHECK(worker.photos == photos);
    }
    SECTION("on an empty one") {
        erase(stage, worker);
        import(stage, worker, file);
        const std::string once = stage.rows();
        const auto kept = worker.photos;
        REQUIRE(check(stage, worker, file).empty());
        CHECK(stage.state().finds_import.known == 3);
        stage.ask(command::AddFinds{});
        worker.run();
        CHECK(stage.rows() == once);
        CHECK(worker.photos == kept);
    }
    SECTION("where one find was deleted, that one comes back") {
        stage.ask(command::DeleteObservation{made.plain});
        import(stage, worker, file);
        CHECK(stage.state().toast->count == 1);
        CHECK(stage.state().journal.counts[0] == 3);
    }
}

TEST_CASE("a zip that is cut, flipped or another program's is refused whole, and nothing changes",
          "[import_finds][attack]") {
    Stage stage;
    FileWorker worker(stage);
    three_finds(stage, worker);
    const Bytes file = exported(stage, worker);
    stage.ask(command::CloseToast{stage.state().toast->serial});
    const std::string before = stage.rows();
    const auto photos = worker.photos;
    std::size_t taken = 0;
    const auto tried = [&](const Bytes& changed) {
        const std::string code = check(stage, worker, changed);
        taken += code.empty() ? 1 : 0;
        if (!code.empty()) {
            CHECK(code == "not_our_zip");
        }
        stage.ask(command::CancelImport{});
        if (stage.post.sent().size() > 20'000) {
            stage.post.clear();
            worker.forget();
        }
    };
    for (std::size_t size = 0; size < file.size(); size += 97) {
        tried(Bytes(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size)));
    }
    for (std::size_t at = 0; at < file.size(); at += 53) {
        Bytes flipped = file;
        flipped[at] ^= static_cast<std::byte>(1U << (at % 8));
        tried(flipped);
    }
    Bytes longer = file;
    longer.push_back(std::byte{0});
    tried(longer);
    tried(bytes_of("PK\x05\x06 a text"));
    tried(worker.photos.begin()->second);
    CHECK(taken == 0);
    CHECK(stage.rows() == before);
    CHECK(worker.photos == photos);
    CHECK(check(stage, worker, file).empty()); // and the sound one is taken
}

TEST_CASE("a file that becomes another between its two readings adds no broken find", "[import_finds][attack]") {
    Stage stage;
    FileWorker worker(stage);
    three_finds(stage, worker);
    const Bytes file = exported(stage, worker);
    erase(stage, worker);
    REQUIRE(check(stage, worker, file).empty());
    Bytes other = file;
    other[other.size() / 2] ^= std::byte{1};
    worker.change(other);
    stage.ask(command::AddFinds{});
    worker.run();
    CHECK(stage.state().finds_import.phase == ImportPhase::failed);
    CHECK(stage.state().finds_import.failure == "not_our_zip");
    const auto added = static_cast<std::size_t>(stage.state().finds_import.added);
    CHECK(added < 3);
    CHECK(stage.state().journal.counts[0] == added);
    CHECK(worker.photos.size() == added); // no photo without its find
}

TEST_CASE("a cancelled import keeps whole finds, and choosing the file again goes on where it stopped",
          "[import_finds]") {
    Stage stage;
    FileWorker worker(stage);
    three_finds(stage, worker);
    const Bytes file = exported(stage, worker);
    erase(stage, worker);
    REQUIRE(check(stage, worker, file).empty());
    stage.ask(command::AddFinds{});
    while (stage.state().finds_import.added < 1) {
        worker.run(1);
    }
    worker.run(2); // the second find's photo is kept, its row is not there yet
    stage.ask(command::CancelImport{});
    worker.run();
    CHECK(stage.state().journal.counts[0] == 1);
    CHECK(worker.photos.size() == 1);
    import(stage, worker, file);
    CHECK(stage.state().journal.counts[0] == 3);
    CHECK(worker.photos.size() == 3);
}

TEST_CASE("a full device says so, keeps whole finds and lets the rest come later", "[import_finds]") {
    Stage stage;
    FileWorker worker(stage);
    three_finds(stage, worker);
    const Bytes file = exported(stage, worker);
    erase(stage, worker);
    REQUIRE(check(stage, worker, file).empty());
    stage.ask(command::AddFinds{});
    stage.fill_storage(true);
    worker.run();
    stage.answer_room({});
    worker.run();
    CHECK(stage.state().finds_import.phase == ImportPhase::failed);
    CHECK(stage.state().finds_import.failure == "storage_full");
    CHECK(stage.state().journal.counts[0] == 0);
    CHECK(worker.photos.empty());
    stage.fill_storage(false);
    import(stage, worker, file);
    CHECK(stage.state().journal.counts[0] == 3);
}

TEST_CASE("a tab that loses the storage lets go of exports and imports", "[export_finds][import_finds]") {
    Stage stage;
    FileWorker worker(stage);
    three_finds(stage, worker);
    const Bytes file = exported(stage, worker);
    stage.ask(command::ExportFinds{});
    worker.run(1);
    stage.receive(ports::StorageLost{"taken_over"});
    worker.run();
    CHECK(stage.post.count<ports::ShareFile>() == 1);
    stage.receive(ports::StorageGained{"opfs"});
    CHECK(stage.state().finds_export.phase == ExportPhase::idle);
    REQUIRE(check(stage, worker, file).empty());
    stage.receive(ports::StorageLost{"taken_over"});
    stage.ask(command::AddFinds{});
    worker.run();
    stage.receive(ports::StorageGained{"opfs"});
    CHECK(stage.state().finds_import.phase == ImportPhase::idle);
    CHECK(stage.state().journal.counts[0] == 3);
}
