#include "ui/note_field.hpp"

#include <array>
#include <vector>

#include "core/news/note_text.hpp"
#include "ui/kit/kit.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;
using news::Block;

constexpr std::size_t kMostDrawnBytes = 16'000; // of a longer note the rest is there once it is edited
constexpr float kPad = 28, kTallest = 560;

std::string_view drawn_part(std::string_view note) { return note.substr(0, std::min(note.size(), kMostDrawnBytes)); }

std::vector<Run> runs_of(const Block& block) {
    std::vector<Run> runs;
    runs.reserve(block.spans.size());
    for (const news::Span& span : block.spans) {
        const bool heading = block.kind == Block::Kind::heading;
        runs.push_back({span.text, heading         ? Type::heading
                                   : span.strong   ? Type::body_strong
                                   : span.emphasis ? Type::subtitle_italic
                                                   : Type::body});
    }
    return runs;
}

// Draws, or only measures; answers the height.
float lay_out(Context& context, const Rect& box, std::string_view note, bool draws) {
    TextOptions silent;
    silent.role = Role::none; // the field says the note
    Column column{box.x, box.y, box.w};
    Block::Kind before = Block::Kind::paragraph;
    for (const Block& block : news::parse_note(drawn_part(note))) {
        const bool item = block.kind == Block::Kind::list_item;
        if (column.y > box.y) {
            column.gap(item && before == Block::Kind::list_item ? 2 : 8);
        }
        before = block.kind;
        const float indent = item ? 24 * static_cast<float>(block.level) : 0;
        if (item && draws) {
            const float left = column.x + indent - 20;
            if (block.ordered) {
                text(context, left - 8, column.y, 26, std::to_string(block.number) + ".", Type::body, Color::text2,
                     silent);
            } else {
                context.draw->AddCircleFilled({left + 8, column.y + context.line(Type::body) / 2}, 2.5F,
                                              context.color(Color::text2));
            }
        }
        const std::vector<Run> runs = runs_of(block);
        column.y += draws ? text(context, column.x + indent, column.y, column.w - indent, runs, silent)
                          : measure_text(context, column.w - indent, runs);
    }
    return column.y - box.y;
}

void draw_note(Context& context, const Rect& box, std::string_view note) { lay_out(context, box, note, true); }

struct MarkButton {
    std::string_view marks, letter;
    Str name;
    Type type;
};
constexpr std::array<MarkButton, 3> kMarks{{{"bold", "B", Str::note_bold, Type::body_strong},
                                            {"italic", "I", Str::note_italic, Type::subtitle_italic},
                                            {"list", "", Str::note_list, Type::body}}};

void mark_buttons(Frame& frame, const Rect& line, NodeId field) {
    float x = line.right() - static_cast<float>(kMarks.size()) * size::touch_min;
    for (const MarkButton& mark : kMarks) {
        const Rect rect{x, line.y, size::touch_min, line.h};
        PressOptions how;
        how.focus_rounding = radius::md;
        const auto [pressed, node] = pressable(frame, mark.marks, Role::button, frame.tr(mark.name), rect, how);
        node->marks = mark.marks;
        node->controls = field;
        if (pressed.amount > 0) {
            frame.draw->AddRectFilled(rect.inset(4).min(), rect.inset(4).max(),
                                      frame.color(Color::surface2, pressed.amount), radius::md);
        }
        if (!mark.letter.empty()) {
            line_in(frame, rect, mark.letter, mark.type, Color::text2, Align::center);
        } else {
            for (int row = -1; row <= 1; ++row) {
                const float y = rect.center_y() + static_cast<float>(row) * 5;
                frame.draw->AddCircleFilled({rect.center_x() - 7, y}, 1.3F, frame.color(Color::text2));
                frame.draw->AddLine({rect.center_x() - 3, y}, {rect.center_x() + 9, y}, frame.color(Color::text2),
                                    1.5F);
            }
        }
        x += size::touch_min;
    }
}

} // namespace

void note_field(Frame& frame, Column& column, const app::Observation& find) {
    const Rect head = column.take(frame.grown(size::touch_min, Type::label));
    TextOptions silent;
    silent.role = Role::none;
    text(frame, head.x, head.center_y() - frame.line(Type::label) / 2, head.w, frame.tr(Str::note_label), Type::label,
         Color::text2, silent);
    const NodeId field = frame.id("note");
    const bool edited = frame.input.focused == field && !frame.blocked;
    const Rect inner{column.x + 18, 0, column.w - 36, 0};
    const float needed = find.note.empty() ? 0
                         : edited          ? measure_text(frame, inner.w, drawn_part(find.note), Type::body)
                                           : lay_out(frame, inner, find.note, false);
    TextFieldOptions note;
    note.label = frame.tr(Str::note_label);
    note.placeholder = frame.tr(Str::note_placeholder);
    note.multiline = true;
    note.draw = draw_note;
    const float height = std::max(text_field_height(frame, true), std::min(kTallest, needed + kPad));
    if (const auto edit = text_field(frame, "note", column.take(height), find.note, note)) {
        frame.ask(command::WriteNote{find.id, edit->value});
    }
    mark_buttons(frame, head, field);
}

} // namespace hypha::ui
