// A small site in a folder of its own, removed at the end: an index, a page for 404, a hashed script with brotli and
// gzip siblings (their bytes are marks, the server never unpacks them), a worker and its kill switch.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace hypha::edge {

class TemporarySite {
public:
    TemporarySite();
    ~TemporarySite();
    TemporarySite(const TemporarySite&) = delete;
    TemporarySite& operator=(const TemporarySite&) = delete;

    const std::filesystem::path& root() const { return root_; }
    void write(const std::string& path, std::string_view content) const;

private:
    std::filesystem::path root_;
};

} // namespace hypha::edge
