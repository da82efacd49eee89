// OPML in and out, feeds found on pages, dates and addresses, as tables.
#include "edge/feeds/date_forms.hpp"
#include "edge/feeds/discovery.hpp"
#include "edge/feeds/opml.hpp"
#include "edge/feeds/url.hpp"
#include "edge/feeds_samples.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>

using namespace hypha;
using namespace hypha::edge::feeds;

TEST_CASE("OPML is read with its folders, and what is written reads back the same", "[feeds][opml]") {
    const Result<SubscriptionList> list = read_opml(kOpml);
    REQUIRE(list);
    CHECK(list->title == "Mis fuentes");
    REQUIRE(list->subscriptions.size() == 3); // not the one with javascript:
    CHECK(list->subscriptions[0].title == "Radio & TV");
    CHECK(list->subscriptions[1].folders == std::vector<std::string>{"Valle", "Agro"});
    CHECK(list->subscriptions[2].folders.empty());
    CHECK(read_opml(write_opml(*list)) == list);
    SubscriptionList odd{"<a> & \"b\"",
                         {{"\"x\" <y>\n&", "https://h.example/?a=1&b='2'", "", "línea", "es", {"a&b", "c"}},
                          {"z", "http://z.example/", "", "", "", {"a&b"}}}};
    CHECK(read_opml(write_opml(odd)) == odd);
    CHECK(read_opml("<rss/>").error().code == "not_opml");
}

TEST_CASE("a page's feeds are found in the order of their evidence", "[feeds][discovery]") {
    const auto found = discover_feeds(kPage, "text/html", "https://p.example/");
    REQUIRE(found);
    REQUIRE(found->size() >= 3);
    CHECK((*found)[0].url == "https://p.example/blog/rss.xml");
    CHECK((*found)[0].title == "Notas");
    CHECK((*found)[0].evidence == DiscoveredFeed::Evidence::declared);
    CHECK((*found)[1].url == "https://p.example/atom");
    CHECK((*found)[2].url == "https://q.example/feed/");
    CHECK((*found)[2].evidence == DiscoveredFeed::Evidence::linked);
    CHECK((*found)[3].url == "https://p.example/feed");
    CHECK((*found)[3].evidence == DiscoveredFeed::Evidence::customary_path);
    for (const DiscoveredFeed& feed : *found) CHECK(feed.url.starts_with("https://"));
    CHECK(discover_feeds("", "", "file:///etc/passwd").error().code == "not_an_address");
    std::string deep;
    for (int at = 0; at < 50000; ++at) deep += "<div>";
    CHECK(discover_feeds(deep + "<a href='/feed'>", "", "http://h.example/")->front().evidence ==
          DiscoveredFeed::Evidence::linked);
}

TEST_CASE("dates in the forms of the wild are one moment", "[feeds][dates]") {
    for (const std::string_view text :
         {"2026-03-03T12:15:00Z", "2026-03-03t07:15:00-05:00", "2026-03-03 12:15:00", "2026-03-03T12:15Z",
          "Tue, 03 Mar 2026 12:15:00 GMT", "3 Mar 26 12:15 UT", "Tue, 3 March 2026 07:15:00 EST",
          "Tue Mar  3 12:15:00 2026", "Tue, 2026/03/03 12:15:00 GMT", "20260303T12:15:00Z",
          "Tue, 03 Mar 2026 13:15:00 GMT+1"}) {
        CAPTURE(text);
        CHECK(parse_date(text) == 1772540100000);
    }
    for (const std::string_view text : {"", "yesterday", "2026-13-01", "2026-02-30", "99999999999999999999",
                                        "2026-03-03T25:00:00Z", "::", "-", "T", "9999-12-31T23:59:59-99:99"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_date(text));
    }
    CHECK_FALSE(parse_date(std::string(100000, '1')));
}

TEST_CASE("references resolve as RFC 3986 has it", "[feeds][url]") {
    constexpr std::string_view kBase = "http://a/b/c/d;p?q";
    constexpr std::pair<std::string_view, std::string_view> kTable[] = {{"g:h", "g:h"},
                                                                        {"g", "http://a/b/c/g"},
                                                                        {"./g", "http://a/b/c/g"},
                                                                        {"g/", "http://a/b/c/g/"},
                                                                        {"/g", "http://a/g"},
                                                                        {"//g", "http://g"},
                                                                        {"?y", "http://a/b/c/d;p?y"},
                                                                        {"g?y", "http://a/b/c/g?y"},
                                                                        {"#s", "http://a/b/c/d;p?q#s"},
                                                                        {"", "http://a/b/c/d;p?q"},
                                                                        {".", "http://a/b/c/"},
                                                                        {"..", "http://a/b/"},
                                                                        {"../g", "http://a/b/g"},
                                                                        {"../../g", "http://a/g"},
                                                                        {"../../../g", "http://a/g"},
                                                                        {"/./g", "http://a/g"},
                                                                        {"g.", "http://a/b/c/g."},
                                                                        {"http://[x", ""}};
    for (const auto& [reference, wanted] : kTable) {
        CAPTURE(reference);
        CHECK(resolve_url(kBase, reference) == wanted);
    }
}
