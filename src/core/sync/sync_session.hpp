// Talks to an edge without touching the network: next() says what to ask, answered() or failed() what came of it, one request at
// a time; the host owns sockets, time-outs and waiting. Order: the outbox, then what others wrote, then blobs up, then down: a
// record without a photo is at the edge after one request. A round ends when nothing is left; a new session is a new round.
// Whatever is not wholly the expected answer to this very request (a captive portal's page) counts as no answer. All that must
// last is in the store; the session may be dropped at any moment.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/sync/limits.hpp"
#include "core/sync/replica.hpp"

namespace hypha::sync {

struct Request {
    enum class Kind { push, pull, snapshot, blob_state, blob_put, blob_get };
    Kind kind = Kind::push;
    std::string body;
    BlobHash hash{};
    std::uint64_t offset = 0;
    std::uint64_t size = 0; // of the whole blob
    std::uint64_t epoch = 0;
    wire::Point witness{};
};

struct Reply {
    int status = 0;
    std::string body;
};

enum class Answer { accepted, refused, not_understood };

class SyncSession {
public:
    SyncSession(ReplicaStore& store, Surroundings& surroundings, std::size_t part_bytes = kPart_bytes,
                Sealer* sealer = nullptr, bool blobs = true)
        : store_(store), replica_(store, surroundings, sealer), part_bytes_(part_bytes), blobs_(blobs) {}

    // Nothing: the round is over.
    Result<std::optional<Request>> next();
    // An error is the store's; the answer is then as good as never come.
    Result<Answer> answered(const Reply& reply);
    // No answer came.
    void failed() { asked_.reset(); }

private:
    Result<std::optional<Request>> next_push();
    Result<std::optional<Request>> next_pull();
    Result<std::optional<Request>> next_upload();
    Result<std::optional<Request>> next_download();
    Result<std::optional<Answer>> take_push(const std::string& body);
    Result<std::optional<Answer>> take_pull(const std::string& body);
    Result<std::optional<Answer>> take_snapshot(const std::string& body);
    Result<std::optional<Answer>> take_upload(const std::string& body);
    Result<std::optional<Answer>> take_download(const std::string& body);
    Result<Answer> refused(const wire::Refusal& refusal);

    ReplicaStore& store_;
    Replica replica_;
    std::size_t part_bytes_;
    bool blobs_; // else they wait for another round, in which they cost less
    std::optional<Request> asked_;
    std::vector<OutboxRow> batch_;
    wire::Pull pull_;
    wire::Snapshot snapshot_;
    DeviceId pusher_;
    std::uint64_t push_epoch_ = 0;
    bool all_pulled_ = false;
    bool over_quota_ = false;               // nothing more goes up in this round; what others wrote still comes
    std::optional<std::uint64_t> uploaded_; // what the edge has of the blob that goes up
    BlobHash uploading_{};
    BlobHash download_after_{}; // those before are not whole on the edge; asked for again in the next round
};

} // namespace hypha::sync
