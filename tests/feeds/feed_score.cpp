// The parser as a filter, for score.py: each line of stdin is one question in JSON, each line of stdout its answer. Prints what
// the Feed holds, field by field, in no other library's words; renaming for a comparison is score.py's part.
#include "edge/feeds/date_forms.hpp"
#include "edge/feeds/feed_reader.hpp"
#include "edge/feeds/html_sanitiser.hpp"
#include "edge/feeds/url.hpp"

#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

namespace {

using Json = nlohmann::json;
using namespace hypha::edge::feeds;

Json print(const Text& text) {
    if (!text.present) return nullptr;
    const bool is_xhtml = text.type == "application/xhtml+xml";
    const std::string safe = text.is_html() ? safe_html(text.value, is_xhtml) : text.value;
    return {{"value", text.value},       {"safe", safe},
            {"type", text.type},         {"declared_type", text.declared_type},
            {"language", text.language}, {"base", text.base},
            {"src", text.source_url},    {"in_div", text.in_div}};
}

Json print(const Person& person) {
    return {{"name", person.name},
            {"email", person.email},
            {"url", person.url},
            {"avatar", person.avatar},
            {"text", person.text}};
}

Json print(const Link& link) {
    return {{"href", link.href},
            {"rel", link.rel},
            {"type", link.type},
            {"title", link.title},
            {"hreflang", link.hreflang},
            {"length", link.length},
            {"type_given", link.type_given}};
}

Json print(const Category& category) {
    return {{"term", category.term}, {"scheme", category.scheme}, {"label", category.label}};
}

Json print(const Moment& moment) {
    return {{"text", moment.text}, {"ms", moment.at_ms ? Json(*moment.at_ms) : Json()}};
}

Json print(const Image& image) {
    return {{"url", image.url},        {"title", image.title},
            {"link", image.link},      {"description", image.description},
            {"width", image.width_px}, {"height", image.height_px}};
}

Json print(const Extension& extension) {
    Json children = Json::array();
    for (const Extension& child : extension.children) children.push_back(print(child));
    Json attributes = Json::object();
    for (const auto& [name, value] : extension.attributes) attributes[name] = value;
    return {{"prefix", extension.prefix},
            {"name", extension.name},
            {"value", extension.value},
            {"attributes", attributes},
            {"children", children}};
}

template <typename T> Json print(const std::vector<T>& values) {
    Json list = Json::array();
    for (const T& value : values) list.push_back(print(value));
    return list;
}

template <typename T> Json print(const std::optional<T>& value) { return value ? print(*value) : Json(); }

Json print_metadata(const Metadata& from) {
    Json out = {{"id", from.id},     {"link", from.link},       {"language", from.language}, {"icon", from.icon},
                {"logo", from.logo}, {"license", from.license}, {"blocked", from.blocked}};
    out["title"] = print(from.title);
    out["summary"] = print(from.summary);
    out["rights"] = print(from.rights);
    out["notice"] = print(from.notice);
    out["links"] = print(from.links);
    out["authors"] = print(from.authors);
    out["contributors"] = print(from.contributors);
    out["publisher"] = print(from.publisher);
    out["categories"] = print(from.categories);
    out["published"] = print(from.published);
    out["updated"] = print(from.updated);
    out["created"] = print(from.created);
    out["expires"] = print(from.expires);
    out["valid_from"] = print(from.valid_from);
    out["valid_until"] = print(from.valid_until);
    if (from.generator)
        out["generator"] = {
            {"name", from.generator->name}, {"url", from.generator->url}, {"version", from.generator->version}};
    out["image"] = print(from.image);
    if (from.place) out["place"] = {{"shape", from.place->shape}, {"positions", from.place->positions}};
    out["explicit"] = from.explicit_content ? Json(*from.explicit_content) : Json();
    out["extensions"] = print(from.extensions);
    return out;
}

Json print_item(const Item& item) {
    Json out = print_metadata(item);
    out["content"] = print(item.content);
    out["subtitle"] = print(item.subtitle);
    out["comments"] = item.comments;
    out["enclosures"] = print(item.enclosures);
    out["id_is_link"] = item.id_is_link;
    out["link_from_id"] = item.link_from_id;
    Json chapters = Json::array();
    for (const Chapter& chapter : item.chapters) {
        chapters.push_back({{"title", chapter.title},
                            {"href", chapter.href},
                            {"image", chapter.image},
                            {"ms", chapter.start_ms ? Json(*chapter.start_ms) : Json()}});
    }
    out["chapters"] = chapters;
    if (item.source) out["source"] = print_metadata(*item.source);
    return out;
}

Json print_feed(const Feed& feed) {
    Json out = print_metadata(feed);
    static constexpr const char* kFormats[] = {"rss", "atom", "cdf", "json"};
    out["format"] = kFormats[static_cast<int>(feed.format)];
    out["version"] = feed.version;
    out["encoding"] = feed.encoding;
    out["well_formed"] = feed.well_formed;
    out["netscape_091"] = feed.netscape_091;
    out["docs"] = feed.docs;
    out["rating"] = feed.rating;
    out["ttl"] = feed.ttl;
    out["next_url"] = feed.next_url;
    out["new_location"] = feed.new_location;
    out["managing_editor"] = feed.managing_editor;
    out["web_master"] = feed.web_master;
    Json cloud = Json::object();
    for (const auto& [name, value] : feed.cloud) cloud[name] = value;
    out["cloud"] = cloud;
    out["skip_hours"] = feed.skip_hours;
    out["skip_days"] = feed.skip_days;
    if (feed.text_input) {
        out["text_input"] = {{"title", feed.text_input->title},
                             {"description", feed.text_input->description},
                             {"name", feed.text_input->name},
                             {"link", feed.text_input->link}};
    }
    Json items = Json::array();
    for (const Item& item : feed.items) items.push_back(print_item(item));
    out["items"] = items;
    return out;
}

Json answer(const Json& question) {
    const auto field = [&question](const char* name) { return question.value(name, std::string()); };
    if (question.contains("date")) {
        const auto form = static_cast<DateForm>(question.value("form", -1));
        const auto at_ms =
            question.value("form", -1) < 0 ? parse_date(field("date")) : parse_date_as(form, field("date"));
        return at_ms ? Json(*at_ms) : Json();
    }
    if (question.contains("reference")) {
        const std::string absolute = resolve_url(field("base"), field("reference"));
        return has_safe_scheme(absolute) ? absolute : "";
    }
    if (question.contains("guess")) return looks_like_html(field("guess"));
    std::ifstream file(field("path"), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    const std::string url = field("url");
    const std::string type = field("content-type");
    const std::string location = field("content-location");
    const std::string language = field("content-language");
    const auto feed = read_feed(bytes, {url, type, location, language, question.value("http", false)});
    if (!feed) return {{"error", feed.error().code}};
    return print_feed(*feed);
}

} // namespace

int main() {
    std::string line;
    while (std::getline(std::cin, line))
        std::cout << answer(Json::parse(line)).dump(-1, ' ', true, Json::error_handler_t::replace) << '\n'
                  << std::flush;
    return 0;
}
