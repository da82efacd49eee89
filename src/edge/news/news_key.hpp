// The key that lists are signed with: Ed25519, its seed as 64 hexadecimal digits in a file that only the edge's user may read. It is made
// once; readers remember its public half, so losing it means that they are told of another edge. A file that is there and is no key is
// an error, never a reason to make another.
#pragma once

#include <filesystem>

#include "core/base/error.hpp"
#include "keys/signature.hpp"

namespace hypha::edge {

// Errors: "bad_key", "storage_full", "storage_unavailable".
Result<keys::SigningKey> load_news_key(const std::filesystem::path& file);

} // namespace hypha::edge
