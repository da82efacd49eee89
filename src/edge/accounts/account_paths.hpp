// The paths of accounts: what each does, whether it needs a session or is a door, by which devices come in, and whether it has a body.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "edge/accounts/accounts.hpp"

namespace hypha::edge {

struct AccountPath {
    std::string_view path;
    std::string_view method;
    AccountAction action;
    bool is_door;
    bool has_body;
};

inline constexpr std::array kAccountPaths{
    AccountPath{"/v1/challenge", "GET", AccountAction::challenge, true, false},
    AccountPath{"/v1/device", "POST", AccountAction::enter, true, true},
    AccountPath{"/v1/session", "POST", AccountAction::sign_in, true, true},
    AccountPath{"/v1/session/rotate", "POST", AccountAction::rotate, false, false},
    AccountPath{"/v1/devices", "GET", AccountAction::devices, false, false},
    AccountPath{"/v1/devices/rename", "POST", AccountAction::rename, false, true},
    AccountPath{"/v1/devices/revoke", "POST", AccountAction::revoke, false, true},
    AccountPath{"/v1/devices/words", "POST", AccountAction::words, false, true},
    AccountPath{"/v1/pairing", "POST", AccountAction::offer, false, true},
    AccountPath{"/v1/pairing/take", "POST", AccountAction::take, true, true},
    AccountPath{"/v1/export", "GET", AccountAction::export_page, false, false},
    AccountPath{"/v1/account/delete", "POST", AccountAction::remove, false, true},
};

// Null: it is none of them.
inline const AccountPath* account_path(std::string_view path) {
    const auto* const found = std::ranges::find(kAccountPaths, path, &AccountPath::path);
    return found == kAccountPaths.end() ? nullptr : found;
}

inline bool is_account_path(std::string_view path) { return account_path(path) != nullptr; }

} // namespace hypha::edge
