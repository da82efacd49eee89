#include "ui/space_card.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "ui/kit/kit.hpp"

namespace hypha::ui {
namespace {

struct Part {
    Str name;
    Color color;
    std::int64_t size_bytes;
};

// The rest is what the browser counts beyond what is known here: the app's own files, small pictures, its own books.
std::array<Part, 5> parts_of(const app::State& state) {
    const std::int64_t photos = state.journal.photo_bytes, journal = state.copies.journal_bytes,
                       copies = state.copies.copies_bytes,
                       model = state.field.phase == app::FieldPhase::ready ? state.field.total_bytes : 0;
    const std::int64_t rest = std::max<std::int64_t>(0, state.storage.used_bytes - photos - journal - copies - model);
    return {{{Str::space_photos, Color::primary, photos},
             {Str::space_journal, Color::accent, journal},
             {Str::space_copies, Color::outline_strong, copies},
             {Str::space_model, Color::accent_soft, model},
             {Str::space_rest, Color::surface3, rest}}};
}

// Of what is used, not of the quota: a thousandth of it would be a line of nothing.
void parts_bar(Context& context, const Rect& rect, std::span<const Part> parts) {
    fill(context, rect, Color::track, rect.h / 2);
    std::int64_t total = 0;
    for (const Part& part : parts) {
        total += part.size_bytes;
    }
    float x = rect.x;
    for (const Part& part : parts) {
        const float width =
            total == 0 ? 0
                       : rect.w * static_cast<float>(static_cast<double>(part.size_bytes) / static_cast<double>(total));
        if (width >= 3) {
            fill(context, {x, rect.y, width - 2, rect.h}, part.color, 3);
        }
        x += width;
    }
}

void part_row(Frame& frame, Context& context, Column& column, const Part& part) {
    const std::string size = format_bytes(frame.locale, part.size_bytes);
    const std::string_view name = context.tr(part.name);
    const Rect row = column.take(context.grown(30, Type::caption));
    fill(context, {row.x, row.center_y() - 6, 12, 12}, part.color, 4);
    ring(context, {row.x, row.center_y() - 6, 12, 12}, Color::outline_strong, 1, 4);
    const float right = text_width(context, size, Type::caption_strong) + 2;
    context.semantics.add(context.id(name), Role::text, std::string(name) + " " + size, row);
    line_in(context, {row.x + 24, row.y, row.w - right - 32, row.h}, name, Type::caption, Color::text);
    line_in(context, {row.right() - right, row.y, right, row.h}, size, Type::caption_strong, Color::text, Align::right);
}

void keeping(Frame& frame, Context& inner, Column& inside, const app::StorageStatus& storage) {
    const bool persisted = storage.persisted.value_or(false);
    const Str words = !storage.durable    ? Str::data_memory
                      : persisted         ? Str::data_persisted
                      : storage.persisted ? Str::data_not_persisted
                                          : Str::data_unmeasured;
    TextOptions live;
    live.live = "polite";
    // A tick is ink, never a colour that reassures (SPEC §2).
    const Icon glyph = storage.durable && persisted ? Icon::check : Icon::warning_circle;
    icon(inner, {inside.x + 11, inside.y + inner.line(Type::caption) / 2}, glyph, 20, Color::text2);
    Column beside{inside.x + 32, inside.y, inside.w - 32};
    text(inner, beside, inner.tr(words), Type::caption, Color::text2, live);
    inside.y = beside.y;
    if (storage.durable && storage.persisted && !persisted) {
        const Rect row = inside.take(inner.grown(size::touch_min, Type::label));
        if (text_link(inner, "persist", {row.x + 32, row.y, row.w - 32, row.h}, inner.tr(Str::persist_ask),
                      Role::button, false, {}, false)) {
            frame.ask(app::command::AskPersistAgain{});
        }
    }
}

} // namespace

void space_card(Frame& frame, Column& column, const app::State& state) {
    auto_card(frame, "space", column, 270, [&](Context& inner, Column& inside) {
        TextOptions title;
        title.role = Role::heading;
        title.level = 2;
        const app::StorageStatus& storage = state.storage;
        const bool measured = storage.persisted.has_value();
        text(inner, inside,
             measured ? inner.tr(Str::space_used, {{"used", format_bytes(frame.locale, storage.used_bytes)}})
                      : std::string(inner.tr(Str::data_used_title)),
             Type::title, Color::text, title);
        if (storage.quota_bytes > 0) {
            text(inner, inside, inner.tr(Str::space_of, {{"quota", format_bytes(frame.locale, storage.quota_bytes)}}),
                 Type::caption, Color::text2);
        }
        inside.gap(10);
        const auto parts = parts_of(state);
        parts_bar(inner, inside.take(10), parts);
        inside.gap(8);
        for (const Part& part : parts) {
            if (part.size_bytes > 0) {
                part_row(frame, inner, inside, part);
            }
        }
        inside.gap(8);
        hairline(inner, inside.x, inside.y, inside.w);
        inside.gap(12);
        keeping(frame, inner, inside, storage);
    });
}

} // namespace hypha::ui
