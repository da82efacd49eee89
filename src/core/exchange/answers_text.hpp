// The answers of a find as one JSON object, for formats that have one text for what is not theirs: {"byModel": …, "byPerson": …}.
// Small: the newest of each, without the probabilities of all kinds, which find_json holds.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/exchange/find_record.hpp"

namespace hypha::exchange {

std::string answers_text(const FindRecord& find, std::int64_t zone_offset_min);
// "Hypha fungi 1 (computer vision)".
std::string model_words(const ModelAnswer& answer);
// What stands for the find: the person's name, else the model's; empty when neither has one.
std::string_view shown_name(const FindRecord& find);

} // namespace hypha::exchange
