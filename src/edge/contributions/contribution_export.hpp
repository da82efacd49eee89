// The part of an account's export (accounts/export_page) that is kept here, page by page. Sections: contributions (each as
// GET /v1/contributions says it, its text in `file` as it was signed, and the device and signature that it was signed with), flags (what
// the account said of others' stories), contributor (one row: its role, what moderators decided, when it sent something of late). Photos
// come by GET /v1/contributions/photo, named in `file`. What moderators see of an author is made from these and is not kept.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/error.hpp"
#include "edge/store/contribution_store.hpp"

namespace hypha::edge {

// Whether a page of the export is asked for here. `from`: the `next` of the page before.
bool is_contribution_section(std::string_view from);

// `from`: of such a section. One transaction of the store. Errors: "malformed", and the store's.
Result<std::string> contribution_export_page(ContributionStore& store, const sync::StreamId& stream,
                                             std::string_view from, std::int64_t now_ms);

} // namespace hypha::edge
