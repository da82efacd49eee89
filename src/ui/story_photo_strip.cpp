#include "ui/story_photo_strip.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "app/story_photos.hpp"
#include "ui/kit/kit.hpp"
#include "ui/words.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;

constexpr float kTile_w = 96, kTile_h = 72, kTallest_px = 480;

std::string numbered(const Frame& frame, Str words, std::size_t at) {
    return frame.tr(words, {{"number", std::to_string(at + 1)}});
}

std::string picture_key(const std::string& sha256) { return "photos/" + sha256; }

// Its picture, what it is, and the way out.
void photo_row(Frame& frame, Column& column, const app::OwnPhoto& own, std::size_t at) {
    const std::string name = numbered(frame, Str::write_photo_number, at);
    const std::string facts = frame.tr(Str::photo_facts, {{"width", std::to_string(own.width_px)},
                                                          {"height", std::to_string(own.height_px)},
                                                          {"size", format_bytes(frame.locale, own.bytes)}});
    const float left = column.x + kTile_w + 12, width = column.w - kTile_w - 12 - size::touch_min;
    const float words =
        measure_text(frame, width, name, Type::body_strong) + measure_text(frame, width, facts, Type::caption) + 2;
    const Rect row = column.take(std::max(kTile_h, words));
    photo(frame, "photo", {row.x, row.center_y() - kTile_h / 2, kTile_w, kTile_h}, picture_key(own.sha256),
          {.alt = name, .rounding = radius::md});
    float y = row.center_y() - words / 2;
    TextOptions silent;
    silent.role = Role::none; // the picture says it
    y += text(frame, left, y, width, name, Type::body_strong, Color::text, silent) + 2;
    text(frame, left, y, width, facts, Type::caption, Color::text2);
    if (icon_button(frame, "remove", {row.right() - size::touch_min / 2, row.center_y()}, Icon::x,
                    numbered(frame, Str::write_photo_remove, at))) {
        frame.ask(command::RemoveStoryPhoto{own.sha256});
    }
    column.gap(8);
}

void coming_row(Frame& frame, Column& column, const app::ComingPhoto& coming) {
    const std::string words = frame.tr(Str::write_photo_coming, {{"name", coming.name}});
    const float left = column.x + kTile_w + 12, width = column.w - kTile_w - 12;
    const float height = measure_text(frame, width, words, Type::body);
    const Rect row = column.take(std::max(kTile_h, height));
    const Rect tile{row.x, row.center_y() - kTile_h / 2, kTile_w, kTile_h};
    if (frame.clip().overlaps(row)) { // a ring that nobody sees asks for no frames
        fill(frame, tile, Color::surface2, radius::md);
        progress_ring(frame, tile.center(), 28, 3, -1, frame.color(Color::text3));
    }
    TextOptions said;
    said.key = "coming";
    said.live = "polite";
    text(frame, left, row.center_y() - height / 2, width, words, Type::body, Color::text2, said);
    column.gap(8);
}

std::string failure_line(const Frame& frame, std::string_view code) {
    if (code == "too_many" || code == "same_photo" || code == "too_detailed" || code == "too_small") {
        return std::string(frame.tr(code == "too_many"       ? Str::write_photos_left_out
                                    : code == "same_photo"   ? Str::write_photo_same
                                    : code == "too_detailed" ? Str::write_photo_detailed
                                                             : Str::write_photo_small));
    }
    const std::string_view known = code == "model_unavailable" ? "runtime_failed" : code; // no model is asked here
    return frame.tr(Str::write_photo_not_added, {{"reason", frame.tr(failure_words(known).title)}});
}

void ways_in(Frame& frame, Column& column) {
    ButtonOptions choose, take;
    choose.kind = take.kind = ButtonKind::tonal;
    choose.icon = Icon::images;
    take.icon = Icon::camera;
    const int tapped = button_pair(frame, column, {"choose_photos", frame.tr(Str::choose_photos), choose},
                                   {"take_photo", frame.tr(Str::take_photo), take});
    if (tapped >= 0) {
        frame.ask(command::AddStoryPhotos{tapped == 0 ? app::PhotoSource::library : app::PhotoSource::camera});
    }
    column.gap(8);
}

} // namespace

void story_photo_strip(Frame& frame, Column& column, const app::State& state) {
    const app::Contributing& contributing = state.contributing;
    const app::OwnStory& story = contributing.writing;
    section_header(frame, column, frame.tr(Str::write_photos));
    column.gap(6);
    for (std::size_t at = 0; at < story.photos.size(); ++at) {
        const KeyScope scope(frame, "photo", static_cast<std::int64_t>(node_id(0, story.photos[at].sha256)));
        photo_row(frame, column, story.photos[at], at);
    }
    for (const app::ComingPhoto& coming : contributing.coming_photos) {
        if (coming.story == story.id) {
            const KeyScope scope(frame, "coming", static_cast<std::int64_t>(coming.ticket));
            coming_row(frame, column, coming);
        }
    }
    if (!contributing.photo_failure.empty()) {
        TextOptions said;
        said.key = "photo_failure";
        said.live = "polite";
        text(frame, column, failure_line(frame, contributing.photo_failure), Type::body, Color::deadly_text, said);
        column.gap(8);
    }
    const bool is_full = app::story_photo_room(contributing) == 0;
    if (!is_full) {
        ways_in(frame, column);
    }
    text(frame, column, frame.tr(is_full ? Str::write_photos_full : Str::write_photos_line), Type::caption,
         Color::text2);
    column.gap(16);
}

void held_photo_strip(Frame& frame, Column& column, const app::HeldStory& held, bool working) {
    if (held.photos.empty()) {
        return;
    }
    column.gap(16);
    text(frame, column, frame.tr_count(Plural::photos_count, static_cast<std::int64_t>(held.photos.size())),
         Type::body_strong);
    for (std::size_t at = 0; at < held.photos.size(); ++at) {
        const app::HeldPhoto& one = held.photos[at];
        const KeyScope scope(frame, "held_photo", static_cast<std::int64_t>(node_id(0, one.named.sha256)));
        column.gap(8);
        if (one.phase == app::HeldPhotoPhase::here) {
            const float own_w = static_cast<float>(one.named.width_px), own_h = static_cast<float>(one.named.height_px);
            const float height = std::min(std::min(column.w, own_w) * own_h / own_w, kTallest_px);
            photo(frame, "photo", column.take(std::round(height)), "news/" + one.named.sha256,
                  {.alt = numbered(frame, Str::write_photo_number, at), .contain = true});
            continue;
        }
        const bool loading = one.phase == app::HeldPhotoPhase::loading;
        const std::string words = numbered(frame, loading ? Str::mod_photo_coming : Str::mod_photo_show, at) +
                                  " \xC2\xB7 " + format_bytes(frame.locale, one.named.bytes);
        ButtonOptions show;
        show.kind = ButtonKind::outline;
        show.busy = loading;
        show.disabled = working;
        if (!loading) {
            show.icon = Icon::image;
        }
        if (button(frame, "show", column.take(button_height(frame)), words, show)) {
            frame.ask(command::ShowHeldPhoto{one.named.sha256});
        }
        if (one.phase == app::HeldPhotoPhase::failed) {
            column.gap(4);
            TextOptions said;
            said.key = "why";
            said.live = "polite";
            text(frame, column, numbered(frame, Str::mod_photo_failed, at), Type::caption, Color::text, said);
        }
    }
}

} // namespace hypha::ui
