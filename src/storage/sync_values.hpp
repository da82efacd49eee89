// The values of synced columns as bytes: version 1, a CBOR array of exactly the fields below, and a sum of 4 bytes over both. They
// are sealed as they are, so they are short: floats as their 32 bits, hashes as 32 bytes, enums as their places.
// Decoders are total and refuse whatever is not wholly one value; the sum refuses every changed byte. Empty words are no bytes, so
// that the merge sees that there are none, and so is what was taken back: an opinion, a photo of a view. New words of an enum go
// to its end; an older app leaves a value with a word that it does not know in its cell.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "storage/identification_table.hpp"
#include "storage/observation_table.hpp"
#include "storage/photo_table.hpp"

namespace hypha::storage::sync_values {

std::string of_created(std::int64_t created_ms);
std::string of_note(std::string_view note);
std::string of_place(const std::optional<PlaceFix>& place);
std::string of_privacy(PlacePrivacy privacy);
std::string of_kept(bool kept);
// Without ids, time and who said it, which are in the key.
std::string of_opinion(const IdentificationRow& row);
// Without the find and the slot, which are in the key.
std::string of_view(const PhotoRow& row);

std::optional<std::int64_t> created(std::string_view value);
std::optional<std::string> note(std::string_view value);
std::optional<std::optional<PlaceFix>> place(std::string_view value);
std::optional<PlacePrivacy> privacy(std::string_view value);
std::optional<bool> kept(std::string_view value);
std::optional<IdentificationRow> opinion(std::string_view value);
std::optional<PhotoRow> view(std::string_view value);

} // namespace hypha::storage::sync_values
