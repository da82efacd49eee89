// A page to its Article: every kind of block, and what must not pass as part of the text.
#include "edge/articles/class_hints.hpp"
#include "edge/articles/content_cleaning.hpp"
#include "edge/articles_reading.hpp"
#include "edge/articles_samples.hpp"
#include "edge/feeds/ascii.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>

using namespace hypha;
using namespace hypha::edge::articles;

namespace {

// The blocks of a piece of markup that stands in an article.
std::string blocks_of(std::string_view piece) {
    const std::string text = text_of(read("<body><div>" + std::string(kText) + std::string(piece) + "</div></body>"));
    const std::size_t end = text.find("no espera a nadie.");
    REQUIRE(end != std::string::npos);
    return text.substr(std::min(end + 20, text.size()));
}

// Whether the word "intruso" in a piece beside an article becomes part of it.
bool lets_in(std::string_view piece) {
    return text_of(read("<body><div>" + std::string(kText) + "</div>" + std::string(piece) + "</body>"))
               .contains("intruso") ||
           text_of(read("<body><div>" + std::string(kText) + std::string(piece) + "</div></body>")).contains("intruso");
}

} // namespace

TEST_CASE("a page becomes its article", "[articles][reader]") {
    const Article article = read(kArticlePage);
    CHECK(article.title == "Vuelve el agua al valle");
    CHECK(article.byline == "Ana Quispe");
    CHECK(article.site_name == "Radio Valle");
    CHECK(article.language == "es-PE");
    CHECK(article.published == "2026-03-03T07:15:00-05:00");
    CHECK(article.published_at_ms == 1772540100000);
    CHECK(article.lead_image == "https://valle.example/i/agua.jpg");
    CHECK(article.excerpt.starts_with("Tras nueve meses"));
    CHECK(article.letters > 300);
    CHECK_FALSE(article.from_json_ld);
    CHECK(text_of(article) == "Tras nueve meses de sequía, la lluvia volvió el lunes, y con ella los canales, las "
                              "acequias y la esperanza de **Ollanta**.\n\n"
                              "## Qué dicen los comuneros\n\n"
                              "«Sembramos tarde, pero sembramos», dijo "
                              "[Luis](https://valle.example/gente/luis?a=1&b=2), que cuida la bocatoma desde hace "
                              "veinte años.\n\n"
                              "- Papa\n\n- Maíz\n\n  3. Blanco\n\n"
                              "> El agua, dicen aquí, no se hereda: se presta, se cuida, se devuelve.\n\n"
                              "![El canal](https://valle.example/2026/canal.jpg) El canal, _ayer_\n\n"
                              "| Mes | mm |\n|-|\n| Enero | 3 |\n\n"
                              "```\nmm = litros / m2\n```\n\n"
                              "La junta de regantes repartirá los turnos el domingo, en asamblea, y pide a cada "
                              "familia, grande o chica, limpiar su tramo.");
}

TEST_CASE("each element becomes its block", "[articles][reader]") {
    CHECK(blocks_of("<p>uno<br>dos</p>") == "uno\\\ndos");
    CHECK(blocks_of("<p>uno, primero<br><br>dos, segundo</p>") == "uno, primero\n\ndos, segundo");
    CHECK(blocks_of("<h2>A</h2><h4>B <i>c</i></h4>") == "## A\n\n#### B _c_");
    CHECK(blocks_of("<p><b>a<i>b</i></b><code>c</code><kbd>d</kbd></p>") == "**a_b_**`cd`");
    CHECK(blocks_of("<ol start=4><li>a<p>b</p><li>c</ol>") == "4. a\n\n+ b\n\n5. c");
    CHECK(blocks_of("<ul><li>a<ul><li>b<ul><li>c</ul></ul><li>d</ul>") == "- a\n\n  - b\n\n    - c\n\n- d");
    CHECK(blocks_of("<blockquote>a<p>b</p></blockquote>") == "> a\n\n> b");
    CHECK(blocks_of("<pre>\na  <b>b</b>\n\tc  \n</pre>") == "```\na  b\n\tc\n```");
    CHECK(blocks_of("<p>a <img src=x.png alt='la\nx'> b</p>") == "a b\n\n![la x](https://valle.example/2026/x.png)");
    CHECK(blocks_of("<figure><img src=/x.png></figure>") == "![](https://valle.example/x.png)");
    CHECK(blocks_of("<figure><p>sin foto, con texto</p><figcaption>pie</figcaption></figure>") ==
          "sin foto, con texto\n\npie");
    CHECK(blocks_of("<table><tr><td>a<td>b</table>") == "a\n\nb"); // layout, not facts
    CHECK(blocks_of("<table><caption>Lluvia</caption><tr><td>1<p>2</p><td><table></table></table>")
              .starts_with("Lluvia"));
    CHECK(blocks_of("<table summary=s><tr><td>a|b<br>c<td><a href=/d>d</a></table>") ==
          "| a\\|b\\\nc | [d](https://valle.example/d) |");
    CHECK(blocks_of("<p>a&nbsp;&nbsp;b</p>") == "a b");
}

TEST_CASE("links and pictures come out absolute, of the web, or not at all", "[articles][reader]") {
    CHECK(blocks_of("<p>ver <a href='//x.example/a b(c)'>x</a></p>") == "ver [x](https://x.example/a%20b%28c%29)");
    CHECK(blocks_of("<p>ver <a href='HTTP://X.example'>x</a></p>") == "ver [x](http://X.example)");
    CHECK(blocks_of("<p>ver <a href='https://x.exam\nple/\ty'>x</a></p>") == "ver [x](https://x.example/y)");
    for (const char* href :
         {"javascript:alert(1)", "JavaScript:alert(1)", " java\nscript:alert(1)", "java&#115;cript:x",
          "data:text/html,x", "vbscript:x", "mailto:a@b.example", "#nota", "", "https://", "http://[x",
          "file:///etc/passwd", "&#1;javascript:alert(1)", "blob:https://a.example/x"}) {
        CAPTURE(href);
        CHECK(blocks_of("<p>ver <a href='" + std::string(href) + "'>x</a></p>") == "ver x");
        CHECK(blocks_of("<p>ver <img src='" + std::string(href) + "' alt=x></p>") == "ver");
    }
    const std::string based =
        "<base href='https://base.example/d/'><div>" + std::string(kText) + "<p>a <a href=e>b</a></div>";
    CHECK(text_of(read(based)).ends_with("a [b](https://base.example/d/e)"));
    const std::string bad_base = "<base href='javascript:/'><div>" + std::string(kText) + "<p>a <a href=e>b</a></div>";
    CHECK(text_of(read(bad_base)).ends_with("a [b](https://valle.example/2026/e)"));
}

TEST_CASE("the picture is found behind its stand-in", "[articles][reader]") {
    const auto picture = [](std::string_view markup) {
        const std::string text = blocks_of("<p>a " + std::string(markup) + "</p>");
        return text.substr(std::min(text.find("]("), text.size()));
    };
    CHECK(picture("<img src='data:image/gif;base64,R0' data-src='/real.jpg'>") == "](https://valle.example/real.jpg)");
    CHECK(picture("<img class=lazyload src='/low.jpg' data-srcset='/a.jpg 400w, /b.jpg 1200w, /c.jpg 4000w'>") ==
          "](https://valle.example/b.jpg)");
    CHECK(picture("<img src='/1.jpg' srcset='/1.jpg, /2.jpg 2x'>") == "](https://valle.example/2.jpg)");
    CHECK(picture("<img srcset='/a,b.jpg 2000w, /c.jpg 3000w'>") == "](https://valle.example/a,b.jpg)");
    CHECK(picture("<picture><source srcset='/s.webp'><img src='/placeholder.png'></picture>") ==
          "](https://valle.example/s.webp)");
    CHECK(picture("<img src='/blank.gif'><noscript><img src='/n.jpg'></noscript>") == "](https://valle.example/n.jpg)");
    CHECK(picture("<img width=1 height=1 src='/count.gif'>").empty());
    CHECK(picture("<img src='/x.jpg'><img src='/x.jpg'>") == "](https://valle.example/x.jpg)");
}

TEST_CASE("furniture and what nobody sees stays out", "[articles][reader]") {
    CHECK(lets_in(
        "<p>Un intruso, que es un párrafo como los otros, con comas, y bastante largo para contar como texto.</p>"));
    for (const char* piece : {"<div hidden><p>Un intruso, oculto.</p></div>",
                              "<div style='DISPLAY : none'><p>intruso</p></div>",
                              "<div style='visibility:hidden'>intruso</div>",
                              "<div aria-hidden=true>intruso</div>",
                              "<div role=dialog aria-modal=true>intruso</div>",
                              "<div role=navigation><p>intruso, menú</p></div>",
                              "<script>intruso</script>",
                              "<style>intruso</style>",
                              "<template><p>intruso</p></template>",
                              "<noscript><p>intruso</p></noscript>",
                              "<!-- intruso -->",
                              "<div class='comment-list'><p>Un intruso, que opina, mucho, de todo.</p></div>",
                              "<div id=publicidad><p>Un intruso, que vende, mucho, de todo.</p></div>",
                              "<aside><p>Un intruso, aparte.</p></aside>",
                              "<footer><p>Un intruso, al pie.</p></footer>",
                              "<form><input><p>intruso</p></form>",
                              "<button>intruso</button>",
                              "<select><option>intruso</select>",
                              "<div class=share><p>intruso</p></div>",
                              "<div><a href=/1>intruso</a></div>",
                              "<svg><text>intruso</text></svg>",
                              "<iframe src=https://x.example>intruso</iframe>",
                              "<div>Publicidad<span hidden>intruso</span></div>"}) {
        CAPTURE(piece);
        CHECK_FALSE(lets_in(piece));
    }
}

TEST_CASE("names of classes are hints that a table of them shows", "[articles][reader]") {
    struct Row {
        std::string_view classes;
        bool unlikely;
        int weight;
    };
    for (const Row& row : {Row{"sidebar", true, -25}, Row{"article-sidebar", false, 0}, Row{"nota-cuerpo", false, 25},
                           Row{"hid", false, -25}, Row{"hide", false, 0}, Row{"RELATED", true, -25},
                           Row{"noticias-relacionadas", false, 0}, Row{"", false, 0}, Row{"post-tags", false, 0},
                           Row{"share", false, -25}}) {
        CAPTURE(row.classes);
        CHECK(is_unlikely_content({edge::feeds::lower(row.classes), ""}) == row.unlikely);
        CHECK(is_unlikely_content({"", edge::feeds::lower(row.classes)}) == row.unlikely);
        CHECK(class_weight({edge::feeds::lower(row.classes), edge::feeds::lower(row.classes)}) == 2 * row.weight);
    }
    CHECK(names_sharing({"post-share tools", ""}));
    CHECK(names_sharing({"", "compartir"}));
    CHECK_FALSE(names_sharing({"shareholders", "unshared"}));
}

TEST_CASE("tables of facts are told from tables of layout", "[articles][reader]") {
    const auto is_fact = [](std::string_view html) {
        const Result<HtmlTree> tree = read_html(html, {});
        REQUIRE(tree);
        return is_fact_table(*tree, tree->first_of(HtmlTree::kRoot, Tag::table));
    };
    CHECK(is_fact("<table><tr><th>a<td>b</table>"));
    CHECK(is_fact("<table><caption>a</caption><tr><td>b</table>"));
    CHECK(is_fact("<table summary=a><tr><td>b</table>"));
    CHECK(is_fact("<table><tr><td>1<td>2<td>3<tr><td>1<td>2<td>3<tr><td>1<td>2<td>3<tr><td>1<td>2<td>3</table>"));
    CHECK(is_fact("<table><tr><td colspan=5>1<tr><td>2</table>"));
    CHECK_FALSE(is_fact("<table><tr><td>1<td>2<tr><td>1<td>2</table>"));
    CHECK_FALSE(is_fact("<table role=presentation><tr><th>a</table>"));
    CHECK_FALSE(is_fact("<table><tr><td>1<td>2<td>3<td>4<td>5<td>6</table>"));
    CHECK_FALSE(is_fact(
        "<table><tr><td><table></table><td>2<td>3<tr><td>1<td>2<td>3<tr><td>1<td>2<td>3<tr><td>1<td>2<td>3</table>"));
}

TEST_CASE("a text is cut between letters", "[articles][reader]") {
    CHECK(first_bytes("añb", 2) == "a");
    CHECK(first_bytes("añb", 3) == "añ");
    CHECK(first_bytes("añb", 9) == "añb");
    CHECK(first_bytes("ñ", 0).empty());
}

TEST_CASE("a short page is read by laxer runs", "[articles][reader]") {
    CHECK(text_of(read("<body><div class=sidebar><p>Poca cosa, pero toda.</p></div></body>")) ==
          "Poca cosa, pero toda.");
    CHECK(text_of(read("texto suelto")) == "texto suelto");
    CHECK(read_article("<p>a</p>", "", "ftp://x.example/").error().code == "not_an_address");
    CHECK(read_article("<p>a</p>", "", "x.html").error().code == "not_an_address");
    ArticleLimits limits;
    limits.blocks = 2;
    CHECK(read_article("<p>a</p><p>b</p><p>c</p>", "", kUrl, limits)->blocks.size() == 2);
}
