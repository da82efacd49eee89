// What is asked of the contribution desk and what it says: plain values, and the addresses that ask. Pure.
//   POST, GET /v1/contributions[?before=MS-ID]     DELETE /v1/contributions/ID     POST /v1/contributions/ID/flag
//   PUT, GET /v1/contributions/photo/SHA256        GET /v1/moderation[?after=MS-ID]     POST /v1/moderation/ID
// ID is a contribution's (32 hexadecimal digits); where one is flagged also the hash of its story (64), which is all that a reader has.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/error.hpp"
#include "core/sync/account_wire.hpp"
#include "edge/store/contribution_store.hpp"

namespace hypha::edge {

struct ContributionCaller {
    sync::StreamId stream;
    sync::account::Key device{};
};

struct ContributionQuestion {
    enum class What { submit, own, withdraw, put_photo, get_photo, flag, queue, decide };
    What what = What::own;
    std::string name; // an id, or a hash
    std::optional<ContributionCursor> cursor;
    std::optional<ContributionCaller> caller; // always, but of get_photo, which anybody may ask
    std::string body;
};

struct ContributionReply {
    unsigned status = 200;
    std::string body;
    std::string type = "application/json";
    std::string_view cache = "no-store";
    std::string code;                // of a refusal, for whoever counts
    std::uint32_t retry_after_s = 0; // 0: is not said
};

bool is_contribution_path(std::string_view path);

// How a path may be asked and with what body.
struct ContributionMethod {
    std::string_view method;
    ContributionQuestion::What what;
    std::string_view type;      // of its body; empty: it has none. Two of them have a blank between.
    std::size_t most_bytes = 0; // of it
};

struct ContributionPath {
    std::string_view methods; // as Allow says them
    ContributionQuestion question;
    ContributionMethod asked;
};

// Errors: "no_path"; "no_method" (detail: what Allow says); "malformed", where what it names cannot be.
Result<ContributionPath> contribution_path_of(std::string_view method, std::string_view target);

std::string cursor_text(const ContributionCursor& cursor);
// Nothing: it is none.
std::optional<ContributionCursor> cursor_of(std::string_view text);

} // namespace hypha::edge
