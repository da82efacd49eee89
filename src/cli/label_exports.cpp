// The C face for web/cli/labels.mjs: the questions to ask of a journal file, and a photo without what is hidden in it. One photo is held
// at a time, until the next call.
#include <cstdint>
#include <string>
#include <vector>

#include "core/vision/strip_metadata.hpp"
#include "storage/label_rows.hpp"

namespace {

using namespace hypha;

std::vector<std::uint8_t>& held() {
    static std::vector<std::uint8_t> photo;
    return photo;
}

} // namespace

extern "C" {

// 0 rows, 1 photo, 2 facts.
[[gnu::used]] const char* labels_question(std::uint32_t which) {
    // Each is a literal, and so ends in a NUL.
    return which == 0   ? storage::kLabelRows.data()
           : which == 1 ? storage::kLabelPhoto.data()
                        : storage::kLabelFacts.data();
}

// size receives the length of what comes back; 0: this kind of file cannot be freed of what is hidden in it.
[[gnu::used]] const std::uint8_t* labels_strip(const std::uint8_t* file, std::uint32_t size, std::uint32_t* stripped) {
    auto photo = vision::strip_metadata(vision::Bytes(file, size));
    held() = photo ? std::move(*photo) : std::vector<std::uint8_t>{};
    *stripped = static_cast<std::uint32_t>(held().size());
    return held().data();
}
}
