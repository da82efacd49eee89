// See xml_feed.hpp.
#include "edge/feeds/xml_feed.hpp"

#include "edge/feeds/ascii.hpp"
#include "edge/feeds/date_forms.hpp"
#include "edge/feeds/html_sanitiser.hpp"
#include "edge/feeds/metadata_reader.hpp"
#include "edge/feeds/text_construct.hpp"
#include "edge/feeds/url.hpp"

#include <algorithm>

namespace hypha::edge::feeds {
namespace {

bool is_item(const XmlNode& node) { return node.key == "item" || node.key == "entry"; }

// "hh:mm:ss.fff" or "mm:ss", as Podlove's simple chapters have it.
std::optional<std::int64_t> chapter_start_ms(std::string_view text) {
    std::int64_t seconds = 0;
    int fields = 1;
    std::int64_t field = 0;
    std::size_t at = 0;
    for (; at < text.size() && text[at] != '.'; ++at) {
        if (text[at] == ':') {
            seconds = (seconds + field) * 60;
            field = 0;
            ++fields;
        } else if (is_digit(text[at]) && field < 1000) {
            field = field * 10 + (text[at] - '0');
        } else {
            return std::nullopt;
        }
    }
    if (fields < 2 || fields > 3) return std::nullopt;
    std::int64_t result = (seconds + field) * 1000;
    for (std::int64_t unit = 100; ++at < text.size() && unit > 0; unit /= 10) {
        if (!is_digit(text[at])) return std::nullopt;
        result += unit * (text[at] - '0');
    }
    return result;
}

class FeedBuilder {
public:
    FeedBuilder(const XmlDocument& document, const FeedLimits& limits, bool is_atom)
        : document_(document), limits_(limits), reader_(is_atom, limits) {}

    Feed build(Feed::Format format) {
        const XmlNode& root = document_.root;
        feed_.format = format;
        feed_.well_formed = document_.well_formed;
        feed_.netscape_091 = document_.netscape_doctype;
        feed_.version = version();
        feed_.language = replace_all(root.language, "_", "-");
        if (format == Feed::Format::cdf) read_cdf_attributes(root, feed_);
        for (const XmlNode& child : root.children) {
            if (child.is_text()) continue;
            if (child.key == "channel" && format == Feed::Format::rss) read_channel(child);
            else if (is_item(child)) read_item(child);
            else if (format == Feed::Format::rss) read_beside_channel(child);
            else read_feed_element(child);
        }
        take_picture(feed_.summary, feed_);
        return std::move(feed_);
    }

private:
    bool names(std::string_view uri) const {
        return std::ranges::find(document_.namespaces, uri) != document_.namespaces.end();
    }

    std::string version() const {
        const XmlNode& root = document_.root;
        if (root.key == "rdf:rdf") {
            if (names("http://my.netscape.com/rdf/simple/0.9/") || names("http://channel.netscape.com/rdf/simple/0.9/"))
                return "0.9";
            return names("http://purl.org/rss/1.0/") ? "1.0" : "";
        }
        if (feed_.format == Feed::Format::atom && names("http://www.w3.org/2005/atom")) return "1.0";
        const std::string_view written = trim(root.attribute_or("version", ""));
        if (feed_.format == Feed::Format::atom && written.empty() && names("http://purl.org/atom/ns#")) return "0.3";
        return std::string(written);
    }

    void read_channel(const XmlNode& channel) {
        if (!channel.language.empty() && feed_.language.empty()) feed_.language = channel.language;
        for (const XmlNode& child : channel.children) {
            if (child.is_text()) continue;
            if (is_item(child)) read_item(child);
            else read_feed_element(child);
        }
    }

    // RSS 1.0 keeps image and textinput beside the channel.
    void read_beside_channel(const XmlNode& node) {
        if (node.key == "image" || node.key == "textinput") read_feed_element(node);
        if (node.key != "redirect") return; // "this feed has moved", by Userland
        for (const XmlNode& child : node.children) {
            if (child.key == "newlocation") read_new_location(child);
        }
    }

    static void read_cdf_attributes(const XmlNode& node, Metadata& into) {
        if (const auto when = node.attribute("lastmod")) into.updated = Moment{std::string(*when), parse_date(*when)};
        if (const auto address = node.attribute("href")) {
            into.link = resolve_url(node.base, *address);
            into.links.push_back({into.link, "alternate", "text/html", "", "", "", false});
        }
    }

    void read_feed_element(const XmlNode& node) {
        const std::string_view key = node.key;
        if (key == "image") read_image(node);
        else if (key == "textinput") read_text_input(node);
        else if (key == "skiphours") read_list(node, "hour", feed_.skip_hours);
        else if (key == "skipdays") read_list(node, "day", feed_.skip_days);
        else if (key == "docs") feed_.docs = resolve_url(node.base, read_plain(node));
        else if (key == "rating") feed_.rating = read_plain(node);
        else if (key == "ttl") feed_.ttl = read_plain(node);
        else if (key == "newlocation" || key == "itunes:new-feed-url") read_new_location(node);
        else if (key == "id" || key == "guid") feed_.id = resolve_url(node.base, read_plain(node));
        else if (key == "cloud") read_cloud(node);
        else {
            if (key == "managingeditor") feed_.managing_editor = read_plain(node);
            if (key == "webmaster") feed_.web_master = read_plain(node);
            (void)reader_.read(node, feed_, nullptr); // unknown elements are extensions
        }
    }

    void read_new_location(const XmlNode& node) {
        const std::string address = resolve_url(node.base, read_plain(node));
        if (has_safe_scheme(address)) feed_.new_location = address;
        if (!node.prefix.empty()) reader_.keep_extension(node, feed_);
    }

    void read_image(const XmlNode& node) {
        Image image;
        if (const auto address = node.attribute("href")) image.url = resolve_url(node.base, *address);
        for (const XmlNode& child : node.children) {
            const std::string_view key = child.key;
            if (key == "url") image.url = resolve_url(child.base, read_plain(child));
            else if (key == "title") image.title = read_plain(child);
            else if (key == "link") image.link = resolve_url(child.base, read_plain(child));
            else if (key == "description") image.description = read_plain(child);
            else if (key == "width") image.width_px = read_plain(child);
            else if (key == "height") image.height_px = read_plain(child);
        }
        const bool is_pointer =
            image.url.empty() && image.title.empty() && image.link.empty() && image.description.empty();
        if (!is_pointer || !feed_.image) feed_.image = std::move(image);
    }

    void read_text_input(const XmlNode& node) {
        TextInput input;
        for (const XmlNode& child : node.children) {
            const std::string_view key = child.key;
            if (key == "title") input.title = read_plain(child);
            else if (key == "description") input.description = read_plain(child);
            else if (key == "name") input.name = read_plain(child);
            else if (key == "link") input.link = resolve_url(child.base, read_plain(child));
        }
        feed_.text_input = std::move(input);
    }

    static void read_list(const XmlNode& node, std::string_view key, std::vector<std::string>& into) {
        for (const XmlNode& child : node.children) {
            if (child.key == key && into.size() < 100) into.push_back(read_plain(child));
        }
    }

    void read_cloud(const XmlNode& node) {
        for (const XmlAttribute& attribute : node.attributes) feed_.cloud.emplace_back(attribute.name, attribute.value);
    }

    void read_item(const XmlNode& node) {
        if (feed_.items.size() >= limits_.items) return;
        Item item;
        if (const auto about = node.attribute("rdf:about")) item.id = *about;
        if (feed_.format == Feed::Format::cdf) read_cdf_attributes(node, item);
        for (const XmlNode& child : node.children) {
            if (child.is_text()) continue;
            const std::string_view key = child.key;
            if (key == "id" || key == "guid") read_id(child, item);
            else if (key == "source") item.source = read_source(child);
            else if (key == "comments") item.comments = resolve_url(child.base, read_plain(child));
            else if (key == "psc:chapters") read_chapters(child, item);
            else if (!reader_.read(child, item, &item)) read_nested(child, item, 0);
        }
        if (item.link.empty() && item.id_is_link && !item.id.empty()) {
            item.link = item.id;
            item.link_from_id = true;
        }
        const bool has_content =
            !item.content.empty() && (item.content.front().is_html() || item.content.front().type == "text/plain");
        if (!item.summary.present && has_content) item.summary = item.content.front();
        if (has_content) take_picture(item.content.front(), item);
        take_picture(item.summary, item);
        feed_.items.push_back(std::move(item));
    }

    // A story without a picture of its own has that of its text.
    static void take_picture(const Text& text, Metadata& into) {
        if (into.image || !text.is_html()) return;
        if (std::string url = first_picture(text.value); !url.empty())
            into.image = Image{std::move(url), "", "", "", "", ""};
    }

    // Elements wrapped in something unknown still speak of the item, when nothing nearer does.
    void read_nested(const XmlNode& node, Item& item, std::size_t depth) {
        if (!node.prefix.empty() || depth > 3) return;
        for (const XmlNode& child : node.children) {
            if (child.is_text()) continue;
            if (child.key == "link" && item.link.empty()) (void)reader_.read(child, item, &item); // it is known
            else read_nested(child, item, depth + 1);
        }
    }

    static void read_id(const XmlNode& node, Item& item) {
        const std::string_view permalink = node.attribute_or("ispermalink", "true");
        item.id_is_link = permalink == "true";
        item.id = read_plain(node);
        if (item.id_is_link && node.children.size() <= 1) item.id = resolve_url(node.base, item.id);
    }

    Metadata read_source(const XmlNode& node) {
        Metadata source;
        bool has_elements = false;
        for (const XmlNode& child : node.children) {
            if (child.is_text()) continue;
            has_elements = true;
            if (child.key == "id") source.id = resolve_url(child.base, read_plain(child));
            else (void)reader_.read(child, source, nullptr); // unknown elements are extensions
        }
        if (!has_elements) {
            source.title.value = read_plain(node);
            source.title.type = "text/plain";
            source.title.present = true;
        }
        if (const auto address = node.attribute("url")) source.link = resolve_url(node.base, *address);
        return source;
    }

    void read_chapters(const XmlNode& node, Item& item) const {
        if (!item.chapters.empty()) return;
        for (const XmlNode& child : node.children) {
            if (child.key != "psc:chapter" || item.chapters.size() >= limits_.values_per_item) continue;
            item.chapters.push_back(
                {std::string(child.attribute_or("title", "")), std::string(child.attribute_or("href", "")),
                 std::string(child.attribute_or("image", "")), chapter_start_ms(child.attribute_or("start", ""))});
        }
        reader_.keep_extension(node, item);
    }

    const XmlDocument& document_;
    const FeedLimits& limits_;
    MetadataReader reader_;
    Feed feed_;
};

} // namespace

Result<Feed> read_xml_feed(const XmlDocument& document, const FeedLimits& limits) {
    const std::string_view key = document.root.key;
    if (key == "feed") return FeedBuilder(document, limits, true).build(Feed::Format::atom);
    if (key == "rss" || key == "rdf:rdf" || key == "rdf")
        return FeedBuilder(document, limits, false).build(Feed::Format::rss);
    if (key == "channel") return FeedBuilder(document, limits, false).build(Feed::Format::cdf);
    return failure("not_a_feed", document.root.name.substr(0, 40));
}

} // namespace hypha::edge::feeds
