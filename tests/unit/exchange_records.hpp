// Finds as they leave, for the tests of the formats.
#pragma once

#include <string>

#include "core/exchange/find_record.hpp"

namespace hypha::exchange {

inline constexpr const char* kUuid = "0f8fad5b-d9cb-469f-a165-70867728950e";

// Named by the model and otherwise by a person, with a square of 10 km and one photo.
inline FindRecord example_find() {
    FindRecord find;
    find.uuid = kUuid;
    find.created_ms = 1'791'110'400'000; // 4 October 2026, 10:40 UTC
    find.state = "analysed";
    find.note = "=HYPERLINK(\"x\"), on a \"fallen\" oak\nnorth side";
    find.privacy = "10km";
    find.place = SharedPlace{42.75, -1.75, 42.84, -1.63, 7070.5};
    PhotoRecord photo;
    photo.file = "profile.jpg";
    photo.slot = "profile";
    photo.sha256 = std::string(64, 'c');
    photo.width_px = 640;
    photo.height_px = 480;
    photo.size_bytes = 1000;
    photo.sharpness = 0.8125F;
    photo.exposure = 0.1F;
    photo.logits = {-1.5F, 0.1F, 3.25F};
    photo.model_sha256 = std::string(64, 'a');
    find.photos = {photo};
    fungi::Verdict verdict;
    verdict.state = fungi::VerdictState::answered;
    verdict.rank = fungi::Rank::genus;
    verdict.name = "Amanita";
    verdict.probability = 0.81F;
    verdict.confidence = fungi::Confidence::likely;
    verdict.risk = fungi::Risk::deadly;
    find.by_model = {{find.created_ms, "Test fungi", "1", std::string(64, 'a'), "likely=0.7", verdict}};
    find.by_people = {
        {find.created_ms + 1000, fungi::VerdictState::answered, fungi::Rank::species, "Agaricus augustus"}};
    return find;
}

} // namespace hypha::exchange
