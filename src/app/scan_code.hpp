// The code of another device, read by the camera: Overlay CodeScan. The window opens the camera and looks (ports::LookForCode), where the
// browser reads codes (State::reads_codes); what it read is taken as if it had been typed. The camera is open only while the sheet is,
// and the page is seen.
#pragma once

#include "app/command.hpp"
#include "app/workplace.hpp"

namespace hypha::app {

void scan_code(Workplace& work, const command::ScanCode& wish);
// Opens and closes the camera as the sheet comes and goes.
void follow_scan(Workplace& work);
void scan_opened(Workplace& work, const ports::CameraOpened& opened);
void scan_failed(Workplace& work, const ports::CameraFailed& failed);
void code_read(Workplace& work, const ports::CodeRead& read);

} // namespace hypha::app
