// A thousand phones on one edge, over real sockets: people with a few devices each, which write, change and take away finds, add photos,
// are away for a while and come back, all in one process with the app's own sync core and stores in memory.
//   hypha_phones PORT[,PORT…] DEVICES_EACH SECONDS SEED < lines of "TOKEN STREAM", one a person
// With several edges on one database the devices of a person are at different ones.
// Then all of them sync until nothing is new, and the devices of each person are compared cell by cell. One JSON line on standard output;
// 0 only when nobody has anything else than the others, nothing waits, and every photo is whole everywhere.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "core/base/hex.hpp"
#include "core/sync/replica.hpp"
#include "core/sync/sha256.hpp"
#include "edge/host_surroundings.hpp"
#include "edge/http_transport.hpp"
#include "fakes/memory_replica_store.hpp"

namespace {

using namespace hypha;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kThreads = 4;
constexpr int kFindsEach = 60; // of a person; so that what a phone holds has an end, as the edge's cells have
constexpr std::chrono::milliseconds kPace{16}; // of a thread: 250 acts a second in all, one in 4 s of a phone
constexpr int kSettlingRounds = 6;

struct Person {
    std::string token;
    sync::StreamId stream;
};

struct Phone {
    Phone(std::uint16_t port, const Person& person) : transport(port, person.token) {
        (void)replica.join(person.stream);
    }
    fakes::MemoryReplicaStore store;
    edge::HostSurroundings world;
    edge::HttpTransport transport;
    sync::Replica replica{store, world};
    Clock::time_point away_until;
};

// As a browser does it: a connection that the edge let go after a while of silence is opened again, once.
bool syncs(Phone& phone) {
    return phone.transport.sync(phone.store, phone.world) || phone.transport.sync(phone.store, phone.world);
}

std::vector<std::uint16_t> ports_of(const std::string& text) {
    std::vector<std::uint16_t> ports;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(',', at), text.size());
        ports.push_back(static_cast<std::uint16_t>(std::atoi(text.substr(at, end - at).c_str())));
        at = end + 1;
    }
    return ports;
}

struct Counts {
    std::size_t writes = 0, photos = 0, syncs = 0, failures = 0;
};

void write(Phone& phone, std::mt19937& chance, Counts& counts) {
    const std::string key = "find-" + std::to_string(chance() % kFindsEach);
    ++counts.writes;
    if (chance() % 10 == 0) {
        (void)phone.replica.write("find", key, {{"gone", std::to_string(chance() % 2)}});
    } else if (chance() % 20 == 0) {
        const std::string photo = key + std::to_string(chance()) + std::string(4000, 'p');
        const sync::BlobHash hash{sync::sha256(photo)};
        (void)phone.replica.add_blob(hash, photo);
        (void)phone.replica.write("find", key, {{.column = "photo", .value = to_hex(hash.value), .blob = hash}});
        ++counts.photos;
    } else {
        (void)phone.replica.write("find", key,
                                  {{"note", "Under spruce, wet moss, " + std::to_string(chance()), true},
                                   {"risk", chance() % 3 == 0 ? "deadly" : "unknown"}});
    }
}

void act(Phone& phone, std::mt19937& chance, Counts& counts) {
    const unsigned what = chance() % 100;
    const auto now = Clock::now();
    if (what < 45) {
        write(phone, chance, counts);
    } else if (what < 50) {
        phone.away_until = now + std::chrono::seconds(chance() % 60); // no line; what is written waits
    } else if (now >= phone.away_until) {
        ++counts.syncs;
        counts.failures += syncs(phone) ? 0 : 1;
    }
}

Counts live(std::vector<Phone*> phones, Clock::time_point end, std::uint32_t seed) {
    std::mt19937 chance(seed);
    Counts counts;
    for (auto next = Clock::now(); next < end; next += kPace) {
        std::this_thread::sleep_until(next);
        act(*phones[chance() % phones.size()], chance, counts);
    }
    return counts;
}

// Until a whole round brings nobody anything new.
bool settle(const std::vector<std::unique_ptr<Phone>>& phones) {
    for (int round = 0; round < kSettlingRounds; ++round) {
        bool moved = false;
        for (const auto& phone : phones) {
            const auto before = phone->store.rows.cells;
            const bool waited = !phone->store.rows.outbox.empty();
            if (!syncs(*phone)) {
                return false;
            }
            moved |= waited || before != phone->store.rows.cells;
        }
        if (!moved) {
            return true;
        }
    }
    return false;
}

// What a person would see of it.
bool shows_the_same(const Phone& a, const Phone& b) {
    return std::ranges::equal(a.store.rows.cells, b.store.rows.cells, [](const auto& one, const auto& other) {
        return one.first == other.first && sync::same_write(one.second, other.second);
    });
}

bool is_whole(const Phone& phone) {
    return phone.store.rows.outbox.empty() && phone.store.rows.aside.empty() &&
           std::ranges::all_of(phone.store.rows.cells, [&phone](const auto& named) {
               const auto& blob = named.second.blob;
               const auto found = blob ? phone.store.rows.blobs.find(*blob) : phone.store.rows.blobs.end();
               return !blob || (found != phone.store.rows.blobs.end() && found->second.whole);
           });
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 5 || argv[1][0] == 0) {
        std::fputs("usage: hypha_phones PORT[,PORT…] DEVICES_EACH SECONDS SEED < tokens and streams\n", stderr);
        return 2;
    }
    const std::vector<std::uint16_t> ports = ports_of(argv[1]);
    const int devices = std::atoi(argv[2]);
    const auto seed = static_cast<std::uint32_t>(std::strtoul(argv[4], nullptr, 10));
    std::vector<Person> people;
    std::string token, stream;
    while (std::cin >> token >> stream) {
        Person person{token, {}};
        if (!from_hex(stream, person.stream.value)) {
            std::fputs("a stream is 32 hexadecimal digits\n", stderr);
            return 2;
        }
        people.push_back(std::move(person));
    }
    std::vector<std::unique_ptr<Phone>> phones;
    for (const Person& person : people) {
        for (int i = 0; i < devices; ++i) {
            phones.push_back(std::make_unique<Phone>(ports[phones.size() % ports.size()], person));
        }
    }
    const auto end = Clock::now() + std::chrono::seconds(std::atoi(argv[3]));
    std::vector<Counts> counted(kThreads);
    {
        std::vector<std::jthread> threads;
        for (std::size_t thread = 0; thread < kThreads; ++thread) {
            std::vector<Phone*> own;
            for (std::size_t i = thread; i < phones.size(); i += kThreads) {
                own.push_back(phones[i].get());
            }
            threads.emplace_back([&counted, thread, own = std::move(own), end, seed] {
                counted[thread] = live(own, end, seed + static_cast<std::uint32_t>(thread));
            });
        }
    }
    Counts all;
    for (const Counts& counts : counted) {
        all.writes += counts.writes;
        all.photos += counts.photos;
        all.syncs += counts.syncs;
        all.failures += counts.failures;
    }
    const bool settled = settle(phones);
    std::size_t diverged = 0, unfinished = 0, cells = 0;
    for (std::size_t i = 0; i < phones.size(); ++i) {
        diverged += shows_the_same(*phones[i], *phones[i - i % static_cast<std::size_t>(devices)]) ? 0 : 1;
        unfinished += is_whole(*phones[i]) ? 0 : 1;
        cells += phones[i]->store.rows.cells.size();
    }
    const bool good = settled && diverged == 0 && unfinished == 0 && all.failures == 0 && cells > 0;
    std::printf(R"({"ok":%s,"phones":%zu,"writes":%zu,"photos":%zu,"syncs":%zu,"failures":%zu,"settled":%s,)"
                R"("diverged":%zu,"unfinished":%zu,"cells":%zu})"
                "\n",
                good ? "true" : "false", phones.size(), all.writes, all.photos, all.syncs, all.failures,
                settled ? "true" : "false", diverged, unfinished, cells);
    return good ? 0 : 1;
}
