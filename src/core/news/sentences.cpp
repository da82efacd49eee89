#include "core/news/sentences.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/base/utf8.hpp"

namespace hypha::news {
namespace {

bool ends_sentence(char32_t letter) {
    return letter == U'.' || letter == U'!' || letter == U'?' || letter == U'…' || letter == U'。';
}

bool closes(char32_t letter) {
    return letter == U'"' || letter == U'\'' || letter == U')' || letter == U'”' || letter == U'’' || letter == U'»';
}

bool is_space(char32_t letter) { return letter == U' ' || letter == U'\n' || letter == U'\t' || letter == U'\u00A0'; }

// What a sentence does not begin with: a small letter goes on with what came before.
bool goes_on(char32_t letter) {
    return (letter >= U'a' && letter <= U'z') || (letter >= U'ß' && letter <= U'ÿ' && letter != U'÷') ||
           letter == U',' || letter == U';';
}

// The letters before a point, back to a space.
std::u32string word_before(const std::u32string& text, std::size_t point) {
    std::size_t start = point;
    while (start > 0 && !is_space(text[start - 1]) && text[start - 1] != U'(') {
        --start;
    }
    return text.substr(start, point - start);
}

bool is_short_form(const std::u32string& word) {
    constexpr std::array<std::u32string_view, 24> kShort{
        U"Sr", U"Sra", U"Srta", U"Dr",  U"Dra", U"Ing", U"Lic", U"Prof", U"Gral", U"Av", U"Mr",  U"Mrs",
        U"Ms", U"St",  U"No",   U"Núm", U"pág", U"Ud",  U"Uds", U"EE",   U"UU",   U"vs", U"etc", U"approx"};
    const bool initial = word.size() == 1 && (word[0] < U'0' || word[0] > U'9');
    return initial || word.contains(U'.') || std::ranges::find(kShort, std::u32string_view(word)) != kShort.end();
}

struct Letters {
    std::u32string text;
    std::vector<std::size_t> at; // byte of each letter, and of the end
};

Letters letters_of(std::string_view bytes) {
    Letters letters;
    const std::size_t size = bytes.size();
    while (!bytes.empty()) {
        letters.at.push_back(size - bytes.size());
        letters.text += take_code_point(bytes);
    }
    letters.at.push_back(size);
    return letters;
}

void push_trimmed(std::vector<SentenceRange>& ranges, const Letters& letters, std::size_t begin, std::size_t end) {
    while (begin < end && is_space(letters.text[begin])) {
        ++begin;
    }
    while (begin < end && is_space(letters.text[end - 1])) {
        --end;
    }
    if (begin < end) {
        ranges.push_back({letters.at[begin], letters.at[end]});
    }
}

} // namespace

std::vector<SentenceRange> sentence_ranges(std::string_view paragraph) {
    const Letters letters = letters_of(paragraph);
    const std::u32string& text = letters.text;
    std::vector<SentenceRange> ranges;
    std::size_t start = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!ends_sentence(text[i]) || (text[i] == U'.' && is_short_form(word_before(text, i)))) {
            continue;
        }
        std::size_t end = i + 1;
        while (end < text.size() && (ends_sentence(text[end]) || closes(text[end]))) {
            ++end;
        }
        std::size_t next = end;
        while (next < text.size() && is_space(text[next])) {
            ++next;
        }
        if (next == text.size() || (next > end && !goes_on(text[next]))) {
            push_trimmed(ranges, letters, start, end);
            start = end;
        }
        i = end - 1;
    }
    push_trimmed(ranges, letters, start, text.size());
    return ranges;
}

std::vector<std::string> split_sentences(std::string_view paragraph) {
    std::vector<std::string> sentences;
    for (const SentenceRange& range : sentence_ranges(paragraph)) {
        sentences.emplace_back(paragraph.substr(range.begin, range.end - range.begin));
    }
    return sentences;
}

} // namespace hypha::news
