#include "app/story_pictures.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "app/fetch_pictures.hpp"
#include "app/fetch_stories.hpp"
#include "core/base/hex.hpp"
#include "core/news/placed_pictures.hpp"
#include "core/sync/sha256.hpp"

namespace hypha::app {
namespace {

void ask(Workplace& work, const std::string& hash, bool kept) {
    const std::uint32_t ticket = work.take_tickets();
    work.memory.news.pictures.push_back({ticket, hash, work.state.reading.open.story.source, kept});
    work.postbox.send(ports::AskNews{ticket, "/v1/news/picture/" + hash, kept});
}

// The next that nobody has looked for yet, where it is not on its way or here by now.
void look_on(Workplace& work) {
    std::vector<std::string>& left = work.memory.news.pictures_to_look_for;
    while (!left.empty()) {
        const std::string hash = std::move(left.back());
        left.pop_back();
        if (std::ranges::any_of(work.state.reading.open.pictures, [&hash](const OpenPicture& picture) {
                return picture.file.sha256 == hash ? picture.phase == PicturePhase::absent
                                                   : picture.small.sha256 == hash && !picture.small_here;
            })) {
            return ask(work, hash, true);
        }
    }
}

// The large one is not kept: the small one may be.
void look_for_small(Workplace& work, const std::string& large) {
    const std::vector<OpenPicture>& pictures = work.state.reading.open.pictures;
    const auto found =
        std::ranges::find_if(pictures, [&large](const OpenPicture& picture) { return picture.file.sha256 == large; });
    if (found != pictures.end() && found->small.sha256 != large) {
        work.memory.news.pictures_to_look_for.push_back(found->small.sha256);
    }
}

void say_of(Workplace& work, const std::string& hash, PicturePhase phase, const std::string& failure = "") {
    for (OpenPicture& picture : work.state.reading.open.pictures) {
        if (picture.file.sha256 == hash && picture.phase != PicturePhase::here) {
            picture.phase = phase;
            picture.failure = failure;
        }
        picture.small_here |= phase == PicturePhase::here && picture.small.sha256 == hash;
    }
    work.touch();
}

// What had that ticket, which is out no longer.
std::optional<AskedPicture> take_asked(Workplace& work, std::uint32_t ticket) {
    std::vector<AskedPicture>& out = work.memory.news.pictures;
    const auto found = std::ranges::find(out, ticket, &AskedPicture::ticket);
    if (found == out.end()) {
        return std::nullopt;
    }
    AskedPicture asked = std::move(*found);
    out.erase(found);
    return asked;
}

} // namespace

void look_for_pictures(Workplace& work) {
    OpenStory& open = work.state.reading.open;
    std::vector<std::string>& left = work.memory.news.pictures_to_look_for;
    open.pictures.clear();
    left.clear();
    for (const news::StoryPicture& picture : news::placed_pictures(open.story)) {
        open.pictures.push_back({picture.place, picture.small, picture.large, PicturePhase::absent, "", false});
        left.push_back(picture.large.sha256);
    }
    std::ranges::reverse(left);
    look_on(work);
}

void picture_is_here(Workplace& work, const std::string& hash) { say_of(work, hash, PicturePhase::here); }

void show_picture(Workplace& work, std::uint32_t place) {
    const std::vector<OpenPicture>& pictures = work.state.reading.open.pictures;
    const auto found = std::ranges::find(pictures, place, &OpenPicture::place);
    if (found == pictures.end() || found->phase == PicturePhase::here || found->phase == PicturePhase::loading) {
        return;
    }
    const std::string hash = found->file.sha256;
    say_of(work, hash, PicturePhase::loading);
    ask(work, hash, false);
}

void leave_pictures(Workplace& work) {
    std::vector<AskedPicture>& out = work.memory.news.pictures;
    std::erase_if(out, [](const AskedPicture& asked) { return asked.kept; });
    for (AskedPicture& asked : out) {
        if (!std::exchange(asked.hash, "").empty()) {
            work.postbox.send(ports::CancelNews{asked.ticket});
        }
    }
}

void count_pictures(Workplace& work) { work.postbox.send(ports::CountPictures{}); }

void pictures_counted(Workplace& work, const ports::PicturesCounted& counted) {
    work.state.reading.kept_pictures = counted.pictures;
    work.state.reading.kept_pictures_bytes = counted.size_bytes;
    kept_pictures_known(work, counted.bytes);
    work.touch();
}

bool picture_arrived(Workplace& work, const ports::NewsArrived& arrived) {
    const auto asked = take_asked(work, arrived.ticket);
    if (!asked) {
        return false;
    }
    count_received(work, taste::ReceivedKind::pictures, asked->source, arrived.received_bytes);
    const std::string_view bytes(reinterpret_cast<const char*>(arrived.bytes.data()), arrived.bytes.size());
    if (to_hex(sync::sha256(bytes)) == asked->hash) {
        work.memory.news.walk.here.insert(asked->hash);
        say_of(work, asked->hash, PicturePhase::here);
    } else if (!asked->kept && !asked->hash.empty()) { // a kept copy that is damaged is as good as none
        say_of(work, asked->hash, PicturePhase::failed, "damaged_picture");
    }
    if (asked->kept) {
        look_on(work);
    }
    return true;
}

bool picture_failed(Workplace& work, std::uint32_t ticket, const std::string& code, std::int64_t received_bytes) {
    const auto asked = take_asked(work, ticket);
    if (!asked) {
        return false;
    }
    count_received(work, taste::ReceivedKind::pictures, asked->source, received_bytes);
    if (asked->kept) {
        look_for_small(work, asked->hash);
        look_on(work);
    } else if (!asked->hash.empty()) {
        say_of(work, asked->hash, PicturePhase::failed, code);
    }
    return true;
}

} // namespace hypha::app
