// Me, Storage: what is kept here and how much room it takes, the ways out (backup, exports) and in (restore, zip), the place of new finds, and
// the way to delete it all. One card a subject, each in a file of its own.
#include <array>

#include "ui/backup_card.hpp"
#include "ui/export_card.hpp"
#include "ui/kit/kit.hpp"
#include "ui/me_sections.hpp"
#include "ui/notices.hpp"
#include "ui/open_copy_row.hpp"
#include "ui/restore_card.hpp"
#include "ui/rows_card.hpp"
#include "ui/space_card.hpp"
#include "ui/words.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;

constexpr std::array<app::PlacePrivacy, 4> kPrivacies{app::PlacePrivacy::exact, app::PlacePrivacy::one_km,
                                                      app::PlacePrivacy::ten_km, app::PlacePrivacy::hidden};

void default_place(Frame& frame, Column& column, const app::State& state) {
    heading(frame, column, Str::default_place);
    std::array<std::string_view, 4> labels{};
    for (std::size_t i = 0; i < kPrivacies.size(); ++i) {
        labels[i] = frame.tr(privacy_label(kPrivacies[i]));
    }
    const int tapped = segmented(frame, "default_place", column.take(frame.grown(48, Type::label)),
                                 frame.tr(Str::default_place), labels, static_cast<int>(state.default_privacy));
    if (tapped >= 0) {
        frame.ask(command::ChooseDefaultPrivacy{kPrivacies[static_cast<std::size_t>(tapped)]});
    }
    column.gap(8);
    text(frame, column, frame.tr(Str::default_place_line), Type::caption, Color::text2);
}

} // namespace

void records_section(Frame& frame, Column& column, const app::State& state) {
    notices(frame, column, state);
    space_card(frame, column, state);
    column.gap(24);
    backup_card(frame, column, state);
    column.gap(24);
    heading(frame, column, Str::restore_title);
    restore_card(frame, column, state);
    column.gap(24);
    export_card(frame, column, state);
    column.gap(size::card_gap);
    import_card(frame, column, state);
    column.gap(24);
    set_aside_cards(frame, column, state);
    default_place(frame, column, state);
    column.gap(24);
    open_copy_row(frame, column, state.copy_pick);
    column.gap(size::card_gap);
    const std::array rows{CardRow{"erase", std::string(frame.tr(Str::erase)), std::string(frame.tr(Str::erase_line)),
                                  Icon::trash, command::AskErase{}, false, true}};
    rows_card(frame, column, "erase_rows", rows);
}

} // namespace hypha::ui
