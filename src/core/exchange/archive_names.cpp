#include "core/exchange/archive_names.hpp"

#include <algorithm>
#include <array>

namespace hypha::exchange {
namespace {

constexpr std::string_view kFinds = "finds/";
constexpr std::size_t kDateLetters = 10, kUuidLetters = 36;
constexpr std::array<std::string_view, 4> kSlots{"underside", "profile", "base", "habitat"};
constexpr std::array<std::string_view, 3> kEndings{"jpg", "png", "webp"};

// 9 stands for any digit, f for any hexadecimal one.
bool is_like(std::string_view text, std::string_view pattern) {
    return std::ranges::equal(text, pattern, [](char letter, char wanted) {
        const bool digit = letter >= '0' && letter <= '9';
        return wanted == '9' ? digit : wanted == 'f' ? digit || (letter >= 'a' && letter <= 'f') : letter == wanted;
    });
}

} // namespace

bool is_uuid(std::string_view text) { return is_like(text, "ffffffff-ffff-ffff-ffff-ffffffffffff"); }

bool is_photo_file(std::string_view file) {
    const std::size_t dot = file.find('.');
    return dot != std::string_view::npos && std::ranges::count(kSlots, file.substr(0, dot)) > 0 &&
           std::ranges::count(kEndings, file.substr(dot + 1)) > 0;
}

std::string find_folder(std::string_view date, std::string_view uuid) {
    return std::string(kFinds).append(date).append("-").append(uuid).append("/");
}

std::optional<FindEntryName> find_entry_name(std::string_view name) {
    constexpr std::size_t kFolder = kFinds.size() + kDateLetters + 1 + kUuidLetters + 1;
    if (name.size() <= kFolder || !name.starts_with(kFinds)) {
        return std::nullopt;
    }
    const FindEntryName entry{name.substr(0, kFolder), name.substr(kFinds.size() + kDateLetters + 1, kUuidLetters),
                              name.substr(kFolder)};
    const bool ours = is_like(name.substr(kFinds.size(), kDateLetters + 1), "9999-99-99-") && is_uuid(entry.uuid) &&
                      entry.folder.ends_with('/') && (entry.file == kFindFile || is_photo_file(entry.file));
    return ours ? std::optional(entry) : std::nullopt;
}

} // namespace hypha::exchange
