// One request's facts to status, header fields and bytes. Pure: no socket, no file, no clock.
// GET and HEAD only. Conditions in the order of RFC 9110 §13.2.2: If-None-Match, then Range with If-Range.
// `body` points into the Site that was asked; keep it alive until the bytes are sent.
#pragma once

#include "edge/site.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hypha::edge {

struct RequestFacts {
    std::string_view method = "GET";
    std::string_view target = "/";
    std::optional<std::string_view> accept_encoding = std::nullopt; // the field may be absent or empty: not the same
    std::string_view if_none_match{};
    std::string_view if_range{};
    std::string_view range{};
};

struct Answer {
    unsigned status = 200;
    std::vector<std::pair<std::string_view, std::string>> fields;
    std::string_view body;         // what would be sent to GET
    bool body_is_withheld = false; // HEAD, 304
};

Answer answer_request(const Site& site, const RequestFacts& request);

// For requests that never became facts: a malformed or oversize header, too many clients.
Answer refuse(unsigned status, std::string_view sentence);

std::string_view reason_of(unsigned status);

// If-None-Match names it: weak comparison over a list, W/ is ignored on both sides, "*" is any.
bool lists_tag(std::string_view field, std::string_view tag);

// nullopt: malformed percent coding or a byte that no path of ours holds.
std::optional<std::string> decode_path(std::string_view target);

} // namespace hypha::edge
