#include "edge/watched_sessions.hpp"

#include <sys/stat.h>

#include "edge/log.hpp"

namespace hypha::edge {

WatchedSessions::Mark WatchedSessions::mark() const {
    struct stat facts{};
    if (::stat(path_.c_str(), &facts) != 0) {
        return {};
    }
    // The time of the last change of the inode: nobody can set it back.
    return {facts.st_ino, facts.st_size, facts.st_ctim.tv_sec * 1'000'000'000 + facts.st_ctim.tv_nsec};
}

Result<std::shared_ptr<WatchedSessions>> WatchedSessions::open(const std::filesystem::path& path) {
    std::shared_ptr<WatchedSessions> watched(new WatchedSessions(path));
    watched->mark_ = watched->mark(); // before it is read: what changes meanwhile is read again
    auto file = TokenFile::load(path);
    if (!file) {
        return std::unexpected(file.error());
    }
    watched->file_ = *std::move(file);
    return watched;
}

std::optional<Session> WatchedSessions::session_of(std::string_view authorization) const {
    std::shared_ptr<const TokenFile> file;
    {
        const std::scoped_lock lock(mutex_);
        if (const Mark now = mark(); now != mark_) {
            mark_ = now;
            if (auto read = TokenFile::load(path_)) {
                file_ = *std::move(read);
            } else {
                log_event("sessions_unreadable", {{"reason", read.error().code}});
            }
        }
        file = file_;
    }
    return file->session_of(authorization);
}

} // namespace hypha::edge
