#include "core/fungi/steady_label.hpp"

#include <span>
#include <utility>

#include "core/fungi/judge.hpp"
#include "core/fungi/risk.hpp"

namespace hypha::fungi {
namespace {

// Measured on the ten photos of tests/fixtures/photos, smeared, blurred and darkened (answer: whether it stayed the same).
// Smeared over 2 % of the short side: 10 of 10 stay the same, least 1188; over 5 %: 4 of 10, of which 7 lie below. Down to a quarter
// of the light 9 of 10 stay, least 0.063; at a tenth 6 of 10, at a twentieth 2 of 10, most 0.051.
// The variance of a Laplacian grows with the square of the light, so it is measured against it: dusk is no blur.
constexpr float kLeastSharpnessForLight = 1100;
constexpr float kLeastExposure = 0.06F;

bool says_the_same(const Verdict& a, const Verdict& b) {
    return a.state == b.state && (a.state != VerdictState::answered || (a.rank == b.rank && a.name == b.name));
}

} // namespace

FrameQuality frame_quality(float sharpness, float exposure, const Thresholds& thresholds) {
    if (exposure < kLeastExposure) {
        return FrameQuality::dark;
    }
    const float least = thresholds.quality_sharpness_min > 0 ? thresholds.quality_sharpness_min
                                                             : kLeastSharpnessForLight * exposure * exposure;
    return sharpness >= least ? FrameQuality::good : FrameQuality::blurred; // what is no number is not good
}

void SteadyLabel::forget() { *this = SteadyLabel{}; }

Result<void> SteadyLabel::see(const ModelManifest& manifest, std::string_view model_sha256,
                              const std::vector<float>& logits, FrameQuality quality) {
    if (model_sha256 != model_) {
        forget();
        model_ = model_sha256;
    }
    auto judged = judge(manifest, model_sha256, std::span(&logits, 1));
    if (!judged) {
        forget();
        return std::unexpected(std::move(judged.error()));
    }
    quality_ = quality;
    std::optional<Verdict>& frame = frames_[next_];
    frame.reset();
    if (quality == FrameQuality::good) {
        frame = std::move(*judged);
    }
    next_ = (next_ + 1) % kFrames;
    settle();
    return {};
}

// At most one group of frames can be as large as kAgreeing.
void SteadyLabel::settle() {
    verdict_.reset();
    for (const std::optional<Verdict>& pivot : frames_) {
        std::size_t agreeing = 0;
        const Verdict* least = nullptr;
        Risk risk = Risk::unknown;
        for (const std::optional<Verdict>& frame : frames_) {
            if (!pivot || !frame || !says_the_same(*pivot, *frame)) {
                continue;
            }
            ++agreeing;
            risk = worse(risk, frame->risk);
            least = least == nullptr || frame->probability < least->probability ? &*frame : least;
        }
        if (agreeing >= kAgreeing) {
            verdict_ = *least;
            verdict_->risk = risk;
            return;
        }
    }
}

} // namespace hypha::fungi
