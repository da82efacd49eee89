// Makes nearly-XML into XML before libxml2 sees it, because feeds in the wild are not: the DOCTYPE goes (with it every entity
// declaration: no expansion, nothing external), HTML's named entities become letters, "&" and "<" that begin nothing are
// escaped, control characters are dropped. CDATA, comments and instructions pass untouched. Linear in the text.
// A document's own entities are kept only as feedparser keeps them: plain text or one character, never a reference to another.
#pragma once

#include <string>
#include <string_view>

namespace hypha::edge::feeds {

struct MendedMarkup {
    std::string text;
    bool changed = false; // something was not XML
    bool netscape_doctype = false;
};

MendedMarkup mend_markup(std::string_view text);

// The letter of an HTML 4 entity ("eacute"), 0 when there is none of that name.
char32_t html_entity(std::string_view name);

} // namespace hypha::edge::feeds
