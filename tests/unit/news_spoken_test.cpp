// A story as it is read aloud: sentences with their places in the blocks, nothing left out but code and blanks, none longer than a voice
// of the network lasts, and no letter cut in two.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <random>
#include <string>

#include "core/base/utf8.hpp"
#include "core/news/spoken_story.hpp"

using namespace hypha::news;

namespace {

Block paragraph(const std::string& text, Block::Kind kind = Block::Kind::paragraph) {
    Block block;
    block.kind = kind;
    block.spans = {{text, false, false, false, ""}};
    return block;
}

Story story_of(std::vector<Block> blocks) {
    Story story;
    story.title = "The beech wood";
    story.blocks = std::move(blocks);
    return story;
}

std::string letters_of(std::string text) {
    std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
    return text;
}

} // namespace

TEST_CASE("the title goes first, then each sentence with its place", "[spoken]") {
    Block code;
    code.kind = Block::Kind::code;
    code.text = "int x;";
    Block bold = paragraph("It rained. ");
    bold.spans.push_back({"Then it stopped.", false, true, false, ""});
    const auto sentences = spoken_sentences(story_of({bold, code, paragraph("A list item", Block::Kind::list_item)}));
    REQUIRE(sentences.size() == 4);
    CHECK(sentences[0] == SpokenSentence{"The beech wood", kTitleBlock, 0, 14});
    CHECK(sentences[1] == SpokenSentence{"It rained.", 0, 0, 10});
    CHECK(sentences[2] == SpokenSentence{"Then it stopped.", 0, 11, 27});
    CHECK(sentences[3] == SpokenSentence{"A list item", 2, 0, 11});
}

TEST_CASE("a long sentence is cut where a speaker breathes", "[spoken]") {
    std::string text;
    for (int i = 0; i < 40; ++i) {
        text += "the rain fell on the wood, ";
    }
    const auto sentences = spoken_sentences(story_of({paragraph(text)}));
    REQUIRE(sentences.size() > 4);
    for (std::size_t i = 1; i + 1 < sentences.size(); ++i) {
        CHECK(sentences[i].text.ends_with(","));
        CHECK(sentences[i].text.size() <= kMostSpoken_bytes);
    }
}

TEST_CASE("whatever the text is: every letter once, in order, none cut", "[spoken][property]") {
    std::mt19937 random(20261127);
    const std::vector<std::string> parts{"a", "ñ", "菌", "🍄", " ", ". ", ", ", "\n", "!", "x", "word", "…", "« "};
    for (int round = 0; round < 300; ++round) {
        std::string text;
        const int length = static_cast<int>(random() % 400);
        for (int i = 0; i < length; ++i) {
            text += parts[random() % parts.size()];
        }
        const Story story = story_of({paragraph(text)});
        std::string said;
        std::size_t end = 0;
        for (const SpokenSentence& sentence : spoken_sentences(story)) {
            CHECK_FALSE(letters_of(sentence.text).empty());
            CHECK(sentence.text.size() <= kMostSpoken_bytes);
            CHECK(hypha::repaired_utf8(sentence.text) == sentence.text);
            if (sentence.block != 0) {
                continue;
            }
            CHECK(sentence.begin >= end);
            end = sentence.end;
            CHECK(text.substr(sentence.begin, sentence.end - sentence.begin) == sentence.text);
            said += sentence.text;
        }
        CHECK(letters_of(said) == letters_of(text));
    }
}
