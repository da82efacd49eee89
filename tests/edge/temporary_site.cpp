// See temporary_site.hpp.
#include "edge/temporary_site.hpp"

#include <cstdlib>
#include <fstream>

namespace hypha::edge {

TemporarySite::TemporarySite() {
    std::string name = (std::filesystem::temp_directory_path() / "hypha-edge-XXXXXX").string();
    root_ = mkdtemp(name.data());
    write("index.html", "<!doctype html><title>Hypha</title>");
    write("404.html", "<!doctype html><title>Not here</title>");
    write("app/main-0123456789ab.js", "0123456789");
    write("app/main-0123456789ab.js.br", "BROTLI");
    write("app/main-0123456789ab.js.gz", "GZIPPED");
    write("app/core-0123456789ab.wasm", std::string("\0asm", 4));
    write("sw.js", "the worker");
    write("kill.js", "the kill switch");
    write("manifest.webmanifest", "{}");
    write("models/card.md", "a card");
    write(".secret", "never");
    write("empty.txt", "");
}

TemporarySite::~TemporarySite() { std::filesystem::remove_all(root_); }

void TemporarySite::write(const std::string& path, std::string_view content) const {
    std::filesystem::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path, std::ios::binary) << content;
}

} // namespace hypha::edge
