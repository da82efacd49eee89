// Writes a journal of N finds into the slots of a storage pool in a folder: the same files that the browser keeps in OPFS,
// so journal.bench.mjs can open the app on them. usage: hypha_seed_journal FOLDER N
#include <charconv>
#include <cstdio>
#include <string_view>

#include "core/fungi/verdict.hpp"
#include "native/clock.hpp"
#include "native/pool_file.hpp"
#include "native/random.hpp"
#include "storage/database.hpp"
#include "storage/identification_table.hpp"
#include "storage/observation_table.hpp"
#include "storage/pool_vfs.hpp"
#include "storage/transaction.hpp"

using namespace hypha;
using namespace hypha::storage;

namespace {

constexpr int kSlots = 16; // web/storage_pool.ts
constexpr std::int64_t kHourMs = 3600000;
constexpr const char* kNames[] = {"Amanita", "Boletus", "Mycena", "Fomitopsis", "Coprinellus", "Pluteus", "Russula"};

Result<void> add_find(Database& database, std::int64_t created_ms, int number) {
    ObservationRow row;
    row.uuid = std::to_string(number);
    row.created_ms = created_ms;
    row.saved = true;
    row.note = number % 3 == 0 ? "on a fallen trunk" : "";
    const auto id = ObservationTable(database).add(row);
    if (!id) {
        return std::unexpected(id.error());
    }
    IdentificationRow said;
    said.observation = *id;
    said.created_ms = created_ms;
    said.verdict.state = number % 7 == 0 ? fungi::VerdictState::unknown : fungi::VerdictState::answered;
    said.verdict.rank = fungi::Rank::genus;
    said.verdict.name = said.verdict.state == fungi::VerdictState::answered ? kNames[number % 7] : "";
    said.verdict.probability = 0.35F + 0.006F * static_cast<float>(number % 100);
    said.verdict.confidence = fungi::Confidence::possibly;
    said.verdict.risk = fungi::Risk::deadly_lookalikes;
    const auto added = IdentificationTable(database).add(said);
    return added ? Result<void>{} : std::unexpected(added.error());
}

Result<void> seed(const char* folder, int count) {
    native::PosixClock clock;
    native::PosixRandom random;
    auto pool = native::PosixPoolFile::open(folder, kSlots);
    if (!pool) {
        return std::unexpected(pool.error());
    }
    auto vfs = PoolVfs::mount(**pool, clock, random);
    if (!vfs) {
        return std::unexpected(vfs.error());
    }
    auto database = Database::open(DatabasePlace::in_pool(**vfs));
    if (!database) {
        return std::unexpected(database.error());
    }
    auto transaction = Transaction::begin(**database);
    if (!transaction) {
        return std::unexpected(transaction.error());
    }
    for (int number = 0; number < count; ++number) {
        if (const auto added = add_find(**database, clock.wall_ms() - number * 5 * kHourMs, number); !added) {
            return added;
        }
    }
    return transaction->commit();
}

} // namespace

int main(int argc, char** argv) {
    int count = 0;
    const std::string_view number = argc == 3 ? argv[2] : "";
    std::from_chars(number.data(), number.data() + number.size(), count);
    if (count <= 0) {
        std::fputs("usage: hypha_seed_journal FOLDER N\n", stderr);
        return 2;
    }
    const auto done = seed(argv[1], count);
    if (!done) {
        std::fprintf(stderr, "hypha_seed_journal: %s %s\n", done.error().code.c_str(), done.error().detail.c_str());
        return 1;
    }
    return 0;
}
