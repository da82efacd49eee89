#include "app/given_name.hpp"

#include <algorithm>
#include <array>

#include "core/fungi/latin_name.hpp"

namespace hypha::app {
namespace {

constexpr std::size_t kShortest = 2, kLongest = 40; // letters of a word; the longest genus in use has 24
constexpr std::array<std::string_view, 4> kUmlauts{"\xC3\xAB", "\xC3\xAF", "\xC3\xB6", "\xC3\xBC"}; // ë ï ö ü
constexpr std::array<std::string_view, 6> kBelowSpecies{"var.", "f.", "subsp.", "ssp.", "sect.", "subg."};

// Letters of a Latin name, and single hyphens between them.
bool is_word(std::string_view word) {
    if (word.size() < kShortest || word.size() > kLongest || word.front() == '-' || word.back() == '-' ||
        word.contains("--")) {
        return false;
    }
    while (!word.empty()) {
        const char c = word.front();
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
        if (!letter && std::ranges::count(kUmlauts, word.substr(0, 2)) == 0) {
            return false;
        }
        word.remove_prefix(letter ? 1 : 2);
    }
    return true;
}

// The third word of a text that is a name begins an author's, or says that something below a species follows.
bool is_behind_name(std::string_view word) {
    return word.empty() || word.front() == '(' || (word.front() >= 'A' && word.front() <= 'Z') ||
           std::ranges::count(kBelowSpecies, word) > 0;
}

std::string_view word_at(std::string_view text, int index) {
    for (;; --index) {
        text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n_"), text.size()));
        const std::string_view word = text.substr(0, text.find_first_of(" \t\r\n_"));
        if (index == 0 || word.empty()) {
            return word;
        }
        text.remove_prefix(word.size());
    }
}

} // namespace

std::optional<GivenName> given_name_of(std::string_view text) {
    const fungi::LatinName name = fungi::parse_latin(text);
    const std::string_view epithet =
        name.species.empty() ? std::string_view{} : std::string_view(name.species).substr(name.genus.size() + 1);
    if (!is_word(name.genus) || (!epithet.empty() && !is_word(epithet)) ||
        (!epithet.empty() && !is_behind_name(word_at(text, 2)))) {
        return std::nullopt;
    }
    // Behind a genus alone stands its author, or that no species is claimed (sp., cf.).
    const std::string_view second = word_at(text, 1);
    const bool letter = !second.empty() && ((second.front() | 0x20) >= 'a' && (second.front() | 0x20) <= 'z');
    if (epithet.empty() && !second.empty() && !letter && second.front() != '(') {
        return std::nullopt;
    }
    if (!epithet.empty()) {
        return GivenName{name.species, fungi::Rank::species};
    }
    return GivenName{name.genus, name.genus.ends_with("aceae") ? fungi::Rank::family : fungi::Rank::genus};
}

} // namespace hypha::app
