// What a page says of itself: title, author, date, site, language, picture, encoding, and the text that its JSON-LD has.
#include "edge/articles_reading.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>

using namespace hypha;
using namespace hypha::edge::articles;

TEST_CASE("the title is taken from the best that the page says", "[articles][reader]") {
    CHECK(read_head("<title>Sube la papa en los mercados | Diario</title>").title == "Sube la papa en los mercados");
    CHECK(read_head("<title>Diario » Economía » Sube la papa</title>", "<h1>Sube la papa</h1>").title ==
          "Sube la papa");
    CHECK(read_head("<title>Diario » Economía » Sube la papa</title>").title == "Diario » Economía » Sube la papa");
    CHECK(read_head("<title>Diario: sube la papa en todos los mercados</title>").title ==
          "sube la papa en todos los mercados");
    CHECK(read_head("<title>Papa</title>", "<h1>Sube el precio de la papa nativa en el sur</h1>").title ==
          "Sube el precio de la papa nativa en el sur");
    CHECK(read_head("<title>a b c d e</title><meta property='og:title' content='Otro &amp;amp; título'>").title ==
          "Otro & título");
    CHECK(read_head("<meta name='DC.Title' content='Primero'><meta property='og:title' content='Segundo'>").title ==
          "Primero");
    CHECK(read_head("<svg><title>Logo</title></svg><title>Una nota de cinco palabras</title>").title ==
          "Una nota de cinco palabras");
    CHECK(
        read_head(
            R"(<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","name":"Diario",
        "headline":"La helada quemó la papa"}</script><title>La helada quemó la papa - Diario</title>)")
            .title == "La helada quemó la papa");
    CHECK(read_head("").title.empty());
    // The heading that repeats it is not repeated in the text; another one is.
    CHECK_FALSE(text_of(read_head("<title>La helada llegó antes | D</title>", "<h1>La helada llegó antes</h1>"))
                    .contains("helada llegó antes\n"));
    CHECK(text_of(read("<title>深い山の水が戻る</title><div><h2>深い山の水が戻る</h2>" + std::string(kText) + "</div>"))
              .starts_with("La comunidad"));
}

TEST_CASE("author, date, site, language and picture are read from each place", "[articles][reader]") {
    const Article json_ld = read_head(
        R"(<script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"No"},{"@type":["BlogPosting"],
        "author":[{"name":"Eva"},{"name":" Luis "},"Rosa"],"publisher":{"name":"El Valle"},"datePublished":"2026-01-02T03:04:05Z",
        "image":{"url":"/i.webp"},"description":"Sobre
        papas","inLanguage":"qu"}]}</script>)");
    CHECK(json_ld.byline == "Eva, Luis, Rosa");
    CHECK(json_ld.site_name == "El Valle");
    CHECK(json_ld.published_at_ms == 1767323045000);
    CHECK(json_ld.lead_image == "https://valle.example/i.webp");
    CHECK(json_ld.language == "qu");
    CHECK(json_ld.excerpt == "Sobre papas");
    CHECK(read_head("<meta property='dc:creator article:author' content='Ana'>").byline == "Ana");
    CHECK(read_head("<meta property='article:author' content='https://f.example/ana'>").byline.empty());
    const Article taken =
        read("<div><p class=byline>Por <span itemprop=name>Ana Q.</span></p>" + std::string(kText) + "</div>");
    CHECK(taken.byline == "Ana Q.");
    CHECK_FALSE(text_of(taken).contains("Ana Q."));
    CHECK(read_head("", "<time datetime='2026-05-06'>ayer</time>").published == "2026-05-06");
    CHECK(read_head(
              "",
              "<time datetime='2020-01-01'></time><time itemprop=datePublished datetime='2026-05-06T00:00:00Z'></time>")
              .published_at_ms == 1778025600000);
    CHECK(read_head("<meta name=date content='pronto'>").published_at_ms == std::nullopt);
    CHECK(read_head("<meta property='og:locale' content='es_PE'>").language == "es-PE");
    CHECK(read_head("<meta property='og:image' content='data:image/png;base64,x'>").lead_image.empty());
    CHECK(read_head("").lead_image.empty()); // no picture is not the page itself
    CHECK(read_head("<meta name=author content='" + std::string(20'000, 'a') + "'>").byline.size() == 4000);
}

TEST_CASE("a page of scripts is read from its JSON-LD", "[articles][reader]") {
    const std::string body =
        R"(<script type="application/ld+json">{"@type":"Article","articleBody":"Primero, la lluvia, que llegó.
\n\nDespués, la siembra <b>de todos</b>, en junio."}</script><div id=app>Cargando</div>)";
    const Article article = read(body);
    CHECK(article.from_json_ld);
    CHECK(text_of(article) == "Primero, la lluvia, que llegó.\n\nDespués, la siembra <b>de todos</b>, en junio.");
    for (const char* broken : {"{", "[]", "{\"@type\":7}", "{\"@type\":\"Article\",\"author\":[[[[]]]],\"image\":[]}",
                               "null", "\"Article\""}) {
        CHECK_FALSE(read_head("<script type='application/ld+json'>" + std::string(broken) + "</script>").from_json_ld);
    }
}

TEST_CASE("a page is read in its own encoding", "[articles][reader]") {
    const std::string page = "<meta charset=iso-8859-1><title>Se\xF1or de los Temblores</title><p>La procesi\xF3n, de "
                             "lunes santo, sali\xF3.</p>";
    CHECK(read(page, "").title == "Señor de los Temblores");
    CHECK(text_of(read(page, "text/html")) == "La procesión, de lunes santo, salió.");
    CHECK(read("<title>Se\xC3\xB1or de los Temblores</title><p>a</p>", "text/html; charset=utf-8").title ==
          "Señor de los Temblores");
    CHECK(read("<meta charset=utf-8><title>Se\xC3\xB1or de los Temblores</title><p>a\xFF z", "").title ==
          "Señor de los Temblores");
    CHECK(text_of(read("<meta charset=utf-8><p>Se\xC3\xB1or\xC3", "")) == "Señor\xEF\xBF\xBD");
    // The header counts more than the page.
    CHECK(read("<meta charset=iso-8859-1><title>Se\xC3\xB1or de los Temblores</title><p>a</p>",
               "text/html; charset=utf-8")
              .title == "Señor de los Temblores");
}
