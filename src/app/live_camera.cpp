#include "app/live_camera.hpp"

#include <algorithm>
#include <utility>

#include "app/follow_route.hpp"
#include "app/identify_mushroom.hpp"

namespace hypha::app {
namespace {

// A photo is kept in the storage, so there is no camera without it; what the shell does not draw must not look either.
bool is_wanted(const Workplace& work) {
    const bool drawn = work.state.phase == Phase::ready ||
                       (work.state.phase == Phase::damaged && work.state.damage && work.state.damage->meanwhile);
    return work.state.route.screen == Screen::camera && work.database && drawn && work.memory.visible &&
           !work.state.storage.read_only;
}

const Observation* target_of(const Workplace& work, ObservationId id) {
    return id ? work.state.find(id) : work.state.draft_observation();
}

void begin(Workplace& work) {
    const ObservationId id = work.state.route.observation;
    const Observation* const target = target_of(work, id);
    const bool asked = work.memory.camera_slot.has_value();
    LiveCamera camera;
    camera.ticket = work.take_tickets();
    camera.observation = id;
    camera.slot = asked               ? *work.memory.camera_slot
                  : target == nullptr ? Slot::profile
                                      : most_useful_missing(*target).value_or(Slot::profile);
    camera.shows_result = !asked && (target == nullptr || photo_count(*target) == 0);
    work.memory.steady_label.forget();
    work.postbox.send(ports::OpenCamera{camera.ticket});
    work.state.camera = std::move(camera);
    work.touch();
}

void stop_reading(Workplace& work) {
    if (std::uint32_t& frame = work.state.camera->frame; frame != 0) {
        work.postbox.send(ports::CancelTicket{std::exchange(frame, 0)});
    }
    work.memory.steady_label.forget();
    work.state.camera->steady.reset();
}

void end(Workplace& work) {
    stop_reading(work);
    work.state.camera.reset();
    work.postbox.send(ports::CloseCamera{});
    work.touch();
}

void ask_frame(Workplace& work) {
    LiveCamera& camera = *work.state.camera;
    if (camera.phase == CameraPhase::live && camera.frame == 0 && camera.taking == 0 &&
        camera.reading_failure.empty()) {
        camera.frame = work.take_tickets();
        work.postbox.send(ports::AskFrame{camera.frame});
    }
}

bool is_frame(const Workplace& work, std::uint32_t ticket) {
    return ticket != 0 && work.state.camera && work.state.camera->frame == ticket;
}

} // namespace

void open_live_camera(Workplace& work, const command::OpenLiveCamera& wish) {
    if (wish.observation && work.open(wish.observation) == nullptr) {
        return;
    }
    work.memory.camera_slot = wish.slot;
    go_to(work, Route{Screen::camera, wish.observation, {}});
}

void follow_camera(Workplace& work) {
    if (is_wanted(work) != work.state.camera.has_value()) {
        work.state.camera ? end(work) : begin(work);
    }
    if (work.state.route.screen != Screen::camera) {
        work.memory.camera_slot.reset();
    }
}

void visibility_changed(Workplace& work, bool visible) {
    const bool asked_while_hidden =
        visible && work.memory.visible && work.state.camera && work.state.camera->phase == CameraPhase::opening;
    work.memory.visible = visible;
    if (asked_while_hidden) { // the window does not open it then
        work.state.camera->ticket = work.take_tickets();
        work.postbox.send(ports::OpenCamera{work.state.camera->ticket});
    }
}

void camera_opened(Workplace& work, const ports::CameraOpened& opened) {
    if (!work.state.camera || work.state.camera->ticket != opened.ticket) {
        return;
    }
    LiveCamera& camera = *work.state.camera;
    camera.phase = CameraPhase::live;
    camera.has_torch = opened.torch;
    camera.zoom_least = opened.zoom_least;
    camera.zoom_most = opened.zoom_most > opened.zoom_least ? opened.zoom_most : 0;
    camera.zoom = opened.zoom;
    ask_frame(work);
    work.touch();
}

void camera_failed(Workplace& work, const ports::CameraFailed& failed) {
    if (!work.state.camera || work.state.camera->ticket != failed.ticket) {
        return;
    }
    stop_reading(work);
    LiveCamera& camera = *work.state.camera;
    camera.phase = CameraPhase::failed;
    camera.failure = failed.code;
    camera.taking = 0;
    work.touch();
}

void reopen_camera(Workplace& work) {
    if (work.state.camera && work.state.camera->phase == CameraPhase::failed) {
        LiveCamera& camera = *work.state.camera;
        camera.phase = CameraPhase::opening;
        camera.failure.clear();
        camera.ticket = work.take_tickets();
        work.postbox.send(ports::OpenCamera{camera.ticket});
        work.touch();
    }
}

void steer_camera(Workplace& work, const command::SteerCamera& wish) {
    if (!work.state.camera || work.state.camera->phase != CameraPhase::live) {
        return;
    }
    LiveCamera& camera = *work.state.camera;
    camera.torch = wish.torch && camera.has_torch;
    if (camera.zoom_most > 0) {
        camera.zoom = std::clamp(wish.zoom, camera.zoom_least, camera.zoom_most);
    }
    work.postbox.send(ports::SteerCamera{camera.torch, camera.zoom});
    work.touch();
}

void frame_taken(Workplace& work, const ports::FrameTaken& taken) {
    if (is_frame(work, taken.ticket)) {
        work.postbox.send(ports::AnalyseFrame{taken.ticket, {}});
    } else {
        work.postbox.send(ports::CancelTicket{taken.ticket}); // lets go of its pixels
    }
}

void frame_analysed(Workplace& work, const ports::FrameAnalysed& analysed) {
    if (!is_frame(work, analysed.ticket)) {
        return;
    }
    LiveCamera& camera = *work.state.camera;
    camera.frame = 0;
    camera.has_read = true;
    camera.total_bytes = 0;
    fungi::SteadyLabel& label = work.memory.steady_label;
    const fungi::FrameQuality quality =
        fungi::frame_quality(analysed.sharpness, analysed.exposure, work.manifest.thresholds);
    if (const auto seen = label.see(work.manifest, analysed.model_sha256, analysed.logits, quality); !seen) {
        camera.reading_failure = seen.error().code;
    }
    camera.quality = label.quality();
    camera.steady = label.verdict();
    ask_frame(work);
    work.touch();
}

bool frame_progressed(Workplace& work, const ports::LoadProgressed& progress) {
    if (!is_frame(work, progress.ticket)) {
        return false;
    }
    work.state.camera->done_bytes = progress.done_bytes;
    work.state.camera->total_bytes = progress.total_bytes;
    work.touch();
    return true;
}

bool frame_failed(Workplace& work, std::uint32_t ticket, const std::string& code) {
    if (!is_frame(work, ticket)) {
        return false;
    }
    LiveCamera& camera = *work.state.camera;
    camera.frame = 0;
    stop_reading(work);
    camera.total_bytes = 0;
    camera.reading_failure = code;
    work.touch();
    return true;
}

void take_picture(Workplace& work) {
    if (!work.state.camera || work.state.camera->phase != CameraPhase::live || work.state.camera->taking != 0) {
        return;
    }
    LiveCamera& camera = *work.state.camera;
    OpenChooser chooser;
    chooser.reserved = 1;
    chooser.first_ticket = work.take_tickets();
    chooser.observation = camera.observation;
    chooser.slot = camera.slot;
    chooser.shows_result = camera.shows_result;
    work.memory.chooser = chooser;
    camera.taking = chooser.first_ticket;
    camera.take_failed = false;
    work.postbox.send(ports::TakePicture{camera.taking, std::string(name_of(camera.slot))});
    work.touch();
}

void picture_not_taken(Workplace& work, std::uint32_t ticket) {
    if (work.state.camera && ticket != 0 && work.state.camera->taking == ticket) {
        work.state.camera->taking = 0;
        work.state.camera->take_failed = true;
        ask_frame(work);
        work.touch();
    }
}

void leave_camera(Workplace& work) {
    if (work.state.route.screen == Screen::camera) {
        go_back(work);
    }
}

} // namespace hypha::app
