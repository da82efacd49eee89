// A contribution as a story of the list: the same text under the publisher news::kContributedSource, so every reader that shows stories
// shows it. Its photos are pictures of the story, as a publisher's are, at the places 1, 2, …; besides they are figures where the edge was
// told its own address: an address in a story is absolute, and what a request says of the host is a stranger's word. Without figures
// these places are below the text (core/news/story.hpp). The name of its place stands behind the byline; degrees stay out of the story. Its topic is its author's
// where that is one this edge knows, else what the models say. Pure.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/base/error.hpp"
#include "core/news/contribution.hpp"
#include "edge/contributions/contributed_pictures.hpp"
#include "edge/store/news_store.hpp"

namespace hypha::edge {

inline constexpr std::string_view kContributedPhotoPath = "/v1/contributions/photo/";

// `address`: "https://host" of this edge, or empty. `pictures`: of its photos, as many of them as could be made. `published_s`: when it was first listed. `now_s`: when this form of it came.
// Errors: "pack_failed"; "bad_story", which would be a fault of ours.
Result<NewsStory> contributed_story(const news::Contribution& contribution, std::string_view address,
                                    std::span<const ContributedPicture> pictures, std::int64_t published_s,
                                    std::int64_t now_s);

} // namespace hypha::edge
