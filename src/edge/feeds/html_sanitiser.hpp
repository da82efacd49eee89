// HTML of strangers cut down to an allow list, and its relative links made absolute. What safe_html promises of its
// result: only elements and attributes of html_allow_list.hpp; no script, no style sheet, no event handler, no comment; no
// address with a scheme that runs or embeds (javascript:, data:); every "<" that is left begins a kept tag. What it does not
// promise: balanced tags, no tracking pictures, no forms. Nothing is fetched or rendered here. Linear in the text.
// The behaviour is that of feedparser's sanitiser, whose expected results the fixtures hold; where it let a "<" stand before
// a tag that it then removed, this one writes &lt;.
#pragma once

#include <string>
#include <string_view>

namespace hypha::edge::feeds {

// `is_xhtml`: <p/> closes itself, and SVG and MathML need their namespaces.
std::string safe_html(std::string_view html, bool is_xhtml);

// Rewrites the addresses of links, pictures and media in place; every other byte stays.
std::string resolve_html_links(std::string_view html, std::string_view base);

// The address of the first <img> that can be fetched; empty when there is none.
std::string first_picture(std::string_view html);

// Whether a text that is called plain is HTML all the same: closed tags or references, and all of them known.
bool looks_like_html(std::string_view text);

// Declarations of a style attribute that neither load nor position; empty when one of them is not understood.
std::string safe_css(std::string_view style, bool in_svg);

} // namespace hypha::edge::feeds
