#include "edge/news/news_key.hpp"

#include <array>
#include <cerrno>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include "core/base/hex.hpp"
#include "edge/store/blob_files.hpp"
#include "native/random.hpp"

namespace hypha::edge {
namespace {

constexpr std::size_t kFile_bytes = 65; // 64 digits and a line end

std::unexpected<Error> failed(const std::filesystem::path& file) {
    const int code = errno;
    return failure(code == ENOSPC ? "storage_full" : "storage_unavailable",
                   file.string() + ": " + std::generic_category().message(code));
}

// Under another name first, then linked: of two that make one at once the first wins, and nobody reads half a key.
Result<void> make_key(const std::filesystem::path& file) {
    native::PosixRandom random;
    const auto seed = keys::Secret<32>::by_chance(random);
    const std::string digits = to_hex(seed.bytes) + "\n";
    const std::filesystem::path draft = file.string() + "." + std::to_string(::getpid()) + ".new";
    const int open = ::open(draft.c_str(), O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
    if (open < 0) {
        return failed(file);
    }
    own_like(open, file.parent_path());
    const bool is_written =
        ::write(open, digits.data(), digits.size()) == static_cast<ssize_t>(digits.size()) && ::fsync(open) == 0;
    ::close(open);
    const bool is_there = is_written && (::link(draft.c_str(), file.c_str()) == 0 || errno == EEXIST);
    const int code = errno;
    ::unlink(draft.c_str());
    errno = code;
    return is_there ? Result<void>{} : failed(file);
}

} // namespace

Result<keys::SigningKey> load_news_key(const std::filesystem::path& file) {
    int open = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (open < 0 && errno == ENOENT) {
        if (auto made = make_key(file); !made) {
            return std::unexpected(made.error());
        }
        open = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    }
    if (open < 0) {
        return failed(file);
    }
    std::array<char, kFile_bytes + 1> text{};
    const ssize_t size = ::read(open, text.data(), text.size());
    ::close(open);
    keys::Secret<32> seed;
    const bool is_key = size == static_cast<ssize_t>(kFile_bytes) && text[kFile_bytes - 1] == '\n' &&
                        from_hex({text.data(), kFile_bytes - 1}, seed.bytes);
    keys::wipe(text.data(), text.size());
    if (!is_key) {
        return failure("bad_key", file.string() + " is no key; take it from a backup");
    }
    return keys::signing_key_of(seed);
}

} // namespace hypha::edge
