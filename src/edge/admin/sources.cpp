// Subscriptions of news: OPML in and out. They belong to this edge's folder, not to the store that several edges may share, so each
// edge is told its own.
#include "edge/admin/commands.hpp"

#include <algorithm>
#include <cstdio>
#include <string>
#include <utility>

#include "core/base/utf8.hpp"
#include "core/news/named_lines.hpp"
#include "core/sync/attempt.hpp"
#include "edge/feeds/opml.hpp"
#include "edge/fetch/web_target.hpp"
#include "edge/news/news_room.hpp"
#include "edge/store/news_store.hpp"

namespace hypha::edge {
namespace {

Result<void> import(NewsStore& store, const std::string& file, const std::string& region) {
    if (!is_served_region(region)) {
        return failure(
            "bad_region",
            "sources import wants --region NAME, of at most 40 letters a to z, digits and -, and not story or pack");
    }
    const auto text = read_text(file);
    HYPHA_SYNC_TRY(text);
    const auto list = feeds::read_opml(*text);
    if (!list) {
        return failure(list.error().code, file + " is no OPML file");
    }
    std::size_t added = 0, known = 0, refused = 0;
    for (const feeds::Subscription& subscription : list->subscriptions) {
        if (!fetch::parse_target(subscription.feed_url)) {
            ++refused;
            continue;
        }
        NewsSource source;
        source.url = subscription.feed_url;
        source.region = region;
        source.title = subscription.title == subscription.feed_url ? "" : news::one_line(subscription.title, 200);
        source.site_url = subscription.site_url;
        for (const std::string& folder : subscription.folders) {
            source.folders.push_back(news::one_line(folder, 200));
        }
        source.language = subscription.language;
        source.added_s = now_ms() / 1000;
        const auto put = store.put_source(source);
        HYPHA_SYNC_TRY(put);
        *put ? ++added : ++known;
    }
    say({{"region", region}, {"added", added}, {"known", known}, {"refused", refused}});
    return {};
}

Result<std::vector<NewsSource>> of_region(NewsStore& store, const std::string& region) {
    auto all = store.sources();
    HYPHA_SYNC_TRY(all);
    if (!region.empty()) {
        std::erase_if(*all, [&region](const NewsSource& source) { return source.region != region; });
    }
    return all;
}

Result<void> list(NewsStore& store, const std::string& region) {
    const auto all = of_region(store, region);
    HYPHA_SYNC_TRY(all);
    for (const NewsSource& source : *all) {
        say({{"url", source.url},
             {"region", source.region},
             {"title", source.title},
             {"result", source.result},
             {"polled_s", source.polled_s},
             {"next_s", source.plan.next_s},
             {"failures", source.plan.failures},
             {"stopped", source.plan.is_stopped}});
    }
    return {};
}

Result<void> write_all(NewsStore& store, const std::string& region) {
    const auto all = of_region(store, region);
    HYPHA_SYNC_TRY(all);
    feeds::SubscriptionList list;
    list.title = "Hypha" + (region.empty() ? "" : " " + region);
    for (const NewsSource& source : *all) {
        list.subscriptions.push_back({source.title.empty() ? source.url : source.title, source.url, source.site_url, "",
                                      source.language, source.folders});
    }
    const std::string text = feeds::write_opml(list);
    std::fwrite(text.data(), 1, text.size(), stdout);
    return {};
}

} // namespace

Result<void> sources(const Options& options) {
    auto store = NewsStore::open(news_folder(options.data));
    HYPHA_SYNC_TRY(store);
    const std::string& what = options.admin[1];
    const std::size_t words = options.admin.size();
    if (what == "import" && words == 3) {
        return import(**store, options.admin[2], options.region);
    }
    if (what == "list" && words == 2) {
        return list(**store, options.region);
    }
    if (what == "export" && words == 2) {
        return write_all(**store, options.region);
    }
    if (what == "remove" && words == 3) {
        const auto removed = (*store)->remove_source(options.admin[2]);
        HYPHA_SYNC_TRY(removed);
        if (!*removed) {
            return failure("not_found", "there is no source " + options.admin[2]);
        }
        say({{"removed", options.admin[2]}});
        return {};
    }
    return failure("bad_command", "sources wants import FILE --region NAME, list, export, or remove URL");
}

} // namespace hypha::edge
