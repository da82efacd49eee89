#include "edge/contributions/contributed_pictures.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "core/base/hex.hpp"
#include "core/sync/sha256.hpp"
#include "edge/pictures/picture_maker.hpp"

namespace hypha::edge {
namespace {

std::pair<news::PictureFile, NewsPicture> named(WebpFile file) {
    NewsPicture picture{to_hex(sync::sha256(file.bytes)), std::move(file.bytes)};
    news::PictureFile name{picture.hash, static_cast<std::uint32_t>(picture.bytes.size()),
                           static_cast<std::uint32_t>(file.width_px), static_cast<std::uint32_t>(file.height_px)};
    return {std::move(name), std::move(picture)};
}

std::optional<ContributedPicture> make(std::string_view bytes) {
    auto made = make_picture({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
    if (!made) {
        return std::nullopt;
    }
    ContributedPicture picture;
    std::tie(picture.named.small, picture.small) = named(std::move(made->small));
    std::tie(picture.named.large, picture.large) = named(std::move(made->large));
    return picture;
}

} // namespace

bool ContributedPictures::knows(std::string_view sha256) const {
    return std::ranges::find(known_, sha256, &Known::photo) != known_.end();
}

std::optional<ContributedPicture> ContributedPictures::made(std::string_view sha256, std::string_view bytes,
                                                            std::uint32_t place) {
    const auto found = std::ranges::find(known_, sha256, &Known::photo);
    if (found != known_.end()) {
        known_.splice(known_.begin(), known_, found);
    } else {
        known_.push_front({std::string(sha256), make(bytes)});
        if (known_.size() > kRememberedPictures) {
            known_.pop_back();
        }
    }
    auto picture = known_.front().picture;
    if (picture) {
        picture->named.place = place;
    }
    return picture;
}

} // namespace hypha::edge
