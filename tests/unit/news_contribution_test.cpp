// Contributions as bytes: what is written comes back, what is not exactly as it would be written is refused by name, and bytes of anyone
// are a contribution or a named error. The signed statement is no other message of the project.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <limits>
#include <span>

#include "core/news/block_text.hpp"
#include "core/news/contribution.hpp"
#include "core/sync/account_wire.hpp"
#include "unit/attack.hpp"

using namespace hypha;
using namespace hypha::news;

namespace {

Contribution some_contribution() {
    Contribution one;
    one.id = "0123456789abcdef0123456789abcdef";
    one.base_rev = 2;
    one.region = "andes";
    one.title = "La feria del domingo volvió";
    one.language = "es";
    one.topic = "society";
    one.byline = "Quilla";
    one.place = rounded_place(-9.527, -77.528, "Huaraz");
    one.made_ms = 1'764'200'000'123;
    one.photos = {{std::string(64, 'a'), 1'234, 640, 480}, {std::string(64, 'b'), 399'999, 480, 640}};
    one.blocks =
        parse_blocks("# Feria\n\nDos **panes** y _miel_.\n\n- uno\n- [dos](https://example.org/a)\n\n> dicho").value();
    return one;
}

std::string_view text_of(std::span<const std::uint8_t> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}

} // namespace

TEST_CASE("a contribution comes back as it was written", "[news][contribution]") {
    const Contribution one = some_contribution();
    const std::string file = write_contribution(one).value();
    CHECK(file.starts_with("hypha-contribution 1\nid: 0123456789abcdef0123456789abcdef\nbase_rev: 2\nregion: andes\n"));
    CHECK(file.find("\nplace: -9.5 -77.5 Huaraz\nmade: 1764200000123\nphoto: aaaa") != std::string::npos);
    CHECK(parse_contribution(file) == one);
    Contribution bare;
    bare.id = std::string(32, '0');
    bare.region = "x";
    bare.title = "T";
    bare.language = "qu";
    bare.blocks = blocks_of_typed("a");
    CHECK(write_contribution(bare).value() ==
          "hypha-contribution 1\nid: 00000000000000000000000000000000\nbase_rev: 0\nregion: x\ntitle: T\nlanguage: qu\n"
          "made: 0\n\na");
    CHECK(parse_contribution(write_contribution(bare).value()) == bare);
}

TEST_CASE("each limit of a contribution is refused by its own name", "[news][contribution]") {
    const auto code_with = [](auto change) {
        Contribution one = some_contribution();
        change(one);
        const auto written = write_contribution(one);
        return written ? std::string() : written.error().code;
    };
    CHECK(code_with([](Contribution&) {}).empty());
    CHECK(code_with([](Contribution& one) { one.id[3] = 'g'; }) == "contribution_bad_id");
    CHECK(code_with([](Contribution& one) { one.id.pop_back(); }) == "contribution_bad_id");
    CHECK(code_with([](Contribution& one) { one.region = "../etc"; }) == "contribution_bad_region");
    CHECK(code_with([](Contribution& one) { one.title = ""; }) == "contribution_no_title");
    const auto accents = [](std::size_t count) {
        std::string text;
        for (std::size_t i = 0; i < count; ++i) text += "é";
        return text;
    };
    CHECK(code_with([&](Contribution& one) { one.title = accents(200); }).empty());
    CHECK(code_with([&](Contribution& one) { one.title = accents(201); }) == "contribution_long_title");
    CHECK(code_with([](Contribution& one) { one.title = "a\nurl: b"; }) == "contribution_long_title");
    CHECK(code_with([](Contribution& one) { one.title = "a\xFF"; }) == "contribution_long_title");
    CHECK(code_with([](Contribution& one) { one.language = ""; }) == "contribution_no_language");
    CHECK(code_with([](Contribution& one) { one.language = "e s"; }) == "contribution_no_language");
    CHECK(code_with([](Contribution& one) { one.topic = "<b>"; }) == "contribution_bad_topic");
    CHECK(code_with([](Contribution& one) { one.byline = std::string(81, 'x'); }) == "contribution_long_name");
    CHECK(code_with([](Contribution& one) { one.place.name = std::string(81, 'x'); }) == "contribution_long_name");
    CHECK(code_with([](Contribution& one) { one.place.latitude_tenths = 901; }) == "contribution_bad_place");
    CHECK(code_with([](Contribution& one) { one.place.is_known = false; }) == "contribution_bad_place");
    CHECK(code_with([](Contribution& one) { one.made_ms = -1; }) == "contribution_bad_time");
    CHECK(code_with([](Contribution& one) { one.photos[1].sha256 = one.photos[0].sha256; }) ==
          "contribution_bad_photo");
    CHECK(code_with([](Contribution& one) { one.photos[0].bytes = 400'001; }) == "contribution_bad_photo");
    CHECK(code_with([](Contribution& one) { one.photos[0].width_px = 31; }) == "contribution_bad_photo");
    CHECK(code_with([](Contribution& one) {
              for (const char digit : {'c', 'd', 'e'}) one.photos.push_back({std::string(64, digit), 1, 64, 64});
          }) == "contribution_many_photos");
    CHECK(code_with([](Contribution& one) { one.blocks.clear(); }) == "contribution_no_text");
    CHECK(code_with([](Contribution& one) { one.blocks = blocks_of_typed(std::string(20'000, 'x')); }).empty());
    CHECK(code_with([](Contribution& one) { one.blocks = blocks_of_typed(std::string(20'001, 'x')); }) ==
          "contribution_long_text");
    for (const std::string_view text : {"![a](https://e.org/p.jpg)", "```\ncode\n```", "| a |", "a `code` b"}) {
        CHECK(code_with([&](Contribution& one) { one.blocks = parse_blocks(text).value(); }) ==
              "contribution_bad_block");
    }
    CHECK(code_with([](Contribution& one) { one.blocks[0].spans.push_back(one.blocks[0].spans[0]); }) ==
          "contribution_bad_block");
}

TEST_CASE("a file that is not exactly as it would be written is refused", "[news][contribution]") {
    const std::string file = write_contribution(some_contribution()).value();
    const auto code = [](const std::string& bytes) { return parse_contribution(bytes).error().code; };
    CHECK(code("") == "contribution_malformed");
    CHECK(code(replaced(file, "contribution 1", "contribution 2")) == "contribution_newer");
    CHECK(code(replaced(file, "byline", "author")) == "contribution_malformed");
    CHECK(code(replaced(file, "region: andes\n", "region: andes\nregion: andes\n")) == "contribution_malformed");
    CHECK(code(replaced(file, "base_rev: 2\nregion: andes\n", "region: andes\nbase_rev: 2\n")) ==
          "contribution_malformed");
    CHECK(code(replaced(file, "base_rev: 2", "base_rev: 02")) == "contribution_malformed");
    CHECK(code(replaced(file, "-9.5 ", "-9.54 ")) == "contribution_malformed");
    CHECK(code(replaced(file, "-9.5 ", "-0.0 ")) == "contribution_malformed");
    CHECK(code(replaced(file, "640 480", "640 480 9")) == "contribution_malformed");
    CHECK(code(file + "\n") == "contribution_malformed");
    CHECK(code(replaced(file, "# Feria", "# Feria \xC3")) == "contribution_not_utf8");
    CHECK(code(replaced(file, "https://example.org/a", "javascript:alert(1)")) == "contribution_malformed");
    CHECK(code(std::string(kMostContribution_bytes + 1, 'x')) == "contribution_too_large");
}

TEST_CASE("a topic is its author's to leave out: one line more or less, and nothing else", "[news][contribution]") {
    Contribution one = some_contribution();
    const std::string with = write_contribution(one).value();
    one.topic.clear();
    const std::string without = write_contribution(one).value();
    CHECK(without == replaced(with, "topic: society\n", ""));
    CHECK(parse_contribution(without) == one);
    const auto code = [&with](std::string_view line) {
        return parse_contribution(replaced(with, "topic: society\n", line)).error().code;
    };
    CHECK(code("topic: \n") == "contribution_malformed");
    CHECK(code("topic: society\ntopic: society\n") == "contribution_malformed");
    CHECK(code("topic: Society\n") == "contribution_bad_topic");
    CHECK(code("topic: " + std::string(41, 'x') + "\n") == "contribution_bad_topic");
}

TEST_CASE("any bytes are a contribution or a named error", "[news][contribution][attack]") {
    Contribution one = some_contribution();
    if (GENERATE(false, true)) {
        one.topic.clear();
    }
    const std::string file = write_contribution(one).value();
    attack({file.begin(), file.end()}, [](std::span<const std::uint8_t> bytes) {
        if (const auto read = parse_contribution(text_of(bytes))) {
            CHECK(write_contribution(*read) == text_of(bytes)); // one value, one file: what was signed is what is kept
        } else {
            CHECK(read.error().code.starts_with("contribution_"));
        }
    });
}

TEST_CASE("the largest contribution there can be still fits into a file", "[news][contribution]") {
    Contribution one = some_contribution();
    const auto wide = [](std::size_t points) {
        std::string text;
        for (std::size_t i = 0; i < points; ++i) text += "\U0001F344";
        return text;
    };
    one.title = wide(kMostContributedTitle_points);
    one.byline = one.place.name = wide(kMostContributedName_points);
    one.language = std::string(35, 'x');
    one.topic = std::string(40, 'x');
    one.region = std::string(40, 'x');
    one.photos.push_back({std::string(64, 'c'), 400'000, 8'192, 8'192});
    one.photos.push_back({std::string(64, 'd'), 400'000, 8'192, 8'192});
    one.blocks = blocks_of_typed(std::string(kMostContributedText_bytes, 'x'));
    const auto file = write_contribution(one);
    REQUIRE(file.has_value());
    CHECK(parse_contribution(*file) == one);
}

TEST_CASE("what a person types becomes blocks, whatever it is", "[news][contribution]") {
    const auto kinds = [](std::string_view text) {
        std::string said;
        for (const Block& block : blocks_of_typed(text)) said += "phlqcft"[static_cast<int>(block.kind)];
        return said;
    };
    CHECK(kinds("Uno\nDos\n\n# T\n- a") == "pphl");
    CHECK(kinds("<script>alert(1)</script>") == "p");
    CHECK(plain_text(blocks_of_typed("<b>x</b>")[0]) == "<b>x</b>");
    CHECK(kinds("[not a link\n# T") == "pp"); // none of the grammar: all of it is letters
    CHECK(plain_text(blocks_of_typed("[not a link\n# T")[1]) == "# T");
    CHECK(kinds("```\ncode\n```") == "ppp");
    CHECK(kinds("").empty());
    CHECK(kinds(" \n\n ").empty());
    for (const std::string_view text :
         {"a_b", "**", "\xFF\xFE", "1. a\n  - b", "\\", "a\\\nb", "> \n> x", "_a", "`x"}) {
        CAPTURE(text);
        Contribution one = some_contribution();
        one.blocks = blocks_of_typed(text);
        if (one.blocks.empty()) continue;
        const auto file = write_contribution(one);
        REQUIRE(file.has_value());
        CHECK(parse_contribution(*file) == one);
    }
}

TEST_CASE("a place is a tenth of a degree, and nothing finer is in the file", "[news][contribution]") {
    CHECK(rounded_place(-9.5499, 77.55, "") == ContributedPlace{true, -95, 776, ""});
    CHECK(rounded_place(-0.01, 0.04, "") == ContributedPlace{true, 0, 0, ""});
    CHECK(rounded_place(95, -200, "") == ContributedPlace{true, 900, -1'800, ""});
    CHECK(rounded_place(std::numeric_limits<double>::quiet_NaN(), 0, "x") == ContributedPlace{});
    CHECK(rounded_place(0, 0, " a\nb ").name == "a b");
    CHECK(rounded_place(0, 0, std::string(200, 'x')).name.size() == 80);
}

TEST_CASE("links are counted, and addresses that only stand there", "[news][contribution]") {
    Contribution one = some_contribution();
    CHECK(count_links(one) == 1);
    one.blocks = parse_blocks("[a **b** c](https://e.org/) and [d](https://e.org/2) www.spam.example").value();
    CHECK(count_links(one) == 3);
    one.title = "Buy at http://spam.example";
    CHECK(count_links(one) == 4);
    CHECK(plain_text(one) == "Buy at http://spam.example\na b c and d www.spam.example");
}

TEST_CASE("what is signed is no other message that a device signs", "[news][contribution]") {
    const std::string statement = contribution_statement("hypha-contribution 1\n");
    CHECK(statement == "hypha contribution 1hypha-contribution 1\n");
    // Statements of accounts are CBOR arrays, lists of news begin with their own name.
    CHECK(static_cast<unsigned char>(sync::account::statement("a", sync::account::SignIn{})[0]) >= 0x80);
    CHECK_FALSE(statement.starts_with("hypha-index"));
}
