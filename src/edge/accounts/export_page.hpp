// All that an edge keeps of a person, as JSON, page by page: {"export": "hypha-edge-1", "section", "rows", "next"}. `from` is a page's
// `next`, empty at first; null ends it. Sections: account (with devices, an offer is not kept long enough to be one), cells, operations,
// waiting, blobs. Values are base64url of what the edge holds: sealed, it cannot say what is in them. The bytes of blobs come by
// GET /v1/blob. Batch answers, which repeat what the operations say, are counted. Errors: "malformed", and the store's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "edge/store/served_store.hpp"

namespace hypha::edge {

Result<std::string> export_page(ServedStore& store, const sync::StreamId& stream, std::string_view from,
                                std::int64_t now_ms);

} // namespace hypha::edge
