// Every view, by name; each is defined in view_<name>.cpp. The shell's table is the only caller.
#pragma once

#include "ui/frame.hpp"

namespace hypha::ui {

void view_identify(Frame& frame, const app::State& state);
void view_camera(Frame& frame, const app::State& state);
void view_result(Frame& frame, const app::State& state);
void view_journal(Frame& frame, const app::State& state);
void view_changes(Frame& frame, const app::State& state);
void view_observation(Frame& frame, const app::State& state);
void view_crop(Frame& frame, const app::State& state);
void view_name(Frame& frame, const app::State& state);
void view_ask(Frame& frame, const app::State& state);
void view_read(Frame& frame, const app::State& state);
void view_story(Frame& frame, const app::State& state);
void view_news_settings(Frame& frame, const app::State& state);
void view_taste(Frame& frame, const app::State& state);
void view_own_stories(Frame& frame, const app::State& state);
void view_write_story(Frame& frame, const app::State& state);
void view_papers(Frame& frame, const app::State& state);
void view_lab(Frame& frame, const app::State& state);
void view_sql(Frame& frame, const app::State& state);
void view_models(Frame& frame, const app::State& state);
void view_me(Frame& frame, const app::State& state);
// Instead of any of them while the storage is not ours or not open yet.
void view_other_tab(Frame& frame, const app::State& state);
// Instead of the journal while a damaged one waits for a decision.
void view_recovery(Frame& frame, const app::State& state);
// Sheets, dialogs and the toast: after the view of the screen.
void view_overlays(Frame& frame, const app::State& state);

} // namespace hypha::ui
