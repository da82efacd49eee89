// Me, Sync, in an account: its devices, the words and code for a new one, the 24 words, and the ways out.
#include <algorithm>
#include <array>
#include <string>

#include "ui/kit/kit.hpp"
#include "ui/me_sections.hpp"
#include "ui/rows_card.hpp"
#include "ui/sync_cards.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;
using app::AccountAsk;

constexpr float kBeside_px = 168;  // of a code that has its words beside it
constexpr float kQuietModules = 4; // ISO/IEC 18004: the empty border a reader needs

// In the middle of `room`, from its top, at most as wide; answers its side.
float qr_code(Frame& frame, const Rect& room, const std::vector<std::string>& modules) {
    const float count = static_cast<float>(modules.size()) + 2 * kQuietModules;
    const float module_px = std::max(3.F, std::floor(room.w / count));
    const float side = module_px * count;
    const Rect box{room.x + std::max(0.F, (room.w - side) / 2), room.y, side, side};
    frame.semantics.add(frame.id("qr"), Role::image, frame.tr(Str::sync_add_code), box);
    fill(frame, box, Color::white, radius::lg); // dark on white in both themes: readers expect it
    for (std::size_t y = 0; y < modules.size(); ++y) {
        const std::string& line = modules[y];
        for (std::size_t x = 0; x < line.size();) {
            const std::size_t end = line.find_first_not_of(line[x], x);
            const std::size_t run = (end == std::string::npos ? line.size() : end) - x;
            if (line[x] == '1') {
                fill(frame,
                     {box.x + (static_cast<float>(x) + kQuietModules) * module_px,
                      box.y + (static_cast<float>(y) + kQuietModules) * module_px, static_cast<float>(run) * module_px,
                      module_px},
                     Color::photo_ink);
            }
            x += run;
        }
    }
    return side;
}

// Words in their order, two in a row, each with its number.
void numbered_words(Frame& frame, Column& column, std::string_view words) {
    std::size_t number = 0;
    Rect row{};
    const bool wide = !frame.large_text() && column.w >= 260;
    frame.semantics.add(frame.id("words"), Role::text, std::string(words), {column.x, column.y, column.w, 1});
    while (!words.empty()) {
        const std::size_t end = std::min(words.find(' '), words.size());
        const std::string_view word = words.substr(0, end);
        words.remove_prefix(std::min(end + 1, words.size()));
        const bool left = !wide || number % 2 == 0;
        if (left) {
            row = column.take(frame.line(Type::body_strong) + 6);
        }
        const float x = left ? row.x : row.x + row.w / 2;
        ++number;
        line_in(frame, {x, row.y, 30, row.h}, std::to_string(number), Type::caption, Color::text2);
        line_in(frame, {x + 30, row.y, row.w - 30, row.h}, word, Type::body_strong, Color::text);
    }
}

std::string clock_time(const Frame& frame, std::int64_t wall_ms) {
    const CivilTime time = civil_time(wall_ms, frame.zone_offset_min);
    const auto two = [](int value) { return (value < 10 ? "0" : "") + std::to_string(value); };
    return two(time.hour) + ":" + two(time.minute);
}

void hide_button(Frame& frame, Column& column) {
    ButtonOptions options;
    options.kind = ButtonKind::tonal;
    options.icon = Icon::eye_slash;
    if (button(frame, "hide_words", column.take(button_height(frame)), frame.tr(Str::sync_hide), options)) {
        frame.ask(command::HideAccountWords{});
    }
}

// The code beside its words, or above them where there is no room.
void offer(Frame& frame, Column& inside, const app::PairingOffer& offer) {
    text(frame, inside, frame.tr(Str::sync_add_line, {{"time", clock_time(frame, offer.until_ms)}}), Type::body,
         Color::text);
    inside.gap(12);
    const bool beside = !frame.large_text() && inside.w >= 300;
    if (!offer.modules.empty()) {
        const float side = qr_code(frame, {inside.x, inside.y, beside ? kBeside_px : inside.w, 0}, offer.modules);
        if (beside) {
            Column words{inside.x + side + 16, inside.y, inside.w - side - 16};
            numbered_words(frame, words, offer.words);
            inside.y = std::max(inside.y + side, words.y) + 12;
            return hide_button(frame, inside);
        }
        inside.gap(side + 14);
    }
    numbered_words(frame, inside, offer.words);
    inside.gap(12);
    hide_button(frame, inside);
}

void new_device(Frame& frame, Column& column, const app::Syncing& sync) {
    heading(frame, column, Str::sync_add);
    if (sync.offer.words.empty() || sync.offer.until_ms <= frame.wall_ms) {
        ButtonOptions options;
        options.kind = ButtonKind::tonal;
        options.icon = Icon::plus;
        options.disabled = sync.asking;
        options.busy = sync.asking && sync.asked == AccountAsk::offer;
        if (button(frame, "add_device", column.take(button_height(frame)), frame.tr(Str::sync_add), options)) {
            frame.ask(command::AskAccount{.ask = AccountAsk::offer});
        }
        return column.gap(24);
    }
    auto_card(frame, "offer", column, 360, [&](Context&, Column& inside) { offer(frame, inside, sync.offer); });
    column.gap(24);
}

void recovery_words(Frame& frame, Column& column, const app::Syncing& sync) {
    heading(frame, column, Str::sync_words);
    text(frame, column, frame.tr(Str::sync_words_line), Type::caption, Color::text2);
    column.gap(12);
    if (sync.words.empty()) {
        ButtonOptions options;
        options.kind = ButtonKind::tonal;
        options.icon = Icon::eye;
        options.disabled = sync.asking;
        if (button(frame, "show_words", column.take(button_height(frame)), frame.tr(Str::sync_show_words), options)) {
            frame.ask(command::AskAccount{.ask = AccountAsk::words});
        }
    } else {
        numbered_words(frame, column, sync.words);
        column.gap(12);
        hide_button(frame, column);
    }
    column.gap(24);
}

std::string device_caption(const Frame& frame, const app::SyncDevice& device) {
    const auto date = [&](std::int64_t at) { return format_date(frame.locale, at, frame.zone_offset_min); };
    if (device.revoked_ms != 0) {
        return frame.tr(Str::sync_removed, {{"date", date(device.revoked_ms)}});
    }
    return device.is_this ? std::string(frame.tr(Str::sync_this_device))
                          : frame.tr(Str::sync_seen, {{"date", date(std::max(device.seen_ms, device.added_ms))}});
}

void device_list(Frame& frame, Column& column, const app::Syncing& sync) {
    if (sync.devices.empty()) {
        return;
    }
    heading(frame, column, Str::sync_devices);
    std::vector<CardRow> rows;
    for (const app::SyncDevice& device : sync.devices) {
        const bool removable = !device.is_this && device.revoked_ms == 0;
        rows.push_back({device.key, device.name.empty() ? std::string(frame.tr(Str::sync_no_name)) : device.name,
                        device_caption(frame, device), Icon::device_mobile,
                        command::QuestionAccount{AccountAsk::revoke, device.key}, false, false, !removable});
    }
    rows_card(frame, column, "devices", rows);
    column.gap(16);
    const auto mine = std::ranges::find(sync.devices, true, &app::SyncDevice::is_this);
    if (mine != sync.devices.end()) {
        TextFieldOptions field;
        field.label = frame.tr(Str::sync_rename);
        field.show_label = true;
        const Rect rect = column.take(text_field_height(frame) + frame.line(Type::label) + 6);
        const auto edit = text_field(frame, "device_name", rect, mine->name, field);
        if (edit && edit->done && !edit->value.empty() && edit->value != mine->name) {
            frame.ask(command::AskAccount{.ask = AccountAsk::rename, .device = mine->key, .name = edit->value});
        }
    }
    column.gap(24);
}

} // namespace

void sync_devices(Frame& frame, Column& column, const app::State& state) {
    const app::Syncing& sync = state.sync;
    problem_line(frame, column, sync.problem);
    device_list(frame, column, sync);
    new_device(frame, column, sync);
    {
        const KeyScope scope(frame, "recovery");
        recovery_words(frame, column, sync);
    }
    const std::array rows{
        CardRow{"leave", std::string(frame.tr(Str::sync_leave)), std::string(frame.tr(Str::sync_leave_line)),
                Icon::x_circle, command::QuestionAccount{AccountAsk::leave, {}}},
        CardRow{"delete_account", std::string(frame.tr(Str::sync_delete)), std::string(frame.tr(Str::sync_delete_line)),
                Icon::trash, command::QuestionAccount{AccountAsk::remove, {}}, false, true}};
    rows_card(frame, column, "ways_out", rows);
}

} // namespace hypha::ui
