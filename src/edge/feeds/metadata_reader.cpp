// Over 300 lines because it is one vocabulary: a table of names in functions by kind of field. See metadata_reader.hpp.
#include "edge/feeds/metadata_reader.hpp"

#include "edge/feeds/ascii.hpp"
#include "edge/feeds/date_forms.hpp"
#include "edge/feeds/geo_place.hpp"
#include "edge/feeds/people.hpp"
#include "edge/feeds/text_construct.hpp"
#include "edge/feeds/url.hpp"

#include <algorithm>

namespace hypha::edge::feeds {
namespace {

bool is_one_of(std::string_view key, std::initializer_list<std::string_view> names) {
    return std::ranges::find(names, key) != names.end();
}

Moment read_moment(std::string text) {
    const auto at_ms = parse_date(text);
    return {std::move(text), at_ms};
}

bool is_html_type(std::string_view type) {
    return is_one_of(type, {"text/html", "application/xhtml+xml", "html", "xhtml"});
}

Extension make_extension(const XmlNode& node, std::size_t depth) {
    Extension extension;
    extension.prefix = node.foreign.empty() ? node.prefix : node.foreign;
    extension.name = node.name;
    extension.value = node.direct_text();
    if (node.prefix == "wfw") extension.value = resolve_url(node.base, extension.value);
    for (const XmlAttribute& attribute : node.attributes) {
        extension.attributes.emplace_back(
            attribute.prefix.empty() ? attribute.name : attribute.prefix + ':' + attribute.name, attribute.value);
    }
    if (depth == 0) return extension;
    for (const XmlNode& child : node.children) {
        if (!child.is_text()) extension.children.push_back(make_extension(child, depth - 1));
    }
    return extension;
}

// With its blanks: to iTunes " yes " is not yes.
std::string raw_text(const XmlNode& node) { return node.children.size() == 1 ? node.children.front().text : ""; }

// Splits "a, b,c" and trims.
std::vector<std::string> comma_list(std::string_view text) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        const std::string_view part = trim(text.substr(0, comma));
        if (!part.empty()) parts.emplace_back(part);
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return parts;
}

} // namespace

bool MetadataReader::read(const XmlNode& node, Metadata& into, Item* item) {
    const bool known = read_text(node, into, item) || read_people(node, into) || read_dates(node, into) ||
                       read_categories(node, into) || read_links(node, into, item) || read_media(node, into) ||
                       read_rest(node, into);
    if (!known || !node.prefix.empty() || !node.foreign.empty()) keep_extension(node, into);
    return known;
}

void MetadataReader::keep_extension(const XmlNode& node, Metadata& into) const {
    constexpr std::size_t kDepth = 6;
    if (into.extensions.size() < limits_.values_per_item) into.extensions.push_back(make_extension(node, kDepth));
}

void MetadataReader::read_summary(const XmlNode& node, Metadata& into, Item* item,
                                  std::string_view default_type) const {
    Text text = read_text_construct(node, default_type, is_atom_);
    // A second description of an item is its content, unless it has one: <summary> and <description> side by side.
    if (item != nullptr && into.summary.present && item->content.empty()) {
        item->content.push_back(std::move(text));
        return;
    }
    if (into.summary.present && (!node.prefix.empty() || item != nullptr)) return;
    into.summary = std::move(text);
}

bool MetadataReader::read_text(const XmlNode& node, Metadata& into, Item* item) const {
    const std::string_view key = node.key;
    if (key == "title") {
        if (!into.title.present || into.title.source_url == "module" || into.title.value.empty())
            into.title = read_text_construct(node, "text/plain", is_atom_);
    } else if (is_one_of(key, {"dc:title", "media:title"})) {
        if (into.title.present) return true;
        into.title = read_text_construct(node, "text/plain", is_atom_);
        into.title.source_url = "module"; // gives way to the format's own title
    } else if (is_one_of(key, {"description", "dc:description", "media:description"})) {
        read_summary(node, into, item, "text/html");
    } else if (is_one_of(key, {"summary", "itunes:summary", "abstract"})) {
        read_summary(node, into, item, "text/plain");
    } else if (is_one_of(key, {"subtitle", "tagline", "itunes:subtitle"})) {
        if (key == "itunes:subtitle" && item == nullptr && into.summary.present) return true;
        (item == nullptr ? into.summary : item->subtitle) = read_text_construct(node, "text/plain", is_atom_);
    } else if (is_one_of(key, {"rights", "copyright", "dc:rights", "media:copyright"})) {
        if (!into.rights.present || node.prefix.empty())
            into.rights = read_text_construct(node, "text/plain", is_atom_);
    } else if (is_one_of(key, {"info", "feedburner:browserfriendly"})) {
        into.notice = read_text_construct(node, "text/plain", is_atom_);
    } else if (item != nullptr && is_one_of(key, {"content", "content:encoded", "fullitem", "body", "xhtml:body"})) {
        if (item->content.size() >= limits_.values_per_item) return true;
        const std::string_view type = key == "content"        ? "text/plain"
                                      : key.ends_with("body") ? "application/xhtml+xml"
                                                              : "text/html";
        item->content.push_back(read_text_construct(node, type, is_atom_));
    } else {
        return false;
    }
    return true;
}

bool MetadataReader::read_people(const XmlNode& node, Metadata& into) const {
    const std::string_view key = node.key;
    if (is_one_of(key, {"author", "managingeditor", "dc:creator", "dc:author", "itunes:author"})) {
        if (into.authors.size() >= limits_.values_per_item || (key == "itunes:author" && !into.authors.empty()))
            return true;
        into.authors.push_back(read_person(node));
    } else if (is_one_of(key, {"contributor", "dc:contributor"})) {
        if (into.contributors.size() < limits_.values_per_item) into.contributors.push_back(read_person(node));
    } else if (is_one_of(key, {"webmaster", "dc:publisher", "itunes:owner", "publisher"})) {
        into.publisher = read_person(node);
    } else {
        return false;
    }
    return true;
}

bool MetadataReader::read_dates(const XmlNode& node, Metadata& into) const {
    const std::string_view key = node.key;
    if (is_one_of(key, {"published", "issued", "pubdate", "dcterms:issued"})) {
        into.published = read_moment(read_plain(node));
    } else if (is_one_of(key, {"updated", "modified", "lastbuilddate", "dc:date", "dcterms:modified"})) {
        if (key != "dc:date" || !into.updated) into.updated = read_moment(read_plain(node));
    } else if (is_one_of(key, {"created", "dcterms:created"})) {
        into.created = read_moment(read_plain(node));
    } else if (key == "expirationdate") {
        into.expires = read_moment(read_plain(node));
    } else if (key == "dcterms:valid") {
        const std::string text = read_plain(node);
        for (std::string_view rest = text; !rest.empty();) {
            const std::size_t end = std::min(rest.find(';'), rest.size());
            const std::string_view part = rest.substr(0, end);
            if (part.starts_with("start=")) into.valid_from = read_moment(std::string(part.substr(6)));
            if (part.starts_with("end=")) into.valid_until = read_moment(std::string(part.substr(4)));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    } else {
        return false;
    }
    return true;
}

void MetadataReader::add_category(Metadata& into, Category category) const {
    if (category.term.empty() && category.scheme.empty() && category.label.empty()) return;
    if (into.categories.size() >= limits_.values_per_item ||
        std::ranges::find(into.categories, category) != into.categories.end())
        return;
    into.categories.push_back(std::move(category));
}

bool MetadataReader::read_categories(const XmlNode& node, Metadata& into) const {
    const std::string_view key = node.key;
    if (is_one_of(key, {"category", "keywords", "dc:subject", "media:category"})) {
        Category category;
        category.term = node.attribute_or("term", "");
        category.scheme = node.attribute("scheme").value_or(node.attribute_or("domain", ""));
        category.label = node.attribute_or("label", "");
        if (key == "media:category" && category.scheme.empty())
            category.scheme = "http://search.yahoo.com/mrss/category_schema";
        std::string text = read_plain(node);
        if (category.term.empty()) category.term = std::move(text);
        add_category(into, std::move(category));
    } else if (key == "itunes:category") {
        add_category(into, {std::string(node.attribute_or("text", "")), "http://www.itunes.com/", ""});
        for (const XmlNode& child : node.children) {
            if (child.key == key) (void)read_categories(child, into); // it is one
        }
    } else if (is_one_of(key, {"itunes:keywords", "media:keywords", "tags"})) {
        for (std::string& term : comma_list(read_plain(node)))
            add_category(into, {std::move(term), key == "itunes:keywords" ? "http://www.itunes.com/" : "", ""});
    } else {
        return false;
    }
    return true;
}

bool MetadataReader::read_links(const XmlNode& node, Metadata& into, Item* item) const {
    const std::string_view key = node.key;
    if (key == "link") {
        if (into.links.size() >= limits_.values_per_item) return true;
        Link link;
        link.rel = lower(trim(node.attribute_or("rel", "alternate")));
        link.type_given = node.attribute("type").has_value();
        link.type = lower(node.attribute_or("type", link.rel == "self" ? "application/atom+xml" : "text/html"));
        link.title = node.attribute_or("title", "");
        link.hreflang = node.attribute_or("hreflang", "");
        link.length = node.attribute_or("length", "");
        const auto address = node.attribute("href");
        const std::string text = address ? "" : read_plain(node);
        link.href = resolve_url(node.base, trim(address.value_or(text)));
        if (link.rel == "enclosure" && item != nullptr) item->enclosures.push_back(link);
        // RSS's own link is the page; an Atom link beside it only fills a gap.
        const bool is_page = link.rel == "alternate" && is_html_type(link.type) && !link.href.empty();
        if (is_page && (node.foreign.empty() || into.link.empty())) into.link = link.href;
        into.links.push_back(std::move(link));
    } else if (key == "enclosure") {
        if (item == nullptr || item->enclosures.size() >= limits_.values_per_item) return true;
        Link link;
        link.href = resolve_url(node.base, trim(node.attribute("url").value_or(node.attribute_or("href", ""))));
        link.rel = "enclosure";
        link.type = node.attribute_or("type", "");
        link.length = node.attribute_or("length", "");
        into.links.push_back(link);
        item->enclosures.push_back(std::move(link));
    } else if (key == "cc:license") {
        into.license = node.attribute_or("rdf:resource", "");
    } else if (key == "creativecommons:license") {
        into.license = read_plain(node);
    } else {
        return false;
    }
    return true;
}

bool MetadataReader::read_media(const XmlNode& node, Metadata& into) const {
    const std::string_view key = node.key;
    if (key == "itunes:image" || key == "itunes:link") {
        const std::string_view address = node.attribute("href").value_or(node.attribute_or("url", ""));
        if (!address.empty() && !into.image) into.image = Image{resolve_url(node.base, address), "", "", "", "", ""};
    } else if (key == "media:content" || key == "media:thumbnail") {
        const bool is_image = key == "media:thumbnail" || node.attribute_or("medium", "") == "image" ||
                              node.attribute_or("type", "").starts_with("image/");
        Image image{resolve_url(node.base, node.attribute_or("url", "")), "", "", "", "", ""};
        for (const XmlNode& child : node.children) {
            if (child.key == "media:title") image.title = read_plain(child);
        }
        if (is_image && !into.image && !image.url.empty()) into.image = std::move(image);
    } else if (key == "media:group") {
        for (const XmlNode& child : node.children) {
            if (!child.is_text())
                (void)(read_text(child, into, nullptr) || read_media(child, into) || read_categories(child, into));
        }
    } else if (key == "icon") {
        into.icon = resolve_url(node.base, read_plain(node));
    } else if (key == "logo") {
        into.logo = resolve_url(node.base, read_plain(node));
    } else {
        return false;
    }
    return true;
}

bool MetadataReader::read_rest(const XmlNode& node, Metadata& into) {
    const std::string_view key = node.key;
    if (key == "language" || key == "dc:language") {
        if (key == "language" || into.language.empty()) into.language = read_plain(node);
    } else if (key == "generator") {
        Generator generator;
        generator.name = read_plain(node);
        generator.url = resolve_url(
            node.base, node.attribute("url").value_or(node.attribute("uri").value_or(node.attribute_or("href", ""))));
        generator.version = node.attribute_or("version", "");
        into.generator = std::move(generator);
    } else if (key == "itunes:block") {
        const std::string text = raw_text(node);
        into.blocked = text == "yes" || text == "Yes";
    } else if (key == "itunes:explicit") {
        const std::string text = raw_text(node);
        if (is_one_of(text, {"yes", "true"})) into.explicit_content = true;
        else if (is_one_of(text, {"no", "false", "clean"})) into.explicit_content = false;
        else into.explicit_content.reset();
    } else if (const auto place = read_place(node)) {
        into.place = *place;
    } else {
        return false;
    }
    return true;
}

} // namespace hypha::edge::feeds
