// What every feed format becomes: one plain tree of values. No pointer into the source, no function, no I/O.
// Promise about markup: `Text::value` is text that its publisher wrote. It is never executed, rendered or fetched here, and it
// may hold any HTML. Whoever shows it must take `safe_html` (html_sanitiser.hpp) or turn it into blocks; `Text::is_html` says
// whether `<` begins a tag in it. Links in it and beside it are absolute where the feed or its address gave a base.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace hypha::edge::feeds {

struct Text {
    std::string value;
    std::string type; // text/plain, text/html, application/xhtml+xml, or what the feed says
    std::string declared_type;
    std::string language; // BCP 47 as the feed writes it; empty when nobody says
    std::string base;
    std::string source_url; // atom:content src
    bool in_div = false;    // XHTML whose one wrapping div was taken off
    bool present = false;   // <title/> is present and empty
    bool is_html() const { return type == "text/html" || type == "application/xhtml+xml"; }
};

struct Person {
    std::string name;
    std::string email;
    std::string url;
    std::string avatar;
    std::string text; // the whole field as written, where it is one
};

struct Link {
    std::string href;
    std::string rel;
    std::string type;
    std::string title;
    std::string hreflang;
    std::string length; // bytes, as written
    bool type_given = false;
};

struct Category {
    std::string term;
    std::string scheme;
    std::string label;
    bool operator==(const Category&) const = default;
};

struct Moment {
    std::string text;
    std::optional<std::int64_t> at_ms; // since 1970 UTC; empty when no form of date_forms.hpp reads the text
};

struct Generator {
    std::string name;
    std::string url;
    std::string version;
};

struct Image {
    std::string url;
    std::string title;
    std::string link;
    std::string description;
    std::string width_px;
    std::string height_px;
};

struct TextInput {
    std::string title;
    std::string description;
    std::string name;
    std::string link;
};

struct Chapter {
    std::string title;
    std::string href;
    std::string image;
    std::optional<std::int64_t> start_ms;
};

// GeoRSS and GML. Longitude first, as in GeoJSON.
struct Place {
    std::string shape; // Point, LineString, Polygon, Box; empty when the numbers make no shape
    std::vector<std::vector<double>> positions;
};

using Attributes = std::vector<std::pair<std::string, std::string>>;

// An element of a namespace that is not the feed's own, or one that the format does not know.
struct Extension {
    std::string prefix; // the customary one (dc, itunes, media …), else as written; empty: an unknown plain element
    std::string name;
    std::string value;
    Attributes attributes;
    std::vector<Extension> children;
};

// What feeds, items and their sources have in common.
struct Metadata {
    std::string id;
    Text title;
    Text summary; // description, subtitle, tagline
    Text rights;
    Text notice; // atom 0.3 info
    std::string link;
    std::vector<Link> links;
    std::vector<Person> authors;
    std::vector<Person> contributors;
    std::optional<Person> publisher;
    std::vector<Category> categories;
    std::optional<Moment> published;
    std::optional<Moment> updated;
    std::optional<Moment> created;
    std::optional<Moment> expires;
    std::optional<Moment> valid_from;
    std::optional<Moment> valid_until;
    std::string language;
    std::optional<Generator> generator;
    std::optional<Image> image;
    std::string icon;
    std::string logo;
    std::string license;
    std::optional<Place> place;
    bool blocked = false;                 // itunes:block
    std::optional<bool> explicit_content; // itunes:explicit
    std::vector<Extension> extensions;
};

struct Item : Metadata {
    Text subtitle; // itunes:subtitle
    std::vector<Text> content;
    std::string comments;
    std::vector<Link> enclosures;
    std::vector<Chapter> chapters;
    bool id_is_link = true; // RSS: isPermaLink
    bool link_from_id = false;
    std::optional<Metadata> source;
};

struct Feed : Metadata {
    enum class Format { rss, atom, cdf, json };
    Format format = Format::rss;
    std::string version;       // 0.9, 0.91, 0.92 … 1.0, 2.0; 0.3, 1.0; 1, 1.1; empty when the feed does not say
    std::string encoding;      // that the bytes were read in
    bool well_formed = true;   // false: mended on the way, or in another encoding than declared
    bool netscape_091 = false; // the DOCTYPE of Netscape's 0.91
    std::string docs;
    std::string rating;
    std::string ttl;
    std::string next_url;
    std::string new_location;
    std::string managing_editor;
    std::string web_master;
    Attributes cloud;
    std::vector<std::string> skip_hours;
    std::vector<std::string> skip_days;
    std::optional<TextInput> text_input;
    std::vector<Item> items;
};

} // namespace hypha::edge::feeds
