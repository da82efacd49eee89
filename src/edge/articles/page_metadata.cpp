#include "edge/articles/page_metadata.hpp"

#include "edge/articles/content_finder.hpp"
#include "edge/articles/json_ld.hpp"
#include "edge/feeds/ascii.hpp"
#include "edge/feeds/html_tokens.hpp"

#include <algorithm>
#include <map>

namespace hypha::edge::articles {
namespace {

using Values = std::map<std::string, std::string, std::less<>>;

// Blanks collapsed, references decoded once more (many sites escape twice), cut to the limit between letters.
std::string clean_value(std::string_view value, std::size_t most_bytes) {
    const std::string clean = collapse_blanks(feeds::decode_references(first_bytes(value, most_bytes * 4)));
    return std::string(first_bytes(clean, most_bytes));
}

// "og:title", "dc.creator" and "DC.Creator" by one spelling each.
std::string plain_name(std::string_view name) {
    std::string plain = feeds::lower(feeds::trim(name));
    std::ranges::replace(plain, '.', ':');
    return plain;
}

Values read_values(const HtmlTree& tree) {
    Values values;
    for (const NodeIndex meta : tree.all_of(HtmlTree::kRoot, {Tag::meta})) {
        const std::string_view content = feeds::trim(tree.attribute(meta, "content"));
        if (content.empty()) continue;
        for (const std::string_view key : {"property", "name", "itemprop"}) {
            // A property is a list: property="og:title article:title".
            std::string_view names = tree.attribute(meta, key);
            while (!(names = feeds::trim(names)).empty()) {
                std::size_t end = 0;
                while (end < names.size() && !feeds::is_blank(names[end])) ++end;
                values.emplace(plain_name(names.substr(0, end)), content); // the first one counts
                names.remove_prefix(end);
            }
        }
        if (feeds::equals_ignoring_case(tree.attribute(meta, "http-equiv"), "content-language"))
            values.emplace("content-language", content);
    }
    return values;
}

std::string first_value(const Values& values, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) {
        if (const auto found = values.find(name); found != values.end()) return found->second;
    }
    return "";
}

// Some sites have their own name in "name" and the article's in "headline"; the one that <title> repeats is right.
std::string json_ld_title(const HtmlTree& tree, const JsonLdArticle& article) {
    if (article.name.empty()) return article.headline;
    if (article.headline.empty() || article.headline == article.name) return article.name;
    const std::string title = title_without_site(tree);
    const bool headline_fits = TitleWords(article.headline).share_in(title) > 0.75;
    const bool name_fits = TitleWords(article.name).share_in(title) > 0.75;
    return headline_fits && !name_fits ? article.headline : article.name;
}

// <time itemprop="datePublished" datetime="…">, else the first <time datetime> of the page.
std::string time_element(const HtmlTree& tree) {
    std::string first;
    for (const NodeIndex node : tree.all_of(HtmlTree::kRoot, {Tag::time})) {
        const std::string_view when = feeds::trim(tree.attribute(node, "datetime"));
        if (when.empty()) continue;
        if (tree.attribute(node, "itemprop").contains("datePublished") || tree.has_attribute(node, "pubdate"))
            return std::string(when);
        if (first.empty()) first = when;
    }
    return first;
}

std::string first_filled(std::initializer_list<std::string> values) {
    for (const std::string& value : values) {
        if (!value.empty()) return value;
    }
    return "";
}

} // namespace

PageMetadata read_page_metadata(const HtmlTree& tree, const ArticleLimits& limits) {
    const Values values = read_values(tree);
    JsonLdArticle json_ld = read_json_ld(tree, limits);
    std::string article_author = first_value(values, {"article:author"});
    if (article_author.starts_with("http")) article_author.clear(); // a page on Facebook
    PageMetadata metadata;
    metadata.title =
        first_filled({json_ld_title(tree, json_ld),
                      first_value(values, {"dc:title", "dcterm:title", "dcterms:title", "og:title",
                                           "weibo:article:title", "title", "twitter:title", "parsely-title"}),
                      title_without_site(tree)});
    metadata.byline = first_filled(
        {json_ld.byline,
         first_value(values, {"dc:creator", "dcterm:creator", "dcterms:creator", "author", "parsely-author"}),
         article_author});
    metadata.excerpt = first_filled(
        {json_ld.description, first_value(values, {"dc:description", "dcterm:description", "og:description",
                                                   "description", "twitter:description"})});
    metadata.site_name = first_filled({json_ld.site_name, first_value(values, {"og:site_name", "application-name"})});
    metadata.published = first_filled(
        {json_ld.published,
         first_value(values, {"article:published_time", "datepublished", "parsely-pub-date", "dc:date:issued",
                              "dcterms:issued", "dc:date", "date", "pubdate", "sailthru:date"}),
         time_element(tree)});
    metadata.image = first_filled(
        {first_value(values, {"og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src"}),
         json_ld.image});
    const NodeIndex html = tree.first_of(HtmlTree::kRoot, Tag::html);
    std::string attribute(html == kNoNode ? "" : tree.attribute(html, "lang"));
    if (attribute.empty() && html != kNoNode) attribute = tree.attribute(html, "xml:lang");
    metadata.language = first_filled(
        {attribute, json_ld.language, first_value(values, {"content-language", "og:locale", "dc:language"})});
    for (std::string* field : {&metadata.title, &metadata.byline, &metadata.excerpt, &metadata.site_name,
                               &metadata.published, &metadata.language})
        *field = clean_value(*field, limits.metadata_bytes);
    std::ranges::replace(metadata.language, '_', '-');
    metadata.body = std::move(json_ld.body);
    return metadata;
}

} // namespace hypha::edge::articles
