// What is under way with the topic of the story that is being written, between events: one model is asked at a time.
#pragma once

#include <cstdint>
#include <string>

namespace hypha::app {

struct TopicRun {
    std::uint32_t ticket = 0; // 0: none is out
    std::string model;        // SHA-256 of the one that is asked
    std::string words;        // that it reads
    bool is_missing = false;  // it was not on this device, and was not to be fetched
};

} // namespace hypha::app
