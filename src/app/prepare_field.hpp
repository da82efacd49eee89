// "Make ready for the field": model and runtime onto this device, with bytes, before there is no signal.
// What was ready is remembered with the model's hash, so another model asks again. A repeated wish while it runs is one wish.
#pragma once

#include "app/workplace.hpp"

namespace hypha::app {

void read_field(Workplace& work);
// `texts`: the text models too, which name no mushroom.
void make_field_ready(Workplace& work, bool texts);
// After the first answer of a session model and runtime are here: has them checked, so that "ready" can be said. What nobody asked for
// comes with it only over a line that costs nothing.
void confirm_field_ready(Workplace& work);
void cancel_field_ready(Workplace& work);
// True when the ticket was the field's; then the event is dealt with.
bool field_progressed(Workplace& work, const ports::LoadProgressed& progress);
void field_checked(Workplace& work, const ports::FieldChecked& checked);
// The download did not fit: has room made and begins it once more. False when that is no way out.
bool make_room_for_field(Workplace& work, const ports::AnalysisFailed& failed);
// Model and runtime were let go to make room: they are fetched again when they are wanted, not unasked.
void field_let_go(Workplace& work);
bool field_failed(Workplace& work, std::uint32_t ticket, const std::string& code);
// Into the ledger, as Hypha itself: no day's limit counts it.
void count_kit_file(Workplace& work, std::int64_t received_bytes);

} // namespace hypha::app
