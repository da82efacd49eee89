// All of a find that may leave a device. Whoever fills it has rounded the place to what the person chose, taken the hidden parts of
// the photo files away, and kept apart what a model said and what a person said (SAFETY 10, 12).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/fungi/verdict.hpp"
#include "core/vision/crop.hpp"

namespace hypha::exchange {

// A square, or a point when all four sides meet. Degrees, WGS 84.
struct SharedPlace {
    double south = 0, west = 0, north = 0, east = 0;
    double uncertainty_m = 0; // from the middle to the farthest corner, or of the point
    [[nodiscard]] double latitude() const { return (south + north) / 2; }
    [[nodiscard]] double longitude() const { return (west + east) / 2; }
    [[nodiscard]] bool is_point() const { return south == north && west == east; }
    bool operator==(const SharedPlace&) const = default;
};

struct PhotoRecord {
    std::string file;   // beside find.json, "profile.jpg"
    std::string slot;   // underside, profile, base, habitat
    std::string sha256; // of the bytes in that file
    std::uint32_t width_px = 0, height_px = 0;
    std::int64_t size_bytes = 0;
    bool reduced = false; // the small picture: the original's kind cannot be freed of its hidden parts
    float sharpness = 0, exposure = 0;
    std::vector<float> logits; // empty until a model read it
    std::string model_sha256;
    std::optional<vision::Crop> crop{}; // what of it was looked at; none: the whole picture
    bool operator==(const PhotoRecord&) const = default;
};

struct ModelAnswer {
    std::int64_t created_ms = 0;
    std::string name, version, sha256, thresholds; // of the model
    fungi::Verdict verdict;
};

// answered: a name · not_mushroom · unknown: the person took an earlier name back.
struct PersonAnswer {
    std::int64_t created_ms = 0;
    fungi::VerdictState state = fungi::VerdictState::unknown;
    fungi::Rank rank = fungi::Rank::genus;
    std::string name; // empty unless answered
    bool operator==(const PersonAnswer&) const = default;
};

struct FindRecord {
    std::string uuid;
    std::int64_t created_ms = 0;
    std::string state;        // storage's word: stored, analysed, failed
    std::string failure_code; // only in state failed
    std::string note;
    std::string privacy;              // exact, 1km, 10km, hidden
    std::optional<SharedPlace> place; // none: nobody knows it, or it is hidden
    bool place_withheld = false;      // there is one, and it stays on the device
    std::vector<PhotoRecord> photos;
    std::vector<ModelAnswer> by_model;   // oldest first
    std::vector<PersonAnswer> by_people; // oldest first
};

// The newest of a model; null when none spoke.
inline const ModelAnswer* model_says(const FindRecord& find) {
    return find.by_model.empty() ? nullptr : &find.by_model.back();
}
// The newest of a person, unless it takes a name back.
inline const PersonAnswer* person_says(const FindRecord& find) {
    return find.by_people.empty() || find.by_people.back().state == fungi::VerdictState::unknown
               ? nullptr
               : &find.by_people.back();
}

} // namespace hypha::exchange
