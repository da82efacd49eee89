// What there is to read in a region: one line a story, the newest first. It is the same for all readers, so asking for it tells nobody
// what is read; a story itself is asked for by its hash (story_file.hpp).
//   index = "hypha-index 1" LF *( name ": " value LF ) LF *( hash HT bytes HT published HT language HT topic HT source HT group HT title LF )
// Names: region, made (seconds), source (several: the first is 0). bytes: of the story file. group: the number of the line, from 0, of the
// first of the stories that tell the same (a story alone: its own). Unknown names are skipped; further fields of a line too.
//   signed = "hypha-signed 1 " key SP signature LF index         hexadecimal; Ed25519 (RFC 8032) over the bytes of the index
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"

namespace hypha::news {

inline constexpr std::size_t kMostIndex_bytes = std::size_t{2} << 20;
inline constexpr std::size_t kMostListed = 5'000;
inline constexpr std::size_t kMostSources = 190;
inline constexpr std::size_t kMostTitle_bytes = 500;

struct Listed {
    std::string hash; // SHA-256 of the story file, 64 hexadecimal digits
    std::int64_t bytes = 0;
    std::int64_t published_s = 0;
    std::string language; // BCP 47, empty: unknown
    std::string topic;    // empty: not judged
    std::size_t source = 0;
    std::size_t group = 0;
    std::string title;
    bool operator==(const Listed&) const = default;
};

struct StoryIndex {
    std::string region; // is_region_name
    std::int64_t made_s = 0;
    std::vector<std::string> sources;
    std::vector<Listed> stories;
    bool operator==(const StoryIndex&) const = default;
};

// 1 to 40 of a-z, 0-9 and '-': part of an address and of file names.
bool is_region_name(std::string_view name);

// The index must be sound: numbers of sources and groups exist, names are region names, hashes are hashes.
std::string write_index(const StoryIndex& index);
// For bytes of anyone. Errors: index_too_large, index_not_utf8, index_newer (another version), index_malformed (the line).
Result<StoryIndex> parse_index(std::string_view bytes);

// The parts of a signed index; `body` is what was signed and points into the bytes. Nothing is verified here: core holds no keys.
struct SignedBytes {
    std::array<std::uint8_t, 32> key{};
    std::array<std::uint8_t, 64> signature{};
    std::string_view body;
};
std::string write_signed(const SignedBytes& parts);
// Errors: signed_newer (another version), signed_malformed.
Result<SignedBytes> parse_signed(std::string_view bytes);

} // namespace hypha::news
