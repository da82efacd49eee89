// One element of a feed, an item or a source into the field that it means, whatever vocabulary it comes from: RSS, Atom, CDF,
// Dublin Core, iTunes, Media RSS, Creative Commons. What no field holds becomes an Extension, and so does every element of a
// foreign namespace, so nothing is lost. Of two elements for one field the format's own wins, then the first.
#pragma once

#include "edge/feeds/feed.hpp"
#include "edge/feeds/feed_limits.hpp"
#include "edge/feeds/xml_tree.hpp"

#include <string_view>

namespace hypha::edge::feeds {

class MetadataReader {
public:
    MetadataReader(bool is_atom, const FeedLimits& limits) : is_atom_(is_atom), limits_(limits) {}

    // True when a field took it. `item` is null for feeds and sources.
    bool read(const XmlNode& node, Metadata& into, Item* item);
    void keep_extension(const XmlNode& node, Metadata& into) const;

private:
    bool read_text(const XmlNode& node, Metadata& into, Item* item) const;
    bool read_people(const XmlNode& node, Metadata& into) const;
    bool read_dates(const XmlNode& node, Metadata& into) const;
    bool read_categories(const XmlNode& node, Metadata& into) const;
    bool read_links(const XmlNode& node, Metadata& into, Item* item) const;
    bool read_media(const XmlNode& node, Metadata& into) const;
    static bool read_rest(const XmlNode& node, Metadata& into);
    void add_category(Metadata& into, Category category) const;
    void read_summary(const XmlNode& node, Metadata& into, Item* item, std::string_view default_type) const;

    bool is_atom_;
    FeedLimits limits_;
};

} // namespace hypha::edge::feeds
