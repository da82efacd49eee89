// A story in short: sentences end where a reader ends them, the summary is made of the story's own sentences in their order, says nothing
// twice, and is none for a short story or for bytes that are no text.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "core/news/sentences.hpp"
#include "core/news/summary.hpp"

using namespace hypha::news;

namespace {

Block paragraph(const std::string& text) {
    Block block;
    block.spans = {{text, false, false, false, ""}};
    return block;
}

Story story_of(const std::vector<std::string>& paragraphs) {
    Story story;
    story.title = "T";
    story.source = "S";
    for (const std::string& text : paragraphs) {
        story.blocks.push_back(paragraph(text));
    }
    return story;
}

// Of our own words: rain after a drought, with an aside about a bus.
const std::vector<std::string> kRain{
    "After eleven weeks without water, rain fell all night on the fields of the upper valley. Families went out before "
    "dawn "
    "to look at the furrows.",
    "The community shares the water of the canal by turns. This year the shortest turn for water was forty minutes.",
    "The bus was late again. Nobody on the square could say why.",
    "With the rain the assembly decided to suspend the turns for water until Sunday. The district asks for two more "
    "rains "
    "before the fields are sown.",
    "In the school the children measured the rain with bottles. They wrote eighteen millimetres into their book."};

} // namespace

TEST_CASE("sentences end where a reader ends them", "[news][summary]") {
    CHECK(split_sentences("It rained. Then it stopped! Why? Nobody knows…") ==
          std::vector<std::string>{"It rained.", "Then it stopped!", "Why?", "Nobody knows…"});
    CHECK(split_sentences("La Dra. Ruiz llegó a EE. UU. con 3.5 kg. ¿Quién la vio?") ==
          std::vector<std::string>{"La Dra. Ruiz llegó a EE. UU. con 3.5 kg.", "¿Quién la vio?"});
    CHECK(split_sentences("“Stop.” She stopped. J. Smith went on at example.org today.") ==
          std::vector<std::string>{"“Stop.”", "She stopped.", "J. Smith went on at example.org today."});
    CHECK(split_sentences("Bread, milk etc. were gone") == std::vector<std::string>{"Bread, milk etc. were gone"});
    CHECK(split_sentences("  \n ").empty());
    CHECK(split_sentences("").empty());
    CHECK(split_sentences("one two") == std::vector<std::string>{"one two"});
}

TEST_CASE("the summary is the story's own sentences, in order, with their paragraphs", "[news][summary]") {
    const Story story = story_of(kRain);
    const std::vector<KeySentence> summary = summarize(story);
    REQUIRE(summary.size() == 3);
    for (std::size_t i = 0; i < summary.size(); ++i) {
        CHECK(plain_text(story.blocks[summary[i].block]).find(summary[i].text) != std::string::npos);
        CHECK(summary[i].paragraph == summary[i].block + 1);
        CHECK((i == 0 || summary[i - 1].block <= summary[i].block));
        CHECK(summary[i].text.find("bus") == std::string::npos);
    }
    CHECK(summary.front().text ==
          "After eleven weeks without water, rain fell all night on the fields of the upper valley.");
    CHECK(summarize(story, 1).size() == 1);
    CHECK(summarize(story, 0).empty());
}

TEST_CASE("what was said is not said again", "[news][summary]") {
    std::vector<std::string> paragraphs = kRain;
    paragraphs.insert(paragraphs.begin() + 1,
                      "After eleven weeks without water, rain fell all night on the fields of the valley.");
    const auto summary = summarize(story_of(paragraphs));
    CHECK(std::ranges::count_if(summary,
                                [](const KeySentence& each) { return each.text.starts_with("After eleven"); }) == 1);
}

TEST_CASE("a short story has no summary, and headings, quotes and lists are not summed up", "[news][summary]") {
    CHECK(summarize(story_of({kRain[0], kRain[1]})).empty());
    Story story = story_of(kRain);
    Block quote =
        paragraph("Rain, rain, rain on the fields of the valley, said all who shared the water of the canal.");
    quote.kind = Block::Kind::quote;
    story.blocks.insert(story.blocks.begin(), quote);
    for (const KeySentence& each : summarize(story)) {
        CHECK(each.block > 0);
        CHECK(each.paragraph == each.block);
    }
    CHECK(summarize({}).empty());
}

TEST_CASE("any bytes of any length have a summary of their own sentences in bounded work", "[news][summary]") {
    std::mt19937 chance(3);
    for (int round = 0; round < 60; ++round) {
        Story story;
        for (std::size_t i = 0; i < 1 + chance() % 30; ++i) {
            std::string bytes;
            for (std::size_t j = 0; j < chance() % 900; ++j) {
                bytes += chance() % 5 == 0 ? ". "[chance() % 2] : static_cast<char>(chance() % 256);
            }
            story.blocks.push_back(paragraph(bytes));
        }
        CHECK(summarize(story).size() <= 3);
    }
    CHECK(summarize(story_of(std::vector<std::string>(5'000, kRain[0]))).size() <= 3);
}
