// What is under way with contributions, between events: one question at a time. An answer whose ticket nobody waits for changes nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "storage/own_story_table.hpp"

namespace hypha::app {

enum class ContributionAsked {
    none,
    sign,
    send,
    take_back,
    list,
    queue,
    decide,
    report,
    read_photo, // of the device, to be sent
    photo,      // sent
    held_photo  // of a story that waits for a moderator
};

// The chooser of photos for a story that is open in the window.
struct StoryChooser {
    std::uint32_t first_ticket = 0; // 0: none is open
    std::uint32_t reserved = 0;
    std::string story;
    std::set<std::uint32_t> answered;
};

struct RemovedPhoto {
    std::string story;
    std::size_t at = 0; // where it stood
    storage::OwnPhoto photo;
};

struct ContributionRun {
    std::uint32_t ticket = 0; // 0: none is out
    ContributionAsked asked = ContributionAsked::none;
    std::string id;           // of the story it is about
    std::string photo;        // SHA-256 of the one it is about
    std::string words;        // that were signed: who went on writing has a draft again
    std::string wants_report; // hash of a story that is to be reported; empty: none
    bool wants_list = false;  // how own stories stand
    bool wants_queue = false; // of moderators
    bool was_stale = false;   // the edge had another revision; a second time is an answer
    double not_before_ms = 0; // monotonic; nothing is sent by itself before
    StoryChooser chooser;
    std::optional<RemovedPhoto> removed_photo; // that undo brings back
};

} // namespace hypha::app
