// The C face of page.wasm, called by service-worker/story_page.ts: a story file in, its page out. It imports nothing from JavaScript but
// what makes memory grow. The caller takes a buffer with page_buffer, fills it with the 64 digits of the hash and the story's bytes, and
// calls page_write; the page lives until the next call.
#include <cstdint>
#include <string>
#include <string_view>

#include "core/news/story_file.hpp"
#include "core/news/story_page.hpp"

namespace {

constexpr std::uint32_t kHash = 64;

std::string& asked() {
    static std::string bytes;
    return bytes;
}

std::string& page() {
    static std::string html;
    return html;
}

} // namespace

#define HYPHA_EXPORT(name) __attribute__((export_name(#name)))

extern "C" {

HYPHA_EXPORT(page_buffer) char* page_buffer(std::uint32_t bytes) {
    if (bytes > kHash + hypha::news::kMostStory_bytes) {
        return nullptr;
    }
    asked().assign(bytes, '\0');
    return asked().data();
}

// How many bytes the page has; 0 where the buffer holds no story that this version can read.
HYPHA_EXPORT(page_write) std::uint32_t page_write() {
    page().clear();
    if (asked().size() <= kHash) {
        return 0;
    }
    const std::string_view all = asked();
    if (const auto story = hypha::news::parse_story(all.substr(kHash))) {
        page() = hypha::news::write_story_page(*story, all.substr(0, kHash));
    }
    return static_cast<std::uint32_t>(page().size());
}

HYPHA_EXPORT(page_bytes) const char* page_bytes() { return page().data(); }

} // extern "C"
