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

// waiting: to be sent. arrived: the edge has it. refused: it would not take it. lost: its bytes are no longer on this device.
enum class PhotoStands { waiting, arrived, refused, lost };

struct OwnPhoto {
    std::string sha256; // 64 hexadecimal digits, of the file, which lies in the photo store
    std::int64_t bytes = 0;
    std::uint32_t width_px = 0, height_px = 0;
    PhotoStands stands = PhotoStands::waiting;
    bool operator==(const OwnPhoto&) const = default;
};

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
    std::int64_t rev = 0;           // that the edge has; 0: none
    std::string held_for{};         // words of the edge with blanks between
    std::string reason{};           // a moderator's, to its author
    std::string problem{};          // code of the edge's refusal; empty: none
    std::vector<OwnPhoto> photos{}; // in the order in which they stand, no two with one name
    bool operator==(const OwnStoryRow&) const = default;
};

class OwnStoryTable {
public:
    explicit OwnStoryTable(Database& database) : database_(database) {}

    // Changed last first.
    Result<std::vector<OwnStoryRow>> all();
    Result<std::optional<OwnStoryRow>> find(const std::string& id);
    // Writes the whole row, new or known. Photos that it names no longer are stray from then on.
    Result<void> put(const OwnStoryRow& row);
    // Its photos are stray from then on.
    Result<void> remove(const std::string& id);
    Result<void> erase();

    // Whether a story names these bytes.
    Result<bool> names_photo(const std::string& sha256);
    // Photos that a story named once and none names now: their files are to go. Each once.
    Result<std::vector<std::string>> stray_photos();
    Result<void> forget_stray_photos();

private:
    Result<void> put_photos(const OwnStoryRow& row);

    Database& database_;
};

} // namespace hypha::storage
