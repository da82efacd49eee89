// What the tests of articles share: a text that is one, and reading it in a page of some head.
#pragma once

#include "core/news/block_text.hpp"
#include "edge/articles/article_reader.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <string_view>

namespace hypha::edge::articles {

inline constexpr std::string_view kUrl = "https://valle.example/2026/agua.html";

// Enough text that the first, strictest run is content with it.
inline constexpr std::string_view kText =
    "<p>La comunidad de Huilloc, a tres mil seiscientos metros, guarda más de cien "
    "clases de papa, y cada año, en junio, las "
    "familias cambian semillas entre ellas, sin dinero, como lo hicieron sus abuelos y "
    "los abuelos de sus abuelos.</p><p>Este "
    "año, sin embargo, la helada llegó antes, quemó las hojas tiernas, y dejó a muchos "
    "sin semilla para sembrar, de modo que "
    "los vecinos de Patacancha, que habían guardado más, decidieron repartir la suya "
    "entre todos, sin preguntar de quién era "
    "cada surco, ni quién debía qué, porque la siembra, dicen, no espera a nadie.</p>";

inline Article read(std::string_view html, std::string_view content_type = "text/html; charset=utf-8") {
    const Result<Article> article = read_article(html, content_type, kUrl);
    INFO(html);
    REQUIRE(article);
    return *article;
}

inline std::string text_of(const Article& article) { return news::write_blocks(article.blocks); }

inline Article read_head(std::string_view head, std::string_view body = "") {
    return read("<html><head>" + std::string(head) + "</head><body>" + std::string(body) + "<div>" +
                std::string(kText) + "</div></body></html>");
}

} // namespace hypha::edge::articles
