// A name over a moving picture: four of five frames, the worst risk, nothing from another model. By example and over random frames.
#include "core/fungi/steady_label.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <set>
#include <span>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "core/fungi/judge.hpp"
#include "core/fungi/risk.hpp"
#include "unit/fungi_small_manifest.hpp"

namespace hypha::fungi {
namespace {

using Logits = std::vector<float>;

Logits logits_of(const std::vector<float>& shares) {
    Logits out(shares.size());
    std::ranges::transform(shares, out.begin(), [](float share) { return std::log(std::max(share, 1e-6F)); });
    return out;
}

const Logits kBoletus = logits_of({0.02F, 0.02F, 0.74F, 0.1F, 0.06F, 0.04F, 0.02F});
const Logits kBoletusSurer = logits_of({0.001F, 0.001F, 0.93F, 0.05F, 0.006F, 0.006F, 0.006F});
const Logits kBoletusGenus = logits_of({0.05F, 0.02F, 0.45F, 0.35F, 0.05F, 0.05F, 0.03F});
const Logits kAmanita = logits_of({0.9F, 0.05F, 0.01F, 0.01F, 0.01F, 0.01F, 0.01F});
const Logits kPlicatura = logits_of({0.001F, 0.001F, 0.001F, 0.001F, 0.95F, 0.02F, 0.02F});
const Logits kNothing = logits_of({0.1F, 0.1F, 0.1F, 0.1F, 0.2F, 0.2F, 0.2F});
const Logits kShoe = logits_of({0.02F, 0.02F, 0.02F, 0.02F, 0.02F, 0.02F, 0.88F});

void see(SteadyLabel& label, const Logits& logits, FrameQuality quality = FrameQuality::good) {
    REQUIRE(label.see(small_manifest(), kSmallHash, logits, quality));
}

Verdict alone(const Logits& logits) { return *judge(small_manifest(), kSmallHash, std::span(&logits, 1)); }

} // namespace

TEST_CASE("a name stands from the fourth frame of five that say it", "[steady_label]") {
    SteadyLabel label;
    for (int i = 0; i < 3; ++i) {
        see(label, kBoletus);
        CHECK_FALSE(label.verdict());
    }
    see(label, kBoletus);
    REQUIRE(label.verdict());
    CHECK(label.verdict()->name == "Boletus edulis");
    CHECK(label.verdict()->rank == Rank::species);
    see(label, kAmanita);
    CHECK(label.verdict()->name == "Boletus edulis"); // four of five still
    see(label, kAmanita);
    CHECK_FALSE(label.verdict());
}

TEST_CASE("a picture that changes with each frame never gets a name", "[steady_label]") {
    SteadyLabel label;
    for (int i = 0; i < 40; ++i) {
        see(label, i % 2 == 0 ? kBoletus : kAmanita);
        CHECK_FALSE(label.verdict());
    }
}

TEST_CASE("the same genus at another rank is another answer", "[steady_label]") {
    SteadyLabel label;
    for (const Logits* frame : {&kBoletus, &kBoletus, &kBoletus, &kBoletusGenus, &kBoletusGenus}) {
        see(label, *frame);
    }
    CHECK_FALSE(label.verdict());
    for (int i = 0; i < 2; ++i) {
        see(label, kBoletusGenus);
    }
    REQUIRE(label.verdict());
    CHECK(label.verdict()->rank == Rank::genus);
    CHECK(label.verdict()->name == "Boletus");
}

TEST_CASE("doubt and no mushroom are steady answers too", "[steady_label]") {
    SteadyLabel label;
    for (int i = 0; i < 4; ++i) {
        see(label, kNothing);
    }
    REQUIRE(label.verdict());
    CHECK(label.verdict()->state == VerdictState::unknown);
    CHECK(label.verdict()->name.empty());
    for (int i = 0; i < 4; ++i) {
        see(label, kShoe);
    }
    REQUIRE(label.verdict());
    CHECK(label.verdict()->state == VerdictState::not_mushroom);
    CHECK(label.verdict()->name.empty());
}

TEST_CASE("a blurred or dark frame agrees with nothing, whatever its scores say", "[steady_label]") {
    for (const FrameQuality bad : {FrameQuality::blurred, FrameQuality::dark}) {
        SteadyLabel label;
        for (int i = 0; i < 12; ++i) {
            see(label, kBoletus, bad);
            CHECK_FALSE(label.verdict());
            CHECK(label.quality() == bad);
        }
        for (int i = 0; i < 4; ++i) {
            see(label, kBoletus);
        }
        REQUIRE(label.verdict());
        see(label, kBoletus, bad);
        CHECK(label.verdict());
        see(label, kBoletus, bad);
        CHECK_FALSE(label.verdict());
    }
}

TEST_CASE("the least sure of the agreeing frames speaks", "[steady_label]") {
    SteadyLabel label;
    for (const Logits* frame : {&kBoletusSurer, &kBoletus, &kBoletusSurer, &kBoletusSurer}) {
        see(label, *frame);
    }
    REQUIRE(label.verdict());
    CHECK(label.verdict()->probability == alone(kBoletus).probability);
}

TEST_CASE("scores of another model forget every frame and give no name", "[steady_label]") {
    SteadyLabel label;
    for (int i = 0; i < 5; ++i) {
        see(label, kBoletus);
    }
    REQUIRE(label.verdict());
    const std::string other(64, 'f');
    const auto refused = label.see(small_manifest(), other, kBoletus, FrameQuality::good);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "model_mismatch");
    CHECK_FALSE(label.verdict());
    for (int i = 0; i < 3; ++i) { // what was seen before does not count any more
        see(label, kBoletus);
        CHECK_FALSE(label.verdict());
    }
    // A manifest of another model: the frames seen under the first do not count for the second.
    see(label, kBoletus);
    REQUIRE(label.verdict());
    ModelManifest newer = small_manifest();
    newer.sha256 = other;
    REQUIRE(label.see(newer, other, kBoletus, FrameQuality::good));
    CHECK_FALSE(label.verdict());
}

TEST_CASE("scores that are no numbers forget every frame", "[steady_label]") {
    SteadyLabel label;
    for (int i = 0; i < 5; ++i) {
        see(label, kBoletus);
    }
    Logits broken = kBoletus;
    broken[2] = std::numeric_limits<float>::quiet_NaN();
    CHECK_FALSE(label.see(small_manifest(), kSmallHash, broken, FrameQuality::good));
    CHECK_FALSE(label.verdict());
}

// What is shown never says more than its frames: over random rows of frames the label equals the answer of at least four of the last
// five, is never milder than the worst of them nor surer than the least sure.
TEST_CASE("over random frames the label is what four of the last five say, at its worst", "[steady_label]") {
    std::mt19937 random(20261126); // NOLINT(cert-msc32-c,cert-msc51-cpp): the same frames in every run
    const std::array kinds{&kBoletus, &kBoletusSurer, &kBoletusGenus, &kAmanita, &kPlicatura, &kNothing, &kShoe};
    std::uniform_int_distribution<std::size_t> kind(0, kinds.size() - 1);
    std::uniform_int_distribution<int> percent(0, 99);
    std::uniform_real_distribution<float> noise(-1.2F, 1.2F);
    std::size_t shown = 0;
    std::set<int> risks;
    for (int run = 0; run < 200; ++run) {
        SteadyLabel label;
        std::vector<std::optional<Verdict>> seen;
        std::size_t now = kind(random);
        for (int frame = 0; frame < 30; ++frame) {
            now = percent(random) < 20 ? kind(random) : now;
            Logits logits = *kinds[now];
            for (float& value : logits) {
                value += noise(random);
            }
            const bool bad = percent(random) < 10;
            see(label, logits, bad ? FrameQuality::blurred : FrameQuality::good);
            seen.push_back(bad ? std::nullopt : std::optional(alone(logits)));
            if (!label.verdict()) {
                continue;
            }
            ++shown;
            std::size_t agreeing = 0;
            Risk worst = Risk::unknown;
            float least = 1;
            for (std::size_t i = seen.size() - std::min<std::size_t>(5, seen.size()); i < seen.size(); ++i) {
                const auto& one = seen[i];
                if (one && one->state == label.verdict()->state && one->name == label.verdict()->name) {
                    ++agreeing;
                    worst = worse(worst, one->risk);
                    least = std::min(least, one->probability);
                }
            }
            REQUIRE(agreeing >= 4);
            REQUIRE(label.verdict()->risk == worst);
            REQUIRE(label.verdict()->probability == least);
            risks.insert(static_cast<int>(worst));
        }
    }
    CHECK(shown > 500);
    CHECK(risks.size() >= 3);
}

TEST_CASE("dark is said before blurred, and what is no number is not good", "[steady_label]") {
    const Thresholds none;
    constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
    CHECK(frame_quality(821, 0.29F, none) == FrameQuality::good);
    CHECK(frame_quality(35, 0.31F, none) == FrameQuality::blurred);
    CHECK(frame_quality(34, 0.066F, none) == FrameQuality::good); // a quarter of the light, as sharp as before
    CHECK(frame_quality(3, 0.02F, none) == FrameQuality::dark);
    CHECK(frame_quality(kNan, 0.3F, none) == FrameQuality::blurred);
    CHECK(frame_quality(500, kNan, none) == FrameQuality::blurred);
    Thresholds trained;
    trained.quality_sharpness_min = 300;
    CHECK(frame_quality(250, 0.3F, trained) == FrameQuality::blurred);
    CHECK(frame_quality(350, 0.3F, trained) == FrameQuality::good);
}

} // namespace hypha::fungi
