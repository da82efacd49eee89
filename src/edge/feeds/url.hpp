// References against a base (RFC 3986 §5), and which schemes a reader may follow. Text in, text out: nothing is fetched, no
// name looked up. Unlike the RFC, the form of an absolute reference is left as it is written, because ids are compared by byte.
#pragma once

#include <string>
#include <string_view>

namespace hypha::edge::feeds {

// `reference` itself when it is absolute or `base` is not; empty for a host in unfinished brackets.
std::string resolve_url(std::string_view base, std::string_view reference);

// The scheme in lower case, empty for a relative reference.
std::string url_scheme(std::string_view url);

// True for relative references and for schemes of documents and mail; false for javascript:, data: and unknown ones.
bool has_safe_scheme(std::string_view url);

} // namespace hypha::edge::feeds
