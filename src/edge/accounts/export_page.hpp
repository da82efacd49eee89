// All that an edge keeps of a person, as JSON, page by page: {"export": "hypha-edge-1", "section", "rows", "next"}. `from` is a page's
// `next`, empty at first; null ends it. Sections: account (with devices, an offer is not kept long enough to be one), cells, operations,
// waiting, blobs; then contributions, flags, contributor, which are not this store's (contributions/contribution_export). Values are
// base64url of what the edge holds: sealed, it cannot say what is in them. The bytes of blobs come by GET /v1/blob. Batch answers, which
// repeat what the operations say, are counted. Errors: "malformed", and the store's.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "edge/store/served_store.hpp"

namespace hypha::edge {

// In their order.
inline constexpr std::array<std::string_view, 8> kExportSections{
    "account", "cells", "operations", "waiting", "blobs", "contributions", "flags", "contributor"};

struct ExportRows {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    std::string next; // what the next page of the section begins behind; empty: the section is at its end
};
// `from` in two: the section, and what its page begins behind.
struct ExportPlace {
    std::string_view section, after;
};
ExportPlace export_place(std::string_view from);
// A page as it is sent. `section`: one of kExportSections.
std::string export_text(std::string_view section, ExportRows page, std::int64_t now_ms);

Result<std::string> export_page(ServedStore& store, const sync::StreamId& stream, std::string_view from,
                                std::int64_t now_ms);

} // namespace hypha::edge
