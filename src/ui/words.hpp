// From what is known to what is said: names, confidence, risk, reasons, places. Every sentence comes from the string table.
// Nothing here reassures: a find without a name is "I don't know", never "nothing dangerous" (SAFETY 4).
#pragma once

#include <string>
#include <string_view>

#include "app/state.hpp"
#include "ui/kit/chips.hpp"
#include "ui/kit/context.hpp"

namespace hypha::ui {

struct SlotWords {
    Str name, how, brief, add, hint;
    Icon drawing;
};
const SlotWords& slot_words(app::Slot slot);

// "Agaricus", "I don't know", "Not a mushroom", "Not identified yet"; `italic` when it is a Latin name.
struct FindName {
    std::string words;
    bool italic = false;
};
FindName find_name(const Context& context, const app::Observation& observation);
FindName find_name(const Context& context, const app::JournalRow& row);

// "Likely 81%"; empty when there is no answer yet.
std::string certainty(const Context& context, const app::Observation& observation);
std::string certainty(const Context& context, const app::JournalRow& row);

fungi::Confidence confidence_of(const app::State& state, float probability);
// English or Spanish name of the genus that `latin` belongs to; empty when none is known.
std::string_view common_name(const Context& context, std::string_view latin);
std::string_view genus_of(std::string_view latin);

// What happened, and what is kept and can be done, for a failure code. Unknown codes read as runtime_failed.
struct FailureWords {
    Str title, line;
};
FailureWords failure_words(std::string_view code);
FailureWords storage_words(std::string_view code);
FailureWords camera_failure_words(std::string_view code); // of ports::CameraFailed

Str privacy_label(app::PlacePrivacy privacy); // "10 km"
Str privacy_short(app::PlacePrivacy privacy); // "10 km" in a row, "exact place", "hidden"
Str privacy_says(app::PlacePrivacy privacy);

// 12.0464° S
std::string degrees(const Context& context, double value, bool latitude, int decimals);

std::string thumbnail_key(std::string_view photo);
std::string photo_key(std::string_view photo);

} // namespace hypha::ui
