// What lies between a device and the edge, and what the simulation writes down of it for the oracle.
#include "simulation/world.hpp"

namespace hypha::simulation {

using namespace sync;

void World::start(Device& device) {
    device.session = std::make_unique<SyncSession>(device.store, device.watch, limits_.part_bytes, &tag_);
}

// A killed program starts again over what its store holds.
void World::settle(Device& device, const Result<Answer>& answer) {
    if (!answer) {
        device.session->failed();
    }
    if (device.store.faults.killed()) {
        device.store.restart();
        start(device);
    }
    never_backwards(device);
}

std::optional<Reply> World::ask(const StreamId& session, const Request& request, std::size_t device) {
    const auto push = request.kind == Request::Kind::push ? wire::decode_push(request.body) : std::nullopt;
    const auto& batches = store_.streams[session].batches;
    const bool numbered_before = push && batches.contains({push->device, push->batch_no});
    const Reply reply = edge_.answer(session, request);
    const bool killed = store_.faults.killed();
    if (killed) {
        store_.restart();
    }
    // Taken is what the store holds now, whether or not its answer left the edge.
    if (push && batches.contains({push->device, push->batch_no}) && (!numbered_before || reply.status == 200)) {
        note_push(request, batches.at({push->device, push->batch_no}).reply, device);
    }
    if (killed) {
        return std::nullopt;
    }
    if (request.kind == Request::Kind::pull && reply.status == 200) {
        note_pull(reply.body);
    }
    return reply;
}

void World::note_push(const Request& request, const std::string& body, std::size_t device) {
    const auto push = wire::decode_push(request.body);
    const auto reply = wire::decode_push_reply(body);
    for (std::size_t i = 0; i < push->operations.size(); ++i) {
        Operation operation = push->operations[i];
        bool refused = false;
        for (const auto& [index, reason] : reply->rejected) {
            refused = refused || index == i;
        }
        for (const auto& [index, hlc] : reply->restamped) {
            if (index == i) {
                operation.stamp.hlc = hlc;
            }
        }
        for (const Column& column : operation.columns) {
            const Fact fact{operation.table,
                            operation.key,
                            column.name,
                            column.value,
                            operation.stamp.hlc.value,
                            operation.stamp.device.value};
            (refused ? devices_[device]->refused : taken_).push_back(fact);
        }
    }
}

// An operation that names a blob is shown only when the blob is whole.
void World::note_pull(const std::string& body) {
    const auto reply = wire::decode_pull_reply(body);
    for (const Operation& operation : reply->operations) {
        for (const Column& column : operation.columns) {
            const auto& blobs = store_.streams[stream_].blobs;
            if (column.blob && (!blobs.contains(*column.blob) || !blobs.at(*column.blob).row.whole)) {
                wrong("an operation was shown before its blob was whole");
            }
        }
    }
}

// Rounds without faults until one has nothing to do but ask. False: it did not come to an end.
bool World::sync_calmly(Device& device) {
    device.store.restart();
    const auto number = static_cast<std::size_t>(
        std::ranges::find_if(devices_, [&](const auto& d) { return d.get() == &device; }) - devices_.begin());
    for (int round = 0; round < 2; ++round) {
        start(device);
        for (int requests = 0;; ++requests) {
            const auto request = device.session->next();
            if (!request) {
                wrong("store failed without a fault: " + request.error().code);
                return false;
            }
            if (!*request) {
                break;
            }
            now_ms += 40;
            const auto reply = ask(stream_, **request, number);
            if (!reply || requests > 2000) {
                wrong("a round does not end");
                return false;
            }
            if (const auto answer = device.session->answered(*reply); !answer || *answer == Answer::not_understood) {
                wrong("an answer is not understood: " + std::to_string(reply->status));
                return false;
            }
            never_backwards(device);
        }
    }
    return true;
}

} // namespace hypha::simulation
