// What a store holds, and two things about a user that an operator says: how much room, and which session is over.
#include "edge/admin/commands.hpp"

#include <charconv>
#include <map>
#include <string>

#include "core/sync/attempt.hpp"
#include "edge/token_file.hpp"

namespace hypha::edge {
namespace {

Json sessions_json(const std::vector<Session>& sessions) {
    Json list = Json::array();
    for (const Session& session : sessions) {
        list.push_back({{"name", session.name}, {"id", session.id}});
    }
    return list;
}

} // namespace

Result<void> list_streams(const Options& options) {
    auto store = open_admin_store(options);
    HYPHA_SYNC_TRY(store);
    const auto file = TokenFile::load(sessions_file(options));
    HYPHA_SYNC_TRY(file);
    std::map<sync::StreamId, std::vector<Session>> sessions;
    for (Session& session : (*file)->all()) {
        sessions[session.stream].push_back(std::move(session));
    }
    HYPHA_SYNC_TRY(for_each_stream(**store, [&](const sync::StreamId& stream) -> Result<void> {
        HYPHA_SYNC_TRY((*store)->begin(stream));
        const auto figures = (*store)->figures();
        const auto usage = (*store)->usage();
        (*store)->rollback();
        HYPHA_SYNC_TRY(figures);
        HYPHA_SYNC_TRY(usage);
        Json quota = usage->quota ? Json(*usage->quota) : Json("default");
        say({{"stream", hex_of(stream)},
             {"bytes", usage->bytes},
             {"quota", std::move(quota)},
             {"operations", figures->operations},
             {"waiting", figures->waiting},
             {"cells", figures->cells},
             {"blobs", figures->blobs},
             {"blob_bytes", figures->blob_bytes},
             {"devices", figures->devices},
             {"last_ms", figures->last_ms},
             {"sessions", sessions_json(sessions[stream])}});
        sessions.erase(stream);
        return {};
    }));
    for (const auto& [stream, unheard] : sessions) { // of whom nothing came yet
        say({{"stream", hex_of(stream)}, {"bytes", 0}, {"sessions", sessions_json(unheard)}});
    }
    return {};
}

Result<void> set_quota(const Options& options, std::string_view hex, std::string_view amount) {
    const auto stream = read_stream(hex);
    HYPHA_SYNC_TRY(stream);
    std::optional<std::uint64_t> quota;
    if (amount != "default") {
        std::uint64_t bytes = 0;
        const auto [end, problem] = std::from_chars(amount.data(), amount.data() + amount.size(), bytes);
        if (problem != std::errc{} || end != amount.data() + amount.size()) {
            return failure("bad_quota", "a quota is a number of bytes, or default, not '" + std::string(amount) + "'");
        }
        quota = bytes;
    }
    auto store = open_admin_store(options);
    HYPHA_SYNC_TRY(store);
    HYPHA_SYNC_TRY(sync::in_transaction(**store, *stream, [&] { return (*store)->set_quota(quota); }));
    say({{"stream", hex_of(*stream)}, {"quota", quota ? Json(*quota) : Json("default")}});
    return {};
}

Result<void> revoke(const Options& options, std::string_view which) {
    const auto gone = remove_sessions(
        sessions_file(options), [&](const Session& session) { return session.name == which || session.id == which; });
    HYPHA_SYNC_TRY(gone);
    if (*gone == 0) {
        return failure("not_found",
                       "no session in " + sessions_file(options).string() + " is called '" + std::string(which) + "'");
    }
    say({{"revoked", *gone}});
    return {};
}

} // namespace hypha::edge
