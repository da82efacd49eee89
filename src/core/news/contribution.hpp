// What a person wrote for a region, as it travels from their device to an edge: plain words, never markup that runs anywhere.
//   file   = "hypha-contribution 1" LF *( name ": " value LF ) LF blocks          blocks: block_text.hpp
//   names, in this order; empty ones are left out, `photo` stands up to four times, all else once at most:
//     id (32 hexadecimal digits by chance: the same ones, the same contribution) · base_rev (0: new) · region · title · language ·
//     topic · byline · place ("LATITUDE LONGITUDE", in tenths of a degree, then " NAME" or nothing) · made (ms since 1970) ·
//     photo ("SHA256 BYTES WIDTH HEIGHT")
//   body   = "hypha-signed 1 " key SP signature LF file          story_index.hpp; Ed25519 of the device over statement(file)
// Strict, because it is signed and kept: bytes that write_contribution would not have written are refused, unknown names too.
// Blocks: paragraphs, headings, list items and quotes; emphasis, strong and links within them. No figure, table or code.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "core/news/article_blocks.hpp"

namespace hypha::news {

inline constexpr std::size_t kContributionId_digits = 32; // hexadecimal
inline constexpr std::size_t kMostContributedTitle_points = 200;
inline constexpr std::size_t kMostContributedName_points = 80; // a byline, the name of a place
inline constexpr std::size_t kMostContributedText_bytes = 20'000;
inline constexpr std::size_t kMostContributedPhotos = 4;
inline constexpr std::size_t kMostContributedPhoto_bytes = 400'000; // JPEG or WebP
inline constexpr std::uint32_t kLeastContributedSide_px = 32;
inline constexpr std::uint32_t kMostContributedSide_px = 8'192;
inline constexpr std::size_t kMostContribution_bytes = 24'000; // of the file
inline constexpr std::size_t kMostSignedContribution_bytes = kMostContribution_bytes + 256;

// The publisher of a contributed story, in every list: readers are told, and can hide them all as they hide any publisher.
inline constexpr std::string_view kContributedSource = "Contributed by people";

struct ContributedPhoto {
    std::string sha256; // 64 hexadecimal digits, of the file
    std::int64_t bytes = 0;
    std::uint32_t width_px = 0; // as stored
    std::uint32_t height_px = 0;
    bool operator==(const ContributedPhoto&) const = default;
};

struct ContributedPlace {
    bool is_known = false;
    int latitude_tenths = 0;  // -900 to 900
    int longitude_tenths = 0; // -1800 to 1800
    std::string name;         // may be empty
    bool operator==(const ContributedPlace&) const = default;
};

struct Contribution {
    std::string id;
    std::int64_t base_rev = 0; // the revision that this one replaces
    std::string region;        // is_region_name
    std::string title;
    std::string language; // BCP 47: letters, digits and '-'
    std::string topic;    // an id of the topic models, or empty
    std::string byline;   // as its author wants to be called, or empty
    ContributedPlace place;
    std::int64_t made_ms = 0;
    std::vector<ContributedPhoto> photos;
    std::vector<Block> blocks;
    bool operator==(const Contribution&) const = default;
};

// No closer than a tenth of a degree (about 11 km) leaves the device. Degrees out of range are nearest in range; not a number: unknown.
ContributedPlace rounded_place(double latitude_deg, double longitude_deg, std::string_view name);

// Codes: contribution_bad_id, _bad_region, _no_title, _long_title, _no_language, _bad_topic, _long_name (byline, place), _bad_place,
// _bad_time, _bad_photo (detail: its number), _many_photos, _no_text, _long_text, _bad_block (detail: its number, from 1).
Result<void> check_contribution(const Contribution& contribution);

// The file. Same contribution, same bytes. Errors: those of check_contribution.
Result<std::string> write_contribution(const Contribution& contribution);

// For bytes of anyone. Errors: contribution_too_large, contribution_not_utf8, contribution_newer (another version),
// contribution_malformed (the line, or what is wrong), and those of check_contribution.
Result<Contribution> parse_contribution(std::string_view bytes);

// What a person typed, as blocks. Any text: where it is none of the grammar it is taken as plain paragraphs, letter by letter.
std::vector<Block> blocks_of_typed(std::string_view text);

// The bytes that a device signs. No list, account or sync message begins with them.
std::string contribution_statement(std::string_view file);

// Links, and addresses that stand in the text or in the title without being one.
std::size_t count_links(const Contribution& contribution);

// Title and text, as a reader would hear them.
std::string plain_text(const Contribution& contribution);

} // namespace hypha::news
