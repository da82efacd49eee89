#include "native/pool_file.hpp"

#include <cerrno>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace hypha::native {

Result<std::unique_ptr<PosixPoolFile>> PosixPoolFile::open(const std::string& folder, int slots) {
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
        return failure("storage_unavailable", folder + ": " + std::generic_category().message(errno));
    }
    std::unique_ptr<PosixPoolFile> pool(new PosixPoolFile());
    for (int slot = 0; slot < slots; ++slot) {
        const std::string path = folder + "/slot-" + std::to_string(slot);
        const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (file < 0) {
            return failure("storage_unavailable", path + ": " + std::generic_category().message(errno));
        }
        pool->files_.push_back(file);
        if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
            return failure("storage_unavailable", path + " is in use by another program");
        }
    }
    return pool;
}

PosixPoolFile::~PosixPoolFile() {
    for (const int file : files_) {
        ::close(file);
    }
}

int PosixPoolFile::slots() const { return static_cast<int>(files_.size()); }

int PosixPoolFile::file_of(int slot) const {
    return slot >= 0 && slot < slots() ? files_[static_cast<std::size_t>(slot)] : -1;
}

std::int64_t PosixPoolFile::read(int slot, std::span<std::byte> into, std::int64_t offset) {
    std::size_t done = 0;
    while (done < into.size()) {
        const ssize_t got =
            ::pread(file_of(slot), into.data() + done, into.size() - done, offset + static_cast<off_t>(done));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return -1;
        }
        if (got == 0) {
            break;
        }
        done += static_cast<std::size_t>(got);
    }
    return static_cast<std::int64_t>(done);
}

ports::PoolWrite PosixPoolFile::write(int slot, std::span<const std::byte> from, std::int64_t offset) {
    std::size_t done = 0;
    while (done < from.size()) {
        const ssize_t put =
            ::pwrite(file_of(slot), from.data() + done, from.size() - done, offset + static_cast<off_t>(done));
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put < 0) {
            return errno == ENOSPC || errno == EDQUOT || errno == EFBIG ? ports::PoolWrite::no_space
                                                                        : ports::PoolWrite::failed;
        }
        done += static_cast<std::size_t>(put);
    }
    return ports::PoolWrite::done;
}

bool PosixPoolFile::truncate(int slot, std::int64_t size) { return ::ftruncate(file_of(slot), size) == 0; }

bool PosixPoolFile::flush(int slot) { return ::fsync(file_of(slot)) == 0; }

std::int64_t PosixPoolFile::size(int slot) {
    struct stat facts{};
    return ::fstat(file_of(slot), &facts) == 0 ? facts.st_size : -1;
}

} // namespace hypha::native
