// libxml2's tree copied into ours, with limits; see xml_tree.hpp.
#include "edge/feeds/xml_tree.hpp"

#include "edge/feeds/ascii.hpp"
#include "edge/feeds/markup_mending.hpp"
#include "edge/feeds/url.hpp"
#include "edge/feeds/xml_namespaces.hpp"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <memory>

namespace hypha::edge::feeds {
namespace {

std::string_view view(const xmlChar* text) {
    return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

class Copier {
public:
    Copier(XmlDocument& document, const FeedLimits& limits) : document_(document), limits_(limits) {}

    Result<XmlNode> copy(const xmlNode* from, std::string_view base, std::string_view language, std::size_t depth) {
        if (depth > limits_.depth) return failure("xml_too_deep");
        if (++elements_ > limits_.elements) return failure("xml_too_many_elements");
        XmlNode node;
        node.name = view(from->name);
        take_prefix(from->ns, node.prefix, node.name);
        const bool in_atom = from->ns != nullptr ? lower(trim(view(from->ns->href))) == "http://www.w3.org/2005/atom"
                                                 : view(from->name).starts_with("atom:");
        if (depth == 1) root_is_atom_ = in_atom;
        if (in_atom && !root_is_atom_) node.foreign = "atom";
        node.key = lower(node.prefix.empty() ? node.name : node.prefix + ':' + node.name);
        note_namespaces(from);
        copy_attributes(from, node);
        const std::string_view own_base = trim(node.attribute("xml:base").value_or(node.attribute_or("base", "")));
        node.base = own_base.empty() ? std::string(base) : safe_base(base, own_base);
        node.language = node.attribute("xml:lang").value_or(node.attribute("lang").value_or(language));
        for (const xmlNode* child = from->children; child != nullptr; child = child->next) {
            if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) {
                if (node.children.empty() || !node.children.back().is_text()) node.children.emplace_back();
                node.children.back().text += view(child->content);
            } else if (child->type == XML_ELEMENT_NODE) {
                Result<XmlNode> copied = copy(child, node.base, node.language, depth + 1);
                if (!copied) return copied;
                node.children.push_back(std::move(*copied));
            }
        }
        return node;
    }

private:
    static void take_prefix(const xmlNs* space, std::string& prefix, std::string& name) {
        if (space != nullptr) {
            const std::string uri = lower(trim(view(space->href)));
            const auto customary = customary_prefix(uri);
            prefix = customary ? std::string(*customary) : std::string(view(space->prefix));
        } else if (const std::size_t colon = name.find(':'); colon != std::string::npos && colon > 0) {
            // A prefix that nobody declared: libxml2 leaves it in the name.
            prefix = lower(name.substr(0, colon));
            name.erase(0, colon + 1);
            if (prefix == "atom") prefix.clear();
        }
    }

    void note_namespaces(const xmlNode* from) {
        for (const xmlNs* space = from->nsDef; space != nullptr && document_.namespaces.size() < 100;
             space = space->next) {
            document_.namespaces.push_back(lower(trim(view(space->href))));
        }
    }

    static void copy_attributes(const xmlNode* from, XmlNode& node) {
        for (const xmlAttr* attribute = from->properties; attribute != nullptr; attribute = attribute->next) {
            XmlAttribute copied;
            copied.name = view(attribute->name);
            take_prefix(attribute->ns, copied.prefix, copied.name);
            for (const xmlNode* part = attribute->children; part != nullptr; part = part->next) {
                if (part->type == XML_TEXT_NODE) copied.value += view(part->content);
            }
            node.attributes.push_back(std::move(copied));
        }
    }

    // A base of a scheme that no reader follows (javascript:) is no base.
    static std::string safe_base(std::string_view base, std::string_view own) {
        const std::string joined = resolve_url(base, own);
        return has_safe_scheme(joined) ? joined : std::string(base);
    }

    XmlDocument& document_;
    const FeedLimits& limits_;
    std::size_t elements_ = 0;
    bool root_is_atom_ = false;
};

void escape_into(std::string& result, std::string_view text, bool in_attribute) {
    for (const char c : text) {
        if (c == '&') result += "&amp;";
        else if (c == '<') result += "&lt;";
        else if (c == '>') result += "&gt;";
        else if (c == '"' && in_attribute) result += "&quot;";
        else result += c;
    }
}

bool is_void_element(std::string_view name) {
    for (const std::string_view known : {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta",
                                         "param", "source", "track", "wbr"}) {
        if (name == known) return true;
    }
    return false;
}

void write_node(std::string& result, const XmlNode& node) {
    if (node.is_text()) {
        escape_into(result, node.text, false);
        return;
    }
    result += '<';
    result += node.name;
    const bool foreign_root =
        (node.prefix == "math" && node.name == "math") || (node.prefix == "svg" && node.name == "svg");
    if (foreign_root)
        result += node.name == "math" ? R"( xmlns="http://www.w3.org/1998/Math/MathML")"
                                      : R"( xmlns="http://www.w3.org/2000/svg")";
    for (const XmlAttribute& attribute : node.attributes) {
        result += ' ';
        if (!attribute.prefix.empty()) result += attribute.prefix + ':';
        result += attribute.name + "=\"";
        escape_into(result, attribute.value, true);
        result += '"';
    }
    if (node.children.empty() && is_void_element(node.name)) {
        result += " />";
        return;
    }
    result += '>';
    for (const XmlNode& child : node.children) write_node(result, child);
    result += "</" + node.name + ">";
}

} // namespace

std::optional<std::string_view> XmlNode::attribute(std::string_view wanted) const {
    const std::size_t colon = wanted.find(':');
    const std::string_view space = colon == std::string_view::npos ? std::string_view() : wanted.substr(0, colon);
    const std::string_view local = colon == std::string_view::npos ? wanted : wanted.substr(colon + 1);
    for (const XmlAttribute& found : attributes) {
        if (found.prefix == space && equals_ignoring_case(found.name, local)) return found.value;
    }
    return std::nullopt;
}

std::string_view XmlNode::attribute_or(std::string_view wanted, std::string_view otherwise) const {
    return attribute(wanted).value_or(otherwise);
}

std::string XmlNode::direct_text() const {
    std::string result;
    for (const XmlNode& child : children) {
        if (child.is_text()) result += child.text;
    }
    return std::string(trim(result));
}

Result<XmlDocument> read_xml(std::string_view text, std::string_view base, std::string_view language,
                             const FeedLimits& limits) {
    if (text.size() > limits.document_bytes) return failure("xml_too_large");
    const MendedMarkup mended = mend_markup(text);
    if (mended.text.size() > limits.document_bytes * 2) return failure("xml_too_large");
    const std::string_view markup = trim(mended.text);
    if (markup.empty()) return failure("xml_no_element");
    const std::unique_ptr<xmlParserCtxt, decltype(&xmlFreeParserCtxt)> parser(xmlNewParserCtxt(), &xmlFreeParserCtxt);
    if (!parser) return failure("out_of_memory");
    const int options =
        XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA;
    const std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> parsed(
        xmlCtxtReadMemory(parser.get(), markup.data(), static_cast<int>(markup.size()), nullptr, "UTF-8", options),
        &xmlFreeDoc);
    const xmlNode* root = parsed ? xmlDocGetRootElement(parsed.get()) : nullptr;
    if (root == nullptr) return failure("xml_no_element");
    XmlDocument document;
    document.well_formed = parser->wellFormed == 1 && parser->nsWellFormed == 1 && !mended.changed;
    document.netscape_doctype = mended.netscape_doctype;
    Result<XmlNode> copied = Copier(document, limits).copy(root, base, language, 1);
    if (!copied) return std::unexpected(copied.error());
    document.root = std::move(*copied);
    return document;
}

std::string inner_markup(const XmlNode& node) {
    std::string result;
    for (const XmlNode& child : node.children) write_node(result, child);
    return result;
}

std::string outer_markup(const XmlNode& node) {
    std::string result;
    write_node(result, node);
    return result;
}

} // namespace hypha::edge::feeds
