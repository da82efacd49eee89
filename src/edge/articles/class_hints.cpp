#include "edge/articles/class_hints.hpp"

#include "edge/feeds/ascii.hpp"

#include <algorithm>
#include <span>

namespace hypha::edge::articles {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::string_view kUnlikely[] = {
    "-ad-",       "ad-break", "advert",       "agegate",    "ai2html",    "banner",     "breadcrumb", "comentario",
    "combx",      "comment",  "communit",     "cookie",     "cover-wrap", "disqus",     "extra",      "footer",
    "gdpr",       "header",   "legends",      "menu",       "pager",      "pagination", "popup",      "publicidad",
    "relacionad", "related",  "remark",       "replies",    "rss",        "shoutbox",   "sidebar",    "skyscraper",
    "social",     "sponsor",  "supplemental", "yom-remote",
};
constexpr std::string_view kMaybe[] = {
    "and", "article", "articulo", "body", "column", "content", "cuerpo", "main", "mathjax", "noticia", "shadow",
};
constexpr std::string_view kPositive[] = {
    "article", "articulo", "blog", "body", "content", "cuerpo", "entry",
    "main",    "noticia",  "page", "post", "story",   "text",
};
constexpr std::string_view kNegative[] = {
    "-ad-",   "banner",   "combx",    "comentario", "comment",  "com-",       "contact",    "footer",     "gdpr",
    "hidden", "masthead", "media",    "meta",       "outbrain", "promo",      "publicidad", "relacionad", "related",
    "scroll", "share",    "shopping", "shoutbox",   "sidebar",  "skyscraper", "sponsor",    "tags",       "widget",
};
constexpr std::string_view kByline[] = {"author", "byline", "dateline", "writtenby", "autor", "firma-"};

bool has_any(std::string_view names, Words words) {
    return std::ranges::any_of(words, [names](std::string_view word) { return names.contains(word); });
}

bool is_edge(std::string_view text, std::size_t at) {
    return at >= text.size() || text[at] == '_' || !feeds::is_word(text[at]);
}

// As a word of its own: "share", "share-tools", "post_share".
bool has_word(std::string_view names, std::string_view word) {
    for (std::size_t at = names.find(word); at != std::string_view::npos; at = names.find(word, at + 1)) {
        if ((at == 0 || is_edge(names, at - 1)) && is_edge(names, at + word.size())) return true;
    }
    return false;
}

int weight_of(std::string_view names) {
    if (names.empty()) return 0;
    const bool negative = has_any(names, kNegative) || names == "hid" || names.starts_with("hid ") ||
                          names.ends_with(" hid") || names.contains(" hid ");
    return (negative ? -25 : 0) + (has_any(names, kPositive) ? 25 : 0);
}

} // namespace

ClassNames class_names(const HtmlTree& tree, NodeIndex node) {
    return {feeds::lower(tree.attribute(node, "class")), feeds::lower(tree.attribute(node, "id"))};
}

bool is_unlikely_content(const ClassNames& names) {
    const std::string both = names.classes + ' ' + names.id;
    return has_any(both, kUnlikely) && !has_any(both, kMaybe);
}

int class_weight(const ClassNames& names) { return weight_of(names.classes) + weight_of(names.id); }

bool names_byline(const ClassNames& names) { return has_any(names.classes, kByline) || has_any(names.id, kByline); }

bool names_sharing(const ClassNames& names) {
    const std::string both = names.classes + ' ' + names.id;
    return has_word(both, "share") || has_word(both, "sharedaddy") || has_word(both, "compartir");
}

} // namespace hypha::edge::articles
