// A name over a moving picture. One frame is a guess that changes with the hand; a name is shown only while four of the last five
// frames say the same, each judged as a photo is (judge.hpp), so that abstention, "not a mushroom" and the rank rule hold.
// Pure: the same frames in the same order, the same label. Guarantees:
// - a frame that is too dark or too blurred agrees with nothing, and so does one that has not come yet;
// - the risk is the worst over the frames that agree, the probability the least;
// - fails closed (SAFETY rule 7): scores of another model than the manifest's, or of another than before, forget every frame.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "core/fungi/model_manifest.hpp"
#include "core/fungi/verdict.hpp"

namespace hypha::fungi {

enum class FrameQuality { good, dark, blurred };

// sharpness and exposure as core/vision/quality.hpp measures them; what is no number is blurred. Where training gave no threshold
// of sharpness, a measured one stands in (steady_label.cpp).
FrameQuality frame_quality(float sharpness, float exposure, const Thresholds& thresholds);

class SteadyLabel {
public:
    static constexpr std::size_t kFrames = 5, kAgreeing = 4;

    // The next frame. Errors are those of judge(); after one nothing is remembered.
    Result<void> see(const ModelManifest& manifest, std::string_view model_sha256, const std::vector<float>& logits,
                     FrameQuality quality);
    void forget();

    // What the agreeing frames say; nothing while there are too few of them.
    [[nodiscard]] const std::optional<Verdict>& verdict() const { return verdict_; }
    // Of the newest frame; good before the first.
    [[nodiscard]] FrameQuality quality() const { return quality_; }

private:
    void settle();

    std::array<std::optional<Verdict>, kFrames> frames_; // a ring; without a verdict: it agrees with nothing
    std::size_t next_ = 0;
    std::string model_;
    std::optional<Verdict> verdict_;
    FrameQuality quality_ = FrameQuality::good;
};

} // namespace hypha::fungi
