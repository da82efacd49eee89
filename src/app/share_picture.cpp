#include "app/share_picture.hpp"

#include "app/records.hpp"
#include "app/send_file.hpp"
#include "core/base/iso_date.hpp"
#include "core/fungi/verdict_json.hpp"

namespace hypha::app {
namespace {

bool is_ours(const Workplace& work, std::uint32_t ticket) { return ticket != 0 && work.state.picture.ticket == ticket; }

} // namespace

void share_picture(Workplace& work, const command::SharePicture& wish) {
    const Observation* find = open_observation(work, wish.observation);
    if (find == nullptr || work.state.picture.ticket != 0 || cover_photo(*find).empty()) {
        return;
    }
    drop_outgoing(work);
    work.state.picture = {wish.observation, work.take_tickets(), {}};
    work.postbox.send(ports::DrawPicture{work.state.picture.ticket, cover_photo(*find), wish.name, wish.latin,
                                         wish.common, wish.said, std::string(fungi::text_of(shown_risk(*find))),
                                         wish.risk_words, wish.day_place, wish.orientation, wish.orientation_line});
    work.touch();
}

void close_failed_picture(Workplace& work) {
    if (!work.state.picture.failure.empty()) {
        work.state.picture = SharedPicture{};
        work.touch();
    }
}

void picture_drawn(Workplace& work, const ports::PictureDrawn& drawn) {
    if (!is_ours(work, drawn.ticket)) {
        work.postbox.send(ports::DropFile{drawn.ticket}); // nobody waits for it any more
        return;
    }
    const ObservationId id = work.state.picture.observation;
    const Observation* find = open_observation(work, id);
    const std::int64_t day_ms = find == nullptr ? work.clock.wall_ms() : find->created_ms;
    send_grown_file(work, drawn.ticket, "hypha-find-" + iso_date(day_ms, work.state.look.zone_offset_min) + ".jpg",
                    "image/jpeg", drawn.size_bytes);
    work.state.picture = {id, 0, {}};
}

bool picture_failed(Workplace& work, std::uint32_t ticket, const std::string& code) {
    if (!is_ours(work, ticket)) {
        return false;
    }
    work.state.picture.ticket = 0;
    work.state.picture.failure = code;
    work.touch();
    return true;
}

void forget_picture(Workplace& work) {
    if (work.state.picture.ticket != 0) {
        work.postbox.send(ports::CancelTicket{work.state.picture.ticket});
    }
    work.state.picture = SharedPicture{};
}

} // namespace hypha::app
