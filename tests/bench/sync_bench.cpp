// The native half of edge.bench.mjs: devices with the app's own sync core over real sockets. One JSON line on standard output.
//   hypha_sync_bench converge PORT TOKEN STREAM COUNT: one device pushes COUNT new finds, a second one, new, pulls them
//   hypha_sync_bench ingest PORT TOKEN STREAM BATCHES: batches of 20 operations one after the other, each until it is acknowledged
// STREAM is 32 hexadecimal digits. A find is what makeFinds() of pouch_contestant.mjs makes: the same names and values.
#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "core/base/hex.hpp"
#include "core/sync/replica.hpp"
#include "edge/host_surroundings.hpp"
#include "edge/http_transport.hpp"
#include "fakes/memory_replica_store.hpp"

namespace {

using namespace hypha;
using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point from) {
    return std::chrono::duration<double, std::milli>(Clock::now() - from).count();
}

std::size_t number_of(const char* text) {
    std::size_t value = 0;
    const std::string_view digits(text);
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

std::string key_of(std::size_t number) {
    char text[40];
    std::snprintf(text, sizeof text, "find-%012zu", number);
    return text;
}

std::vector<sync::Write> find_of(std::size_t number) {
    const std::string digits = std::to_string(number);
    return {{"created_ms", std::to_string(1795000000000 + number * 60'000)},
            {"latitude", std::to_string(46.0 + static_cast<double>(number % 1000) / 1000)},
            {"longitude", std::to_string(7.0 + static_cast<double>(number % 777) / 1000)},
            {"name", number % 3 == 0 ? "Amanita muscaria" : "Coprinellus micaceus"},
            {"risk", number % 3 == 0 ? "deadly" : "deadly_lookalikes"},
            {"note", "Find " + digits + ": under spruce, wet moss, smell of radish, ring on the stem.", true}};
}

struct Device {
    fakes::MemoryReplicaStore store;
    edge::HostSurroundings world;
    edge::HttpTransport transport;
    sync::Replica replica{store, world};

    Device(std::uint16_t port, const std::string& token, const sync::StreamId& stream) : transport(port, token) {
        (void)replica.join(stream);
    }
};

int converge(std::uint16_t port, const std::string& token, const sync::StreamId& stream, std::size_t count) {
    Device first(port, token, stream);
    Device second(port, token, stream);
    for (std::size_t i = 0; i < count; ++i) {
        (void)first.replica.write("find", key_of(i), find_of(i));
    }
    const auto began = Clock::now();
    const bool sent = first.transport.sync(first.store, first.world);
    const double push_ms = ms_since(began);
    const bool got = second.transport.sync(second.store, second.world);
    const double all_ms = ms_since(began);
    const bool same = second.store.rows.cells.size() == count * 6 && first.store.rows.outbox.empty();
    std::printf(R"({"ok":%s,"push_ms":%.3f,"ms":%.3f,"requests":%zu,"bytes":%zu,"push_requests":%zu,"push_bytes":%zu})"
                "\n",
                sent && got && same ? "true" : "false", push_ms, all_ms,
                first.transport.requests + second.transport.requests, first.transport.bytes + second.transport.bytes,
                first.transport.requests, first.transport.bytes);
    return sent && got && same ? 0 : 1;
}

int ingest(std::uint16_t port, const std::string& token, const sync::StreamId& stream, std::size_t batches) {
    Device device(port, token, stream);
    std::vector<double> took;
    const auto began = Clock::now();
    for (std::size_t batch = 0; batch < batches; ++batch) {
        for (std::size_t i = 0; i < 20; ++i) {
            (void)device.replica.write("find", key_of(batch * 20 + i), find_of(i));
        }
        const auto from = Clock::now();
        if (!device.transport.sync(device.store, device.world)) {
            return 1;
        }
        took.push_back(ms_since(from));
    }
    const double all_ms = ms_since(began);
    std::ranges::sort(took);
    const auto at = [&](double share) {
        return took[static_cast<std::size_t>(share * static_cast<double>(took.size() - 1))];
    };
    std::printf(R"({"ok":true,"p50_ms":%.3f,"p99_ms":%.3f,"operations_per_second":%.0f,"requests":%zu})"
                "\n",
                at(0.5), at(0.99), static_cast<double>(batches * 20) * 1000 / all_ms, device.transport.requests);
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 6) {
        std::fputs("usage: hypha_sync_bench converge|ingest PORT TOKEN STREAM COUNT\n", stderr);
        return 2;
    }
    const auto port = static_cast<std::uint16_t>(number_of(argv[2]));
    sync::StreamId stream;
    if (!from_hex(argv[4], stream.value)) {
        std::fputs("STREAM is 32 hexadecimal digits\n", stderr);
        return 2;
    }
    return std::string_view(argv[1]) == "converge" ? converge(port, argv[3], stream, number_of(argv[5]))
                                                   : ingest(port, argv[3], stream, number_of(argv[5]));
}
