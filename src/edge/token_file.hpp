// Sessions as bearer tokens in a file of the operator, until devices make their own. One line a session:
//   SHA-256 of the token (64 hex digits)   stream (32 hex digits)   name (letters, digits, '-', '_'; at most 64)
// Empty lines and lines that begin with # are skipped. A token is 32 bytes by chance as base64url; only its hash is kept, so whoever
// reads the file cannot speak for anybody. The look-up is by that hash: how long it takes says nothing about a token that exists.
// Without the file nobody gets in. A line that is not understood makes the whole file an error: half a list is nobody's wish.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "core/base/error.hpp"
#include "edge/authenticator.hpp"

namespace hypha::edge {

class TokenFile final : public Authenticator {
public:
    // Errors: "bad_sessions" (with the number of the line), "unreadable_file".
    static Result<std::shared_ptr<const TokenFile>> load(const std::filesystem::path& path);

    [[nodiscard]] std::optional<Session> session_of(std::string_view authorization) const override;
    [[nodiscard]] std::size_t size() const { return sessions_.size(); }
    [[nodiscard]] std::vector<Session> all() const;

private:
    std::map<std::array<std::uint8_t, 32>, Session> sessions_;
};

struct NewSession {
    std::string token;
    std::string stream; // 32 hex digits
};

// Adds a session, for a new stream where `stream` is empty, and answers its token: the only time that anybody sees it. It is on
// disk then; a server that runs takes it with the next SIGHUP. Errors: "bad_name", "bad_stream", "storage_full", "storage_unavailable".
Result<NewSession> add_session(const std::filesystem::path& path, std::string_view name, std::string_view stream);

// Takes out every session that is meant, and answers how many; on disk then. Errors: those of load() and add_session().
Result<std::size_t> remove_sessions(const std::filesystem::path& path,
                                    const std::function<bool(const Session&)>& is_meant);

} // namespace hypha::edge
