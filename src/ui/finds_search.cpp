#include "ui/finds_search.hpp"

#include "ui/facets.hpp"
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
    text(frame, column,
         frame.tr_count(journal.words.empty() ? Plural::finds_narrowed : Plural::finds_found,
                        static_cast<std::int64_t>(journal.found)),
         Type::caption, Color::text2, live);
    column.gap(4);
}

void nothing_found(Frame& frame, Column& column, const app::Journal& journal) {
    EmptyState empty;
    empty.drawing = Icon::magnifying_glass;
    if (journal.narrowing.any()) { // the narrower question is the likelier reason
        const std::string line = frame.tr(
            Str::journal_narrowed_empty_line,
            {{"what", narrowed_words(frame, journal.narrowing) + (journal.words.empty() ? "" : ", " + journal.words)}});
        empty.title = frame.tr(Str::journal_search_empty_title);
        empty.line = line;
        empty.action = frame.tr(Str::facet_clear);
        if (empty_state(frame, "nothing_found", column, empty)) {
            frame.ask(command::NarrowFinds{});
        }
        return;
    }
    empty.title = frame.tr(Str::journal_search_empty_title);
    empty.line = frame.tr(journal.filter == app::JournalFilter::all ? Str::journal_search_empty_line
                                                                    : Str::journal_search_empty_filter_line);
    empty.action = frame.tr(Str::journal_search_end);
    if (empty_state(frame, "nothing_found", column, empty)) {
        frame.ask(command::SearchFinds{});
    }
}

} // namespace hypha::ui
