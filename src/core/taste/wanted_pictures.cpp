#include "core/taste/wanted_pictures.hpp"

#include <algorithm>

#include "core/news/placed_pictures.hpp"

namespace hypha::taste {

std::vector<news::PictureFile> wanted_pictures(const news::Story& story, PictureWish wish) {
    std::vector<news::PictureFile> files;
    if (wish == PictureWish::never) {
        return files;
    }
    for (const news::StoryPicture& picture : news::placed_pictures(story)) {
        const news::PictureFile& file = wish == PictureWish::small ? picture.small : picture.large;
        if (std::ranges::find(files, file.sha256, &news::PictureFile::sha256) == files.end()) {
            files.push_back(file);
        }
    }
    return files;
}

} // namespace hypha::taste
