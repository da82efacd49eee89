// What screens know of stories that the person writes for others, and of those that wait for a moderator, where this account is one.
// Filled by write_story, suggest_topic, send_stories and moderate.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/news/article_blocks.hpp"
#include "core/news/contribution.hpp"
#include "storage/own_story_table.hpp"

namespace hypha::app {

using OwnStory = storage::OwnStoryRow;
using OwnStands = storage::OwnStands;

using OwnPhoto = storage::OwnPhoto;
using PhotoStands = storage::PhotoStands;

inline const OwnPhoto* photo_of(const OwnStory& story, std::string_view sha256) {
    for (const OwnPhoto& photo : story.photos) {
        if (photo.sha256 == sha256) {
            return &photo;
        }
    }
    return nullptr;
}

// A photo that was chosen and is being made ready.
struct ComingPhoto {
    std::uint32_t ticket = 0;
    std::string story; // its id
    std::string name;  // of the file
    std::int64_t size_bytes = 0;
    bool room_was_made = false; // a second refusal for want of space is final
};

// A photo of a story that waits for a moderator, who looks at it with a tap.
enum class HeldPhotoPhase { absent, loading, here, failed };
struct HeldPhoto {
    news::ContributedPhoto named;
    HeldPhotoPhase phase = HeldPhotoPhase::absent;
};

// A story that waits for a moderator's word.
struct HeldStory {
    std::string id;
    std::int64_t rev = 0;
    std::string title, byline, region, place, topic;
    std::vector<news::Block> blocks;
    std::string held_for; // words of the edge with blanks between
    std::string author;   // the same for all of one account's, and nobody's name
    std::int64_t author_accepted = 0, author_rejected = 0;
    std::vector<std::string> flag_reasons;
    std::string answer; // what its author is told, while it is typed
    std::vector<HeldPhoto> photos;
};

struct Contributing {
    bool known = false; // `own` was read from storage
    std::vector<OwnStory> own;
    OwnStory writing;        // of the screen; no id: none
    std::string cannot_send; // code of core/news/contribution: why `writing` is no story yet
    std::string suggested;   // topic that its words suggest; empty: none
    double topic_due_ms =
        0; // monotonic; when its words have rested long enough to be read for a topic; 0: they need not be
    std::uint32_t place_ticket = 0;
    std::string place_failure; // code of ports::PlaceFailed
    std::vector<ComingPhoto> coming_photos;
    std::string
        photo_failure; // why the last photo is not in the story: a code of a photo, too_many, same_photo; empty: it is
    bool photos_wait = false; // for a connection that is not paid by its size
    bool working = false;     // the edge is asked
    std::string failure;      // of the last time: no_network, no_account, signed_out, busy, too_many, not_understood
    bool edge_said = false;   // how own stories stand, and whether this account moderates, in this session
    bool moderates = false;
    bool queue_known = false;
    std::int64_t waiting = 0; // that the edge holds
    std::vector<HeldStory> queue;
    std::string queue_failure;
};

} // namespace hypha::app
