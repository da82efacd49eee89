// The sessions of a file (token_file.hpp), as they stand in it now: each request asks the kernel whether the file is still the one
// that was read, which is a look into its memory and not at a disk. So a session that an operator revoked gets no further request
// through, and a new one gets its first, without a signal. A file that cannot be read is logged once, and those that were read stay.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>

#include "edge/token_file.hpp"

namespace hypha::edge {

class WatchedSessions final : public Authenticator {
public:
    // Errors: those of TokenFile::load.
    static Result<std::shared_ptr<WatchedSessions>> open(const std::filesystem::path& path);

    [[nodiscard]] std::optional<Session> session_of(std::string_view authorization) const override;

private:
    // What tells one state of a file from another; all 0: there is none.
    struct Mark {
        std::uint64_t inode = 0;
        std::int64_t size = 0;
        std::int64_t changed_ns = 0;
        bool operator==(const Mark&) const = default;
    };

    explicit WatchedSessions(std::filesystem::path path) : path_(std::move(path)) {}
    [[nodiscard]] Mark mark() const;

    std::filesystem::path path_;
    mutable std::mutex mutex_; // guards what follows
    mutable Mark mark_;
    mutable std::shared_ptr<const TokenFile> file_;
};

} // namespace hypha::edge
