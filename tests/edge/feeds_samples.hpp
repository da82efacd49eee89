// Small feeds of our own, one of each format, that several tests read and attack.
#pragma once

#include <string_view>

namespace hypha::edge::feeds {

inline constexpr std::string_view kRss = R"(<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:media="http://search.yahoo.com/mrss/" xmlns:georss="http://www.georss.org/georss" xml:base="https://valle.example/">
<channel><title>Radio del Valle</title><link>https://valle.example/</link><language>es-PE</language>
<item><title>Feria &amp; lluvia</title><link>/noticias/1?a=1&amp;b=2</link><guid isPermaLink="false">nota-1</guid>
<pubDate>Tue, 03 Mar 2026 07:15:00 -0500</pubDate><dc:creator>Ana Quispe</dc:creator><category>clima</category>
<description>&lt;p&gt;Llueve en &lt;a href="mapa.html"&gt;Ollantaytambo&lt;/a&gt;.&lt;/p&gt;</description>
<content:encoded><![CDATA[<p>Todo el <b>texto</b>.</p><script>alert(1)</script>]]></content:encoded>
<enclosure url="audio/1.mp3" type="audio/mpeg" length="123"/><media:thumbnail url="https://valle.example/1.webp"/>
<georss:point>-13.25 -72.26</georss:point></item>
</channel></rss>)";

inline constexpr std::string_view kAtom = R"(<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="qu">
<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Willakuy <em>llaqta</em></div></title>
<link rel="self" href="https://a.example/feed"/><link href="https://a.example/"/><id>urn:a</id><updated>2026-03-03T12:15:00.250Z</updated>
<entry><id>urn:a:1</id><title>Para</title><link href="https://a.example/1"/><published>2026-03-03T12:15:00+01:00</published>
<author><name>Luis</name><email>luis@a.example</email></author><content type="html">&lt;b&gt;Para&lt;/b&gt;</content></entry></feed>)";

inline constexpr std::string_view kRdf =
    R"(<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="http://r.example/"><title>R</title><link>http://r.example/</link></channel>
<item rdf:about="http://r.example/1"><title>Uno</title><link>http://r.example/1</link></item></rdf:RDF>)";

inline constexpr std::string_view kJson =
    R"({"version":"https://jsonfeed.org/version/1.1","title":"J","home_page_url":"https://j.example/","language":"en",
"items":[{"id":7,"url":"https://j.example/7","title":"Seven","content_html":"<p>7</p>","date_published":"2026-03-03T12:15:00Z",
"authors":[{"name":"Eva"}],"tags":["a","b"],"attachments":[{"url":"https://j.example/7.mp3","mime_type":"audio/mpeg","size_in_bytes":9}]}]})";

inline constexpr std::string_view kOpml =
    R"opml(<?xml version="1.0"?><opml version="2.0"><head><title>Mis fuentes</title></head><body>
<outline text="Valle"><outline type="rss" text="Radio &amp; TV" xmlUrl="https://valle.example/rss" htmlUrl="https://valle.example/"/>
<outline text="Agro"><outline text="Papa" xmlUrl="http://papa.example/feed"/></outline></outline>
<outline text="Suelto" xmlUrl="https://s.example/x"/><outline text="Malo" xmlUrl="javascript:alert(1)"/></body></opml>)opml";

inline constexpr std::string_view kPage =
    R"(<!DOCTYPE html><html><head><meta charset="utf-8"><base href="https://p.example/blog/">
<link rel="stylesheet alternate" type="application/rss+xml" href="no.css"><link rel="alternate" type="application/rss+xml" title="Notas" href="rss.xml">
<link rel=ALTERNATE type="application/atom+xml; charset=utf-8" href="/atom"><link rel="alternate" hreflang="en" href="/en/"></head>
<body><p>Hola <a href="//q.example/feed/">RSS</a><a href="rss.xml">otra vez</a><a href="mailto:a@p.example/feed">no</a></body></html>)";

} // namespace hypha::edge::feeds
