// What the app has to say about itself on top of a screen: storage that is not kept, failed, full, damaged or newer, an update.
#pragma once

#include "ui/frame.hpp"

namespace hypha::ui {

// Storage only, for screens of one find: a write that was refused is said where it was asked for.
void storage_notices(Frame& frame, Column& column, const app::State& state);
void notices(Frame& frame, Column& column, const app::State& state);
// On the journal: that it is only read, that another model's answers can be looked at again, or that a backup is due.
void journal_notices(Frame& frame, Column& column, const app::State& state);
// The failure of a find's photos: what happened, what is kept, what to do.
void failure_notice(Frame& frame, Column& column, std::string_view key, std::string_view code);

} // namespace hypha::ui
