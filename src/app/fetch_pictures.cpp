#include "app/fetch_pictures.hpp"

#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "app/fetch_stories.hpp"
#include "app/settings.hpp"
#include "app/story_pictures.hpp"
#include "core/base/hex.hpp"
#include "core/news/story_file.hpp"
#include "core/sync/sha256.hpp"
#include "core/taste/wanted_pictures.hpp"
#include "storage/story_table.hpp"

namespace hypha::app {
namespace {

using Keeps = PictureWalk::Keeps;
using taste::PictureWish;

constexpr const char* kPictures = "news_pictures"; // a number of PictureWish
constexpr double kAfterFailure_ms = 60'000;
constexpr std::size_t kHashDigits = 64;

bool is_worth_pictures(const storage::StoryRow& row) {
    return row.kept_ms > 0 && row.unwanted_ms == 0 && (row.opened_ms == 0 || row.saved_ms > 0);
}

// False: storage does not answer.
bool find_stories(Workplace& work) {
    NewsRun& run = work.memory.news;
    storage::StoryTable table(*work.database);
    const auto saved = table.saved();
    const auto rows = table.newest(work.state.reading.region, 0);
    if (!work.keep(saved) || !work.keep(rows)) {
        return false;
    }
    std::map<std::string_view, bool> unread;
    for (const storage::StoryRow& row : *rows) {
        unread.emplace(row.hash, is_worth_pictures(row) && row.saved_ms == 0);
    }
    PictureWalk& walk = run.walk;
    walk.stories.clear();
    const auto add = [&walk](const std::string& hash) {
        if (walk.stories.size() < taste::kMostIllustrated) {
            walk.stories.push_back(hash);
        }
    };
    for (const storage::StoryRow& row : *saved) {
        if (is_worth_pictures(row)) {
            add(row.hash);
        }
    }
    for (const Standing& standing : run.standing) {
        if (const auto found = unread.find(standing.hash); found != unread.end() && found->second) {
            add(standing.hash);
        }
    }
    walk.next = 0;
    walk.is_old = false;
    return true;
}

// Of one story, the first that is wanted and neither here nor refused before. Also its source.
std::pair<news::PictureFile, std::string> first_missing(Workplace& work, const std::string& hash) {
    const NewsRun& run = work.memory.news;
    const auto bytes = storage::StoryTable(*work.database).body(hash);
    const auto story = bytes ? news::parse_story(*bytes) : failure("not_found");
    if (story) {
        for (const news::PictureFile& file : taste::wanted_pictures(*story, work.state.reading.pictures)) {
            if (!run.walk.here.contains(file.sha256) && !run.no_good.contains(file.sha256)) {
                return {file, story->source};
            }
        }
    }
    return {};
}

void ask(Workplace& work, const std::string& hash, const std::string& source, bool kept) {
    AskedPicture& ahead = work.memory.news.walk.ahead;
    ahead = {work.take_tickets(), hash, source, kept};
    work.postbox.send(ports::AskNews{ahead.ticket, "/v1/news/picture/" + hash, kept});
}

std::int64_t left_bytes(const Reading& reading) {
    taste::FetchMoment moment;
    moment.line = reading.line();
    moment.spent_bytes = reading.spent_bytes;
    return taste::pictures_left_bytes(reading.rules(), moment);
}

} // namespace

void read_picture_choice(Workplace& work) {
    const std::int64_t wish = read_integer(work, kPictures).value_or(0);
    work.state.reading.pictures = wish == 1 ? PictureWish::small : wish == 2 ? PictureWish::all : PictureWish::never;
}

void choose_pictures(Workplace& work, PictureWish wish) {
    if (!work.database) {
        return;
    }
    work.state.reading.pictures = wish;
    write_setting(work, kPictures, std::to_string(static_cast<int>(wish)));
    NewsRun& run = work.memory.news;
    run.plan_is_old = true;
    run.walk.is_old = true;
    run.not_before_ms = 0;
    leave_ahead_picture(work); // it may be one of the other size
    go_on_fetching(work);
    work.touch();
}

bool pictures_under_way(const Workplace& work) { return work.memory.news.walk.ahead.ticket != 0; }

void stop_pictures(Workplace& work) {
    if (const AskedPicture& ahead = work.memory.news.walk.ahead; ahead.ticket != 0) {
        work.postbox.send(ports::CancelNews{ahead.ticket});
    }
}

void leave_ahead_picture(Workplace& work) {
    stop_pictures(work);
    work.memory.news.walk.ahead.hash.clear();
}

void go_on_with_pictures(Workplace& work) {
    PictureWalk& walk = work.memory.news.walk;
    if (work.state.reading.pictures == PictureWish::never || walk.ahead.ticket != 0 || walk.keeps == Keeps::no) {
        return;
    }
    if (!walk.told) {
        if (!std::exchange(walk.asked, true)) {
            count_pictures(work);
        }
        return;
    }
    if (walk.is_old && !find_stories(work)) {
        return;
    }
    for (; walk.next < walk.stories.size(); ++walk.next) {
        const auto [file, source] = first_missing(work, walk.stories[walk.next]);
        if (!file.sha256.empty()) {
            // The next one may be smaller, and is less likely to be seen: the day ends in order.
            return file.bytes <= left_bytes(work.state.reading) ? ask(work, file.sha256, source, false) : void();
        }
    }
}

void kept_pictures_known(Workplace& work, std::span<const std::byte> hashes) {
    PictureWalk& walk = work.memory.news.walk;
    const std::string_view all(reinterpret_cast<const char*>(hashes.data()), hashes.size());
    for (std::size_t at = 0; at + kHashDigits <= all.size(); at += kHashDigits) {
        walk.here.emplace(all.substr(at, kHashDigits));
    }
    if (walk.asked && !std::exchange(walk.told, true)) {
        go_on_fetching(work);
    }
}

bool ahead_picture_arrived(Workplace& work, const ports::NewsArrived& arrived) {
    NewsRun& run = work.memory.news;
    PictureWalk& walk = run.walk;
    if (arrived.ticket == 0 || arrived.ticket != walk.ahead.ticket) {
        return false;
    }
    const AskedPicture ahead = std::exchange(walk.ahead, {});
    count_received(work, taste::ReceivedKind::pictures, ahead.source, arrived.received_bytes);
    const std::string_view bytes(reinterpret_cast<const char*>(arrived.bytes.data()), arrived.bytes.size());
    if (ahead.hash.empty()) {
        // It came all the same, and was paid for.
    } else if (to_hex(sync::sha256(bytes)) != ahead.hash) {
        walk.keeps = ahead.kept ? Keeps::no : walk.keeps;
        run.no_good.insert(ahead.hash);
    } else if (ahead.kept) {
        walk.keeps = Keeps::yes;
    } else {
        walk.here.insert(ahead.hash);
        picture_is_here(work, ahead.hash);
        if (walk.keeps == Keeps::unknown) {
            walk.keeps = Keeps::asked;
            ask(work, ahead.hash, ahead.source, true);
            return true;
        }
    }
    go_on_fetching(work);
    return true;
}

bool ahead_picture_failed(Workplace& work, std::uint32_t ticket, const std::string& code, std::int64_t received_bytes) {
    NewsRun& run = work.memory.news;
    PictureWalk& walk = run.walk;
    if (ticket == 0 || ticket != walk.ahead.ticket) {
        return false;
    }
    const AskedPicture ahead = std::exchange(walk.ahead, {});
    count_received(work, taste::ReceivedKind::pictures, ahead.source, received_bytes);
    if (ahead.hash.empty()) {
        // Nobody waits for it.
    } else if (ahead.kept) {
        walk.keeps = Keeps::no;
    } else if (code == "not_found" || code == "too_large" || code == "not_understood") {
        run.no_good.insert(ahead.hash);
    } else { // no network, a busy edge, or the person wants it to end
        run.not_before_ms = work.clock.monotonic_ms() + kAfterFailure_ms;
    }
    go_on_fetching(work);
    return true;
}

} // namespace hypha::app
