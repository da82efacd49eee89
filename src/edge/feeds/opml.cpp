// See opml.hpp.
#include "edge/feeds/opml.hpp"

#include "edge/feeds/ascii.hpp"
#include "edge/feeds/text_encoding.hpp"
#include "edge/feeds/url.hpp"
#include "edge/feeds/xml_tree.hpp"

#include <algorithm>

namespace hypha::edge::feeds {
namespace {

void read_outlines(const XmlNode& node, std::vector<std::string>& folders, SubscriptionList& list,
                   const FeedLimits& limits) {
    for (const XmlNode& child : node.children) {
        if (child.key != "outline" || list.subscriptions.size() >= limits.outlines) continue;
        const std::string label(trim(child.attribute("title").value_or(child.attribute_or("text", ""))));
        const std::string address(trim(child.attribute("xmlUrl").value_or(child.attribute_or("url", ""))));
        const std::string scheme = url_scheme(address);
        if (scheme == "http" || scheme == "https") {
            list.subscriptions.push_back({label, address, std::string(trim(child.attribute_or("htmlUrl", ""))),
                                          std::string(child.attribute_or("description", "")),
                                          std::string(child.attribute_or("language", "")), folders});
        }
        // A feed may hold outlines of its own in careless lists; only a folder gives them a name.
        const bool is_folder = address.empty() && !label.empty();
        if (is_folder) folders.push_back(label);
        read_outlines(child, folders, list, limits);
        if (is_folder) folders.pop_back();
    }
}

void write_attribute(std::string& result, std::string_view name, std::string_view value) {
    if (value.empty()) return;
    result += ' ';
    result += name;
    result += "=\"";
    for (const char c : value) {
        if (c == '&') result += "&amp;";
        else if (c == '<') result += "&lt;";
        else if (c == '>') result += "&gt;";
        else if (c == '"') result += "&quot;";
        else if (c == '\n' || c == '\t' || c == '\r')
            result += "&#" + std::to_string(static_cast<int>(c)) + ";"; // a parser makes them blanks
        else if (static_cast<unsigned char>(c) >= 0x20) result += c;
    }
    result += '"';
}

std::string indent(std::size_t depth) { return std::string(4 + depth * 2, ' '); }

} // namespace

Result<SubscriptionList> read_opml(std::string_view bytes, const FeedLimits& limits) {
    if (bytes.size() > limits.document_bytes) return failure("feed_too_large");
    const Result<DecodedText> decoded = decode_text(bytes, "", false);
    if (!decoded) return std::unexpected(decoded.error());
    const Result<XmlDocument> document = read_xml(decoded->text, "", "", limits);
    if (!document) return std::unexpected(document.error());
    if (document->root.key != "opml") return failure("not_opml");
    SubscriptionList list;
    std::vector<std::string> folders;
    for (const XmlNode& part : document->root.children) {
        if (part.key == "body") read_outlines(part, folders, list, limits);
        if (part.key != "head") continue;
        for (const XmlNode& entry : part.children) {
            if (entry.key == "title") list.title = entry.direct_text();
        }
    }
    return list;
}

std::string write_opml(const SubscriptionList& list) {
    std::string result = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n    <title>";
    for (const char c : list.title) {
        if (c == '&') result += "&amp;";
        else if (c == '<') result += "&lt;";
        else if (c == '>') result += "&gt;";
        else if (static_cast<unsigned char>(c) >= 0x20) result += c;
    }
    result += "</title>\n  </head>\n  <body>\n";
    std::vector<std::string> open;
    const auto close_to = [&](std::size_t depth) {
        while (open.size() > depth) {
            open.pop_back();
            result += indent(open.size()) + "</outline>\n";
        }
    };
    for (const Subscription& subscription : list.subscriptions) {
        const auto [left, right] = std::ranges::mismatch(open, subscription.folders);
        close_to(static_cast<std::size_t>(left - open.begin()));
        for (auto folder = right; folder != subscription.folders.end(); ++folder) {
            result += indent(open.size()) + "<outline";
            write_attribute(result, "text", *folder);
            result += ">\n";
            open.push_back(*folder);
        }
        result += indent(open.size()) + "<outline type=\"rss\"";
        write_attribute(result, "text", subscription.title.empty() ? subscription.feed_url : subscription.title);
        write_attribute(result, "title", subscription.title);
        write_attribute(result, "xmlUrl", subscription.feed_url);
        write_attribute(result, "htmlUrl", subscription.site_url);
        write_attribute(result, "description", subscription.description);
        write_attribute(result, "language", subscription.language);
        result += " />\n";
    }
    close_to(0);
    result += "  </body>\n</opml>\n";
    return result;
}

} // namespace hypha::edge::feeds
