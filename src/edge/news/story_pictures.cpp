#include "edge/news/story_pictures.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <tuple>
#include <utility>

#include "edge/fetch/web_target.hpp"
#include "edge/pictures/picture_maker.hpp"
#include "edge/store/named_picture.hpp"

namespace hypha::edge {
namespace {

constexpr std::string_view kPictureTypes = "image/webp, image/jpeg, image/png;q=0.9, image/*;q=0.1";

// Of web_client's errors; the others are this edge's own refusals.
bool says_nothing_came(std::string_view code) {
    static constexpr std::array<std::string_view, 4> kCodes{"too_slow", "unreachable", "unknown_host", "bad_answer"};
    return std::ranges::find(kCodes, code) != kCodes.end();
}

void add_once(std::vector<NewsPicture>& files, const NewsPicture& file) {
    if (std::ranges::find(files, file.hash, &NewsPicture::hash) == files.end()) {
        files.push_back(file);
    }
}

} // namespace

Watch running_watch() {
    return [] {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::steady_clock::now().time_since_epoch());
    };
}

std::optional<StoryPictures::Made> StoryPictures::ask(const std::string& address, std::int64_t now_s) {
    const auto counted = [](std::uint64_t& figure) {
        ++figure;
        return std::nullopt;
    };
    const auto target = fetch::parse_target(address);
    if (!target) {
        return counted(figures_.refused);
    }
    if (silent_hosts_.contains(target->host)) {
        return counted(figures_.not_asked);
    }
    ++asked_;
    if (!robots_.allows(address, now_s)) {
        return counted(figures_.refused);
    }
    fetch::FetchRequest request;
    request.url = address;
    request.accept = kPictureTypes;
    request.most_bytes = kMostPicture_bytes;
    const auto fetched = fetch_(request);
    const bool is_silent = fetched ? fetched->status >= 500 || fetched->status == 429
                                   : fetched.error().code == "too_slow" || fetched.error().code == "unreachable";
    was_stopped_ |= !fetched && fetched.error().code == "stopped";
    if (is_silent) {
        silent_hosts_.insert(target->host);
    }
    if (!fetched || fetched->status != 200) {
        return counted(fetched || says_nothing_came(fetched.error().code) ? figures_.not_come : figures_.refused);
    }
    // Whatever its type says: the bytes decide.
    auto made = make_picture({reinterpret_cast<const std::uint8_t*>(fetched->body.data()), fetched->body.size()});
    if (!made) {
        return counted(figures_.refused);
    }
    ++figures_.made;
    figures_.bytes += made->small.bytes.size() + made->large.bytes.size();
    Made result;
    std::tie(result.named.small, result.small) = named_picture(std::move(made->small));
    std::tie(result.named.large, result.large) = named_picture(std::move(made->large));
    return result;
}

const StoryPictures::Made* StoryPictures::made_of(const std::string& address, bool is_lead, std::int64_t now_s) {
    auto known = by_address_.find(address);
    if (known == by_address_.end()) {
        if (asked_ >= (is_lead ? kMostPictures_poll : kMostBeforeLeads_poll) ||
            watch_() - began_ >= kPictureTime_poll) {
            ++figures_.not_asked;
            return nullptr;
        }
        known = by_address_.emplace(address, ask(address, now_s)).first;
    }
    return known->second ? &*known->second : nullptr;
}

std::vector<NewsPicture> StoryPictures::add_to(news::Story& story, std::int64_t now_s) {
    std::vector<NewsPicture> files;
    story.pictures.clear();
    const auto add = [&](std::uint32_t place, const std::string& address) {
        const Made* const made = made_of(address, place == 0, now_s);
        if (made == nullptr) {
            return;
        }
        news::StoryPicture picture = made->named;
        picture.place = place;
        story.pictures.push_back(std::move(picture));
        add_once(files, made->small);
        add_once(files, made->large);
    };
    if (!story.picture.empty()) {
        add(0, story.picture);
    }
    std::uint32_t figures = 0;
    for (const news::Block& block : story.blocks) {
        if (block.kind == news::Block::Kind::figure && figures < kMostFigures_story) {
            add(++figures, block.address);
        }
    }
    return files;
}

} // namespace hypha::edge
