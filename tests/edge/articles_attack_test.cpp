// Every truncation and every flipped bit of a page, under the sanitizers: each ends in an article or an error, and no article holds
// anything but canonical blocks with addresses of the web. Longer campaigns are tests/articles/article_fuzz.cpp.
#include "core/news/block_text.hpp"
#include "edge/articles/article_reader.hpp"
#include "edge/articles_samples.hpp"
#include "unit/attack.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>

using namespace hypha;
using namespace hypha::edge::articles;

TEST_CASE("truncated and flipped pages are read or refused", "[articles][attack]") {
    int read = 0;
    int refused = 0;
    attack({kShortPage.begin(), kShortPage.end()}, [&](std::span<const std::uint8_t> bytes) {
        const std::string_view page(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        const Result<Article> article = read_article(page, "", "https://valle.example/x");
        ++(article ? read : refused);
        if (!article) {
            if (article.error().code.empty()) FAIL("an error without a code");
            return;
        }
        const auto again = news::parse_blocks(news::write_blocks(article->blocks));
        if (!again || *again != article->blocks) FAIL(news::write_blocks(article->blocks));
        if (!article->lead_image.empty() && !news::is_web_address(article->lead_image)) FAIL(article->lead_image);
    });
    const Result<Article> whole = read_article(kShortPage, "", "https://valle.example/x");
    REQUIRE(whole);
    CHECK(news::write_blocks(whole->blocks) ==
          "Hola, **ñu** & [z](https://valle.example/d/x?y=1), sí.\n\nw\n\n- 1\n\n  2. 2\n\n> "
          "q\n\n![j](https://valle.example/d/i.png) k\n\n"
          "| m |\n|-|\n| n |\n\n```\no\np\n```\n\ns\n\n![](https://valle.example/d/u)");
    CHECK(read > 4'000);
    CHECK(refused > 10);
}
