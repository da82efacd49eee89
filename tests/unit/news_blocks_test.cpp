// Blocks and their text form: canonical spans, the grammar row by row, round trips of random articles, and texts of anyone.
#include "core/news/block_text.hpp"
#include "unit/attack.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <string>
#include <vector>

using namespace hypha;
using namespace hypha::news;

namespace {

using Kind = Block::Kind;

Span span(std::string text) {
    Span result;
    result.text = std::move(text);
    return result;
}

Span linked(std::string text, std::string link) {
    Span result = span(std::move(text));
    result.link = std::move(link);
    return result;
}

Block block(Kind kind, std::string text, int level = 0) {
    Block result;
    result.kind = kind;
    result.level = level;
    if (!text.empty()) result.spans.push_back(span(std::move(text)));
    return result;
}

std::vector<Block> parsed(std::string_view text) {
    const Result<std::vector<Block>> blocks = parse_blocks(text);
    INFO(text);
    REQUIRE(blocks);
    return *blocks;
}

void check_round_trip(const std::vector<Block>& blocks) {
    const std::string text = write_blocks(blocks);
    INFO(text);
    CHECK(parsed(text) == blocks);
}

// xorshift64*, so that the same articles are made on every machine.
class Chance {
public:
    std::size_t below(std::size_t end) {
        state_ ^= state_ >> 12;
        state_ ^= state_ << 25;
        state_ ^= state_ >> 27;
        return static_cast<std::size_t>((state_ * 0x2545F4914F6CDD1DULL) >> 33) % end;
    }

private:
    std::uint64_t state_ = 0x9E3779B97F4A7C15ULL;
};

Spans random_spans(Chance& chance, std::size_t most) {
    static constexpr std::string_view kPieces[] = {"agua", " ",   "*",   "**", "_",   "`",    "[",  "](",  ")",
                                                   "\\",   "\n",  "#",   "# ", "> ",  "- ",   "+ ", "1. ", "![",
                                                   "|",    "|-|", "```", "ñ",  "<b>", "\\\n", "😀", "."};
    Spans spans;
    const std::size_t count = chance.below(most) + 1;
    for (std::size_t at = 0; at < count; ++at) {
        Span piece;
        for (std::size_t part = chance.below(5) + 1; part > 0; --part)
            piece.text += kPieces[chance.below(std::size(kPieces))];
        piece.emphasis = chance.below(3) == 0;
        piece.strong = chance.below(3) == 0;
        piece.code = chance.below(4) == 0;
        if (chance.below(3) == 0)
            piece.link = chance.below(2) == 0 ? "https://a.example/x_y*z[1]|" : "http://b.example/ñ?q=1#f";
        append_span(spans, std::move(piece));
    }
    trim_spans(spans);
    return spans;
}

Block random_block(Chance& chance) {
    static constexpr Kind kKinds[] = {Kind::paragraph, Kind::heading, Kind::list_item, Kind::quote,
                                      Kind::code,      Kind::figure,  Kind::table};
    Block result;
    result.kind = kKinds[chance.below(std::size(kKinds))];
    if (result.kind == Kind::code) {
        result.text = plain_text(random_spans(chance, 6)) + (chance.below(2) == 0 ? "\n\n\tx" : "");
    } else if (result.kind == Kind::table) {
        for (std::size_t row = chance.below(3) + 1; row > 0; --row) {
            auto& cells = result.rows.emplace_back();
            for (std::size_t cell = chance.below(4); cell > 0; --cell) {
                cells.push_back(chance.below(4) == 0 ? Spans{} : random_spans(chance, 3));
            }
        }
        result.has_header = chance.below(2) == 0;
    } else {
        result.spans = random_spans(chance, 5);
    }
    if (result.kind == Kind::heading) result.level = static_cast<int>(chance.below(6)) + 1;
    if (result.kind == Kind::list_item) {
        result.level = static_cast<int>(chance.below(9)) + 1;
        result.ordered = chance.below(2) == 0;
        if (result.ordered) result.number = static_cast<int>(chance.below(1'000'000'000));
        else result.continues = chance.below(2) == 0;
    }
    if (result.kind == Kind::figure) {
        result.address = "https://p.example/a_b.webp";
        result.text = plain_text(random_spans(chance, 2));
    }
    return result;
}

bool has_content(const Block& candidate) {
    return candidate.kind == Kind::code || candidate.kind == Kind::figure || candidate.kind == Kind::table ||
           !candidate.spans.empty();
}

} // namespace

TEST_CASE("each kind of block has its form", "[news][blocks]") {
    const auto form = [](const Block& one) { return write_blocks({one}); };
    CHECK(form(block(Kind::paragraph, "Hola")) == "Hola");
    CHECK(form(block(Kind::heading, "Hola", 3)) == "### Hola");
    CHECK(form(block(Kind::quote, "Hola")) == "> Hola");
    CHECK(form(block(Kind::list_item, "Hola", 1)) == "- Hola");
    Block item = block(Kind::list_item, "Hola", 2);
    item.continues = true;
    CHECK(form(item) == "  + Hola");
    item.continues = false;
    item.ordered = true;
    item.number = 12;
    CHECK(form(item) == "  12. Hola");
    Block figure = block(Kind::figure, "Al pie");
    figure.text = "Un [río]";
    figure.address = "https://a.example/r.webp";
    CHECK(form(figure) == "![Un \\[río\\]](https://a.example/r.webp) Al pie");
    Block code = block(Kind::code, "");
    code.text = "a *b*\n````\nc";
    CHECK(form(code) == "`````\na *b*\n````\nc\n`````");
    Block table = block(Kind::table, "");
    table.rows = {{{span("Mes")}, {span("mm")}}, {{span("a|b")}, {}}};
    table.has_header = true;
    CHECK(form(table) == "| Mes | mm |\n|-|\n| a\\|b |  |");
    for (const Block& one : {figure, code, table, item}) check_round_trip({one, one, block(Kind::paragraph, "x"), one});
}

TEST_CASE("styles are switches and links are marked", "[news][blocks]") {
    Span strong = span("fuerte");
    strong.strong = true;
    Span both = strong;
    both.text = "ambos";
    both.emphasis = true;
    Span code = span("a`b");
    code.code = true;
    Block one = block(Kind::paragraph, "");
    one.spans = {span("un "), strong, both, span(" y "), code, linked(" aquí ", "https://a.example/"), span("fin")};
    CHECK(write_blocks({one}) == "un **fuerte_ambos_** y `a\\`b`[ aquí ](https://a.example/)fin");
    check_round_trip({one});
}

TEST_CASE("a paragraph that begins like another block stays one", "[news][blocks]") {
    for (const char* text :
         {"# no", "#", "> no",    "- no",    "+ no", "1. no", "999. no", "1.5 no", "![no", "|no",    "```", "```no",
          "-",    "!", "a\n# no", "a\n- no", "a\\",  "\\",    "_",       "**",     "*",    "a\n\nb", "|-|"}) {
        check_round_trip({block(Kind::paragraph, text), block(Kind::paragraph, text)});
        check_round_trip({block(Kind::heading, text, 1), block(Kind::list_item, text, 9), block(Kind::quote, text)});
    }
}

TEST_CASE("random articles survive their text form", "[news][blocks]") {
    Chance chance;
    for (int round = 0; round < 3000; ++round) {
        std::vector<Block> blocks;
        for (std::size_t count = chance.below(4) + 1; count > 0; --count) {
            Block one = random_block(chance);
            if (has_content(one)) blocks.push_back(std::move(one));
        }
        const std::string text = write_blocks(blocks);
        const Result<std::vector<Block>> again = parse_blocks(text);
        if (!again || *again != blocks) {
            INFO(text);
            REQUIRE(again);
            REQUIRE(write_blocks(*again) == text);
            REQUIRE(*again == blocks);
        }
    }
}

TEST_CASE("spans are canonical whatever is put in", "[news][blocks]") {
    Spans spans;
    append_span(spans, span("  \n "));
    append_span(spans, span(" a \t b\xC2\xA0"));
    append_span(spans, span(" c"));
    Span strong = span(" \n");
    strong.strong = true;
    append_span(spans, strong);
    append_span(spans, span(" d \x01"));
    trim_spans(spans);
    REQUIRE(spans.size() == 3);
    CHECK(spans[0].text == "a b c");
    CHECK(spans[1].text == "\n");
    CHECK(spans[2].text == "d");
    Spans blank = {span(" "), strong};
    trim_spans(blank);
    CHECK(blank.empty());
}

TEST_CASE("only addresses of the web are addresses", "[news][blocks]") {
    CHECK(is_web_address("https://a.example/ñ?b=c&d#e"));
    CHECK(is_web_address("http://[::1]:80/"));
    for (const char* bad :
         {"", "https://", "https:///x", "http://?x", "HTTPS://a.example", "javascript:alert(1)", "data:text/html,x",
          "//a.example", "/x", "https://a.example/(x)", "https://a.example/ x", "https://a.example/\"",
          "https://a.example/<", "https://a.example/\\", "https://a.example/\n", "ftp://a.example/", "http://:80/"}) {
        CAPTURE(bad);
        CHECK_FALSE(is_web_address(bad));
    }
    CHECK_FALSE(is_web_address("https://a.example/" + std::string(2000, 'a')));
}

TEST_CASE("malformed texts are refused with their line", "[news][blocks]") {
    struct Row {
        std::string_view text;
        std::string_view line;
    };
    for (const Row& row :
         {Row{"a\n\n[x](javascript:x)", "3"}, Row{"[x](data:,x)", "1"}, Row{"[x]", "1"},
          Row{"[x](https://a.example/", "1"}, Row{"[x", "1"},
          Row{"[a[b](https://a.example/)](https://a.example/)", "1"}, Row{"a\\\nb\n![x](y)", "3"}, Row{"![x", "1"},
          Row{"```\na", "1"}, Row{"```c++\na\n```", "1"}, Row{"| a", "1"}, Row{"| a | b", "1"}}) {
        const Result<std::vector<Block>> blocks = parse_blocks(row.text);
        INFO(row.text);
        REQUIRE_FALSE(blocks);
        CHECK(blocks.error() == Error{"blocks_malformed", std::string(row.line)});
    }
    CHECK(parse_blocks("\xFF").error().code == "blocks_not_utf8");
    CHECK(parse_blocks(std::string((8 << 20) + 1, 'a')).error().code == "blocks_too_large");
    std::string many;
    for (int at = 0; at < 100'001; ++at) many += "a\n";
    CHECK(parse_blocks(many).error().code == "blocks_too_large");
}

TEST_CASE("lenient where nothing is guessed", "[news][blocks]") {
    CHECK(parsed("").empty());
    CHECK(parsed("\n\n- \n#  \n").empty());
    CHECK(parsed("#hashtag") == std::vector<Block>{block(Kind::paragraph, "#hashtag")});
    CHECK(parsed("####### siete") == std::vector<Block>{block(Kind::paragraph, "####### siete")});
    CHECK(parsed("2 * 3 = 6]") == std::vector<Block>{block(Kind::paragraph, "2 * 3 = 6]")});
    CHECK(parsed("<b>a</b>") == std::vector<Block>{block(Kind::paragraph, "<b>a</b>")});
    CHECK(parsed("a\nb").size() == 2);
    CHECK(parsed(std::string(100, ' ') + "- a")[0].level == 9);
    CHECK(parsed("a  b \\q")[0].spans[0].text == "a b \\q");
}

TEST_CASE("texts of anyone are parsed to canonical blocks or refused", "[news][blocks][attack]") {
    const std::string text =
        "# Título _del_ día\n\nUn **párrafo** con [enlace](https://a.example/) y `código`\\\nlínea\n\n- uno\n\n  2. "
        "dos\n\n![río](https://a.example/r.webp) pie\n\n```\nx *y*\n```\n\n| a | b |\n|-|\n| c |  |";
    CHECK(write_blocks(parsed(text)) == text);
    int read = 0;
    attack({text.begin(), text.end()}, [&](std::span<const std::uint8_t> bytes) {
        const auto blocks = parse_blocks({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        if (!blocks) return;
        ++read;
        const auto again = parse_blocks(write_blocks(*blocks));
        if (!again || *again != *blocks) FAIL(write_blocks(*blocks));
        for (const Block& one : *blocks) {
            if (one.kind == Kind::figure && !is_web_address(one.address)) FAIL(one.address);
            for (const Span& part : one.spans) {
                if (!part.link.empty() && !is_web_address(part.link)) FAIL(part.link);
            }
        }
    });
    CHECK(read > 500);
}
