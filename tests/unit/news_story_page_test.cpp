// A story's page: every kind of block as the element that means it, lists in lists, and not one letter of a story that a browser would
// take for markup, whatever it holds.
#include <catch2/catch_test_macros.hpp>

#include <random>
#include <string>
#include <vector>

#include "core/news/story_file.hpp"
#include "core/news/story_page.hpp"

using namespace hypha::news;

namespace {

Spans plain(const std::string& text) { return {{text, false, false, false, ""}}; }

Block block_of(Block::Kind kind, const std::string& text) {
    Block block;
    block.kind = kind;
    block.spans = plain(text);
    return block;
}

Block item(int level, const std::string& text, bool ordered = false, int number = 0) {
    Block block = block_of(Block::Kind::list_item, text);
    block.level = level;
    block.ordered = ordered;
    block.number = number;
    return block;
}

Story story_of(std::vector<Block> blocks) {
    Story story;
    story.title = "Rain & \"wind\"";
    story.source = "La <Voz>";
    story.url = "https://lavoz.example/a?b=1&c=2";
    story.language = "es-PE";
    story.blocks = std::move(blocks);
    return story;
}

const std::string kHash(64, 'a');

std::string article_of(const Story& story) {
    const std::string page = write_story_page(story, kHash);
    const std::size_t start = page.find("</header>") + 9;
    return page.substr(start, page.find("</article>") - start);
}

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) {
        ++found;
    }
    return found;
}

} // namespace

TEST_CASE("a page says its language, title, source and day, and leads back to the app and to its publisher",
          "[news][page]") {
    Story story = story_of({});
    story.byline = "Marta Olmo";
    story.published_s = 1'789'990'000;
    const std::string page = write_story_page(story, kHash);
    CHECK(page.starts_with("<!doctype html><html lang=\"es-PE\"><head><meta charset=\"utf-8\">"));
    CHECK(page.contains("<title>Rain &amp; &quot;wind&quot;</title>"));
    CHECK(page.contains("<h1>Rain &amp; &quot;wind&quot;</h1><p>Marta Olmo, La &lt;Voz&gt;. <time "
                        "datetime=\"2026-09-21\">2026-09-21</time></p>"));
    CHECK(page.contains("<a href=\"/#/read/" + kHash + "\">Abrir en Hypha</a>"));
    CHECK(page.contains("href=\"https://lavoz.example/a?b=1&amp;c=2\">La página de La &lt;Voz&gt;</a>"));
    story.language = "en\" onload=\"x";
    CHECK(write_story_page(story, kHash).starts_with("<!doctype html><html><head>"));
    story.published_s = 951'782'400;
    CHECK(write_story_page(story, kHash).contains("<time datetime=\"2000-02-29\">"));
}

TEST_CASE("blocks are the elements that mean them", "[news][page]") {
    Block code;
    code.kind = Block::Kind::code;
    code.text = "a < b\n  c";
    Block table;
    table.kind = Block::Kind::table;
    table.has_header = true;
    table.rows = {{plain("Night"), plain("Litres")}, {plain("1"), plain("18")}};
    Block figure = block_of(Block::Kind::figure, "by M.");
    figure.text = "A wood in fog";
    figure.address = "https://lavoz.example/p.jpg";
    CHECK(article_of(story_of({block_of(Block::Kind::paragraph, "One\ntwo"), block_of(Block::Kind::heading, "H"),
                               block_of(Block::Kind::quote, "Q"), code, table, figure})) ==
          "<p>One<br>two</p><h2>H</h2><blockquote><p>Q</p></blockquote><pre tabindex=\"0\">a &lt; b\n  c</pre>"
          "<table><tr><th scope=\"col\">Night</th><th "
          "scope=\"col\">Litres</th></tr><tr><td>1</td><td>18</td></tr></table>"
          "<figure>Imagen, no cargada: A wood in fog<figcaption>by M.</figcaption></figure>");
}

TEST_CASE("spans keep their style, and a link that is none stays text", "[news][page]") {
    Block block;
    block.spans = {{"a", true, false, false, ""},
                   {"b", false, true, true, ""},
                   {"c", false, false, false, "https://x.example/\"y"},
                   {"d", false, false, false, "javascript:alert(1)"},
                   {"e", false, false, false, "https://x.example/y"}};
    const std::string html = article_of(story_of({block}));
    CHECK(html == "<p><em>a</em><strong><code>b</code></strong>cd<a rel=\"noopener noreferrer\" "
                  "href=\"https://x.example/y\">e</a></p>");
}

TEST_CASE("lists lie in the items that they belong to", "[news][page]") {
    Block more = item(2, "more");
    more.continues = true;
    CHECK(article_of(story_of(
              {item(1, "a"), item(2, "b"), more, item(1, "c"), item(1, "d", true, 4), item(1, "e", true, 5)})) ==
          "<ul><li>a<ul><li>b<p>more</p></li></ul></li><li>c</li></ul><ol start=\"4\"><li>d</li><li>e</li></ol>");
    CHECK(article_of(story_of({item(3, "deep")})) == "<ul><li><ul><li><ul><li>deep</li></ul></li></ul></li></ul>");
}

TEST_CASE("nothing of a story is markup, and what is opened is closed, whatever it holds", "[news][page]") {
    std::mt19937 chance(9);
    const std::vector<std::string> bad{"<script>alert(1)</script>",
                                       "</style><img src=x onerror=y>",
                                       "\" onmouseover=\"z",
                                       "'>",
                                       "&lt;",
                                       std::string("\0<b>", 4),
                                       "-->",
                                       "]]>"};
    const auto any = [&] { return bad[chance() % bad.size()]; };
    for (int round = 0; round < 200; ++round) {
        Story story;
        story.title = any();
        story.source = any();
        story.byline = any();
        story.language = any();
        story.url = any();
        for (std::size_t i = 0; i < chance() % 12; ++i) {
            Block block = block_of(static_cast<Block::Kind>(chance() % 7), any());
            block.level = static_cast<int>(chance() % 12) - 1;
            block.ordered = chance() % 2 == 0;
            block.continues = chance() % 4 == 0;
            block.number = static_cast<int>(chance() % 9);
            block.text = any();
            block.address = any();
            block.spans[0].link = any();
            block.rows = {{plain(any()), plain(any())}};
            story.blocks.push_back(block);
        }
        const std::string page = write_story_page(story, any());
        CHECK_FALSE(page.contains("<script"));
        CHECK_FALSE(page.contains("<img"));
        CHECK_FALSE(page.contains("<b>"));
        CHECK_FALSE(page.contains('\0'));
        CHECK(count(page, "</style>") == 1);
        for (const std::string tag : {"ul", "li", "table", "figure", "article", "footer"}) {
            CHECK(count(page, "<" + tag + ">") + count(page, "<" + tag + " ") == count(page, "</" + tag + ">"));
        }
        CHECK(count(page, "<ol start=") == count(page, "</ol>"));
    }
}
