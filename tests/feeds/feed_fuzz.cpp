// libFuzzer's way into every reader of src/edge/feeds: the first byte picks one, the rest is its input. Under the sanitizers;
// besides crashes it looks for a sanitiser that lets a script through and for an OPML list that does not survive its writer.
// `npm test` runs it for ten seconds from tests/feeds/corpus.
#include "edge/feeds/date_forms.hpp"
#include "edge/feeds/discovery.hpp"
#include "edge/feeds/feed_reader.hpp"
#include "edge/feeds/html_sanitiser.hpp"
#include "edge/feeds/opml.hpp"
#include "edge/feeds/url.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace hypha::edge::feeds;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view input(reinterpret_cast<const char*>(bytes) + 1, size - 1);
    switch (bytes[0] % 8) {
    case 0: {
        const std::string safe = safe_html(input, false);
        if (safe.contains("<script") || safe.contains("<SCRIPT")) std::abort();
        break;
    }
    case 1: (void)parse_date(input); break;
    case 2: (void)discover_feeds(input, "", "https://h.example/a/"); break;
    case 3: {
        const auto list = read_opml(input);
        if (list && read_opml(write_opml(*list)) &&
            read_opml(write_opml(*list))->subscriptions.size() != list->subscriptions.size())
            std::abort();
        break;
    }
    case 4: (void)resolve_url(input.substr(0, input.size() / 2), input.substr(input.size() / 2)); break;
    case 5: (void)read_feed(input, {"https://h.example/", "text/xml", "", "", true}); break;
    default: {
        const auto feed = read_feed(input, {"https://h.example/", "", "", "", false});
        if (!feed) break;
        for (const Item& item : feed->items) (void)safe_html(item.summary.value, item.summary.type != "text/html");
    }
    }
    return 0;
}
