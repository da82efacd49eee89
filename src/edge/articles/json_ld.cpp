#include "edge/articles/json_ld.hpp"

#include "edge/feeds/ascii.hpp"
#include "edge/feeds/json_depth.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace hypha::edge::articles {
namespace {

using Json = nlohmann::json;

std::string text_of(const Json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? std::string(feeds::trim(found->get_ref<const std::string&>()))
                                                       : "";
}

bool is_article_type(std::string_view type) {
    if (const std::size_t slash = type.rfind('/'); slash != std::string_view::npos) type.remove_prefix(slash + 1);
    return type.ends_with("Article") || type == "Report" || type.ends_with("Posting") || type == "APIReference";
}

bool is_article(const Json& object) {
    if (!object.is_object()) return false;
    const auto type = object.find("@type");
    if (type == object.end()) return false;
    if (type->is_string()) return is_article_type(type->get_ref<const std::string&>());
    return type->is_array() && std::ranges::any_of(*type, [](const Json& one) {
               return one.is_string() && is_article_type(one.get_ref<const std::string&>());
           });
}

const Json* find_article(const Json& json) {
    if (is_article(json)) return &json;
    if (json.is_array()) {
        for (const Json& member : json) {
            if (const Json* found = find_article(member)) return found;
        }
    }
    if (json.is_object()) {
        for (const char* name : {"@graph", "mainEntity"}) {
            if (const auto graph = json.find(name); graph != json.end()) {
                if (const Json* found = find_article(*graph)) return found;
            }
        }
    }
    return nullptr;
}

std::string name_of(const Json& person) {
    if (person.is_string()) {
        const std::string& name = person.get_ref<const std::string&>();
        return name.starts_with("http") ? "" : std::string(feeds::trim(name));
    }
    return person.is_object() ? text_of(person, "name") : "";
}

std::string names_of(const Json& article, const char* role) {
    const auto people = article.find(role);
    if (people == article.end()) return "";
    if (!people->is_array()) return name_of(*people);
    std::string names;
    for (const Json& person : *people) {
        const std::string name = name_of(person);
        if (!name.empty()) names += (names.empty() ? "" : ", ") + name;
    }
    return names;
}

std::string image_of(const Json& article) {
    const auto image = article.find("image");
    if (image == article.end()) return "";
    const Json& first = image->is_array() && !image->empty() ? image->front() : *image;
    if (first.is_string()) return first.get<std::string>();
    return first.is_object() ? text_of(first, "url") : "";
}

} // namespace

JsonLdArticle read_json_ld(const HtmlTree& tree, const ArticleLimits& limits) {
    for (const NodeIndex script : tree.all_of(HtmlTree::kRoot, {Tag::script})) {
        if (!feeds::equals_ignoring_case(feeds::trim(tree.attribute(script, "type")), "application/ld+json")) continue;
        std::string text = tree[script].text;
        if (text.size() > limits.json_ld_bytes || feeds::json_is_too_deep(text)) continue;
        // Bare line ends within strings are an error to JSON and common on pages; outside of strings a blank is as good.
        std::ranges::replace_if(text, [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
        std::string_view json = feeds::trim(text);
        if (json.starts_with("<![CDATA[")) json.remove_prefix(9);
        if (json.ends_with("]]>")) json.remove_suffix(3);
        const Json parsed = Json::parse(json, nullptr, false);
        const Json* article = parsed.is_discarded() ? nullptr : find_article(parsed);
        if (article == nullptr) continue;
        return {true,
                text_of(*article, "name"),
                text_of(*article, "headline"),
                names_of(*article, "author"),
                text_of(*article, "description"),
                names_of(*article, "publisher"),
                text_of(*article, "datePublished"),
                text_of(*article, "inLanguage"),
                image_of(*article),
                text_of(*article, "articleBody")};
    }
    return {};
}

} // namespace hypha::edge::articles
