// Upkeep by hand (edge/upkeep.hpp), and a new epoch for a database that was restored by its own means.
#include "edge/admin/commands.hpp"

#include "core/sync/attempt.hpp"
#include "edge/host_surroundings.hpp"
#include "edge/upkeep.hpp"

namespace hypha::edge {

Result<void> compact_store(const Options& options) {
    auto store = open_admin_store(options);
    HYPHA_SYNC_TRY(store);
    HostSurroundings surroundings;
    sync::Edge edge(**store, surroundings, options.sync);
    UpkeepRound round(options.sync);
    for (bool more = true; more;) {
        const auto stepped = round.step(**store, edge);
        HYPHA_SYNC_TRY(stepped);
        more = *stepped;
    }
    const UpkeepDone& done = round.done();
    say({{"streams", done.streams}, {"operations_forgotten", done.operations}, {"files_swept", done.files}});
    return done.errors == 0 ? Result<void>{}
                            : failure("not_all", std::to_string(done.errors) + " streams could not be compacted");
}

Result<std::uint64_t> new_epochs(ServedStore& store) {
    HostSurroundings surroundings;
    sync::Edge edge(store, surroundings);
    std::uint64_t streams = 0;
    HYPHA_SYNC_TRY(for_each_stream(store, [&](const sync::StreamId& stream) {
        ++streams;
        return edge.new_epoch(stream);
    }));
    return streams;
}

Result<void> begin_epochs(const Options& options) {
    auto store = open_admin_store(options);
    HYPHA_SYNC_TRY(store);
    const auto streams = new_epochs(**store);
    HYPHA_SYNC_TRY(streams);
    say({{"new_epochs", *streams}});
    return {};
}

} // namespace hypha::edge
