#include "storage/migrations.hpp"

#include <array>
#include <string>

#include "storage/database.hpp"
#include "storage/migrations/v1_journal.hpp"
#include "storage/migrations/v2_write_keys.hpp"
#include "storage/migrations/v3_photo_crop.hpp"
#include "storage/migrations/v4_sync.hpp"
#include "storage/migrations/v5_news.hpp"
#include "storage/migrations/v6_taste.hpp"
#include "storage/migrations/v7_received.hpp"
#include "storage/migrations/v8_contribution.hpp"
#include "storage/migrations/v9_story_photos.hpp"
#include "storage/transaction.hpp"

namespace hypha::storage {
namespace {

constexpr std::array<Migration, 9> kMigrations{{{1, kV1Journal},
                                                {2, kV2WriteKeys},
                                                {3, kV3PhotoCrop},
                                                {4, kV4Sync},
                                                {5, kV5News},
                                                {6, kV6Taste},
                                                {7, kV7Received},
                                                {8, kV8Contribution},
                                                {9, kV9StoryPhotos}}};

Result<void> apply(Database& database, const Migration& step) {
    auto transaction = Transaction::begin(database);
    if (!transaction) {
        return std::unexpected(transaction.error());
    }
    if (auto ran = database.run(step.sql); !ran) {
        return ran;
    }
    if (auto ran = database.run("PRAGMA user_version = " + std::to_string(step.number)); !ran) {
        return ran;
    }
    return transaction->commit();
}

} // namespace

std::span<const Migration> migrations() { return kMigrations; }

int schema_version() { return kMigrations.back().number; }

Result<int> stored_version(Database& database) {
    auto statement = database.prepare("PRAGMA user_version");
    if (!statement) {
        return std::unexpected(statement.error());
    }
    if (const auto row = statement->step(); !row) {
        return std::unexpected(row.error());
    }
    return static_cast<int>(statement->integer(0));
}

Result<void> migrate(Database& database, std::span<const Migration> steps) {
    const auto version = stored_version(database);
    if (!version) {
        return std::unexpected(version.error());
    }
    const int last = steps.empty() ? 0 : steps.back().number;
    if (*version > last) {
        return failure("newer_database",
                       "schema " + std::to_string(*version) + ", known up to " + std::to_string(last));
    }
    for (const Migration& step : steps) {
        if (step.number <= *version) {
            continue;
        }
        if (auto applied = apply(database, step); !applied) {
            return applied;
        }
    }
    return {};
}

} // namespace hypha::storage
