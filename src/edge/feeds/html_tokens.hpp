// HTML as a run of tokens, in the tolerant way of old SGML parsers: no tree, no correction, every byte belongs to one token.
// Made for rewriting snippets; a page is read by libxml2 (discovery.cpp). Linear in the text.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hypha::edge::feeds {

struct HtmlToken {
    enum class Kind { text, reference, start, end, dropped };
    Kind kind = Kind::text;
    std::string_view raw; // its bytes
    std::string name;     // of a tag, lower case; of a reference, without & and ;
    std::vector<std::pair<std::string, std::string>> attributes; // names lower case, values as written, without quotes
    bool closes_itself = false;                                  // <br/>
    bool is_terminated = false;                                  // the reference ended in ;
};

// Takes one token off the front of `rest`, which is not empty.
HtmlToken take_html_token(std::string_view& rest);

// An attribute's value as a browser sees it: "java&#115;cript:" is a scheme. Numbers beyond Unicode, zero, tabs and line ends go.
std::string decode_references(std::string_view value);

} // namespace hypha::edge::feeds
