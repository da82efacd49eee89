// A schedule: a few devices, one edge, a network and a clock, all driven by one seed. Each step lets one device write or ask the
// edge one thing, or lets something go wrong (events.cpp). Then all faults end, everybody syncs, and judgement.cpp compares what
// is everywhere with the oracle. run() answers what is wrong, or nothing. Nothing here sleeps and nothing here is real but the core.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/sync/edge.hpp"
#include "core/sync/sync_session.hpp"
#include "fakes/memory_edge_store.hpp"
#include "fakes/memory_replica_store.hpp"
#include "simulation/chance.hpp"
#include "simulation/oracle.hpp"
#include "simulation/tag.hpp"

namespace hypha::simulation {

class World;

class Watch final : public sync::Surroundings {
public:
    explicit Watch(World& world) : world_(world) {}
    [[nodiscard]] std::int64_t wall_ms() const override;
    std::uint64_t random() override;
    std::int64_t wrong_by_ms = 0;

private:
    World& world_;
};

struct Device {
    explicit Device(World& world) : watch(world) {}
    Watch watch;
    fakes::MemoryReplicaStore store;
    std::unique_ptr<sync::SyncSession> session;
    bool alive = true;
    bool old_schema = false;
    std::vector<Fact> refused; // what the edge will never take, and this device keeps
    std::map<Place, sync::Stamp> shown;
    std::optional<sync::Reply> remembered; // by a proxy: the last answer to a push
};

class World {
public:
    explicit World(std::uint64_t seed);

    std::optional<std::string> run();

    bool trace = false; // tell every step on stderr
    std::int64_t now_ms = 1'700'000'000'000;
    Chance chance;

private:
    // events.cpp
    void step();
    void write(Device& device);
    void write_one(Device& device, const std::string& table, const std::string& key, std::vector<sync::Write> columns);
    void talk(Device& device);
    void something_goes_wrong();
    void restore_backup();
    void clone_device();
    void lose_device();
    void attack_edge();
    Device& anyone();

    // network.cpp
    std::optional<sync::Reply> ask(const sync::StreamId& session, const sync::Request& request, std::size_t device);
    void note_push(const sync::Request& request, const std::string& body, std::size_t device);
    void note_pull(const std::string& body);
    void settle(Device& device, const Result<sync::Answer>& answer);
    bool sync_calmly(Device& device);
    void start(Device& device);

    // judgement.cpp
    void quiet_end();
    void judge();
    void never_backwards(Device& device);
    void wrong(const std::string& what);
    void tell(const Device& device, const std::string& what) const;

    void opens_everywhere(Device& device);

    sync::StreamId stream_;
    Tag tag_;
    fakes::MemoryEdgeStore store_;
    Watch watch_{*this};
    sync::EdgeLimits limits_;
    sync::Edge edge_;
    std::vector<std::unique_ptr<Device>> devices_;
    std::optional<std::map<sync::StreamId, fakes::MemoryEdgeStore::Stream>> backup_;
    std::vector<std::pair<sync::Request, std::size_t>> late_; // copies that the network still holds
    std::vector<Fact> taken_;                                 // what the edge took, in every history it had
    std::set<std::pair<Place, std::string>> texts_;           // words that a person wrote
    std::set<std::string> replaced_; // words that stood on the screen when their cell was written
    std::uint64_t counter_ = 0;
    std::uint64_t faults_ = 0; // percent
    std::string wrong_;
};

} // namespace hypha::simulation
