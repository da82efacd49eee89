// The commands, each for itself. An Error's detail is a sentence for the operator, without the full stop.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>

#include "edge/admin/admin_store.hpp"

namespace hypha::edge {

// figures.cpp
Result<void> list_streams(const Options& options);
// `amount`: a number of bytes, or "default" for what the server's quota-mib says.
Result<void> set_quota(const Options& options, std::string_view stream, std::string_view amount);
// `which`: a session's name or its id; all that are called so. Errors: "not_found".
Result<void> revoke(const Options& options, std::string_view which);

// deletion.cpp. The sessions go first, then the quota becomes 0, so that nothing can come after that was under way, then all rows.
// An interrupted deletion is finished by asking again. Errors: "not_found".
Result<void> delete_user(const Options& options, std::string_view stream);
// All of one stream, without sessions and receipt; answers what there was.
Result<StreamFigures> erase_stream(ServedStore& store, const sync::StreamId& stream);

// verification.cpp. Answers how many problems it said.
Result<std::uint64_t> verify_store(const Options& options);
Result<std::uint64_t> verify(ServedStore& store);

// upkeep_command.cpp
Result<void> compact_store(const Options& options);
// Of every stream: after a database was restored by its own means. Answers how many.
Result<std::uint64_t> new_epochs(ServedStore& store);
Result<void> begin_epochs(const Options& options);

// sources.cpp: import, list, export, remove, as the words of the command say. Always of DATA/news, whatever the store.
Result<void> sources(const Options& options);

// moderation.cpp: list, show, accept, reject; and who moderates: add, remove, list. Always of DATA/news, as sources.
Result<void> moderate(const Options& options);
Result<void> moderators(const Options& options);
// All that an account contributed. `data`: the edge's folder; nothing where there is no news.
Result<void> erase_contributions(const std::filesystem::path& data, const sync::StreamId& stream);
// Of all accounts with these names (name_of_stream): who only contributed has no stream in the other store.
Result<void> erase_contributions(const std::filesystem::path& data, const std::set<std::string>& names);

// backup.cpp, restoration.cpp. SQLite only; PostgreSQL has its own. Errors: "not_for_postgres", "exists".
Result<void> back_up(const Options& options, const std::filesystem::path& folder);
// Into --data, which must hold no store yet. Errors: "bad_backup" too.
Result<void> restore(const Options& options, const std::filesystem::path& folder);

} // namespace hypha::edge
