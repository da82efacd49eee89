#include "edge/contributions/contributed_pictures.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "edge/pictures/picture_maker.hpp"
#include "edge/store/named_picture.hpp"

namespace hypha::edge {
namespace {

std::optional<ContributedPicture> make(std::string_view bytes) {
    auto made = make_picture({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
    if (!made) {
        return std::nullopt;
    }
    ContributedPicture picture;
    std::tie(picture.named.small, picture.small) = named_picture(std::move(made->small));
    std::tie(picture.named.large, picture.large) = named_picture(std::move(made->large));
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
