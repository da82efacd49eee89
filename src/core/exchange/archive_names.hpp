// The names in our zip: README.txt, and for each find a folder with its photos and find.json behind them. A name from a file is only
// ever compared with what these functions make; it is never a path of anything.
//   finds/2026-10-04-<uuid>/profile.jpg
//   finds/2026-10-04-<uuid>/find.json
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hypha::exchange {

inline constexpr std::string_view kReadmeName = "README.txt", kFindFile = "find.json";

bool is_uuid(std::string_view text);
// "profile.jpg": a slot, and jpg, png or webp.
bool is_photo_file(std::string_view file);

// date: iso_date().
std::string find_folder(std::string_view date, std::string_view uuid);

struct FindEntryName {
    std::string_view folder, uuid, file;
};
// Nothing for any other name.
std::optional<FindEntryName> find_entry_name(std::string_view name);

} // namespace hypha::exchange
