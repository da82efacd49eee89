// Rows of stories to a signed list. Pure: the same rows and key give the same bytes. `made` is when the newest of them came here, so a
// list that did not change is not another one because somebody asked later. Of more publishers than a list can name the first are named,
// and the stories of the others are left out.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "edge/store/news_store.hpp"
#include "keys/signature.hpp"

namespace hypha::edge {

struct SignedIndex {
    std::string bytes; // hypha-signed 1
    std::size_t stories = 0;
    std::int64_t made_s = 0;
};

// `stories`: the newest first.
SignedIndex make_index(std::string_view region, std::span<const NewsStory> stories, const keys::SigningKey& key);

} // namespace hypha::edge
