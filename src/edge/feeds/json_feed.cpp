// See json_feed.hpp.
#include "edge/feeds/json_feed.hpp"

#include "edge/feeds/ascii.hpp"
#include "edge/feeds/date_forms.hpp"
#include "edge/feeds/json_depth.hpp"
#include "edge/feeds/url.hpp"

#include <nlohmann/json.hpp>

namespace hypha::edge::feeds {
namespace {

using Json = nlohmann::json;

std::string text_of(const Json& object, const char* name) {
    const auto found = object.find(name);
    if (found == object.end()) return "";
    if (found->is_string()) return found->get<std::string>();
    if (found->is_number_integer()) return std::to_string(found->get<std::int64_t>());
    if (found->is_number_float()) return found->dump();
    return "";
}

const Json& array_of(const Json& object, const char* name) {
    static const Json kEmpty = Json::array();
    const auto found = object.find(name);
    return found != object.end() && found->is_array() ? *found : kEmpty;
}

Text make_text(std::string value, std::string_view type, const std::string& language) {
    Text text;
    text.present = !value.empty();
    text.value = std::move(value);
    text.type = type;
    text.language = language;
    return text;
}

void read_people(const Json& object, Metadata& into, const FeedLimits& limits) {
    const auto add = [&into](const Json& person) {
        if (person.is_object())
            into.authors.push_back(
                {text_of(person, "name"), "", text_of(person, "url"), text_of(person, "avatar"), ""});
    };
    for (const Json& person : array_of(object, "authors")) {
        if (into.authors.size() < limits.values_per_item) add(person);
    }
    const auto old = object.find("author"); // 1.0
    if (into.authors.empty() && old != object.end()) add(*old);
}

std::optional<Moment> read_moment(const Json& object, const char* name) {
    std::string text = text_of(object, name);
    if (text.empty()) return std::nullopt;
    const auto at_ms = parse_date(text);
    return Moment{std::move(text), at_ms};
}

void add_link(Metadata& into, std::string href, std::string_view rel) {
    if (!href.empty()) into.links.push_back({std::move(href), std::string(rel), "text/html", "", "", "", false});
}

Item read_item(const Json& object, const std::string& feed_language, const FeedLimits& limits) {
    Item item;
    item.language = text_of(object, "language");
    const std::string& language = item.language.empty() ? feed_language : item.language;
    item.id = text_of(object, "id");
    item.id_is_link = false;
    item.link = text_of(object, "url");
    add_link(item, item.link, "alternate");
    add_link(item, text_of(object, "external_url"), "related");
    item.title = make_text(text_of(object, "title"), "text/plain", language);
    item.summary = make_text(text_of(object, "summary"), "text/plain", language);
    if (std::string html = text_of(object, "content_html"); !html.empty())
        item.content.push_back(make_text(std::move(html), "text/html", language));
    if (std::string plain = text_of(object, "content_text"); !plain.empty())
        item.content.push_back(make_text(std::move(plain), "text/plain", language));
    const std::string picture = text_of(object, "image");
    const std::string banner = text_of(object, "banner_image");
    if (!picture.empty() || !banner.empty()) item.image = Image{picture.empty() ? banner : picture, "", "", "", "", ""};
    item.published = read_moment(object, "date_published");
    item.updated = read_moment(object, "date_modified");
    read_people(object, item, limits);
    for (const Json& tag : array_of(object, "tags")) {
        if (tag.is_string() && item.categories.size() < limits.values_per_item)
            item.categories.push_back({tag.get<std::string>(), "", ""});
    }
    for (const Json& attachment : array_of(object, "attachments")) {
        if (!attachment.is_object() || item.enclosures.size() >= limits.values_per_item) continue;
        item.enclosures.push_back({text_of(attachment, "url"), "enclosure", text_of(attachment, "mime_type"),
                                   text_of(attachment, "title"), "", text_of(attachment, "size_in_bytes"), true});
    }
    return item;
}

} // namespace

Result<Feed> read_json_feed(std::string_view text, const FeedLimits& limits) {
    if (text.size() > limits.document_bytes) return failure("json_too_large");
    if (json_is_too_deep(text)) return failure("json_too_deep");
    const Json root = Json::parse(text, nullptr, false);
    if (root.is_discarded()) return failure("json_malformed");
    if (!root.is_object() || (!root.contains("items") && !root.contains("version")))
        return failure("not_a_feed", "json");
    Feed feed;
    feed.format = Feed::Format::json;
    feed.encoding = "utf-8";
    feed.version = text_of(root, "version");
    constexpr std::string_view kPrefix = "jsonfeed.org/version/";
    if (const std::size_t at = feed.version.find(kPrefix); at != std::string::npos)
        feed.version.erase(0, at + kPrefix.size());
    feed.language = text_of(root, "language");
    feed.title = make_text(text_of(root, "title"), "text/plain", feed.language);
    feed.summary = make_text(text_of(root, "description"), "text/plain", feed.language);
    feed.link = text_of(root, "home_page_url");
    feed.id = text_of(root, "feed_url");
    add_link(feed, feed.link, "alternate");
    add_link(feed, feed.id, "self");
    feed.icon = text_of(root, "icon");
    feed.logo = text_of(root, "favicon");
    feed.next_url = text_of(root, "next_url");
    read_people(root, feed, limits);
    for (const Json& object : array_of(root, "items")) {
        if (object.is_object() && feed.items.size() < limits.items)
            feed.items.push_back(read_item(object, feed.language, limits));
    }
    return feed;
}

} // namespace hypha::edge::feeds
