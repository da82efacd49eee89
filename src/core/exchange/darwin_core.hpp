// Finds as Darwin Core occurrences in CSV (TDWG Darwin Core quick reference guide 2023-09; RFC 4180, CRLF, UTF-8): one find a row.
// scientificName is the person's name where there is one, else the model's; identifiedBy says which of both, dynamicProperties holds
// all answers, the model's and people's apart. identificationRemarks carries the orientation sentence in every row.
// Dates are days: the hour stays on the device. A hidden place has no coordinates, and informationWithheld says so.
#pragma once

#include <cstdint>
#include <string>

#include "core/exchange/find_record.hpp"
#include "core/exchange/orientation.hpp"

namespace hypha::exchange {

std::string darwin_core_header();
std::string darwin_core_row(const FindRecord& find, Tongue tongue, std::int64_t zone_offset_min);

} // namespace hypha::exchange
