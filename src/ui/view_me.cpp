// Me: what this device holds and how the app looks. An overview of rows, each leading to a section of its own.
// No account, nothing is uploaded; every byte has a size and a reason beside it (SPEC §1).
#include <algorithm>
#include <string>

#include "ui/kit/kit.hpp"
#include "ui/me_sections.hpp"
#include "ui/notices.hpp"
#include "ui/screen_layout.hpp"
#include "ui/views.hpp"

namespace hypha::ui {
namespace {

using app::MeSection;
namespace command = app::command;

struct MeRow {
    std::string_view key;
    Str title;
    std::string caption;
    Icon icon;
    app::Command asked;
};

app::Command to(MeSection section) { return command::GoTo{{app::Screen::me, {}, section}}; }

void rows_card(Frame& frame, Column& column, std::string_view key, const std::vector<MeRow>& rows) {
    const KeyScope scope(frame, key);
    float height = 8;
    std::vector<RowOptions> options(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        options[i].icon = rows[i].icon;
        options[i].caption = rows[i].caption;
        options[i].role = Role::link;
        options[i].hairline_below = i + 1 < rows.size();
        height += list_row_height(frame, column.w, frame.tr(rows[i].title), options[i]);
    }
    const Rect box = column.take(height);
    card(frame, box, radius::lg);
    Column inside{box.x, box.y + 4, box.w};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::string_view title = frame.tr(rows[i].title);
        if (list_row(frame, rows[i].key, inside.take(list_row_height(frame, box.w, title, options[i])), title,
                     options[i])) {
            frame.commands.push_back(rows[i].asked);
        }
    }
}

std::string look_caption(const Frame& frame, const app::Look& look) {
    const std::string percent = text_percent(frame, look.text_scale_choice);
    return frame.tr(Str::look_caption, {{"theme", frame.tr(theme_label(look.theme_choice))},
                                        {"text", frame.tr(Str::text_size_is, {{"percent", percent}})}});
}

void overview(Frame& frame, Column& column, const app::State& state) {
    text(frame, column, frame.tr(Str::me_line), Type::body, Color::text2);
    column.gap(16);
    notices(frame, column, state);
    const bool ready = state.field.phase == app::FieldPhase::ready && state.offline.phase == app::OfflinePhase::ready;
    section_header(frame, column, frame.tr(Str::me_field));
    column.gap(10);
    rows_card(frame, column, "field",
              {{"ready", Str::row_ready, std::string(frame.tr(ready ? Str::ready_caption_ok : ready_caption(state))),
                Icon::cloud_arrow_down, to(MeSection::ready)},
               {"model", Str::row_model,
                frame.tr(Str::guess_first, {{"name", state.model.name}, {"percent", state.model.version}}),
                Icon::mushroom, to(MeSection::model)}});
    column.gap(20);
    section_header(frame, column, frame.tr(Str::me_yours));
    column.gap(10);
    rows_card(frame, column, "yours",
              {{"look", Str::row_look, look_caption(frame, state.look), Icon::text_aa, to(MeSection::look)},
               {"language", Str::row_language, std::string(frame.tr(language_label(state.look.language_choice))),
                Icon::translate, to(MeSection::language)}});
    column.gap(20);
    section_header(frame, column, frame.tr(Str::me_privacy));
    column.gap(10);
    rows_card(frame, column, "privacy",
              {{"records", Str::row_data,
                frame.tr_count(Plural::data_finds, static_cast<std::int64_t>(state.journal.counts[0]),
                               {{"size", format_bytes(frame.locale, state.journal.photo_bytes)}}),
                Icon::hard_drives, to(MeSection::records)}});
    column.gap(20);
    section_header(frame, column, frame.tr(Str::me_app));
    column.gap(10);
    std::vector<MeRow> rows;
    if (state.can_install) {
        rows.push_back({"install", Str::row_install, std::string(frame.tr(Str::row_install_line)), Icon::device_mobile,
                        command::AskInstall{}});
    }
    rows.push_back({"about", Str::row_about, {}, Icon::file_text, to(MeSection::about)});
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
