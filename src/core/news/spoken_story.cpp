#include "core/news/spoken_story.hpp"

#include <string_view>

#include "core/news/sentences.hpp"

namespace hypha::news {
namespace {

bool starts_letter(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

// Where to cut text that is too long: between 1 and kMostSpoken_bytes.
std::size_t cut_of(std::string_view text) {
    const std::string_view front = text.substr(0, kMostSpoken_bytes);
    for (const std::string_view marks : {std::string_view(",;:"), std::string_view(" \n")}) {
        // A piece of a few letters would be a stumble.
        if (const std::size_t at = front.find_last_of(marks);
            at != std::string_view::npos && at >= kMostSpoken_bytes / 4) {
            return at + 1;
        }
    }
    std::size_t end = kMostSpoken_bytes;
    while (end > 1 && !starts_letter(text[end])) {
        --end;
    }
    return end;
}

void add(std::vector<SpokenSentence>& sentences, std::string_view text, std::size_t block) {
    for (SentenceRange range : sentence_ranges(text)) {
        while (range.end - range.begin > kMostSpoken_bytes) {
            const std::size_t cut = range.begin + cut_of(text.substr(range.begin, range.end - range.begin));
            sentences.push_back({std::string(text.substr(range.begin, cut - range.begin)), block, range.begin, cut});
            range.begin = cut;
            while (range.begin < range.end && (text[range.begin] == ' ' || text[range.begin] == '\n')) {
                ++range.begin;
            }
        }
        if (range.begin < range.end) {
            sentences.push_back(
                {std::string(text.substr(range.begin, range.end - range.begin)), block, range.begin, range.end});
        }
    }
}

} // namespace

std::vector<SpokenSentence> spoken_sentences(const Story& story) {
    std::vector<SpokenSentence> sentences;
    add(sentences, story.title, kTitleBlock);
    for (std::size_t i = 0; i < story.blocks.size(); ++i) {
        if (story.blocks[i].kind != Block::Kind::code) {
            add(sentences, plain_text(story.blocks[i]), i);
        }
    }
    return sentences;
}

} // namespace hypha::news
