#include "edge/contributions/photo_check.hpp"

#include <algorithm>
#include <cstdint>
#include <span>

#include "core/base/hex.hpp"
#include "core/sync/sha256.hpp"
#include "core/vision/image_header.hpp"
#include "core/vision/strip_metadata.hpp"

namespace hypha::edge {

Result<std::string> check_photo(const news::ContributedPhoto& named, std::string_view bytes) {
    const auto wrong = [](std::string detail) { return failure("photo_wrong", std::move(detail)); };
    if (bytes.size() > news::kMostContributedPhoto_bytes || static_cast<std::int64_t>(bytes.size()) != named.bytes) {
        return wrong("size");
    }
    if (to_hex(sync::sha256(bytes)) != named.sha256) {
        return wrong("hash");
    }
    const std::span<const std::uint8_t> file(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    const auto header = vision::read_image_header(file);
    if (!header || (header->kind != vision::ImageKind::jpeg && header->kind != vision::ImageKind::webp)) {
        return wrong("kind");
    }
    if (header->width_px != named.width_px || header->height_px != named.height_px) {
        return wrong("sides");
    }
    const auto bare = vision::strip_metadata(file);
    if (!bare || !std::ranges::equal(*bare, file)) {
        return wrong("metadata");
    }
    return header->kind == vision::ImageKind::jpeg ? "image/jpeg" : "image/webp";
}

} // namespace hypha::edge
