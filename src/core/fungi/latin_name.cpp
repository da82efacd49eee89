#include "core/fungi/latin_name.hpp"

#include <algorithm>
#include <array>

namespace hypha::fungi {
namespace {

constexpr std::string_view kBetween = " \t\r\n_\xC2\xA0";
// Open nomenclature: the second word says that no species is claimed.
constexpr std::array<std::string_view, 10> kNoSpecies{"sp",  "sp.", "spp",  "spp.", "cf",
                                                      "cf.", "aff", "aff.", "agg",  "agg."};

char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }
char upper(char letter) { return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter; }

// Takes the next word off the front of `text`.
std::string_view next_word(std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of(kBetween), text.size()));
    const std::string_view word = text.substr(0, text.find_first_of(kBetween));
    text.remove_prefix(word.size());
    return word;
}

std::string lowered(std::string_view word) {
    std::string out(word);
    std::ranges::transform(out, out.begin(), lower);
    return out;
}

} // namespace

LatinName parse_latin(std::string_view text) {
    std::string genus = lowered(next_word(text));
    if (genus.empty()) {
        return {};
    }
    genus[0] = upper(genus[0]);
    const std::string_view second = next_word(text);
    // An epithet is never capitalised or bracketed: "Amanita Pers." is the genus and its author.
    const bool epithet = !second.empty() && second[0] >= 'a' && second[0] <= 'z' &&
                         std::ranges::find(kNoSpecies, second) == kNoSpecies.end();
    return {genus, epithet ? genus + ' ' + lowered(second) : std::string{}};
}

} // namespace hypha::fungi
