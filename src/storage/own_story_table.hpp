// Stories that the person writes for others, from a first letter to what the edge decided. Times are milliseconds since 1970.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.hpp"

namespace hypha::storage {

class Database;

// draft: being written. waiting: to be sent. taking_back: the edge is to be told. The others are the edge's words.
enum class OwnStands { draft, waiting, held, published, rejected, taking_back, withdrawn };

struct OwnStoryRow {
    std::string id; // 32 hexadecimal digits, by chance
    std::string region, title, words, language, topic, byline;
    struct Square { // of a tenth of a degree
        int latitude_tenths = 0, longitude_tenths = 0;
        bool operator==(const Square&) const = default;
    };
    std::optional<Square> place{};
    std::string place_name{};
    std::int64_t made_ms = 0, changed_ms = 0;
    OwnStands stands = OwnStands::draft;
    std::int64_t rev = 0;   // that the edge has; 0: none
    std::string held_for{}; // words of the edge with blanks between
    std::string reason{};   // a moderator's, to its author
    std::string problem{};  // code of the edge's refusal; empty: none
    bool operator==(const OwnStoryRow&) const = default;
};

class OwnStoryTable {
public:
    explicit OwnStoryTable(Database& database) : database_(database) {}

    // Changed last first.
    Result<std::vector<OwnStoryRow>> all();
    Result<std::optional<OwnStoryRow>> find(const std::string& id);
    // Writes the whole row, new or known.
    Result<void> put(const OwnStoryRow& row);
    Result<void> remove(const std::string& id);
    Result<void> erase();

private:
    Database& database_;
};

} // namespace hypha::storage
