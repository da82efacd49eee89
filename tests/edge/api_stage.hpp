// A server with the API on a real store in a folder of its own, and two sessions, each with a stream of its own.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/sync/http_form.hpp"
#include "core/sync/replica.hpp"
#include "edge/api.hpp"
#include "edge/http_transport.hpp"
#include "edge/raw_client.hpp"
#include "edge/running_server.hpp"
#include "edge/store/sqlite_edge_store.hpp"
#include "edge/temporary_site.hpp"
#include "edge/token_file.hpp"
#include "fakes/memory_replica_store.hpp"
#include "fakes/scratch_folder_native.hpp"

namespace hypha::edge {

inline const std::string kBlobPath = "/v1/blob/" + std::string(64, 'a');
inline const std::string kHistory = "&size=3&epoch=1&seq=0&check=0";

inline sync::StreamId stream_of(const std::string& hex) {
    sync::StreamId stream;
    for (std::size_t i = 0; i < stream.value.size(); ++i) {
        stream.value[i] = static_cast<std::uint8_t>(std::stoul(hex.substr(2 * i, 2), nullptr, 16));
    }
    return stream;
}

inline std::string bearer(const std::string& token) { return "Authorization: Bearer " + token + "\r\n"; }

struct ApiStage {
    TemporarySite site;
    fakes::ScratchFolder scratch;
    std::string sessions = scratch.path() + "/sessions";
    NewSession mine = add_session(sessions, "mine", "").value();
    NewSession other = add_session(sessions, "other", "").value();
    AccountTimes times;
    RunningServer server;
    HostSurroundings world;

    explicit ApiStage(ServerLimits limits = {}, const AccountTimes& account_times = {})
        : times(account_times), server(site.root(), limits, false, open_api()) {}

    [[nodiscard]] StoreThreads& threads() { return server.server().api()->store(); }
    [[nodiscard]] std::shared_ptr<Api> open_api() const {
        std::vector<std::unique_ptr<ServedStore>> stores;
        stores.push_back(SqliteEdgeStore::open(scratch.path() + "/data").value());
        auto api =
            std::make_shared<Api>(std::make_unique<StoreThreads>(std::move(stores)), TokenFile::load(sessions).value());
        api->set_accounts(times, {});
        return api;
    }
    [[nodiscard]] RawAnswer ask(std::string_view line, const std::string& fields, std::string_view body = "") const {
        RawClient client(server.port());
        client.send(std::string(line) + " HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n" + std::string(body));
        return client.read_answer(!line.starts_with("HEAD"));
    }
    [[nodiscard]] RawAnswer push(const std::string& fields, std::string_view body) const {
        return ask("POST /v1/push", fields + "Content-Length: " + std::to_string(body.size()) + "\r\n", body);
    }
    std::string push_body(const NewSession& session, const std::string& value = "v") {
        sync::wire::Push push{stream_of(session.stream), 0, {}, sync::DeviceId{7}, 1, 0, {}};
        push.operations.push_back({"find",
                                   "k",
                                   {sync::Hlc::at(world.wall_ms()), sync::DeviceId{7}},
                                   sync::Hlc::at(world.wall_ms()),
                                   {{"note", value, false, {}, std::nullopt}}});
        return encode(push);
    }
    void join(fakes::MemoryReplicaStore& store) { REQUIRE(sync::Replica(store, world).join(stream_of(mine.stream))); }
};

inline const std::string kCbor = "Content-Type: application/cbor\r\n";
inline const std::string kOctets = "Content-Type: application/octet-stream\r\n";

} // namespace hypha::edge
