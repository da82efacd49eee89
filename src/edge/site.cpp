// Reads the site with a bound on its size; links, hidden files and anything that is not a plain file are left out.
#include "edge/site.hpp"

#include "core/base/hex.hpp"

#include <array>
#include <fstream>
#include <openssl/evp.h>
#include <span>
#include <system_error>
#include <utility>

namespace hypha::edge {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMaxSiteBytes = 512ull << 20;

constexpr std::array<std::pair<std::string_view, std::string_view>, 17> kContentTypes{{
    {".html", "text/html; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".wasm", "application/wasm"},
    {".json", "application/json; charset=utf-8"},
    {".webmanifest", "application/manifest+json; charset=utf-8"},
    {".onnx", "application/octet-stream"},
    {".ttf", "font/ttf"},
    {".woff2", "font/woff2"},
    {".png", "image/png"},
    {".webp", "image/webp"},
    {".jpeg", "image/jpeg"},
    {".svg", "image/svg+xml"},
    {".txt", "text/plain; charset=utf-8"},
    {".md", "text/plain; charset=utf-8"},
    {".ico", "image/x-icon"},
}};

std::string_view content_type_of(std::string_view path) {
    for (const auto& [extension, type] : kContentTypes) {
        if (path.ends_with(extension)) {
            return type;
        }
    }
    return "application/octet-stream";
}

Result<std::string> read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string content{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!file) {
        return failure("unreadable_file", path.string() + " cannot be read");
    }
    return content;
}

Result<std::string> hash_of(std::string_view content) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    if (EVP_Digest(content.data(), content.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1) {
        return failure("hash_failed", "SHA-256 is not available");
    }
    return to_hex(std::span(digest).first(16));
}

} // namespace

Result<Site> Site::load(const fs::path& root, bool kill_switch) {
    std::error_code problem;
    if (!fs::is_directory(root, problem)) {
        return failure("no_site", root.string() + " is not a folder; build the site first (npm start does)");
    }
    Site site;
    std::map<std::string, std::pair<std::string, std::string>> packed; // path -> brotli, gzip
    std::uintmax_t total_bytes = 0;
    for (fs::recursive_directory_iterator entry(root, problem), end; !problem && entry != end;
         entry.increment(problem)) {
        const std::string name = entry->path().filename().string();
        if (name.starts_with('.') || entry->is_symlink()) {
            entry.disable_recursion_pending();
            continue;
        }
        if (!entry->is_regular_file()) {
            continue;
        }
        Result<std::string> content = read_file(entry->path());
        if (!content) {
            return std::unexpected(content.error());
        }
        total_bytes += content->size();
        if (total_bytes > kMaxSiteBytes) {
            return failure("site_too_large", root.string() + " holds more than 512 MiB; is it really the site?");
        }
        const std::string path = "/" + entry->path().lexically_relative(root).generic_string();
        if (path.ends_with(".br")) {
            packed[path.substr(0, path.size() - 3)].first = *std::move(content);
        } else if (path.ends_with(".gz")) {
            packed[path.substr(0, path.size() - 3)].second = *std::move(content);
        } else {
            SiteFile file;
            file.content = *std::move(content);
            file.content_type = content_type_of(path);
            file.immutable = path.starts_with("/app/");
            site.files_.emplace(path, std::move(file));
        }
    }
    if (problem) {
        return failure("unreadable_site", root.string() + ": " + problem.message());
    }
    for (auto& [path, codings] : packed) {
        if (const auto found = site.files_.find(path); found != site.files_.end()) {
            found->second.brotli = std::move(codings.first);
            found->second.gzip = std::move(codings.second);
        }
    }
    if (kill_switch) {
        const auto kill = site.files_.find("/kill.js");
        if (kill == site.files_.end()) {
            return failure("no_kill_switch", root.string() + " has no kill.js; build the site again");
        }
        site.files_["/sw.js"] = kill->second;
    }
    if (!site.files_.contains("/index.html")) {
        return failure("no_site", root.string() + " has no index.html; build the site first (npm start does)");
    }
    for (auto& [path, file] : site.files_) {
        Result<std::string> hash = hash_of(file.content);
        if (!hash) {
            return std::unexpected(hash.error());
        }
        file.content_hash = *std::move(hash);
    }
    return site;
}

const SiteFile* Site::find(std::string_view path) const {
    const auto found = files_.find(path == "/" ? std::string_view("/index.html") : path);
    return found == files_.end() ? nullptr : &found->second;
}

} // namespace hypha::edge
