// One process holds a folder: an flock on FOLDER/lock, which the kernel takes back when the process ends, however it ends.
#pragma once

#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "core/base/error.hpp"

namespace hypha::edge {

class FolderLock {
public:
    // "folder_in_use": another process, or another lock of this one, has it. "storage_unavailable": it cannot be asked.
    static Result<FolderLock> take(const std::filesystem::path& folder) {
        const std::filesystem::path path = folder / "lock";
        FolderLock lock(::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600));
        if (lock.file_ < 0) {
            return failure("storage_unavailable", path.string() + " cannot be opened");
        }
        if (::flock(lock.file_, LOCK_EX | LOCK_NB) != 0) {
            return failure("folder_in_use", folder.string() + " is in use by another hypha-edge");
        }
        return lock;
    }
    FolderLock(FolderLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
    FolderLock& operator=(FolderLock&&) = delete;
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;
    ~FolderLock() {
        if (file_ >= 0) {
            ::close(file_);
        }
    }

private:
    explicit FolderLock(int file) : file_(file) {}

    int file_;
};

} // namespace hypha::edge
