#include "edge/store/blob_files.hpp"

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/hex.hpp"

namespace hypha::edge {
namespace {

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0) {
            ::close(number_);
        }
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return number_; }

private:
    int number_;
};

std::unexpected<Error> failed(const std::filesystem::path& path, int code) {
    return failure(code == ENOSPC || code == EDQUOT || code == EFBIG ? "storage_full" : "storage_unavailable",
                   path.string() + ": " + std::generic_category().message(code));
}

Result<void> sync_folder(const std::filesystem::path& folder) {
    const Descriptor open(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return open.get() >= 0 && ::fsync(open.get()) == 0 ? Result<void>{} : failed(folder, errno);
}

} // namespace

void own_like(int file, const std::filesystem::path& other) {
    struct stat facts{};
    if (::geteuid() == 0 && ::stat(other.c_str(), &facts) == 0) {
        // A file system without owners is no reason to fail.
        [[maybe_unused]] const int changed = ::fchown(file, facts.st_uid, facts.st_gid);
    }
}

Result<void> make_private_folder(const std::filesystem::path& folder) {
    std::error_code problem;
    if (std::filesystem::is_directory(folder, problem)) {
        return {};
    }
    const std::filesystem::path above = folder.has_parent_path() ? folder.parent_path() : std::filesystem::path(".");
    if (auto made = make_private_folder(above); above != folder && !made) {
        return made;
    }
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
        return failed(folder, errno);
    }
    return sync_folder(above);
}

std::filesystem::path BlobFiles::folder_of(const sync::StreamId& stream) const {
    return folder_ / to_hex(stream.value);
}

Result<void> BlobFiles::create(const sync::StreamId& stream, const std::string& name) const {
    const std::filesystem::path folder = folder_of(stream);
    if (auto made = make_private_folder(folder); !made) {
        return made;
    }
    const std::filesystem::path path = folder / name;
    const Descriptor file(::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600));
    return file.get() >= 0 ? sync_folder(folder) : failed(path, errno);
}

Result<void> BlobFiles::write(const sync::StreamId& stream, const std::string& name, std::uint64_t offset,
                              std::string_view bytes) const {
    const std::filesystem::path path = folder_of(stream) / name;
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (file.get() < 0) {
        return failed(path, errno);
    }
    while (!bytes.empty()) {
        const ssize_t wrote = ::pwrite(file.get(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (wrote < 0 && errno == EINTR) {
            continue;
        }
        if (wrote <= 0) {
            return failed(path, wrote == 0 ? ENOSPC : errno);
        }
        bytes.remove_prefix(static_cast<std::size_t>(wrote));
        offset += static_cast<std::uint64_t>(wrote);
    }
    return ::fdatasync(file.get()) == 0 ? Result<void>{} : failed(path, errno);
}

Result<sync::Bytes> BlobFiles::read(const sync::StreamId& stream, const std::string& name, std::uint64_t offset,
                                    std::size_t length) const {
    const std::filesystem::path path = folder_of(stream) / name;
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0) {
        return failed(path, errno);
    }
    sync::Bytes bytes(length, '\0');
    for (std::size_t have = 0; have < length;) {
        const ssize_t got = ::pread(file.get(), bytes.data() + have, length - have, static_cast<off_t>(offset + have));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return got == 0 ? failure("database_corrupt", path.string() + " is shorter than its row says")
                            : failed(path, errno);
        }
        have += static_cast<std::size_t>(got);
    }
    return bytes;
}

void BlobFiles::remove(const sync::StreamId& stream, const std::string& name) const {
    std::error_code ignored; // a file too many is no harm
    std::filesystem::remove(folder_of(stream) / name, ignored);
}

} // namespace hypha::edge
