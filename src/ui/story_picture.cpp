#include "ui/story_picture.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "ui/kit/kit.hpp"
#include "ui/news_words.hpp"

namespace hypha::ui {
namespace {

using app::PicturePhase;

constexpr float kTallest = 0.75F, kLeastTallest = 240; // of what is seen of the page: a tall picture is seen whole
constexpr float kLeastLarger = 72;                     // a picture that is lower hides behind the button on it
constexpr float kPad = 16, kGap = 10, kGlyph = 28, kPillPad = 20;
constexpr int kSeenLines = 2;

struct PictureWords {
    std::string name; // what it shows, for who cannot see it; never empty
    std::string seen; // said where the picture will be; may be empty
};

// As wide as the column, and as high as a picture of that shape is at most there. Small pictures are not blown up.
float height_of(const Frame& frame, const Column& column, const news::PictureFile& file) {
    const float own = static_cast<float>(file.width_px), width = std::min(column.w, own);
    return std::min(width * static_cast<float>(file.height_px) / own, std::max(kLeastTallest, kTallest * frame.area.h));
}

// The large one where it is here.
std::string key_of(const app::OpenPicture& picture) {
    return "news/" + (picture.phase == PicturePhase::here ? picture.file : picture.small).sha256;
}

bool is_here(const app::OpenPicture& picture) { return picture.phase == PicturePhase::here || picture.small_here; }

// It came whole, and is no picture that this device can draw. Looked for only where it is seen, so that pictures load as they are reached.
bool is_broken(Frame& frame, const Column& column, const app::OpenPicture& picture) {
    Remembered& broken = frame.memory.at(frame.id("broken"), Slot::other);
    const Rect box{column.x, column.y, column.w, height_of(frame, column, picture.file)};
    if (frame.pictures != nullptr && frame.clip().overlaps(box)) {
        const float wanted = std::max(box.w, box.h) * frame.pixel_ratio;
        broken.value = frame.pictures->find(key_of(picture), wanted).failed ? 1.F : 0.F;
    }
    return broken.value > 0;
}

// The whole place is the button; a picture too flat to hold its words gets a higher one.
void place(Frame& frame, Column& column, const app::OpenPicture& picture, const PictureWords& words) {
    const bool loading = picture.phase == PicturePhase::loading, failed = picture.phase == PicturePhase::failed;
    const std::string what(frame.tr(loading ? Str::picture_coming : failed ? Str::try_again : Str::picture_show));
    const std::string size = format_bytes(frame.locale, picture.file.bytes);
    const std::string label = what + " \xC2\xB7 " + size, why(failed ? frame.tr(picture_failure(picture.failure)) : "");
    const float width = column.w - 2 * kPad, label_width = width - 2 * kPillPad;
    const float seen_height =
        words.seen.empty() ? 0 : kGap + measure_text(frame, width, words.seen, Type::caption, kSeenLines);
    const float why_height = why.empty() ? 0 : kGap + measure_text(frame, width, why, Type::caption);
    const float pill_height = std::max(40.F, measure_text(frame, label_width, label, Type::body_strong) + 16);
    const float content = kGlyph + seen_height + why_height + kGap + pill_height;
    const Rect box = column.take(std::max(height_of(frame, column, picture.file), content + 2 * kPad));
    const float top = box.center_y() - content / 2, seen_top = top + kGlyph + kGap;
    const float why_top = top + kGlyph + seen_height + kGap;
    if (!why.empty()) { // before the button, which lies over it: a tap by a screen reader meets the button
        frame.semantics.add(frame.id("why"), Role::status, why, {box.x + kPad, why_top, width, why_height - kGap})
            .live = "polite";
    }
    PressOptions how;
    how.disabled = loading;
    how.focus_rounding = radius::lg;
    const auto [pressed, node] =
        pressable(frame, "show", Role::button, what + ", " + size + ": " + words.name, box, how);
    node->busy = loading;
    if (pressed.clicked) {
        frame.ask(app::command::ShowPicture{picture.place});
    }
    if (!frame.clip().overlaps(box)) {
        return; // a ring that nobody sees asks for no frames
    }
    fill(frame, box, Color::surface2, radius::lg);
    const ImVec2 glyph{box.center_x(), top + kGlyph / 2};
    if (loading) {
        progress_ring(frame, glyph, kGlyph, 3, -1, frame.color(Color::text3));
    } else {
        icon(frame, glyph, failed ? Icon::warning_circle_fill : Icon::image, kGlyph, Color::text3);
    }
    TextOptions drawn; // the nodes above say it
    drawn.align = Align::center;
    drawn.role = Role::none;
    if (!why.empty()) {
        text(frame, box.x + kPad, why_top, width, why, Type::caption, Color::text, drawn);
    }
    if (!words.seen.empty()) {
        drawn.max_lines = kSeenLines;
        text(frame, box.x + kPad, seen_top, width, words.seen, Type::caption, Color::text2, drawn);
        drawn.max_lines = 0;
    }
    const float pill_width = std::min(width, std::ceil(text_width(frame, label, Type::body_strong)) + 1 + 2 * kPillPad);
    const Rect pill{box.center_x() - pill_width / 2, top + content - pill_height, pill_width, pill_height};
    if (!loading) {
        fill(frame, pill, pressed.amount > 0 ? Color::surface3 : Color::surface, std::min(pill.h / 2, radius::lg));
    }
    const float label_height = measure_text(frame, label_width, label, Type::body_strong);
    text(frame, pill.center_x() - label_width / 2, pill.center_y() - label_height / 2, label_width, label,
         Type::body_strong, Color::text, drawn);
}

// Over the small picture, so that nothing moves when the large one comes. What failed is said below.
void larger(Frame& frame, Column& column, const Rect& box, const app::OpenPicture& picture, const std::string& name) {
    const bool loading = picture.phase == PicturePhase::loading, failed = picture.phase == PicturePhase::failed;
    const std::string what(frame.tr(loading ? Str::picture_coming : failed ? Str::try_again : Str::picture_larger));
    const std::string size = format_bytes(frame.locale, picture.file.bytes), label = what + " \xC2\xB7 " + size;
    const float height = frame.grown(40, Type::label);
    const float width = std::min(box.w - 24, std::ceil(text_width(frame, label, Type::label)) + 1 + 2 * kPillPad);
    const Rect pill{box.right() - 12 - width, box.bottom() - 12 - height, width, height};
    PressOptions how;
    how.disabled = loading;
    how.focus_rounding = pill.h / 2;
    const auto [pressed, node] = pressable(frame, "larger", Role::button, what + ", " + size + ": " + name, pill, how);
    node->busy = loading;
    if (pressed.clicked) {
        frame.ask(app::command::ShowPicture{picture.place});
    }
    fill(frame, pill, pressed.amount > 0 ? Color::surface3 : Color::surface, pill.h / 2);
    line_in(frame, pill.inset(kPillPad, 0), label, Type::label, Color::text, Align::center);
    if (failed) {
        column.gap(8);
        TextOptions said;
        said.key = "why";
        said.live = "polite";
        text(frame, column, frame.tr(picture_failure(picture.failure)), Type::caption, Color::text, said);
    }
}

void shown(Frame& frame, Column& column, const app::OpenPicture& picture, const PictureWords& words) {
    if (!is_here(picture)) {
        return place(frame, column, picture, words);
    }
    PhotoOptions options;
    options.alt = words.name;
    options.contain = true;
    const Rect box = column.take(height_of(frame, column, picture.file));
    photo(frame, "picture", box, key_of(picture), options);
    if (picture.phase != PicturePhase::here && picture.small.sha256 != picture.file.sha256 && box.h >= kLeastLarger) {
        larger(frame, column, box, picture, words.name);
    }
}

void words_alone(Frame& frame, Column& column, const std::string& said, const std::string& caption) {
    if (said.empty()) {
        return;
    }
    const std::string words = frame.tr(Str::story_picture, {{"text", said}});
    icon(frame, {column.x + 9, column.y + frame.line(Type::caption) / 2}, Icon::image, 18, Color::text3);
    Column inside{column.x + 28, column.y, column.w - 28};
    TextOptions options;
    options.key = "picture";
    text(frame, inside, words, Type::caption, Color::text2, options);
    if (caption != said && !caption.empty()) {
        options.key = "caption";
        text(frame, inside, caption, Type::caption, Color::text2, options);
    }
    column.y = inside.y;
}

} // namespace

void story_lead(Frame& frame, Column& column, const app::OpenStory& open) {
    const auto lead = std::ranges::find(open.pictures, 0U, &app::OpenPicture::place);
    const KeyScope scope(frame, "lead");
    if (lead == open.pictures.end() || std::ranges::any_of(open.pictures, [&](const app::OpenPicture& other) {
            return other.place != 0 && other.file.sha256 == lead->file.sha256;
        })) {
        return;
    }
    if (is_here(*lead) && is_broken(frame, column, *lead)) {
        return; // nobody said what it shows
    }
    shown(frame, column, *lead, {std::string(frame.tr(Str::picture_lead)), ""});
    column.gap(24);
}

void story_figure(Frame& frame, Column& column, const news::Block& block, const app::OpenPicture* picture) {
    const std::string caption = news::plain_text(block.spans);
    const std::string& said = !block.text.empty() ? block.text : caption;
    if (picture == nullptr || (is_here(*picture) && is_broken(frame, column, *picture))) {
        return words_alone(frame, column, said, caption);
    }
    const std::string name = said.empty() ? std::string(frame.tr(Str::picture_untold)) : said;
    shown(frame, column, *picture, {name, said == caption ? "" : said});
    if (!caption.empty()) {
        column.gap(8);
        TextOptions options;
        options.key = "caption";
        options.role = caption == said ? Role::none : Role::text; // the picture's name has it
        text(frame, column, caption, Type::caption, Color::text2, options);
    }
}

} // namespace hypha::ui
