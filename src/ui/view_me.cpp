// Me: what this device holds and how the app looks. An overview of rows, each leading to a section of its own.
// No account, nothing is uploaded; every byte has a size and a reason beside it (SPEC §1).
#include <array>
#include <string>
#include <vector>

#include "ui/backup_card.hpp"
#include "ui/kit/kit.hpp"
#include "ui/look_again_card.hpp"
#include "ui/me_sections.hpp"
#include "ui/notices.hpp"
#include "ui/rows_card.hpp"
#include "ui/screen_layout.hpp"
#include "ui/sync_cards.hpp"
#include "ui/views.hpp"

namespace hypha::ui {
namespace {

using app::MeSection;
namespace command = app::command;

app::Command to(MeSection section) { return command::GoTo{{app::Screen::me, {}, section}}; }

// A row that leads to a section.
CardRow section_row(const Frame& frame, std::string_view key, Str title, std::string caption, Icon icon,
                    MeSection section) {
    return {key, std::string(frame.tr(title)), std::move(caption), icon, to(section), true};
}

std::string look_caption(const Frame& frame, const app::Look& look) {
    const std::string percent = text_percent(frame, look.text_scale_choice);
    return frame.tr(Str::look_caption, {{"theme", frame.tr(theme_label(look.theme_choice))},
                                        {"text", frame.tr(Str::text_size_is, {{"percent", percent}})}});
}

// Finds, and when they were last backed up.
std::string records_caption(Frame& frame, const app::State& state) {
    return frame.tr_count(Plural::data_finds, static_cast<std::int64_t>(state.journal.counts[0]),
                          {{"size", format_bytes(frame.locale, state.journal.photo_bytes)}}) +
           ". " + last_backup(frame, state);
}

void overview(Frame& frame, Column& column, const app::State& state) {
    text(frame, column, frame.tr(state.sync.here ? Str::me_line_synced : Str::me_line), Type::body, Color::text2);
    column.gap(16);
    notices(frame, column, state);
    look_again_card(frame, column, state);
    const bool ready = state.field.phase == app::FieldPhase::ready && state.offline.phase == app::OfflinePhase::ready;
    backup_reminder(frame, column, state);
    section_header(frame, column, frame.tr(Str::me_field));
    column.gap(10);
    std::vector<CardRow> field{
        section_row(frame, "ready", Str::row_ready,
                    std::string(frame.tr(ready ? Str::ready_caption_ok : ready_caption(state))), Icon::cloud_arrow_down,
                    MeSection::ready),
        section_row(frame, "model", Str::row_model,
                    frame.tr(Str::guess_first, {{"name", state.model.name}, {"percent", state.model.version}}),
                    Icon::mushroom, MeSection::model)};
    if (state.other_answers.looked > 0 || state.other_answers.missed > 0) {
        const auto changed = static_cast<std::int64_t>(state.other_answers.changed);
        field.push_back(
            {"changes", std::string(frame.tr(Str::changes_title)),
             changed == 0 ? std::string(frame.tr(Str::changes_none)) : frame.tr_count(Plural::again_changed, changed),
             Icon::clock, command::GoTo{{app::Screen::changes, {}, {}}}, true});
    }
    rows_card(frame, column, "field", field);
    column.gap(20);
    section_header(frame, column, frame.tr(Str::me_yours));
    column.gap(10);
    const std::array yours{
        section_row(frame, "look", Str::row_look, look_caption(frame, state.look), Icon::text_aa, MeSection::look),
        section_row(frame, "language", Str::row_language,
                    std::string(frame.tr(language_label(state.look.language_choice))), Icon::translate,
                    MeSection::language),
        CardRow{"taste", std::string(frame.tr(Str::taste_title)), std::string(frame.tr(Str::taste_row_line)),
                Icon::sliders_horizontal, command::GoTo{{app::Screen::taste, {}, {}}}, true}};
    rows_card(frame, column, "yours", yours);
    column.gap(20);
    section_header(frame, column, frame.tr(Str::me_privacy));
    column.gap(10);
    std::vector<CardRow> privacy{
        section_row(frame, "records", Str::row_data, records_caption(frame, state), Icon::hard_drives,
                    MeSection::records),
        section_row(frame, "sync", Str::row_sync, sync_words(frame, state), Icon::devices, MeSection::sync)};
    if (state.contributing.moderates) {
        privacy.push_back(section_row(frame, "moderation", Str::mod_title, std::string(frame.tr(Str::mod_row_line)),
                                      Icon::scales, MeSection::moderation));
    }
    rows_card(frame, column, "privacy", privacy);
    column.gap(20);
    section_header(frame, column, frame.tr(Str::me_app));
    column.gap(10);
    std::vector<CardRow> rows;
    if (state.can_install) {
        rows.push_back({"install", std::string(frame.tr(Str::row_install)),
                        std::string(frame.tr(Str::row_install_line)), Icon::device_mobile, command::AskInstall{}});
    }
    rows.push_back(section_row(frame, "about", Str::row_about, {}, Icon::file_text, MeSection::about));
    rows_card(frame, column, "app", rows);
}

} // namespace

void view_me(Frame& frame, const app::State& state) {
    const Rect area{frame.area.x, frame.area.y + frame.safe.top, frame.area.w, frame.area.h - frame.safe.top};
    const bool root = state.route.section == MeSection::overview;
    const Rect below = root ? root_bar(frame, area, Str::me_title, false)
                            : pushed_bar(frame, area, frame.tr(section_title(state.route.section)), false);
    const Rect bar{below.x, area.y, below.w, below.y - area.y};
    ScrollRegion page(frame, "page", {bar.x, bar.bottom(), bar.w, area.bottom() - bar.bottom()});
    Column column = page.column(centred_gutter(frame, area.w));
    column.gap(root ? 0 : 8);
    if (root) {
        overview(frame, column, state);
    } else {
        me_section(frame, column, state);
    }
    page.end(column.y + 24);
}

} // namespace hypha::ui
