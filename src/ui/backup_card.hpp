// What screens say and ask about backups: the card in Me, Storage, and the monthly word on the journal and in Me.
#pragma once

#include <string>

#include "ui/frame.hpp"

namespace hypha::ui {

// "Last backup 4 Oct 2026", "Not backed up yet".
std::string last_backup(const Frame& frame, const app::State& state);
// The journal and its photos, as one file.
std::int64_t backup_bytes(const app::State& state, bool with_photos);

void backup_card(Frame& frame, Column& column, const app::State& state);
// Draws nothing while it is not time.
void backup_reminder(Frame& frame, Column& column, const app::State& state);
// A file that is on its way out or waits to be saved: its progress, its failure, its button.
void outgoing_card(Frame& frame, Column& column, const app::State& state);

} // namespace hypha::ui
