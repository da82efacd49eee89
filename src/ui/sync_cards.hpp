// The parts of Me, Sync: the ways into an account (sync_account_cards), its devices and words (sync_device_cards), how the journal stands
// and words in two versions (me_sync).
#pragma once

#include <string>
#include <string_view>

#include "ui/frame.hpp"

namespace hypha::ui {

// What went wrong, in words that say what to do.
std::string problem_words(const Frame& frame, std::string_view code);
void problem_line(Frame& frame, Column& column, std::string_view code);

void sync_ways_in(Frame& frame, Column& column, const app::State& state);
// Over everything, while the camera looks for another device's code (scan_sheet).
void scan_sheet(Frame& frame, const app::CodeScan& scan);
void sync_devices(Frame& frame, Column& column, const app::State& state);
// How the journal stands, in a few words.
std::string sync_words(const Frame& frame, const app::State& state);

} // namespace hypha::ui
