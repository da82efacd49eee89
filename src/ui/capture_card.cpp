#include "ui/capture_card.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "ui/kit/kit.hpp"
#include "ui/words.hpp"

namespace hypha::ui {
namespace {

using app::PhotoPhase;
namespace command = app::command;

constexpr std::array<Corner, app::kSlotCount> kCorners{Corner::top_left, Corner::top_right, Corner::bottom_left,
                                                       Corner::bottom_right};

bool is_taken(const app::SlotPhoto& photo) { return !photo.photo.empty(); }

SlotState state_of(const app::SlotPhoto& photo, bool suggested) {
    if (photo.ticket != 0) {
        return SlotState::reading;
    }
    if (photo.phase == PhotoPhase::failed) {
        return SlotState::failed;
    }
    return is_taken(photo) ? SlotState::taken : suggested ? SlotState::suggested : SlotState::empty;
}

Str accessible_of(SlotState state) {
    switch (state) {
    case SlotState::suggested: return Str::slot_suggested_name;
    case SlotState::reading: return Str::slot_reading_name;
    case SlotState::taken: return Str::slot_taken_name;
    case SlotState::failed: return Str::slot_failed_name;
    case SlotState::empty: break;
    }
    return Str::slot_empty_name;
}

float progress_of(const app::State& state, const app::SlotPhoto& photo) {
    const bool loading = state.load && state.load->ticket == photo.ticket && state.load->total_bytes > 0;
    return loading ? static_cast<float>(static_cast<double>(state.load->done_bytes) /
                                        static_cast<double>(state.load->total_bytes))
                   : -1;
}

void slots(Frame& frame, Column& column, const app::State& state, const app::Observation& shown) {
    const float gap = 8, width = (column.w - gap) / 2;
    const float height = std::max(std::min(width * 0.817F, 160.F), frame.grown(116, Type::label));
    const Rect box = column.take(2 * height + gap);
    const auto suggested = app::most_useful_missing(shown);
    std::array<bool, app::kSlotCount> taken{};
    for (const app::Slot slot : app::kSlots) {
        const std::size_t i = app::index_of(slot);
        const app::SlotPhoto& photo = shown.photos[i];
        const SlotState slot_state = state_of(photo, suggested == slot);
        const std::string_view name = frame.tr(slot_words(slot).name);
        const std::string accessible = frame.tr(accessible_of(slot_state), {{"view", name}});
        const std::string picture = thumbnail_key(photo.photo);
        ViewSlot view{name, accessible, slot_words(slot).drawing, slot_state, picture, progress_of(state, photo)};
        const Rect rect{box.x + (i % 2 == 0 ? 0 : width + gap), box.y + (i < 2 ? 0 : height + gap), width, height};
        taken[i] = is_taken(photo);
        if (view_slot(frame, app::name_of(slot), rect, kCorners[i], view)) {
            frame.ask(command::ShowSlot{shown.id, slot});
        }
    }
    const app::Slot next = suggested.value_or(app::Slot::profile);
    const std::string accessible = suggested ? frame.tr(Str::take_photo_of, {{"view", frame.tr(slot_words(next).name)}})
                                             : std::string(frame.tr(Str::hint_all_taken));
    if (shutter(frame, "shutter", box.center(), taken, accessible)) {
        if (suggested) {
            frame.ask(command::AskForPhoto{shown.id, {}, app::PhotoSource::camera});
        } else {
            frame.ask(command::ShowSlot{shown.id, next});
        }
    }
}

void hint(Frame& frame, Column& column, const app::Observation& shown) {
    const std::size_t count = app::photo_count(shown);
    const auto next = app::most_useful_missing(shown);
    const Str words = count == 0 ? Str::hint_start : next ? slot_words(*next).hint : Str::hint_all_taken;
    const std::string taken =
        frame.tr(Str::views_taken, {{"taken", std::to_string(count)}, {"all", std::to_string(app::kSlotCount)}}) + ". ";
    TextOptions options;
    options.key = "hint";
    options.live = "polite";
    if (count == 0) {
        text(frame, column, frame.tr(words), Type::body, Color::text2, options);
    } else {
        text(frame, column, {{taken, Type::body_strong, Color::text}, {frame.tr(words), Type::body, Color::text2}},
             options);
    }
}

} // namespace

void capture_card(Frame& frame, Column& column, const app::State& state) {
    const app::Observation nothing;
    const app::Observation* draft = state.draft_observation();
    const app::Observation& shown = draft != nullptr ? *draft : nothing;
    auto_card(
        frame, "capture", column, 414,
        [&](Context&, Column& inside) {
            inside.gap(4);
            Column words = inside.inset(8);
            TextOptions heading;
            heading.role = Role::heading;
            heading.level = 2;
            text(frame, words, frame.tr(Str::four_sides), Type::title, Color::text, heading);
            words.gap(3);
            text(frame, words, frame.tr(Str::one_photo_enough), Type::body, Color::text2);
            inside.y = words.y + 12;
            slots(frame, inside, state, shown);
            inside.gap(10);
            Column line = inside.inset(8);
            hint(frame, line, shown);
            inside.y = line.y + 2;
        },
        radius::xl, 13);
}

void capture_actions(Frame& frame, Column& column, const app::State& state) {
    const app::Observation* draft = state.draft_observation();
    const bool has_photo = draft != nullptr && app::photo_count(*draft) > 0;
    const bool working = has_photo && app::outcome_of(*draft) == app::Outcome::working && app::is_working(*draft);
    ButtonOptions choose, identify;
    choose.kind = ButtonKind::outline;
    choose.icon = Icon::images;
    identify.disabled = !has_photo;
    if (!working) {
        identify.trailing_icon = Icon::arrow_right;
    } else {
        identify.icon = Icon::clock;
    }
    const std::string_view label = frame.tr(working ? Str::reading : Str::identify_now);
    const int tapped =
        button_pair(frame, column, {"choose", frame.tr(Str::choose_photos), choose}, {"identify", label, identify});
    if (tapped == 0) {
        frame.ask(command::AskForPhoto{draft != nullptr ? draft->id : ObservationId{}, {}, app::PhotoSource::library});
    } else if (tapped == 1) {
        frame.ask(command::IdentifyNow{});
    }
    const Rect live = column.take(frame.grown(size::touch_min, Type::label));
    if (text_link(frame, "live_camera", live, frame.tr(Str::live_camera), Role::button, false, Icon::eye)) {
        frame.ask(command::OpenLiveCamera{draft != nullptr ? draft->id : ObservationId{}, {}});
    }
    if (draft != nullptr && app::outcome_of(*draft) != app::Outcome::empty) {
        const Rect row = column.take(frame.grown(size::touch_min, Type::label));
        if (text_link(frame, "start_over", row, frame.tr(Str::start_over), Role::button, false,
                      Icon::arrow_counter_clockwise, false)) {
            frame.ask(command::DiscardDraft{});
        }
    }
}

} // namespace hypha::ui
