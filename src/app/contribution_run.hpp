// What is under way with contributions, between events: one question at a time. An answer whose ticket nobody waits for changes nothing.
#pragma once

#include <cstdint>
#include <string>

namespace hypha::app {

enum class ContributionAsked { none, sign, send, take_back, list, queue, decide, report };

struct ContributionRun {
    std::uint32_t ticket = 0; // 0: none is out
    ContributionAsked asked = ContributionAsked::none;
    std::string id;           // of the story it is about
    std::string words;        // that were signed: who went on writing has a draft again
    std::string wants_report; // hash of a story that is to be reported; empty: none
    bool wants_list = false;  // how own stories stand
    bool wants_queue = false; // of moderators
    bool was_stale = false;   // the edge had another revision; a second time is an answer
    double not_before_ms = 0; // monotonic; nothing is sent by itself before
};

} // namespace hypha::app
