#include "edge/token_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "core/base/hex.hpp"
#include "core/sync/base64url.hpp"
#include "core/sync/sha256.hpp"
#include "edge/store/blob_files.hpp"
#include "native/random.hpp"

namespace hypha::edge {
namespace {

constexpr std::size_t kId = 16; // digits of the hash
constexpr std::size_t kToken_bytes = 32;
constexpr std::size_t kMostFile_bytes = 4 * 1024 * 1024;

bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

std::vector<std::string_view> words_of(std::string_view line) {
    std::vector<std::string_view> words;
    for (;;) {
        line.remove_prefix(std::min(line.find_first_not_of(" \t\r"), line.size()));
        if (line.empty()) {
            return words;
        }
        const std::string_view word = line.substr(0, line.find_first_of(" \t\r"));
        words.push_back(word);
        line.remove_prefix(word.size());
    }
}

template <std::size_t N> std::array<std::uint8_t, N> by_chance() {
    native::PosixRandom random;
    std::array<std::uint8_t, N> bytes{};
    for (std::uint8_t& byte : bytes) {
        byte = static_cast<std::uint8_t>(random.next());
    }
    return bytes;
}

// Whoever changes the file holds it: a session that one command adds and another removes is never lost between them. Where it cannot
// be had (a folder that only reads) the change itself will say so.
class ChangeLock {
public:
    explicit ChangeLock(const std::filesystem::path& path)
        : file_(::open((path.string() + ".lock").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600)) {
        while (file_ >= 0 && ::flock(file_, LOCK_EX) != 0 && errno == EINTR) {}
    }
    ~ChangeLock() {
        if (file_ >= 0) {
            ::close(file_);
        }
    }
    ChangeLock(const ChangeLock&) = delete;
    ChangeLock& operator=(const ChangeLock&) = delete;

private:
    int file_;
};

} // namespace

Result<std::shared_ptr<const TokenFile>> TokenFile::load(const std::filesystem::path& path) {
    auto file = std::make_shared<TokenFile>();
    std::error_code problem;
    if (!std::filesystem::exists(path, problem)) {
        return file;
    }
    std::ifstream in(path, std::ios::binary);
    std::string text(kMostFile_bytes + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    if (!in.eof() || text.size() > kMostFile_bytes) {
        return failure("unreadable_file", path.string() + " cannot be read, or is larger than a list of sessions");
    }
    std::string_view rest = text;
    for (int number = 1; !rest.empty(); ++number) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        const std::vector<std::string_view> words = words_of(line);
        if (words.empty() || words[0].starts_with('#')) {
            continue;
        }
        std::array<std::uint8_t, 32> hash{};
        Session session;
        if (words.size() != 3 || !from_hex(words[0], hash) || !from_hex(words[1], session.stream.value) ||
            !is_name(words[2])) {
            return failure("bad_sessions",
                           path.string() + ", line " + std::to_string(number) + ", is not a hash, a stream and a name");
        }
        session.name = words[2];
        session.id = words[0].substr(0, kId);
        file->sessions_.insert_or_assign(hash, std::move(session));
    }
    return file;
}

std::optional<Session> TokenFile::session_of(std::string_view authorization) const {
    constexpr std::string_view kScheme = "bearer ";
    const bool bearer = authorization.size() > kScheme.size() &&
                        std::ranges::equal(authorization.substr(0, kScheme.size()), kScheme, [](char a, char b) {
                            return a == b || (b != ' ' && a == static_cast<char>(b - 'a' + 'A'));
                        });
    if (!bearer) {
        return std::nullopt;
    }
    const auto found = sessions_.find(sync::sha256(authorization.substr(kScheme.size())));
    return found == sessions_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<Session> TokenFile::all() const {
    std::vector<Session> all;
    all.reserve(sessions_.size());
    for (const auto& [hash, session] : sessions_) {
        all.push_back(session);
    }
    return all;
}

Result<std::size_t> remove_sessions(const std::filesystem::path& path,
                                    const std::function<bool(const Session&)>& is_meant) {
    std::error_code problem;
    if (!std::filesystem::exists(path, problem)) {
        return std::size_t{0};
    }
    const ChangeLock lock(path);
    auto file = TokenFile::load(path);
    if (!file) {
        return std::unexpected(file.error());
    }
    std::ifstream in(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    std::string kept;
    std::size_t gone = 0;
    for (std::string_view rest = text; !rest.empty();) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        const std::vector<std::string_view> words = words_of(line);
        Session session;
        const bool is_session =
            words.size() == 3 && !words[0].starts_with('#') && from_hex(words[1], session.stream.value);
        if (is_session) {
            session.name = words[2];
            session.id = words[0].substr(0, kId);
        }
        if (is_session && is_meant(session)) {
            ++gone;
        } else {
            kept += std::string(line) + "\n";
        }
    }
    if (gone == 0) {
        return gone;
    }
    // A new file in place of the old one, whole at every moment.
    const std::filesystem::path fresh = path.string() + ".new";
    std::filesystem::remove(fresh);
    const int out = ::open(fresh.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    own_like(out, path);
    bool done = out >= 0 && ::write(out, kept.data(), kept.size()) == std::ssize(kept) && ::fsync(out) == 0;
    int code = errno;
    if (out >= 0) {
        ::close(out);
    }
    if (done) {
        done = ::rename(fresh.c_str(), path.c_str()) == 0;
        code = errno;
    }
    const std::filesystem::path folder = std::filesystem::absolute(path).parent_path();
    if (const int opened = done ? ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1; opened >= 0) {
        done = ::fsync(opened) == 0;
        code = errno;
        ::close(opened);
    }
    if (!done) {
        return failure(code == ENOSPC ? "storage_full" : "storage_unavailable",
                       fresh.string() + ": " + std::generic_category().message(code));
    }
    return gone;
}

Result<NewSession> add_session(const std::filesystem::path& path, std::string_view name, std::string_view stream) {
    sync::StreamId id{by_chance<16>()};
    if (!is_name(name)) {
        return failure("bad_name",
                       "a session's name is of letters, digits, '-' and '_', not '" + std::string(name) + "'");
    }
    if (!stream.empty() && !from_hex(stream, id.value)) {
        return failure("bad_stream", "a stream is 32 hexadecimal digits, not '" + std::string(stream) + "'");
    }
    const auto secret = by_chance<kToken_bytes>();
    const std::string token = sync::to_base64url({reinterpret_cast<const char*>(secret.data()), secret.size()});
    const std::string line = to_hex(sync::sha256(token)) + " " + to_hex(id.value) + " " + std::string(name) + "\n";
    if (auto made = make_private_folder(std::filesystem::absolute(path).parent_path()); !made) {
        return std::unexpected(made.error());
    }
    const ChangeLock lock(path);
    const int file = ::open(path.c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
    own_like(file, std::filesystem::absolute(path).parent_path());
    const bool kept =
        file >= 0 && ::write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size()) && ::fsync(file) == 0;
    const int code = errno;
    if (file >= 0) {
        ::close(file);
    }
    if (!kept) {
        return failure(code == ENOSPC ? "storage_full" : "storage_unavailable",
                       path.string() + ": " + std::generic_category().message(code));
    }
    return NewSession{token, to_hex(id.value)};
}

} // namespace hypha::edge
