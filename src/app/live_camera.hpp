// The live camera, open exactly while its screen is shown in a visible tab that owns the storage: follow_camera is asked after every
// event and opens or closes it. The window stops its tracks by itself when the tab is hidden; here that is one more reason.
// One frame is under way at a time: the next is asked for when the last is read, so what comes between is dropped, not queued.
// Nothing of a frame is kept. The name over the picture is core/fungi/steady_label; a picture that is taken goes the road of a picked
// photo (take_photos).
#pragma once

#include <string>

#include "app/command.hpp"
#include "app/workplace.hpp"

namespace hypha::app {

void open_live_camera(Workplace& work, const command::OpenLiveCamera& wish);
void follow_camera(Workplace& work);
void visibility_changed(Workplace& work, bool visible);
void camera_opened(Workplace& work, const ports::CameraOpened& opened);
void camera_failed(Workplace& work, const ports::CameraFailed& failed);
void reopen_camera(Workplace& work);
void steer_camera(Workplace& work, const command::SteerCamera& wish);

void frame_taken(Workplace& work, const ports::FrameTaken& taken);
void frame_analysed(Workplace& work, const ports::FrameAnalysed& analysed);
// True when the ticket was a frame's; then the event is dealt with.
bool frame_progressed(Workplace& work, const ports::LoadProgressed& progress);
bool frame_failed(Workplace& work, std::uint32_t ticket, const std::string& code);

void take_picture(Workplace& work);
// The picture with this ticket did not come, or could not be kept.
void picture_not_taken(Workplace& work, std::uint32_t ticket);
// A photo was picked: what the camera was opened for is done.
void leave_camera(Workplace& work);

} // namespace hypha::app
