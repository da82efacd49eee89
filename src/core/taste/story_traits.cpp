#include "core/taste/story_traits.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/base/utf8.hpp"
#include "core/text/folded_text.hpp"
#include "core/text/letters.hpp"

namespace hypha::taste {
namespace {

constexpr std::size_t kMostLetters = 400;
constexpr std::size_t kMostWords = 12;
constexpr std::size_t kShortest = 4;

// Words of four letters and more that say nothing of what a story is about; sorted.
constexpr std::array<std::string_view, 137> kEmptyWords{
    "about",  "after",   "again", "against", "ahora",  "algo",    "also",   "amid",    "among",  "another", "ante",
    "antes",  "aquel",   "aqui",  "aunque",  "ayer",   "because", "been",   "before",  "being",  "between", "bien",
    "cada",   "casi",    "come",  "como",    "contra", "could",   "cual",   "cuando",  "cuatro", "debe",    "desde",
    "despue", "dice",    "does",  "doing",   "donde",  "durante", "during", "each",    "ella",   "ello",    "entonces",
    "entre",  "esta",    "este",  "esto",    "every",  "first",   "from",   "fueron",  "gran",   "habia",   "hace",
    "hacia",  "hasta",   "have",  "here",    "into",   "just",    "know",   "like",    "luego",  "made",    "make",
    "many",   "mejor",   "menos", "mientra", "mismo",  "month",   "more",   "most",    "much",   "mucho",   "nada",
    "near",   "nueva",   "nuevo", "once",    "only",   "otra",    "otro",   "otros",   "over",   "para",    "pero",
    "poco",   "porque",  "puede", "pues",    "quien",  "said",    "says",   "segun",   "sera",   "sido",    "siempre",
    "sino",   "sobre",   "solo",  "some",    "still",  "such",    "take",   "tambien", "tanto",  "than",    "that",
    "their",  "them",    "then",  "there",   "these",  "they",    "this",   "tiene",   "toda",   "todo",    "tras",
    "under",  "until",   "very",  "week",    "were",   "what",    "when",   "where",   "which",  "while",   "will",
    "with",   "without", "would", "year",    "your"};

bool is_vowel(char32_t letter) {
    return letter == U'a' || letter == U'e' || letter == U'i' || letter == U'o' || letter == U'u';
}

// What Spanish words end in that take "es" for several.
bool takes_es(char32_t letter) {
    return letter == U'l' || letter == U'n' || letter == U'r' || letter == U'd' || letter == U'j';
}

std::u32string plain_of(std::u32string_view word) {
    std::u32string plain;
    for (const char32_t letter : word) {
        plain += letter == U'ñ' ? letter : text::without_accent(letter);
    }
    return plain;
}

// A plural as its singular, where it is regular: a wrong singular would make one word of two.
std::u32string stem_of(std::u32string stem, std::string_view language) {
    const auto ends = [&stem](std::u32string_view end) { return stem.size() >= end.size() + 2 && stem.ends_with(end); };
    const bool english = language.starts_with("en");
    if (language.starts_with("es") && ends(U"ces")) {
        stem.replace(stem.size() - 3, 3, U"z");
    } else if (language.starts_with("es") && ends(U"es") && takes_es(stem[stem.size() - 3])) {
        stem.resize(stem.size() - 2);
    } else if (english && ends(U"ies")) {
        stem.replace(stem.size() - 3, 3, U"y");
    } else if (ends(U"s") && !ends(U"us") && !ends(U"is") && !ends(U"ss") &&
               (english || is_vowel(stem[stem.size() - 2]))) {
        stem.resize(stem.size() - 1);
    }
    return stem;
}

std::string utf8_of(std::u32string_view text) {
    std::string bytes;
    for (const char32_t letter : text) {
        append_code_point(bytes, letter);
    }
    return bytes;
}

bool is_empty_word(std::string_view stem) { return std::ranges::binary_search(kEmptyWords, stem); }

std::vector<Trait> words_of(std::string_view title, std::string_view language) {
    std::vector<Trait> words;
    text::each_word(text::fold_text(title, kMostLetters), [&](std::u32string_view word) {
        if (word.size() < kShortest || word.contains(U'0')) { // a number means another thing tomorrow
            return true;
        }
        const std::u32string plain = plain_of(word);
        const std::string stem = utf8_of(stem_of(plain, language));
        std::string key = "w:" + stem;
        if (!is_empty_word(stem) && !is_empty_word(utf8_of(plain)) &&
            std::ranges::find(words, key, &Trait::key) == words.end()) {
            words.push_back({std::move(key), utf8_of(word), 1});
        }
        return words.size() < kMostWords;
    });
    return words;
}

} // namespace

std::vector<Trait> traits_of(const Subject& story) {
    std::vector<Trait> traits = words_of(story.title, story.language);
    const double share = traits.empty() ? 1 : 1 / std::sqrt(static_cast<double>(traits.size()));
    for (Trait& word : traits) {
        word.value = share;
    }
    if (!story.source.empty()) {
        traits.push_back({"s:" + story.source, story.source, 1});
    }
    if (!story.topic.empty() && story.topic != "other") {
        traits.push_back({"t:" + story.topic, story.topic, 1});
    }
    if (const std::string key = language_key(story.language); !key.empty()) {
        traits.push_back({key, key.substr(2), 0.5}); // it says less than what is told in it
    }
    return traits;
}

std::string language_key(std::string_view language) {
    const std::string_view main = language.substr(0, language.find('-'));
    return main.empty() ? "" : "l:" + std::string(main);
}

TraitKind kind_of(std::string_view key) {
    return key.starts_with("s:")   ? TraitKind::source
           : key.starts_with("t:") ? TraitKind::topic
           : key.starts_with("l:") ? TraitKind::language
                                   : TraitKind::word;
}

std::string plain_word(std::string_view typed) {
    std::string found;
    text::each_word(text::fold_text(typed, kMostLetters), [&found](std::u32string_view word) {
        found = utf8_of(plain_of(word));
        return false;
    });
    return found;
}

bool has_word_of(std::string_view title, std::string_view language, const std::set<std::string>& plain_words) {
    std::set<std::u32string> stems;
    for (const std::string& word : plain_words) {
        std::u32string letters;
        for (std::string_view rest = word; !rest.empty();) {
            letters += take_code_point(rest);
        }
        stems.insert(stem_of(std::move(letters), language));
    }
    bool found = false;
    text::each_word(text::fold_text(title, kMostLetters), [&](std::u32string_view word) {
        found = stems.contains(stem_of(plain_of(word), language));
        return !found;
    });
    return found;
}

} // namespace hypha::taste
