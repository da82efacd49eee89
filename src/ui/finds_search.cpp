#include "ui/finds_search.hpp"

#include "ui/kit/kit.hpp"

namespace hypha::ui {

namespace command = app::command;

void search_field(Frame& frame, Column& column, const app::Journal& journal) {
    TextFieldOptions field;
    field.label = frame.tr(Str::journal_search);
    field.placeholder = frame.tr(Str::journal_search_placeholder);
    field.search = true;
    if (const auto edit = text_field(frame, "search", column.take(text_field_height(frame)), journal.words, field);
        edit && edit->value != journal.words) {
        frame.ask(command::SearchFinds{edit->value});
        scroll_to_top(frame, "finds");
    }
    column.gap(8);
}

// Said aloud with every letter that changes it, so that nobody has to go and look.
void search_outcome(Frame& frame, Column& column, const app::Journal& journal) {
    TextOptions live;
    live.live = "polite";
    text(frame, column, frame.tr_count(Plural::finds_found, static_cast<std::int64_t>(journal.found)), Type::caption,
         Color::text2, live);
    column.gap(4);
}

void nothing_found(Frame& frame, Column& column, const app::Journal& journal) {
    EmptyState empty;
    empty.drawing = Icon::magnifying_glass;
    empty.title = frame.tr(Str::journal_search_empty_title);
    empty.line = frame.tr(journal.filter == app::JournalFilter::all ? Str::journal_search_empty_line
                                                                    : Str::journal_search_empty_filter_line);
    empty.action = frame.tr(Str::journal_search_end);
    if (empty_state(frame, "nothing_found", column, empty)) {
        frame.ask(command::SearchFinds{});
    }
}

} // namespace hypha::ui
