// Bytes of a document to UTF-8. The candidates, in the order of RFC 3023 as feed readers keep it: charset of the Content-Type,
// the XML declaration, what the first bytes look like (BOM or "<?xm" in UTF-16, UTF-32, EBCDIC), UTF-8, windows-1252. The
// first in which every byte has a meaning wins; gb2312 is read as its superset gb18030. Conversion: iconv of the C library.
// Names that no iconv knows are skipped, as wrong ones are. No guessing by letter frequency: a page without any declaration
// that is not UTF-8 is read as windows-1252.
#pragma once

#include "core/base/error.hpp"

#include <string>
#include <string_view>

namespace hypha::edge::feeds {

struct DecodedText {
    std::string text;        // UTF-8, no BOM, no XML declaration
    std::string encoding;    // lower case, as the document or header names it
    bool as_declared = true; // false: another encoding than the one that the rules name
};

struct ContentType {
    std::string media_type; // lower case
    std::string charset;
};
ContentType parse_content_type(std::string_view field);

// `content_type` is the HTTP field or empty; `from_http` says that there was an HTTP answer at all.
Result<DecodedText> decode_text(std::string_view bytes, std::string_view content_type, bool from_http);

// The same for a page: charset of the Content-Type, else of <meta charset> or <meta http-equiv> in its first kilobyte. What is
// not UTF-8 in a page that says it is becomes U+FFFD.
Result<DecodedText> decode_html(std::string_view bytes, std::string_view content_type);

} // namespace hypha::edge::feeds
