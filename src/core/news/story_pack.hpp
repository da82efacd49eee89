// Several stories in one answer: of a slow line each request costs more than a story. Their bytes one behind the other, each after a line
// that names it; whoever reads them holds the SHA-256 of each against its name, which this does not.
//   pack = "hypha-pack 1" LF *( hash SP bytes LF story )        bytes: decimal, of the story file (story_file.hpp)
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"

namespace hypha::news {

inline constexpr std::size_t kMostPacked = 20;
inline constexpr std::string_view kPackFirstLine = "hypha-pack 1\n";

struct Packed {
    std::string_view hash;  // 64 hexadecimal digits, each name once
    std::string_view bytes; // points into what was read
    bool operator==(const Packed&) const = default;
};

// What stands before a story.
std::string pack_line(std::string_view hash, std::size_t bytes);
std::string write_pack(std::span<const Packed> stories);

// For bytes of anyone. Errors: pack_newer (another version), pack_malformed (how many stories were read before it).
Result<std::vector<Packed>> parse_pack(std::string_view bytes);

} // namespace hypha::news
