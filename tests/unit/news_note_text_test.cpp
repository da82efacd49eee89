// Notes with a few marks: what they mean, that no letter is lost, and that no text, however hostile, costs more than its length.
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "core/news/note_text.hpp"
#include "fakes/processor_time.hpp"

using namespace hypha::news;

namespace {

using Kind = Block::Kind;

// "p: a *b* **c**", one line a block: what a reader of the blocks sees, in the plainest marks.
std::string shown(std::string_view note) {
    std::string all;
    for (const Block& block : parse_note(note)) {
        all += all.empty() ? "" : "|";
        all += block.kind == Kind::heading     ? "h" + std::to_string(block.level)
               : block.kind == Kind::list_item ? (block.ordered ? std::to_string(block.number) : "-") +
                                                     (block.level > 1 ? "/" + std::to_string(block.level) : "")
                                               : "p";
        all += ":";
        for (const Span& span : block.spans) {
            CHECK_FALSE(span.text.empty());
            CHECK(span.link.empty());
            const std::string mark = std::string(span.strong ? "**" : "") + (span.emphasis ? "*" : "");
            all += "<" + mark + span.text + ">";
        }
    }
    return all;
}

// Letters of a text that are neither blank nor one of the marks.
std::string letters(std::string_view text) {
    std::string kept;
    for (const char c : text) {
        if (std::string_view(" \t\r\n*_#-.)0123456789").find(c) == std::string_view::npos &&
            static_cast<unsigned char>(c) > 0x20) {
            kept += c;
        }
    }
    return kept;
}

std::string letters_shown(std::string_view note) {
    std::string all;
    for (const Block& block : parse_note(note)) {
        all += plain_text(block);
    }
    return letters(all);
}

} // namespace

TEST_CASE("marks of a note", "[news][note_text]") {
    CHECK(shown("") == "");
    CHECK(shown("Under an oak.") == "p:<Under an oak.>");
    CHECK(shown("a **b** c") == "p:<a ><**b>< c>");
    CHECK(shown("*a* and _b_") == "p:<*a>< and ><*b>");
    CHECK(shown("***both*** plain") == "p:<***both>< plain>");
    CHECK(shown("**bold with *more* in it**") == "p:<**bold with ><***more><** in it>");
    CHECK(shown("# Smell\nof flour") == "h1:<Smell>|p:<of flour>");
    CHECK(shown("### c\n#### d") == "h3:<c>|p:<#### d>");
    CHECK(shown("- a\n  - b\n* c") == "-:<a>|-/2:<b>|-:<c>");
    CHECK(shown("1. a\n2) b") == "1:<a>|2:<b>");
    CHECK(shown("one\ntwo\n\nthree") == "p:<one\ntwo>|p:<three>");
    CHECK(shown("one\r\n\r\ntwo\r\n") == "p:<one>|p:<two>");
}

TEST_CASE("what is no mark stands as it was typed", "[news][note_text]") {
    CHECK(shown("5 * 3 * 2") == "p:<5 * 3 * 2>");
    CHECK(shown("cap_with_scales") == "p:<cap_with_scales>");
    CHECK(shown("**never closed") == "p:<**never closed>");
    CHECK(shown("*a **b*") == "p:<*a **b>");
    CHECK(shown("a* b*") == "p:<a* b*>");
    CHECK(shown("-5 cm, 1.5 m") == "p:<-5 cm, 1.5 m>");
    CHECK(shown("#tag") == "p:<#tag>");
    CHECK(shown("************") == "p:<************>");
    CHECK(shown("[here](https://example.org) <b>") == "p:<[here](https://example.org) <b>>");
    CHECK(shown("1234567890. a") == "p:<1234567890. a>");
    CHECK(shown("*one\n\ntwo*") == "p:<*one>|p:<two*>"); // marks end with their block
    CHECK(shown("- \n# \n") == "");
}

TEST_CASE("no letter of a note is lost, wherever it is cut", "[news][note_text]") {
    const std::string note = "# Find **of _May_**\n\n- *cap* 5 cm\n  - _gills_ free\n1. ring\n\n**volva *deep* in "
                             "soil** \xC3\xB1\xF0\x9F\x8D\x84 a_b_ ***x* y** z\n";
    for (std::size_t size = 0; size <= note.size(); ++size) {
        const std::string cut = note.substr(0, size);
        INFO(cut);
        CHECK(letters_shown(cut) == letters(cut));
    }
    std::uint64_t state = 7;
    const std::string_view alphabet = "ab*_ \n#-1.)\xC3\xA9\t";
    for (int i = 0; i < 3000; ++i) {
        std::string text;
        for (int n = 0; n < 40; ++n) {
            state = state * 6364136223846793005U + 1442695040888963407U;
            text += alphabet[static_cast<std::size_t>(state >> 33U) % alphabet.size()];
        }
        INFO(text);
        CHECK(letters_shown(text) == letters(text));
    }
}

TEST_CASE("a megabyte of marks takes the time of a megabyte", "[news][note_text]") {
    constexpr std::size_t kSize = 1 << 20;
    const auto repeated = [](std::string_view part) {
        std::string text;
        while (text.size() < kSize) {
            text += part;
        }
        return text;
    };
    for (const std::string_view part : {"*", "_", "*a", "**a ", "a* ", "*a **b _c ", "_a", "- ", "  - a\n", "#",
                                        "# a\n", "1", "1. a\n", "\n", " ", "*\n", "***a***"}) {
        const std::string text = repeated(part);
        std::size_t blocks = 0;
        const double took_ms = hypha::fakes::processor_ms([&] { blocks = parse_note(text).size(); });
        INFO(part << " " << blocks);
        CHECK(took_ms < 5000); // quadratic would be hours
    }
}
