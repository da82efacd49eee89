#include "edge/news/feed_poll.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/base/hex.hpp"
#include "core/news/article_blocks.hpp"
#include "core/news/named_lines.hpp"
#include "core/news/story_file.hpp"
#include "core/sync/sha256.hpp"
#include "edge/articles/article_reader.hpp"
#include "edge/feeds/ascii.hpp"
#include "edge/feeds/date_forms.hpp"
#include "edge/feeds/feed_reader.hpp"
#include "edge/fetch/web_target.hpp"
#include "edge/news/story_judge.hpp"
#include "edge/news/story_maker.hpp"

namespace hypha::edge {
namespace {

constexpr std::size_t kMostItems = 300;
constexpr int kMostPages = 30;
constexpr int kMostTries = 3;
constexpr std::int64_t kDay_s = 86'400;
constexpr std::string_view kFeedTypes = "application/rss+xml, application/atom+xml, application/feed+json, "
                                        "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1";
constexpr std::string_view kPageTypes = "text/html, application/xhtml+xml, */*;q=0.1";

std::string name_of(const NewsSource& source, const feeds::Feed& feed) {
    std::string name = news::one_line(source.title, 200);
    if (name.empty()) name = news::one_line(feed.title.value, 200);
    const auto target = fetch::parse_target(source.url);
    return !name.empty() ? name : target ? target->host : source.url.substr(0, 200);
}

std::string place_of(const StoryDraft& draft) {
    return draft.story.url.empty() ? "id " + draft.id.substr(0, 1'000) : draft.story.url;
}

// Whether the story that is listed at its place says all that this one says: it keeps its hash then, whatever would become of its pictures
// now (story_pictures.hpp). `draft`: judged, and without pictures. What the store cannot say now it says at the poll's end.
bool is_listed(NewsStore& store, const std::string& region, StoryDraft draft) {
    const auto packed = store.listed_at(region, place_of(draft));
    const auto before = packed && *packed ? unpack_text(**packed) : failure("none");
    const auto now = before ? finish_story(draft) : before;
    if (!now) return false;
    auto listed = news::parse_story(*before);
    const auto made = news::parse_story(*now);
    if (!listed || !made) return false;
    listed->pictures.clear();
    return *listed == *made;
}

// `draft`: judged. `pictures`: null where none are wanted.
Result<NewsStory> row_of(StoryDraft& draft, StoryPictures* pictures, std::int64_t now_s) {
    NewsStory row;
    if (pictures != nullptr && !draft.story.blocks.empty()) row.pictures = pictures->add_to(draft.story, now_s);
    auto file = finish_story(draft);
    if (!file) return std::unexpected(file.error());
    auto text = pack_text(*file, Brotli::tight);
    if (!text) return std::unexpected(text.error());
    row.place = place_of(draft);
    row.hash = to_hex(sync::sha256(*file));
    // As the file says it, so that list and story agree.
    row.title = news::one_line(draft.story.title, 500);
    row.publisher = news::one_line(draft.story.source, 200);
    row.language = draft.story.language;
    row.topic = draft.story.topic;
    row.published_s = draft.story.published_s;
    row.placed_s = draft.placed_s;
    row.seen_s = now_s;
    row.text = *std::move(text);
    row.resemblance = articles::minhash_of(news::plain_text(draft.story.title, draft.story.blocks));
    return row;
}

} // namespace

std::int64_t retry_after_s(std::string_view field, std::int64_t now_s) {
    field = feeds::trim(field);
    std::int64_t seconds = 0;
    const auto [end, problem] = std::from_chars(field.data(), field.data() + field.size(), seconds);
    if (problem == std::errc{} && end == field.data() + field.size()) return std::max<std::int64_t>(seconds, 0);
    const auto at_ms = field.empty() ? std::nullopt : feeds::parse_date(field);
    return at_ms ? std::max<std::int64_t>(*at_ms / 1000 - now_s, 0) : 0;
}

bool FeedPoll::read_page(StoryDraft& draft, std::int64_t now_s) {
    if (!robots_.allows(draft.story.url, now_s)) return true;
    fetch::FetchRequest request;
    request.url = draft.story.url;
    request.accept = kPageTypes;
    request.most_bytes = settings_.most_bytes;
    const auto page = fetch_(request);
    if (!page) return page.error().code != "too_slow" && page.error().code != "unreachable";
    if (page->status != 200) return page->status < 500 && page->status != 429;
    if (const auto article = articles::read_article(page->body, page->content_type, page->url)) {
        add_page(draft, *article, now_s);
    }
    return true;
}

PollResult FeedPoll::read_items(const fetch::Fetched& fetched, PollDone& done, std::int64_t now_s) {
    NewsSource& source = done.source;
    const auto feed = feeds::read_feed(
        fetched.body, {fetched.url, fetched.content_type, fetched.content_location, fetched.content_language, true});
    if (!feed) {
        source.result = feed.error().code;
        return PollResult::failed;
    }
    const std::string name = name_of(source, *feed);
    StoryPictures pictures(fetch_, robots_, watch_);
    int pages = 0;
    bool is_unfinished = false;
    for (std::size_t i = 0; i < std::min(feed->items.size(), kMostItems); ++i) {
        const ItemName named = name_item(feed->items[i]);
        const std::string id = to_hex(sync::sha256(named.id)).substr(0, 32);
        const auto known = store_.item(source.url, id);
        if (!known) {
            source.result = known.error().code;
            return PollResult::failed;
        }
        NewsItem item = known->value_or(NewsItem{id, "", 0, 0});
        const bool is_known = item.content == named.content;
        if (is_known && item.tries == 0) {
            if (item.seen_s + kDay_s > now_s) continue;
            item.seen_s = now_s;
            done.items.push_back(std::move(item));
            continue;
        }
        if (!is_known) item.tries = 0;
        item.content = named.content;
        item.seen_s = now_s;
        // Without a date: as it stands in its feed.
        StoryDraft draft =
            draft_story(feed->items[i], *feed, name, source.language, now_s - static_cast<std::int64_t>(i));
        const bool is_old = draft.placed_s + settings_.kept_s < now_s;
        if (draft.needs_page && !is_old) {
            if (pages == kMostPages) {
                is_unfinished = true;
                continue;
            }
            ++pages;
            const bool has_come = read_page(draft, now_s);
            item.tries = has_come || item.tries + 1 >= kMostTries ? 0 : item.tries + 1;
            is_unfinished |= item.tries > 0;
        }
        if (!is_old) judge(draft.story);
        if (!is_old && !is_listed(store_, source.region, draft)) {
            auto row = row_of(draft, settings_.pictures ? &pictures : nullptr, now_s);
            if (pictures.was_stopped()) {
                source.result = "stopped";
                return PollResult::failed;
            }
            if (row) done.stories.push_back(*std::move(row));
        }
        done.items.push_back(std::move(item));
    }
    source.result = "ok";
    done.pictures = pictures.figures();
    return is_unfinished ? PollResult::unfinished : done.stories.empty() ? PollResult::nothing_new : PollResult::fresh;
}

PollDone FeedPoll::poll(const NewsSource& source, std::int64_t now_s, double chance) {
    PollDone done;
    done.source = source;
    done.source.polled_s = now_s;
    fetch::FetchRequest request;
    request.url = source.url;
    request.accept = kFeedTypes;
    request.etag = source.etag;
    request.last_modified = source.last_modified;
    request.most_bytes = settings_.most_bytes;
    const auto fetched = fetch_(request);
    std::int64_t wait_s = 0;
    if (!fetched) {
        done.source.result = fetched.error().code;
    } else {
        wait_s = retry_after_s(fetched->retry_after, now_s);
        if (fetched->status == 304) {
            done.source.result = "not_modified";
            done.result = PollResult::not_modified;
        } else if (fetched->status == 410) {
            done.source.result = "gone";
            done.result = PollResult::gone;
        } else if (fetched->status == 200) {
            done.result = read_items(*fetched, done, now_s);
            // What is not read to its end is asked for whole again.
            const bool is_read = done.result == PollResult::fresh || done.result == PollResult::nothing_new;
            done.source.etag = is_read ? fetched->etag : "";
            done.source.last_modified = is_read ? fetched->last_modified : "";
        } else {
            done.source.result = "http_" + std::to_string(fetched->status);
        }
    }
    done.source.plan =
        next_plan(source.plan, done.result, wait_s, now_s, {settings_.least_s, settings_.most_s}, chance);
    return done;
}

} // namespace hypha::edge
