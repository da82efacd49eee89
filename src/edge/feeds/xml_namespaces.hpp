// The customary prefix of a namespace that feeds use, by its URI in lower case. Feeds write URIs in every case and with a slash
// too many or too few. An empty prefix is the vocabulary of RSS and Atom itself. Source: the modules' specifications, and the
// variants that feedparser (html_allow_list.LICENSE.txt) collected.
#pragma once

#include <optional>
#include <string_view>

namespace hypha::edge::feeds {

struct XmlNamespace {
    std::string_view uri;
    std::string_view prefix;
};

inline constexpr XmlNamespace kXmlNamespaces[] = {
    {"http://backend.userland.com/rss", ""},
    {"http://blogs.law.harvard.edu/tech/rss", ""},
    {"http://purl.org/rss/1.0/", ""},
    {"http://my.netscape.com/rdf/simple/0.9/", ""},
    {"http://channel.netscape.com/rdf/simple/0.9/", ""},
    {"http://example.com/newformat#", ""},
    {"http://example.com/necho", ""},
    {"http://purl.org/echo/", ""},
    {"uri/of/echo/namespace#", ""},
    {"http://purl.org/pie/", ""},
    {"http://purl.org/atom/ns#", ""},
    {"http://www.w3.org/2005/atom", ""},
    {"http://purl.org/rss/1.0/modules/rss091#", ""},
    {"http://webns.net/mvcb/", "admin"},
    {"http://creativecommons.org/ns#license", "cc"},
    {"http://web.resource.org/cc/", "cc"},
    {"http://cyber.law.harvard.edu/rss/creativecommonsrssmodule.html", "creativecommons"},
    {"http://backend.userland.com/creativecommonsrssmodule", "creativecommons"},
    {"http://purl.org/rss/1.0/modules/content/", "content"},
    {"http://purl.org/dc/elements/1.1/", "dc"},
    {"http://purl.org/dc/terms/", "dcterms"},
    {"http://rssnamespace.org/feedburner/ext/1.0", "feedburner"},
    {"http://xmlns.com/foaf/0.1/", "foaf"},
    {"http://www.w3.org/2003/01/geo/wgs84_pos#", "geo"},
    {"http://www.georss.org/georss", "georss"},
    {"http://www.opengis.net/gml", "gml"},
    {"http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"},
    {"http://example.com/dtds/podcast-1.0.dtd", "itunes"},
    {"http://search.yahoo.com/mrss", "media"},
    {"http://search.yahoo.com/mrss/", "media"},
    {"http://prismstandard.org/namespaces/1.2/basic/", "prism"},
    {"http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf"},
    {"http://www.w3.org/2000/01/rdf-schema#", "rdfs"},
    {"http://purl.org/rss/1.0/modules/slash/", "slash"},
    {"http://purl.org/rss/1.0/modules/syndication/", "sy"},
    {"http://purl.org/rss/1.0/modules/taxonomy/", "taxo"},
    {"http://purl.org/syndication/thread/1.0", "thr"},
    {"http://purl.org/rss/1.0/modules/threading/", "thr"},
    {"http://wellformedweb.org/commentapi/", "wfw"},
    {"http://www.w3.org/1999/xhtml", "xhtml"},
    {"http://www.w3.org/1999/xlink", "xlink"},
    {"http://www.w3.org/xml/1998/namespace", "xml"},
    {"http://podlove.org/simple-chapters", "psc"},
    {"http://www.w3.org/1998/math/mathml", "math"},
    {"http://www.w3.org/2000/svg", "svg"},
};

inline std::optional<std::string_view> customary_prefix(std::string_view uri) {
    for (const XmlNamespace& known : kXmlNamespaces) {
        if (known.uri == uri) return known.prefix;
    }
    if (uri.contains("backend.userland.com/rss")) return "";
    return std::nullopt;
}

} // namespace hypha::edge::feeds
