// What of a story a taste can hang on, by name, so that a person can read and change what was learned: its source, its topic, its
// language and the words of its title.
//   key = ( "s:" | "t:" | "l:" | "w:" ) name
// The name of a word is its stem: no accents, a plural as its singular, so that "lluvias" and "lluvia" are one.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace hypha::taste {

struct Subject { // of a story
    std::string source, topic, language, title;
    bool operator==(const Subject&) const = default;
};

struct Trait {
    std::string key;
    std::string shown; // as the person read it
    double value = 1;  // in a sum of weights; the words of a title share what one source has
};

// At most 12 words of the title, each once; "other" is no topic. Any bytes are allowed.
std::vector<Trait> traits_of(const Subject& story);

enum class TraitKind { source, topic, language, word };
// "l:es" of es-PE; empty of none.
std::string language_key(std::string_view language);

TraitKind kind_of(std::string_view key);

// The first word of what somebody typed, as has_word_of takes it; empty where there is none.
std::string plain_word(std::string_view typed);
// Whether one of these is in the title, in one number or the other of the title's language. Any word can be, however short.
bool has_word_of(std::string_view title, std::string_view language, const std::set<std::string>& plain_words);

} // namespace hypha::taste
