#include "app/prepare_field.hpp"

#include <algorithm>

#include "app/fetch_stories.hpp"
#include "app/make_room.hpp"
#include "app/settings.hpp"
#include "core/base/local_day.hpp"
#include "storage/byte_ledger.hpp"
#include "storage/setting_table.hpp"

namespace hypha::app {
namespace {

// A refused write is not worth a word, here and of what came: it is no row of the person's, and the media worker says at its start what is there.
void remember_model(Workplace& work, const std::string& sha256, std::int64_t size_bytes) {
    if (work.database) {
        (void)storage::SettingTable(*work.database).set("field_model", sha256);
        (void)storage::SettingTable(*work.database).set("field_bytes", std::to_string(size_bytes));
    }
}

bool is_ours(const Workplace& work, std::uint32_t ticket) { return ticket != 0 && work.state.field.ticket == ticket; }

} // namespace

void read_field(Workplace& work) {
    const auto model = read_setting(work, "field_model");
    if (model && work.state.field.phase == FieldPhase::unknown) {
        work.state.field.phase = *model == work.manifest.sha256 ? FieldPhase::ready : FieldPhase::absent;
        work.state.field.total_bytes = read_integer(work, "field_bytes").value_or(0);
        work.touch();
    }
}

void make_field_ready(Workplace& work, bool texts) {
    Field& field = work.state.field;
    if (field.phase == FieldPhase::working) {
        return;
    }
    field = Field{};
    field.phase = FieldPhase::working;
    field.ticket = work.take_tickets();
    field.with_texts = texts;
    work.postbox.send(ports::MakeFieldReady{field.ticket, texts});
    work.touch();
}

void confirm_field_ready(Workplace& work) {
    if (work.state.storage.durable && !work.memory.field_confirmed && work.state.field.phase != FieldPhase::ready) {
        work.memory.field_confirmed = true;
        const Reading& reading = work.state.reading;
        make_field_ready(work, reading.is_free_line() && !reading.saves_data);
    }
}

void cancel_field_ready(Workplace& work) {
    if (work.state.field.ticket != 0) {
        work.postbox.send(ports::CancelTicket{work.state.field.ticket});
    }
}

bool field_progressed(Workplace& work, const ports::LoadProgressed& progress) {
    if (!is_ours(work, progress.ticket)) {
        return false;
    }
    work.state.field.done_bytes = progress.done_bytes;
    work.state.field.total_bytes = progress.total_bytes;
    work.touch();
    return true;
}

void field_checked(Workplace& work, const ports::FieldChecked& checked) {
    Field& field = work.state.field;
    const bool report = checked.ticket == 0 && field.phase != FieldPhase::working;
    if (!report && !is_ours(work, checked.ticket)) {
        return;
    }
    field.ticket = 0;
    field.done_bytes = checked.done_bytes;
    field.total_bytes = checked.total_bytes;
    const bool stopped = checked.code.empty() || checked.code == "cancelled" || report;
    field.phase = checked.ready ? FieldPhase::ready : stopped ? FieldPhase::absent : FieldPhase::failed;
    field.failure = field.phase == FieldPhase::failed ? checked.code : "";
    remember_model(work, checked.ready ? work.manifest.sha256 : "", checked.total_bytes);
    work.touch();
}

bool make_room_for_field(Workplace& work, const ports::AnalysisFailed& failed) {
    Field& field = work.state.field;
    if (failed.code != "storage_full" || !is_ours(work, failed.ticket) || field.room_was_made) {
        return false;
    }
    field.room_was_made = true;
    make_room(work, {.needed_bytes = std::max<std::int64_t>(field.total_bytes - field.done_bytes, kRoomForRows_bytes),
                     .for_download = true,
                     .then = [failed](Workplace& later, bool made) {
                         if (made && is_ours(later, failed.ticket)) {
                             later.postbox.send(ports::MakeFieldReady{failed.ticket, later.state.field.with_texts});
                         } else {
                             field_failed(later, failed.ticket, failed.code);
                         }
                     }});
    return true;
}

void field_let_go(Workplace& work) {
    if (work.state.field.phase != FieldPhase::working) {
        work.state.field = Field{};
        work.state.field.phase = FieldPhase::absent;
    }
    work.memory.field_confirmed = true;
    remember_model(work, "", 0);
    work.touch();
}

bool field_failed(Workplace& work, std::uint32_t ticket, const std::string& code) {
    if (!is_ours(work, ticket)) {
        return false;
    }
    Field& field = work.state.field;
    field.ticket = 0;
    field.phase = code == "cancelled" ? FieldPhase::absent : FieldPhase::failed;
    field.failure = code == "cancelled" ? "" : code;
    work.touch();
    return true;
}

void count_kit_file(Workplace& work, std::int64_t received_bytes) {
    if (received_bytes <= 0 || !work.database || work.database->read_only()) {
        return;
    }
    const std::int64_t today = local_day(work.clock.wall_ms(), work.state.look.zone_offset_min);
    (void)storage::ByteLedger(*work.database).add(today, taste::ReceivedKind::app, "", received_bytes);
    if (work.state.reading.known) {
        read_ledger(work);
    }
}

} // namespace hypha::app
