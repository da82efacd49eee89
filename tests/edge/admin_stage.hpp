// An operator's commands as processes beside an edge that is a process too, and what they answer.
#pragma once

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/sync/replica.hpp"
#include "core/sync/sha256.hpp"
#include "edge/edge_program.hpp"
#include "edge/http_transport.hpp"
#include "edge/temporary_site.hpp"
#include "edge/token_file.hpp"
#include "fakes/memory_replica_store.hpp"
#include "fakes/scratch_folder_native.hpp"

namespace hypha::edge {

struct Said {
    int code = -1;
    std::vector<nlohmann::json> lines;
    std::string errors;

    // The line of a stream in `admin list`; null where there is none.
    [[nodiscard]] nlohmann::json of_stream(const std::string& hex) const {
        for (const nlohmann::json& line : lines) {
            if (line.value("stream", "") == hex) {
                return line;
            }
        }
        return {};
    }
};

inline Said admin(std::vector<std::string> words, const std::string& data) {
    words.insert(words.begin(), "admin");
    words.insert(words.end(), {"--data", data});
    Program program(words);
    Said said;
    const std::string text = program.rest_of(false);
    said.errors = program.rest_of(true);
    said.code = program.exit_code();
    for (std::string_view rest = text; !rest.empty();) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        // `backup` prints its manifest as one line too.
        said.lines.push_back(nlohmann::json::parse(line));
    }
    return said;
}

struct AdminStage {
    TemporarySite site;
    fakes::ScratchFolder scratch;
    std::string data = scratch.path() + "/data";
    NewSession phone = add_session(data + "/sessions", "phone", "").value();
    NewSession tablet = add_session(data + "/sessions", "tablet", phone.stream).value();
    NewSession stranger = add_session(data + "/sessions", "stranger", "").value();
    HostSurroundings world;
    std::unique_ptr<Program> edge;
    std::uint16_t port = 0;

    void start(const std::string& folder, std::vector<std::string> more = {}) {
        more.insert(more.end(),
                    {"--root", site.root().string(), "--port", "0", "--host", "127.0.0.1", "--data", folder});
        edge = std::make_unique<Program>(more);
        port = port_of(edge->read_line());
        REQUIRE(port != 0);
    }
    void stop() {
        edge->signal(SIGTERM);
        edge->exit_code();
        edge.reset();
    }
    [[nodiscard]] Said run(std::vector<std::string> words) const { return admin(std::move(words), data); }
    static sync::StreamId stream(const std::string& hex) {
        sync::StreamId id;
        for (std::size_t i = 0; i < id.value.size(); ++i) {
            id.value[i] = static_cast<std::uint8_t>(std::stoul(hex.substr(2 * i, 2), nullptr, 16));
        }
        return id;
    }
    void join(fakes::MemoryReplicaStore& store, const NewSession& session) {
        REQUIRE(sync::Replica(store, world).join(stream(session.stream)));
    }
    void write(fakes::MemoryReplicaStore& store, const std::string& key, const std::string& note) {
        REQUIRE(sync::Replica(store, world).write("find", key, {{.column = "note", .value = note, .text = true}}));
    }
    sync::BlobHash photograph(fakes::MemoryReplicaStore& store, const std::string& key, std::size_t bytes) {
        std::string photo;
        while (photo.size() < bytes) {
            photo += key + std::to_string(photo.size() * 7919);
        }
        photo.resize(bytes);
        const sync::BlobHash hash{sync::sha256(photo)};
        REQUIRE(sync::Replica(store, world).add_blob(hash, photo));
        REQUIRE(sync::Replica(store, world).write("find", key, {{.column = "photo", .value = "p", .blob = hash}}));
        return hash;
    }
    [[nodiscard]] bool sync(fakes::MemoryReplicaStore& store, const NewSession& session) {
        return HttpTransport(port, session.token).sync(store, world);
    }
    // What a new device finds.
    [[nodiscard]] fakes::MemoryReplicaStore::Rows seen_by_new_device(const NewSession& session) {
        fakes::MemoryReplicaStore reader;
        join(reader, session);
        REQUIRE(sync(reader, session));
        return reader.rows;
    }
};

} // namespace hypha::edge
