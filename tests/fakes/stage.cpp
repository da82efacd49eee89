#include "fakes/stage.hpp"

#include <array>
#include <cmath>

#include <catch2/catch_test_macros.hpp>

#include "storage/slot_directory.hpp"

namespace hypha::flow {

const fungi::ModelManifest& test_manifest() {
    static const fungi::ModelManifest manifest = [] {
        fungi::ModelManifest made;
        made.name = "Test fungi";
        made.version = "1";
        made.file = "test.onnx";
        made.sha256 = std::string(64, 'a');
        made.bytes = 3'000'000;
        made.licence = "CC0-1.0";
        made.card = "test.md";
        made.temperature = 1;
        made.thresholds = {0.5F, 0.7F, 0.3F, 0};
        made.labels = {{fungi::LabelKind::species, "Agaricus", "Agaricus augustus", ""},
                       {fungi::LabelKind::genus_rest, "Agaricus", "", ""},
                       {fungi::LabelKind::genus_rest, "Amanita", "", ""},
                       {fungi::LabelKind::genus_rest, "Trametes", "", ""},
                       {fungi::LabelKind::other_mushroom, "", "", ""},
                       {fungi::LabelKind::not_mushroom, "", "", ""}};
        made.leaf_count = made.labels.size();
        made.labels.push_back({fungi::LabelKind::reference, "Agaricus", "Agaricus augustus", "agaricus_augustus"});
        made.labels.push_back({fungi::LabelKind::reference, "Armillaria", "Armillaria mellea", "armillaria_mellea"});
        return made;
    }();
    return manifest;
}

std::vector<float> scores(std::size_t label, float probability) {
    const std::size_t leaves = test_manifest().leaf_count;
    std::vector<float> answer(leaves, std::log((1 - probability) / static_cast<float>(leaves - 1)));
    answer[label] = std::log(probability);
    answer.resize(test_manifest().labels.size(), 0.5F); // cosines to the reference pictures
    return answer;
}

std::string sha(char letter) { return std::string(64, letter); }

Stage::Stage(app::StartFacts facts) : manifest(test_manifest()) { start(facts); }

app::StartFacts Stage::default_facts() {
    app::StartFacts facts;
    facts.path = "#/identify";
    facts.storage = "opfs";
    facts.languages = "en-GB,en";
    return facts;
}

Result<storage::DatabasePlace> Stage::mount() {
    if (!mount_failure.empty()) {
        return failure(std::exchange(mount_failure, ""));
    }
    vfs_.reset();
    auto mounted = storage::PoolVfs::mount(pool_, clock, random);
    REQUIRE(mounted.has_value());
    vfs_ = std::move(*mounted);
    return storage::DatabasePlace::in_pool(*vfs_);
}

void Stage::start(const app::StartFacts& with) {
    facts = with;
    app = std::make_unique<app::Application>(clock, random, post, manifest, [this] { return mount(); });
    app->start(with);
}

void Stage::stop() {
    app.reset();
    vfs_.reset();
    post.clear();
    room_answered_ = 0;
}

void Stage::restart(app::StartFacts anew) {
    stop();
    start(anew);
}

int Stage::journal_slot() {
    const auto directory = storage::SlotDirectory::read(pool_);
    REQUIRE(directory.has_value());
    const int slot = directory->find("hypha.db");
    REQUIRE(slot != storage::kNoSlot);
    return slot;
}

void Stage::restart_damaged() {
    stop();
    const std::vector<std::byte> noise(16384, std::byte{0x5A});
    REQUIRE(pool_.write(journal_slot(), noise, storage::kSlotHeadBytes + 16384) == ports::PoolWrite::done);
    start(facts);
}

void Stage::restart_damaged_lightly() {
    stop();
    const int slot = journal_slot();
    std::array<std::byte, 1> bit{};
    const std::int64_t at = pool_.size(slot) - 20; // in the last page, before its checksum
    REQUIRE(pool_.read(slot, bit, at) == 1);
    bit[0] ^= std::byte{1};
    REQUIRE(pool_.write(slot, bit, at) == ports::PoolWrite::done);
    start(facts);
}

Result<storage::DatabaseFacts> Stage::facts_of_snapshot() {
    const auto place = storage::DatabasePlace::in_pool(*vfs_);
    return storage::facts_of(place, storage::snapshot_file(place));
}

std::vector<std::vector<std::byte>> Stage::stored_bytes() {
    std::vector<std::vector<std::byte>> slots;
    for (int slot = 0; slot < pool_.slots(); ++slot) {
        auto& bytes = slots.emplace_back(static_cast<std::size_t>(pool_.size(slot)));
        REQUIRE(pool_.read(slot, bytes, 0) == pool_.size(slot));
    }
    return slots;
}

void Stage::restart_newer() {
    stop();
    const auto place = mount();
    REQUIRE(place.has_value());
    {
        const auto database = storage::Database::open(*place);
        REQUIRE(database.has_value());
        REQUIRE((*database)->run("PRAGMA user_version = 99").has_value());
    }
    vfs_.reset();
    start(facts);
}

void Stage::finish_field() { receive(ports::FieldChecked{state().field.ticket, true, 10, 10, ""}); }

void Stage::fill_storage(bool full) { pool_.set_full(full); }

void Stage::answer_room(const Spare& spare) {
    const auto freed = [this](std::int64_t bytes) {
        if (bytes > 0) {
            pool_.set_full(false);
            pool_.run_out_after(-1);
        }
        return bytes;
    };
    for (; room_answered_ < post.sent().size(); ++room_answered_) {
        const ports::Message message = post.sent()[room_answered_]; // a copy: answers add to the list
        if (const auto* old = get_if<ports::DropOldFiles>(&message)) {
            receive(ports::OldFilesDropped{old->ticket, freed(spare.old_files)});
        } else if (const auto* measure = get_if<ports::MeasureRoom>(&message)) {
            receive(ports::RoomMeasured{measure->ticket, spare.free_bytes, spare.thumbnails, spare.field_kit});
        } else if (const auto* drop = get_if<ports::DropDownloads>(&message)) {
            receive(ports::DownloadsDropped{drop->ticket, freed((drop->thumbnails ? spare.thumbnails : 0) +
                                                                (drop->field_kit ? spare.field_kit : 0))});
        }
    }
}

std::string Stage::rows() const {
    MemoryPool copy = pool_;
    copy.set_full(false);
    copy.run_out_after(-1);
    fakes::FakeClock its_clock;
    fakes::FakeRandom its_random;
    auto vfs = storage::PoolVfs::mount(copy, its_clock, its_random);
    REQUIRE(vfs.has_value());
    auto database = storage::Database::open(storage::DatabasePlace::in_pool(**vfs));
    REQUIRE(database.has_value());
    const auto texts = [&database](const std::string& sql) {
        std::vector<std::string> found;
        auto statement = (*database)->prepare(sql);
        REQUIRE(statement.has_value());
        for (auto row = statement->step(); row && *row; row = statement->step()) {
            found.push_back(statement->text(0));
        }
        return found;
    };
    std::string all;
    for (const std::string& table :
         texts("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")) {
        const auto columns =
            texts("SELECT group_concat('quote(' || name || ')', ' || '','' || ') FROM pragma_table_info('" + table +
                  "') WHERE name <> 'uuid'");
        for (const std::string& row : texts("SELECT " + columns.at(0) + " FROM " + table + " ORDER BY 1")) {
            all += table + ": " + row + "\n";
        }
    }
    return all;
}

void Stage::add_snapshot() {
    REQUIRE(storage::Database::open(storage::DatabasePlace::in_pool(*vfs_, "hypha.db.snapshot")).has_value());
    REQUIRE(has_snapshot());
}

const app::Observation& Stage::draft() const {
    const app::Observation* observation = state().draft_observation();
    REQUIRE(observation != nullptr);
    return *observation;
}

const app::Observation& Stage::open(ObservationId id) const {
    const app::Observation* observation = state().find(id);
    REQUIRE(observation != nullptr);
    return *observation;
}

std::uint32_t Stage::pick(app::Slot slot, ObservationId observation) {
    ask(app::command::AskForPhoto{observation, slot, app::PhotoSource::library});
    const auto picker = post.last<ports::OpenPicker>();
    REQUIRE(picker.slot == app::name_of(slot));
    receive(ports::PhotoPicked{picker.ticket, picker.slot, "photo.jpg", 1000, {}});
    return picker.ticket;
}

std::uint32_t Stage::shoot() {
    ask(app::command::AskForPhoto{});
    const auto picker = post.last<ports::OpenPicker>();
    receive(ports::PhotoPicked{picker.ticket, picker.slot, "camera.jpg", 1000, {}});
    return picker.ticket;
}

void Stage::stored(std::uint32_t ticket, char photo) {
    receive(ports::PhotoStored{ticket, sha(photo), 640, 480, 1000, {}, {}});
}

void Stage::analysed(std::uint32_t ticket, char photo, const std::vector<float>& logits) {
    receive(ports::PhotoAnalysed{ticket, sha(photo), manifest.sha256, logits, 100, 0.5F, 1, 1, 1});
}

ObservationId Stage::saved_find(char photo, const std::vector<float>& logits) {
    const std::uint32_t ticket = pick(app::Slot::profile);
    stored(ticket, photo);
    analysed(ticket, photo, logits);
    const ObservationId id = state().draft;
    ask(app::command::SaveObservation{id});
    clock.advance(60'000);
    return id;
}

} // namespace hypha::flow
