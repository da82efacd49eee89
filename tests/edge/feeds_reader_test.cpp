// What a Feed holds of each format, and what the reader refuses. The broad comparison is tests/feeds/score.py.
#include "edge/feeds/feed_reader.hpp"
#include "edge/feeds/html_sanitiser.hpp"
#include "edge/feeds_samples.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>

using namespace hypha;
using namespace hypha::edge::feeds;

namespace {

constexpr std::int64_t kNoonish = 1772540100000; // 2026-03-03 12:15:00 UTC

Feed read(std::string_view bytes, const Delivery& delivery = {}) {
    const Result<Feed> feed = read_feed(bytes, delivery);
    INFO((feed ? std::string() : feed.error().code + " " + feed.error().detail));
    REQUIRE(feed);
    return *feed;
}

std::string error_of(std::string_view bytes, const FeedLimits& limits = {}) {
    const Result<Feed> feed = read_feed(bytes, {}, limits);
    return feed ? "none" : feed.error().code;
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string result;
    for (std::size_t at = 0; at < times; ++at) result += text;
    return result;
}

} // namespace

TEST_CASE("RSS 2.0 with its modules becomes plain values with absolute addresses", "[feeds]") {
    const Feed feed = read(kRss);
    CHECK(feed.well_formed);
    CHECK(feed.version == "2.0");
    CHECK(feed.title.value == "Radio del Valle");
    CHECK(feed.language == "es-PE");
    REQUIRE(feed.items.size() == 1);
    const Item& item = feed.items[0];
    CHECK(item.title.value == "Feria & lluvia");
    CHECK(item.link == "https://valle.example/noticias/1?a=1&b=2");
    CHECK(item.id == "nota-1");
    REQUIRE(item.published);
    CHECK(item.published->at_ms == kNoonish);
    REQUIRE(item.authors.size() == 1);
    CHECK(item.authors[0].name == "Ana Quispe");
    CHECK(item.categories == std::vector<Category>{{"clima", "", ""}});
    CHECK(item.summary.is_html());
    CHECK(item.summary.value == R"(<p>Llueve en <a href="https://valle.example/mapa.html">Ollantaytambo</a>.</p>)");
    REQUIRE(item.content.size() == 1);
    CHECK(item.content[0].value == "<p>Todo el <b>texto</b>.</p><script>alert(1)</script>"); // kept as written
    CHECK(safe_html(item.content[0].value, false) == "<p>Todo el <b>texto</b>.</p>");
    REQUIRE(item.enclosures.size() == 1);
    CHECK(item.enclosures[0].href == "https://valle.example/audio/1.mp3");
    REQUIRE(item.image);
    CHECK(item.image->url == "https://valle.example/1.webp");
    REQUIRE(item.place);
    CHECK(item.place->positions == std::vector<std::vector<double>>{{-72.26, -13.25}});
}

TEST_CASE("Atom 1.0, RSS 1.0 and JSON Feed give the same kind of Feed", "[feeds]") {
    const Feed atom = read(kAtom);
    CHECK(atom.title.value == "Willakuy <em>llaqta</em>");
    CHECK(atom.title.type == "application/xhtml+xml");
    CHECK(atom.language == "qu");
    CHECK(atom.link == "https://a.example/");
    CHECK(atom.updated->at_ms == kNoonish + 250);
    REQUIRE(atom.items.size() == 1);
    CHECK(atom.items[0].published->at_ms == kNoonish - 3'600'000);
    CHECK(atom.items[0].authors[0].email == "luis@a.example");
    CHECK(atom.items[0].content[0].language == "qu");

    const Feed rdf = read(kRdf);
    CHECK(rdf.version == "1.0");
    REQUIRE(rdf.items.size() == 1);
    CHECK(rdf.items[0].id == "http://r.example/1");

    const Feed json = read(kJson);
    CHECK(json.format == Feed::Format::json);
    CHECK(json.version == "1.1");
    REQUIRE(json.items.size() == 1);
    CHECK(json.items[0].id == "7");
    CHECK(json.items[0].published->at_ms == kNoonish);
    CHECK(json.items[0].enclosures[0].length == "9");
}

TEST_CASE("bytes are read in the encoding that header, declaration and first bytes agree on", "[feeds][encoding]") {
    const std::string latin =
        "<?xml version='1.0' encoding='iso-8859-1'?><rss><channel><title>Ca\xF1\xF3n</title></channel></rss>";
    CHECK(read(latin).title.value == "Cañón");
    CHECK(read(latin).encoding == "iso-8859-1");
    // The header wins, and a header that lies is found out.
    const Feed wrong = read(latin, {"", "application/rss+xml; charset=utf-8", "", "", true});
    CHECK(wrong.title.value == "Cañón");
    CHECK_FALSE(wrong.well_formed);
    std::string wide = "\xFF\xFE";
    for (const char c : std::string_view("<rss><channel><title>Qosqo</title></channel></rss>")) wide += {c, '\0'};
    CHECK(read(wide).title.value == "Qosqo");
    CHECK(read("\xEF\xBB\xBF<rss><channel><title>bom</title></channel></rss>").title.value == "bom");
    // No name of an encoding reaches the file system.
    CHECK(read("<?xml version='1.0' encoding='../../etc/x//TRANSLIT'?><rss><channel><title>t</title></channel></rss>")
              .title.value == "t");
}

TEST_CASE("what is nearly XML is read, and said not to be well formed", "[feeds]") {
    for (const std::string_view text :
         {"<rss><channel><title>A & B &eacute;</title></channel></rss>", "<rss><channel><title>A &amp; B é</title>",
          "<rss><channel><title>A \x01& B é</channel></rss>",
          "  \n<rss><channel><title>A & B é</titel></channel></rss>"}) {
        CAPTURE(text);
        const Feed feed = read(text);
        CHECK(feed.title.value == "A & B é");
        CHECK_FALSE(feed.well_formed);
    }
}

TEST_CASE("entities neither grow nor open anything", "[feeds][limits]") {
    const Feed bomb = read("<!DOCTYPE r [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY c "
                           "\"&b;&b;\">]><rss><channel><title>&a; &c;</title></channel></rss>");
    CHECK(bomb.title.value == "ha &c;");
    const Feed outside = read("<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\"><!ENTITY % p SYSTEM "
                              "\"http://h.example/\"> %p;]><rss><channel><title>&x;</title></channel></rss>");
    CHECK(outside.title.value == "&x;");
}

TEST_CASE("size, depth and number are bounded with named errors", "[feeds][limits]") {
    CHECK(error_of("") == "feed_empty");
    CHECK(error_of(" \n ") == "feed_empty");
    CHECK(error_of("<html><body>no</body></html>") == "not_a_feed");
    CHECK(error_of("just words") == "xml_no_element");
    CHECK(error_of("{\"a\":") == "json_malformed");
    CHECK(error_of("{\"a\":1}") == "not_a_feed");
    CHECK(error_of("{\"items\":" + repeated("[", 100000) + repeated("]", 100000) + "}") == "json_too_deep");
    CHECK(error_of("<rss>" + repeated("<a>", 240) + repeated("</a>", 240) + "</rss>") == "xml_too_deep");
    CHECK(error_of("<rss>" + repeated("<a>", 100000)) != "none");
    FeedLimits small;
    small.document_bytes = 100;
    CHECK(error_of("<rss>" + repeated(" ", 100) + "</rss>", small) == "feed_too_large");
    FeedLimits few;
    few.elements = 10;
    CHECK(error_of("<rss>" + repeated("<a/>", 11) + "</rss>", few) == "xml_too_many_elements");
    few = {};
    few.items = 3;
    CHECK(read_feed("<rss><channel>" + repeated("<item/>", 9) + "</channel></rss>", {}, few)->items.size() == 3);
    few.values_per_item = 2;
    const Result<Feed> links =
        read_feed("<rss><channel>" + repeated("<link>http://l.example/</link><category>a</category><x:y/>", 9) +
                      "</channel></rss>",
                  {}, few);
    CHECK(links->links.size() == 2);
    CHECK(links->extensions.size() == 2);
}

TEST_CASE("a base of a scheme that runs is no base, and relative links stay", "[feeds]") {
    const Feed feed = read("<rss xml:base='javascript:alert(1)'><channel><link>/a</link></channel></rss>");
    CHECK(feed.link == "/a");
    CHECK(read(kAtom, {"https://h.example/x/feed", "", "", "", true}).link == "https://a.example/");
    CHECK(read("<rss><channel><link>../a?b#c</link></channel></rss>", {"https://h.example/x/y/feed", "", "", "", true})
              .link == "https://h.example/x/a?b#c");
}
