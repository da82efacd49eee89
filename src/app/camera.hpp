// The live camera as a screen may see it. Nothing of what it sees is kept: frames live in the window and the media worker, and only
// what they come to is here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "app/slot.hpp"
#include "core/base/id.hpp"
#include "core/fungi/steady_label.hpp"
#include "core/fungi/verdict.hpp"

namespace hypha::app {

enum class CameraPhase { opening, live, failed };

struct LiveCamera {
    CameraPhase phase = CameraPhase::opening;
    std::uint32_t ticket = 0;    // of this opening
    ObservationId observation{}; // whose view is looked for; 0: the draft, which may not exist yet
    Slot slot = Slot::profile;
    bool shows_result = false; // once the picture is taken
    std::string failure;       // code of ports::CameraFailed; empty unless failed
    bool has_torch = false, torch = false;
    float zoom_least = 1, zoom_most = 0, zoom = 1; // most 0: no zoom

    std::uint32_t frame = 0; // ticket of the one frame that is on its way or being read; 0: none
    bool has_read = false;   // at least one frame
    fungi::FrameQuality quality = fungi::FrameQuality::good; // of the newest frame
    std::optional<fungi::Verdict> steady;                    // nothing while the frames disagree
    std::int64_t done_bytes = 0, total_bytes = 0;            // of model and runtime, while they come
    std::string reading_failure; // code: frames are not read any more, pictures can still be taken

    std::uint32_t taking = 0; // ticket of the picture that is being taken; 0: none
    bool take_failed = false;
};

} // namespace hypha::app
