// One mushroom as the screens know it: up to four photos, what the model said, note and place.
// A photo's phase is both the progress display and the crash plan: the row in storage is written before each step begins.
// The verdict is what the model said, with its Provenance; a name that a person gave never takes its place (SAFETY 10).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/place_square.hpp"
#include "app/slot.hpp"
#include "core/base/id.hpp"
#include "core/fungi/verdict.hpp"
#include "core/vision/crop.hpp"

namespace hypha::app {

// picked: chosen, its bytes not yet safe · stored: original kept · analysed: scores kept · failed: `failure` says why
enum class PhotoPhase { empty, picked, stored, analysed, failed };

struct SlotPhoto {
    PhotoPhase phase = PhotoPhase::empty;
    std::uint32_t ticket = 0; // of the work under way; 0 when nothing runs
    std::string name;         // of the file, for sentences; empty after a restart
    std::string photo;        // SHA-256 of the original; empty until stored
    std::uint32_t width_px = 0, height_px = 0;
    std::int64_t size_bytes = 0;
    float sharpness = 0, exposure = 0;
    std::optional<vision::Crop> crop; // the part that is looked at; none: the whole picture
    std::string failure;              // code; empty unless failed
    bool room_was_made = false;       // for its bytes: a second refusal is final
    std::uint32_t file_ticket = 0;    // under which the worker holds the file; 0 when it holds none
    std::string key; // idempotency key of the pick; empty once it is settled (kept, refused or withdrawn)
};

// Which model spoke, and under which rules; kept with every answer.
struct Provenance {
    std::string model_name, model_version, model_sha256, thresholds;
    std::int64_t created_ms = 0;
};

// One answer that was given about the find; person: by whoever keeps this journal. State unknown of a person: a name taken back.
struct Opinion {
    IdentificationId id{};
    bool by_person = false;
    std::int64_t created_ms = 0;
    fungi::VerdictState state = fungi::VerdictState::unknown;
    fungi::Rank rank = fungi::Rank::genus;
    std::string name;
    float probability = 0; // of a model
    fungi::Confidence confidence = fungi::Confidence::not_sure;
    fungi::Risk risk = fungi::Risk::unknown;
    std::string model; // name and version
};

struct Observation {
    ObservationId id{};
    std::int64_t created_ms = 0;
    bool saved = false;
    bool deleted = false;
    std::array<SlotPhoto, kSlotCount> photos{};
    std::optional<fungi::Verdict> verdict;
    Provenance provenance;
    std::vector<Opinion> opinions; // all that was said, oldest first
    std::string judge_failure;     // code when scores exist but no answer may be given (another model's hash)
    std::string note;
    std::optional<Place> place;
    PlacePrivacy privacy = PlacePrivacy::ten_km;
    std::uint32_t place_ticket = 0; // of the question to the device; 0 when none is open
    std::string place_failure;
};

// What the result screen has to say, in one word.
enum class Outcome { empty, working, failed, answered, unknown, not_mushroom };

Outcome outcome_of(const Observation& observation);
// Photos that hold or will hold a picture (failed picks do not count).
std::size_t photo_count(const Observation& observation);
bool is_working(const Observation& observation);
// The view that would help most; nothing when all four are there.
std::optional<Slot> most_useful_missing(const Observation& observation);
// The first failure in the order of the views; empty when there is none.
std::string failure_of(const Observation& observation);
// What a person says it is: a name, or that it is no mushroom. Null when nobody did, or took it back.
const Opinion* given_by_person(const Observation& observation);
// The worst of all that is shown: what the model warned of stays, whatever name a person gave (SAFETY 3).
fungi::Risk shown_risk(const Observation& observation);
// The photo that stands for the whole: profile first, else the first there is; empty when none is stored.
std::string cover_photo(const Observation& observation);

} // namespace hypha::app
