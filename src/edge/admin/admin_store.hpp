// The store that a command works on, and what its parts share.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/sync/edge.hpp"
#include "edge/options.hpp"
#include "edge/store/served_store.hpp"

namespace hypha::edge {

using Json = nlohmann::ordered_json;

// SQLite beside an edge that may run, PostgreSQL where --store says so. Errors: "no_store" and the store's.
Result<std::unique_ptr<ServedStore>> open_admin_store(const Options& options);

std::filesystem::path sessions_file(const Options& options);
std::filesystem::path receipts_file(const Options& options);
// Of `admin backup`: when the last one ended, for /metrics.
std::filesystem::path backup_mark(const Options& options);

// One line on standard output.
void say(const Json& line);
// Errors: "bad_stream".
Result<sync::StreamId> read_stream(std::string_view hex);
std::string hex_of(const sync::StreamId& stream);
// What stands for a stream where its number must not: SHA-256 of its 32 hexadecimal digits, in hexadecimal.
std::string name_of_stream(const sync::StreamId& stream);
// Every stream, in order. Stops at the first error.
Result<void> for_each_stream(ServedStore& store, const std::function<Result<void>(const sync::StreamId&)>& visit);
// A whole file in place of another or none; on disk when it answers. Only its owner may read it.
Result<void> write_file(const std::filesystem::path& path, std::string_view text, bool append);
Result<std::string> read_text(const std::filesystem::path& path);
std::int64_t now_ms();

} // namespace hypha::edge
