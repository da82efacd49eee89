#include "app/explain_answer.hpp"

#include "app/identify_mushroom.hpp"
#include "core/fungi/heat_map.hpp"

namespace hypha::app {
namespace {

bool is_waiting(const Workplace& work, std::uint32_t ticket) {
    return ticket != 0 && work.state.heat && work.state.heat->ticket == ticket;
}

} // namespace

void hide_heat(Workplace& work) {
    if (!work.state.heat) {
        return;
    }
    if (work.state.heat->ticket != 0) {
        work.postbox.send(ports::CancelTicket{work.state.heat->ticket});
    }
    work.state.heat.reset();
    work.touch();
}

void show_heat(Workplace& work, ObservationId id, Slot slot) {
    const Observation* find = work.open(id);
    if (find == nullptr || !find->verdict || find->verdict->references.empty() ||
        find->photos[index_of(slot)].phase != PhotoPhase::analysed) {
        return;
    }
    hide_heat(work);
    const std::uint32_t ticket = work.take_tickets();
    const SlotPhoto& own = find->photos[index_of(slot)];
    const std::string& photo = own.photo;
    work.state.heat = Heat{id, slot, photo, ticket, std::string(fungi::explained_genus(*find->verdict)), {}, {}};
    work.postbox.send(ports::ExplainPhoto{ticket, photo, vision::numbers_of(own.crop)});
    work.touch();
}

void photo_explained(Workplace& work, const ports::PhotoExplained& explained) {
    if (!is_waiting(work, explained.ticket)) {
        return;
    }
    Heat& heat = *work.state.heat;
    heat.ticket = 0;
    if (explained.model_sha256 != work.manifest.sha256) {
        heat.failure = "model_mismatch";
    } else if (auto map = fungi::heat_map(work.manifest, explained.evidence, static_cast<int>(explained.columns),
                                          static_cast<int>(explained.rows), heat.genus)) {
        heat.map = std::move(*map);
    } else {
        heat.failure = map.error().code;
    }
    work.touch();
}

bool heat_failed(Workplace& work, std::uint32_t ticket, const std::string& code) {
    if (!is_waiting(work, ticket)) {
        return false;
    }
    work.state.heat->ticket = 0;
    work.state.heat->failure = code;
    work.touch();
    return true;
}

} // namespace hypha::app
