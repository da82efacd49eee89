// The database FOLDER/news.db, which news_store and contribution_store share: opened and brought to its newest schema by whoever comes
// first. Errors: "newer_database", and those of src/storage.
#pragma once

#include <filesystem>
#include <memory>

#include "core/base/error.hpp"
#include "storage/database.hpp"

namespace hypha::edge {

// What a power cut may take: with `last_second` what was written just before it, which is polled again; with `nothing` no commit.
enum class PowerCut { last_second, nothing };

Result<std::unique_ptr<storage::Database>> open_news_database(const std::filesystem::path& folder, PowerCut may_take);

} // namespace hypha::edge
