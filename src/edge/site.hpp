// The site in memory: every file under the root, with its brotli and gzip siblings, read once.
// A request is a look-up in a map, so no path can lead outside the root and a half-written file is never served.
// Immutable after load; a reload makes another Site, and answers in progress keep the one they started with.
#pragma once

#include "core/base/error.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace hypha::edge {

struct SiteFile {
    std::string content;
    std::string brotli; // empty: there is none
    std::string gzip;   // empty: there is none
    std::string_view content_type;
    std::string content_hash; // 32 hex digits of SHA-256 of `content`
    bool immutable = false;   // named by its content: /app/…
};

class Site {
public:
    // `kill_switch`: /sw.js is answered with the content of kill.js.
    static Result<Site> load(const std::filesystem::path& root, bool kill_switch);

    // `path` is decoded and begins with '/'; "/" is the index. nullptr: not part of the site.
    const SiteFile* find(std::string_view path) const;
    std::size_t size() const { return files_.size(); }

private:
    std::map<std::string, SiteFile, std::less<>> files_;
};

} // namespace hypha::edge
