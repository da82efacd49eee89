// A small tree of elements and text, read by libxml2 in its recovering mode. Why libxml2: it is what distributions keep
// patched (in Debian stable with security support), fuzzed for two decades by OSS-Fuzz, recovers from wrong nesting, and has
// the HTML parser that discovery needs in the same library. Expat stops at the first error, pugixml has no namespaces, and
// Gumbo is no longer kept. What the parser must not do it cannot do here: no DTD reaches it, no entity is substituted, the
// network is off, and its own limits (256 levels, 10 MB a text) stay on.
// Prefixes are the customary ones of known namespaces, whatever the document calls them.
#pragma once

#include "core/base/error.hpp"
#include "edge/feeds/feed_limits.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hypha::edge::feeds {

struct XmlAttribute {
    std::string prefix;
    std::string name;
    std::string value;
};

struct XmlNode {
    std::string prefix;  // empty: the feed's own vocabulary, or no namespace
    std::string name;    // as written; empty: a text node
    std::string key;     // lower case, "prefix:name" or "name"
    std::string foreign; // "atom" for an Atom element in RSS, whose prefix is empty all the same
    std::string text;
    std::string base; // absolute where possible
    std::string language;
    std::vector<XmlAttribute> attributes;
    std::vector<XmlNode> children;

    bool is_text() const { return name.empty(); }
    // By lower-case name without prefix, else with it ("rdf:about"); nullopt when absent.
    std::optional<std::string_view> attribute(std::string_view wanted) const;
    std::string_view attribute_or(std::string_view wanted, std::string_view otherwise) const;
    std::string direct_text() const; // of this node's own text nodes
};

struct XmlDocument {
    XmlNode root;
    std::vector<std::string> namespaces; // lower case, in the order they were met
    bool well_formed = true;
    bool netscape_doctype = false;
};

// `text` is UTF-8. Errors: xml_too_large, xml_too_deep, xml_too_many_elements, xml_no_element.
Result<XmlDocument> read_xml(std::string_view text, std::string_view base, std::string_view language,
                             const FeedLimits& limits);

// The markup between a node's tags: text escaped, attributes quoted, XHTML without prefixes, void elements as <br />.
std::string inner_markup(const XmlNode& node);
std::string outer_markup(const XmlNode& node);

} // namespace hypha::edge::feeds
