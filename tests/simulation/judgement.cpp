// The end of a schedule: all faults stop, everybody syncs, and what is everywhere is compared with the oracle.
#include "simulation/world.hpp"

#include <algorithm>
#include <iostream>

#include "core/sync/sha256.hpp"

namespace hypha::simulation {

using namespace sync;

void World::wrong(const std::string& what) {
    if (wrong_.empty()) {
        wrong_ = what;
    }
}

void World::tell(const Device& device, const std::string& what) const {
    if (trace) {
        const auto& state = device.store.rows.state;
        std::cerr << now_ms << " " << std::hex << (state.device.value >> 48) << " epoch " << (state.epoch >> 48)
                  << std::dec << " cursor " << state.cursor.seq << " acked " << state.acked << " waits "
                  << device.store.rows.outbox.size() << (state.healing ? " healing" : "") << ": " << what << "\n";
    }
}

std::int64_t Watch::wall_ms() const { return world_.now_ms + wrong_by_ms; }
std::uint64_t Watch::random() { return world_.chance.next(); }

World::World(std::uint64_t seed)
    : chance(seed), edge_(store_, watch_, [] {
          EdgeLimits limits;
          limits.value_bytes = 300;
          limits.part_bytes = 64;
          limits.page_operations = 7;
          return limits;
      }()) {
    limits_.part_bytes = 64;
    stream_.value[0] = 7;
    faults_ = chance.percent(10) ? 0 : 5 + chance.below(60);
    const std::size_t count = 2 + chance.below(3);
    for (std::size_t i = 0; i < count; ++i) {
        Device& device = *devices_.emplace_back(std::make_unique<Device>(*this));
        device.old_schema = i == 1;
        (void)Replica(device.store, device.watch, &tag_).join(stream_);
        start(device);
    }
}

std::optional<std::string> World::run() {
    for (std::uint64_t left = 40 + chance.below(120); left > 0 && wrong_.empty(); --left) {
        if (!late_.empty() && chance.percent(15)) {
            const auto [request, device] = late_.back();
            late_.pop_back();
            (void)ask(stream_, request, device);
        }
        step();
    }
    if (wrong_.empty()) {
        quiet_end();
    }
    if (wrong_.empty()) {
        judge();
    }
    return wrong_.empty() ? std::nullopt : std::optional(wrong_);
}

void World::quiet_end() {
    store_.restart();
    now_ms += 1000;
    for (int round = 0; round < 4; ++round) {
        for (const auto& device : devices_) {
            if (device->alive && !sync_calmly(*device)) {
                return;
            }
        }
    }
}

// A cell never goes back to an earlier write, except where the edge re-stamped our own.
void World::never_backwards(Device& device) {
    for (const auto& [name, cell] : device.store.rows.cells) {
        Stamp& before = device.shown[{name.table, name.key, name.column}];
        if (cell.stamp < before && cell.authored < before.hlc) {
            wrong("a cell went back to an earlier write");
        }
        before = cell.stamp;
    }
}

// Whoever wrote it, under whatever id, and whichever clone of it went on.
void World::opens_everywhere(Device& device) {
    for (const auto& [name, cell] : device.store.rows.cells) {
        const bool copy = name.table == kConflictTable;
        if (copy && name.column != "text") {
            continue; // the name of what was lost, in the clear
        }
        const auto of = copy ? copied_from(name,
                                           [&](const CellName& other) -> std::optional<Bytes> {
                                               const auto at = device.store.rows.cells.find(other);
                                               return at == device.store.rows.cells.end()
                                                          ? std::nullopt
                                                          : std::optional(at->second.value);
                                           })
                             : std::optional(name);
        if (!of || !opened(tag_, stream_, *of, cell)) {
            wrong("a value opens nowhere: " + name.table + "." + name.column + " " + cell.value.substr(0, 8));
        }
    }
}

void World::judge() {
    Picture everywhere;
    const auto is_kept_here = [](const Device& device, const Place& place) {
        return std::ranges::any_of(device.refused,
                                   [&](const Fact& fact) { return Place{fact.table, fact.key, fact.column} == place; });
    };
    for (const auto& device : devices_) {
        if (!device->alive) {
            continue;
        }
        if (!device->store.rows.outbox.empty()) {
            return wrong("something waits for ever");
        }
        for (const auto& [transfer, waits] : device->store.rows.transfers) {
            if (transfer.first == Transfer::upload) {
                return wrong("a blob waits for ever to go up");
            }
        }
        const Picture expected = fold(taken_, device->refused);
        Picture found;
        for (const auto& [name, cell] : device->store.rows.cells) {
            found[{name.table, name.key, name.column}] = cell.value;
        }
        for (const auto& [place, value] : expected) {
            if (!found.contains(place)) {
                return wrong("a write is missing: " + std::get<0>(place) + "." + std::get<2>(place) + " " +
                             value.substr(0, 8));
            }
            // A write whose device got a new id is sealed again: the same words. Where an edge lost the first one, only the second is left.
            if (Tag::words(found[place]) != Tag::words(value)) {
                return wrong("a device shows " + found[place].substr(0, 8) + " where " + value.substr(0, 8) +
                             " won: " + std::get<0>(place) + "." + std::get<2>(place));
            }
        }
        if (found.size() != expected.size()) {
            return wrong("a device holds what the edge never took");
        }
        for (const auto& [place, value] : found) {
            const auto [at, first] = everywhere.emplace(place, value);
            if (!first && at->second != value && !is_kept_here(*device, place)) {
                return wrong("two devices differ in " + std::get<0>(place) + "." + std::get<2>(place));
            }
        }
        for (const auto& [name, cell] : device->store.rows.cells) {
            if (cell.blob) {
                const auto& blobs = device->store.rows.blobs;
                const auto blob = blobs.find(*cell.blob);
                if (blob == blobs.end() || !blob->second.whole || sha256(blob->second.bytes) != cell.blob->value) {
                    return wrong("a blob is not whole");
                }
            }
        }
        opens_everywhere(*device);
        std::set<std::string> kept;
        for (const auto& [place, value] : found) {
            if (std::get<0>(place) == "conflict_copy" && std::get<2>(place) == "text") {
                kept.insert(std::string(Tag::words(value)));
            }
        }
        for (const auto& [place, text] : texts_) {
            if (Tag::words(found[place]) != text && !replaced_.contains(text) && !kept.contains(text)) {
                return wrong("a person's words are gone: " + text);
            }
        }
    }
}

} // namespace hypha::simulation
