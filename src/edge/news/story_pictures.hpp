// The pictures of one poll's stories: asked for like pages (the caller's fetch with its guards, robots.txt), made small, and named in the
// story. A picture that does not come, or is refused, is missing in its story and costs nothing else. So that a poll ends: at most 120
// are asked for in one, after 60 only lead pictures; nothing more after two minutes; a host that did not answer, or asked for patience, is
// left alone until the next poll. Then stories come without. So the last picture is begun within two minutes; its robots.txt and itself
// have a deadline each (`news-seconds`), and each waits for its host's turn as a page does.
// An address is asked for once in a poll, whatever it answered. Not thread-safe.
// What did not come in its story's poll is not asked for later. A story is named by its bytes, so a picture's line is another story: each
// device that fetched the text ahead would pay for it again and list both, the new one unread, for a picture that is seen by who taps it.
// An age limit does not help: texts are fetched ahead as soon as a list names them. Nor does asking whether a reader has it: caches between
// hide that. So pictures come anew only with words that changed, and never change the hash of words that did not.
// To have them late without a cost to readers, a list's line can name them in a further field, which readers of today skip (story_index).
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/news/story.hpp"
#include "edge/fetch/robots_cache.hpp"
#include "edge/store/news_store.hpp"

namespace hypha::edge {

inline constexpr std::size_t kMostFigures_story = 5;
inline constexpr int kMostPictures_poll = 120, kMostBeforeLeads_poll = 60;
inline constexpr std::chrono::milliseconds kPictureTime_poll{120'000};

// How long it is since some moment, which is always the same.
using Watch = std::function<std::chrono::milliseconds()>;
Watch running_watch();

// What became of the pictures that stories of a poll named. An address counts once, but for one past the poll's bounds.
struct PictureFigures {
    std::uint64_t made = 0;
    std::uint64_t refused =
        0; // by robots.txt (one that could not be had too), for its address or size, or as no picture
    std::uint64_t not_come = 0;  // no answer, or another than 200
    std::uint64_t not_asked = 0; // past a bound of the poll, or of a host that did not answer in it
    std::uint64_t bytes = 0;     // of both sizes of those made
};

class StoryPictures {
public:
    StoryPictures(fetch::Fetch fetch, fetch::RobotsCache& robots, Watch watch)
        : fetch_(std::move(fetch)), robots_(robots), watch_(std::move(watch)), began_(watch_()) {}

    // Of the lead picture and the first five figures. Fills story.pictures; answers the files that it names, each once.
    std::vector<NewsPicture> add_to(news::Story& story, std::int64_t now_s);
    // The edge is ending: what was made since is not to be kept, because pictures are missing that could have come.
    [[nodiscard]] bool was_stopped() const { return was_stopped_; }
    [[nodiscard]] const PictureFigures& figures() const { return figures_; }

private:
    struct Made {
        news::StoryPicture named; // of place 0
        NewsPicture small, large;
    };

    // Null: there is none to be had.
    const Made* made_of(const std::string& address, bool is_lead, std::int64_t now_s);
    std::optional<Made> ask(const std::string& address, std::int64_t now_s);

    fetch::Fetch fetch_;
    fetch::RobotsCache& robots_;
    Watch watch_;
    const std::chrono::milliseconds began_;
    int asked_ = 0;
    bool was_stopped_ = false;
    PictureFigures figures_;
    std::set<std::string> silent_hosts_;
    std::map<std::string, std::optional<Made>> by_address_;
};

} // namespace hypha::edge
