// A journal of `finds` with photos, answers and notes, for tests of what copies, backups and salvage keep.
#pragma once

#include <catch2/catch_test_macros.hpp>

#include <string>

#include "core/fungi/verdict.hpp"
#include "storage/database.hpp"
#include "storage/identification_table.hpp"
#include "storage/observation_table.hpp"
#include "storage/photo_table.hpp"
#include "storage/setting_table.hpp"
#include "storage/transaction.hpp"

namespace hypha {

inline std::string note_of(int number) { return "find " + std::to_string(number) + std::string(700, 'n'); }

inline void write_finds(storage::Database& database, int finds, int first = 1) {
    using namespace storage;
    auto transaction = Transaction::begin(database);
    REQUIRE(transaction.has_value());
    for (int number = first; number < first + finds; ++number) {
        ObservationRow row;
        row.uuid = "uuid-" + std::to_string(number);
        row.created_ms = 1000 * number;
        row.saved = true;
        row.state = ObservationState::analysed;
        row.note = note_of(number);
        const auto id = ObservationTable(database).add(row);
        REQUIRE(id.has_value());
        PhotoRow photo;
        photo.observation = *id;
        photo.slot = "profile";
        photo.sha256 = std::string(60, 'a') + std::to_string(1000 + number);
        photo.size_bytes = 3;
        photo.logits = std::vector<float>(300, 0.5F);
        photo.model_sha256 = std::string(64, 'm');
        REQUIRE(PhotoTable(database).put(photo).has_value());
        IdentificationRow said;
        said.observation = *id;
        said.model_name = "test";
        said.verdict.state = fungi::VerdictState::answered;
        said.verdict.name = "Amanita";
        REQUIRE(IdentificationTable(database).add(said).has_value());
    }
    REQUIRE(transaction->commit().has_value());
}

} // namespace hypha
