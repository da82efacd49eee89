// By an operator's command, or by the person (accounts/). The stream's number stays in the store with a quota of 0: a device that was not told cannot bring it back.
#include "edge/admin/commands.hpp"
#include "edge/admin/receipt.hpp"

#include "core/base/hex.hpp"
#include "core/sync/attempt.hpp"
#include "core/sync/sha256.hpp"
#include "edge/token_file.hpp"

namespace hypha::edge {
namespace {

constexpr std::size_t kAtOnce = 2'000;

} // namespace

Json deletion_receipt(const sync::StreamId& stream, const StreamFigures& figures, std::size_t sessions) {
    Json receipt{{"receipt", "hypha-deletion-1"}, {"stream_sha256", name_of_stream(stream)},
                 {"deleted_ms", now_ms()},        {"operations", figures.operations + figures.waiting},
                 {"cells", figures.cells},        {"blobs", figures.blobs},
                 {"bytes", figures.bytes()},      {"sessions", sessions}};
    receipt["sha256"] = to_hex(sync::sha256(receipt.dump()));
    return receipt;
}

Result<std::string> keep_receipt(const Options& options, const sync::StreamId& stream, const StreamFigures& figures) {
    const auto sessions =
        remove_sessions(sessions_file(options), [&](const Session& session) { return session.stream == stream; });
    HYPHA_SYNC_TRY(sessions);
    std::string receipt = deletion_receipt(stream, figures, *sessions).dump();
    HYPHA_SYNC_TRY(write_file(receipts_file(options), receipt + "\n", true));
    return receipt;
}

Result<StreamFigures> erase_stream(ServedStore& store, const sync::StreamId& stream) {
    StreamFigures figures;
    HYPHA_SYNC_TRY(sync::in_transaction(store, stream, [&]() -> Result<void> {
        const auto counted = store.figures();
        HYPHA_SYNC_TRY(counted);
        figures = *counted;
        return store.set_quota(0);
    }));
    for (std::uint64_t gone = 1; gone > 0;) {
        HYPHA_SYNC_TRY(sync::in_transaction(store, stream, [&]() -> Result<void> {
            const auto erased = store.erase_some(kAtOnce);
            HYPHA_SYNC_TRY(erased);
            gone = *erased;
            if (gone == 0) {
                HYPHA_SYNC_TRY(store.put_stream({}));
                return store.set_usage(0);
            }
            return {};
        }));
    }
    return figures;
}

Result<void> delete_user(const Options& options, std::string_view hex) {
    const auto stream = read_stream(hex);
    HYPHA_SYNC_TRY(stream);
    auto store = open_admin_store(options);
    HYPHA_SYNC_TRY(store);
    HYPHA_SYNC_TRY((*store)->begin(*stream));
    const auto known = (*store)->stream();
    const auto usage = (*store)->usage();
    (*store)->rollback();
    HYPHA_SYNC_TRY(known);
    HYPHA_SYNC_TRY(usage);
    const auto account = (*store)->has_account(*stream); // which may have synced nothing yet
    HYPHA_SYNC_TRY(account);
    const auto sessions =
        remove_sessions(sessions_file(options), [&](const Session& session) { return session.stream == *stream; });
    HYPHA_SYNC_TRY(sessions);
    if (!*known && !*account && !usage->quota && *sessions == 0) {
        return failure("not_found", "there is no user with the stream " + hex_of(*stream));
    }
    const auto figures = erase_stream(**store, *stream);
    HYPHA_SYNC_TRY(figures);
    HYPHA_SYNC_TRY(erase_contributions(options.data, *stream));
    const auto settled = (*store)->settle();
    const Json receipt = deletion_receipt(*stream, *figures, *sessions);
    HYPHA_SYNC_TRY(write_file(receipts_file(options), receipt.dump() + "\n", true));
    say(receipt);
    return settled ? settled
                   : failure(settled.error().code,
                             "all of it was removed, but old pages may stay in SQLite's log for a while: " +
                                 settled.error().detail + "; admin delete-user again when nobody does");
}

} // namespace hypha::edge
