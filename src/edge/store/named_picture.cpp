#include "edge/store/named_picture.hpp"

#include "core/base/hex.hpp"
#include "core/sync/sha256.hpp"

namespace hypha::edge {

std::pair<news::PictureFile, NewsPicture> named_picture(WebpFile file) {
    NewsPicture picture{to_hex(sync::sha256(file.bytes)), std::move(file.bytes)};
    news::PictureFile name{picture.hash, static_cast<std::uint32_t>(picture.bytes.size()),
                           static_cast<std::uint32_t>(file.width_px), static_cast<std::uint32_t>(file.height_px)};
    return {std::move(name), std::move(picture)};
}

} // namespace hypha::edge
