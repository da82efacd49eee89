#include "app/clean_photo.hpp"

#include <utility>

#include "core/vision/strip_metadata.hpp"

namespace hypha::app {

Result<CleanPhoto> clean_photo(std::span<const std::byte> file) {
    auto stripped =
        vision::strip_metadata(vision::Bytes(reinterpret_cast<const std::uint8_t*>(file.data()), file.size()));
    const auto header = stripped ? vision::read_image_header(*stripped) : std::unexpected(stripped.error());
    if (!header) {
        return std::unexpected(header.error());
    }
    return CleanPhoto{*std::move(stripped), *header};
}

std::string_view ending_of(vision::ImageKind kind) {
    return kind == vision::ImageKind::png ? "png" : kind == vision::ImageKind::webp ? "webp" : "jpg";
}

std::string media_of(vision::ImageKind kind) {
    return kind == vision::ImageKind::jpeg ? "image/jpeg" : "image/" + std::string(ending_of(kind));
}

} // namespace hypha::app
