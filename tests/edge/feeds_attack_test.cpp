// Every truncation and every flipped bit of every sample, under the sanitizers: each ends in a feed or an error, and what the
// sanitiser lets through has no script. Longer campaigns are tests/feeds/feed_fuzz.cpp.
#include "edge/feeds/discovery.hpp"
#include "edge/feeds/feed_reader.hpp"
#include "edge/feeds/html_sanitiser.hpp"
#include "edge/feeds/opml.hpp"
#include "edge/feeds_samples.hpp"
#include "unit/attack.hpp"

#include <catch2/catch_test_macros.hpp>
#include <ctime>
#include <string>

using namespace hypha;
using namespace hypha::edge::feeds;

namespace {

std::vector<std::uint8_t> bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

std::string_view text_of(std::span<const std::uint8_t> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace

TEST_CASE("truncated and flipped feeds are read or refused", "[feeds][attack]") {
    for (const std::string_view sample : {kRss, kAtom, kRdf, kJson}) {
        int read = 0;
        int refused = 0;
        attack(bytes_of(sample), [&](std::span<const std::uint8_t> bytes) {
            const Result<Feed> feed = read_feed(text_of(bytes), {"https://h.example/", "", "", "", true});
            ++(feed ? read : refused);
            if (!feed) CHECK_FALSE(feed.error().code.empty());
            else if (!feed->items.empty() && !feed->items[0].content.empty()) {
                const std::string safe = safe_html(feed->items[0].content[0].value, false);
                if (safe.contains("<script")) FAIL(safe);
            }
        });
        CHECK(read > 100);
        CHECK(refused > 0);
    }
}

TEST_CASE("truncated and flipped lists and pages are read or refused", "[feeds][attack]") {
    int lists = 0;
    attack(bytes_of(kOpml), [&](std::span<const std::uint8_t> bytes) {
        const Result<SubscriptionList> list = read_opml(text_of(bytes));
        if (!list) return;
        ++lists;
        for (const Subscription& subscription : list->subscriptions) {
            if (!subscription.feed_url.starts_with("http") && !subscription.feed_url.starts_with("HTTP")) {
                const bool is_web = subscription.feed_url.size() > 5 && (subscription.feed_url[0] | 0x20) == 'h';
                if (!is_web) FAIL(subscription.feed_url);
            }
        }
    });
    CHECK(lists > 100);
    int pages = 0;
    attack(bytes_of(kPage), [&](std::span<const std::uint8_t> bytes) {
        const auto found = discover_feeds(text_of(bytes), "text/html", "https://p.example/");
        if (found) ++pages;
    });
    CHECK(pages > 1000);
}

TEST_CASE("a tag of a megabyte of attributes costs discovery no more than its bytes", "[feeds][attack]") {
    std::string page = "<html><head><link rel=alternate type=application/rss+xml href=/real.xml><p";
    for (int i = 0; page.size() < 1'000'000; ++i) page += " a" + std::to_string(i) + "=1";
    page += ">";
    const std::clock_t begin = std::clock();
    const auto found = discover_feeds(page, "text/html", "https://p.example/");
    const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    REQUIRE(found.has_value());
    CHECK(found->front().url == "https://p.example/real.xml");
    CHECK(seconds < 2);
}
