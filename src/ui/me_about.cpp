// Me, About: what Hypha is, what leaves the device (nothing), its licence, and where its facts come from.
#include "ui/me_sections.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "core/fungi/genus_table.hpp"
#include "ui/kit/kit.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;

} // namespace

void about_section(Frame& frame, Column& column, const app::State&) {
    paragraph(frame, column, frame.tr(Str::about_what), Color::text);
    column.gap(12);
    paragraph(frame, column, frame.tr(Str::about_private));
    column.gap(12);
    paragraph(frame, column, frame.tr(Str::about_licence));
    column.gap(8);
    const Rect row = column.take(frame.grown(size::touch_min, Type::label));
    if (text_link(frame, "notices", row, frame.tr(Str::about_notices), Role::link, false, Icon::file_text, true)) {
        frame.ask(command::OpenNotices{});
    }
    column.gap(16);
    heading(frame, column, Str::about_sources);
    std::vector<std::string> said;
    for (const fungi::GenusFacts& facts : fungi::all_genera()) {
        for (std::string_view rest = facts.sources; !rest.empty();) {
            const std::size_t end = rest.find("; ");
            const std::string source(rest.substr(0, end));
            rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 2);
            if (std::ranges::find(said, source) == said.end()) {
                said.push_back(source);
            }
        }
    }
    for (const std::string& source : said) {
        text(frame, column, source, Type::caption, Color::text2);
        column.gap(6);
    }
}

} // namespace hypha::ui
