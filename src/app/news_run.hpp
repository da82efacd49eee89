// What is under way with news, between events. At most one list, one story that a person opened, one that is fetched ahead and one look
// for a kept picture are asked for at a time; an answer whose ticket nobody waits for changes nothing.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "core/taste/rank_stories.hpp"

namespace hypha::app {

enum class ListAsked { none, regions, index, kept_index }; // kept: that the service worker fetched

// A text that is not here yet.
struct Awaited {
    std::string hash, source;
    std::int64_t size_bytes = 0;
    double value = 1; // how likely it is to be read
};

// Of a story in the list, the first first.
struct Standing {
    std::string hash;
    std::size_t other_sources = 0; // that tell the same
    news::Why why = news::Why::by_time;
    taste::Reason reason = taste::Reason::by_order;
    std::string key, shown; // of the trait that is the reason
    double score = 0;       // logits
};

// A picture that was asked for. No hash: its story was left, and what still comes of it is only counted.
struct AskedPicture {
    std::uint32_t ticket = 0;
    std::string hash, source;
    bool kept = false; // of the service worker alone
};

// The pictures that come by themselves: through the likeliest stories, those of each in turn.
struct PictureWalk {
    bool is_old = true;               // the stories are to be found anew
    std::vector<std::string> stories; // whose texts are here and unread, the likeliest first
    std::size_t next = 0;             // of them
    bool asked = false, told = false; // which pictures the service worker keeps
    std::set<std::string> here;       // these, and those that came since
    AskedPicture ahead;               // ticket 0: none is on its way
    enum class Keeps { unknown, asked, yes, no } keeps = Keeps::unknown; // whether what came is there afterwards
};

// What the window is speaking: sentences from first_place on, by tickets from first_ticket on.
struct SpeechRun {
    std::uint32_t first_ticket = 0; // 0: nothing
    std::size_t first_place = 0;
    double began_ms = -1; // monotonic; the sentence that is spoken; -1: none began
    double heard_ms = 0;  // of whole sentences at this rate
    std::size_t heard_bytes = 0;
};

struct NewsRun {
    std::uint32_t list_ticket = 0; // 0: none is out
    ListAsked asked = ListAsked::none;
    std::string region;             // of the index that is asked for
    std::uint32_t story_ticket = 0; // of the open story
    std::uint32_t ahead_ticket = 0;
    std::vector<Awaited> awaited;  // in the order they are to come
    Awaited ahead;                 // that is on its way
    std::set<std::string> no_good; // hashes that did not come whole in this session: not asked for again by themselves
    std::vector<AskedPicture> pictures;
    std::vector<std::string> pictures_to_look_for; // of the open story, the last first: whether they are kept
    PictureWalk walk;
    std::uint32_t share_ticket = 0;
    std::uint32_t openings = 0;
    SpeechRun speech;
    bool checked = false;     // whether this device reads at all
    bool due = false;         // a list is to be asked for at rest: the app was opened, or is online again
    double not_before_ms = 0; // monotonic; nothing is asked for by itself before
    float written_progress = 0;
    taste::TasteModel taste;       // what was learned and said
    std::set<std::string> blocked; // plain words
    std::vector<Standing> standing;
    bool order_is_old = false;   // something was learned since
    bool asks_interests = false; // nothing was known of the person, and they have not answered
    // What the service worker fetched and is not in the journal's database yet.
    std::set<std::string> fetched_away; // hashes of texts
    bool list_away = false;
    bool ahead_kept = false;     // `ahead` is one of these: it costs nothing
    bool journal_read = false;   // the mark below was read
    std::string counted_journal; // id; up to counted_number it is in the ledger
    std::int64_t counted_number = 0, dropped_number = 0;
    bool plan_is_old = false; // something that the plan says has changed
    std::string left_plan;    // that the service worker has
    bool background_asked = false, background_wanted = false, connected_wished = false;
    double in_sight_since_ms = -1; // monotonic; the open story's text, without a break; -1: not
};

} // namespace hypha::app
