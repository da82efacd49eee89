#include "core/sync/sync_session.hpp"

#include <algorithm>

#include "core/sync/attempt.hpp"
#include "core/sync/limits.hpp"
#include "core/sync/sha256.hpp"

namespace hypha::sync {

Result<std::optional<Request>> SyncSession::next() {
    Result<std::optional<Request>> request = next_push();
    for (const auto step : {&SyncSession::next_pull, &SyncSession::next_upload, &SyncSession::next_download}) {
        if (request && !*request) {
            request = (this->*step)();
        }
    }
    asked_ = request ? *request : std::nullopt;
    return request;
}

Result<std::optional<Request>> SyncSession::next_push() {
    if (over_quota_) {
        return std::nullopt;
    }
    auto batch = replica_.batch();
    HYPHA_SYNC_TRY(batch);
    batch_ = std::move(*batch);
    if (batch_.empty()) {
        return std::nullopt;
    }
    auto state = store_.state();
    HYPHA_SYNC_TRY(state);
    pusher_ = state->device;
    push_epoch_ = state->epoch;
    wire::Push push{
        state->stream, state->epoch, state->witness, state->device, batch_.front().batch_no, state->acked_digest, {}};
    for (const OutboxRow& row : batch_) {
        push.operations.push_back(row.operation);
    }
    return Request{.kind = Request::Kind::push, .body = encode(push)};
}

Result<std::optional<Request>> SyncSession::next_pull() {
    auto state = store_.state();
    HYPHA_SYNC_TRY(state);
    if (state->snapshot) {
        snapshot_ = {state->stream, state->epoch, state->snapshot_after};
        return Request{.kind = Request::Kind::snapshot, .body = encode(snapshot_)};
    }
    if (all_pulled_ && !state->healing) {
        return std::nullopt;
    }
    pull_ = {state->stream, state->epoch, state->cursor,       state->witness, kMostOperations,
             state->device, state->acked, state->acked_digest, state->own_from};
    return Request{.kind = Request::Kind::pull, .body = encode(pull_)};
}

Result<std::optional<Request>> SyncSession::next_upload() {
    while (blobs_ && !over_quota_) {
        auto hash = store_.next_transfer(Transfer::upload, BlobHash{});
        HYPHA_SYNC_TRY(hash);
        if (!*hash) {
            return std::nullopt;
        }
        auto whole = store_.blob_whole(**hash);
        HYPHA_SYNC_TRY(whole);
        if (!*whole) { // not here any more: nothing that could be sent
            HYPHA_SYNC_TRY(in_transaction(store_, [&] { return store_.remove_transfer(**hash, Transfer::upload); }));
            continue;
        }
        auto size = store_.blob_bytes(**hash);
        HYPHA_SYNC_TRY(size);
        auto state = store_.state();
        HYPHA_SYNC_TRY(state);
        if (!uploaded_ || uploading_ != **hash || *uploaded_ > *size) {
            uploading_ = **hash;
            uploaded_.reset();
            return Request{.kind = Request::Kind::blob_state,
                           .body = {},
                           .hash = **hash,
                           .size = *size,
                           .epoch = state->epoch,
                           .witness = state->witness};
        }
        const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(part_bytes_, *size - *uploaded_));
        auto part = store_.read_blob(**hash, *uploaded_, length);
        HYPHA_SYNC_TRY(part);
        return Request{Request::Kind::blob_put, std::move(*part), **hash, *uploaded_, *size, state->epoch,
                       state->witness};
    }
    return std::nullopt;
}

Result<std::optional<Request>> SyncSession::next_download() {
    if (!blobs_) {
        return std::nullopt;
    }
    auto hash = store_.next_transfer(Transfer::download, download_after_);
    HYPHA_SYNC_TRY(hash);
    if (!*hash) {
        return std::nullopt;
    }
    auto have = store_.blob_bytes(**hash);
    HYPHA_SYNC_TRY(have);
    return Request{.kind = Request::Kind::blob_get, .body = {}, .hash = **hash, .offset = *have};
}

Result<Answer> SyncSession::answered(const Reply& reply) {
    if (!asked_) {
        return Answer::not_understood;
    }
    const Request::Kind kind = asked_->kind;
    Result<std::optional<Answer>> taken = std::nullopt;
    if (reply.status == 200) {
        using enum Request::Kind;
        taken = kind == push                             ? take_push(reply.body)
                : kind == pull                           ? take_pull(reply.body)
                : kind == snapshot                       ? take_snapshot(reply.body)
                : kind == blob_state || kind == blob_put ? take_upload(reply.body)
                                                         : take_download(reply.body);
    } else if (const auto refusal = wire::decode_refusal(reply.body);
               refusal && wire::http_status(*refusal) == reply.status) {
        const auto answer = refused(*refusal);
        HYPHA_SYNC_TRY(answer);
        taken = *answer;
    }
    asked_.reset();
    HYPHA_SYNC_TRY(taken);
    return taken->value_or(Answer::not_understood);
}

Result<std::optional<Answer>> SyncSession::take_push(const std::string& body) {
    const auto reply = wire::decode_push_reply(body);
    const auto outside = [&](const auto& entry) { return entry.first >= batch_.size(); };
    // A new epoch counts batches anew: an answer of another one, which a proxy remembers, is of another batch.
    if (!reply || reply->device != pusher_ || reply->acked != batch_.front().batch_no || reply->now.epoch == 0 ||
        (push_epoch_ != 0 && reply->now.epoch != push_epoch_) || std::ranges::any_of(reply->rejected, outside) ||
        std::ranges::any_of(reply->restamped, outside)) {
        return std::nullopt;
    }
    HYPHA_SYNC_TRY(replica_.acknowledged(batch_, *reply));
    return Answer::accepted;
}

Result<std::optional<Answer>> SyncSession::take_pull(const std::string& body) {
    const auto reply = wire::decode_pull_reply(body);
    if (!reply || reply->from != pull_.cursor.seq || reply->next.seq < reply->from || reply->now.epoch == 0 ||
        (pull_.epoch != 0 && reply->now.epoch != pull_.epoch) || (reply->more && reply->next.seq == reply->from)) {
        return std::nullopt;
    }
    HYPHA_SYNC_TRY(replica_.pulled(*reply));
    all_pulled_ = !reply->more;
    return Answer::accepted;
}

Result<std::optional<Answer>> SyncSession::take_snapshot(const std::string& body) {
    const auto reply = wire::decode_snapshot_reply(body);
    if (!reply || reply->after != snapshot_.after || reply->now.epoch == 0 ||
        (snapshot_.epoch != 0 && reply->now.epoch != snapshot_.epoch)) {
        return std::nullopt;
    }
    HYPHA_SYNC_TRY(replica_.snapshot_page(*reply));
    all_pulled_ = false;
    return Answer::accepted;
}

Result<std::optional<Answer>> SyncSession::take_upload(const std::string& body) {
    const auto reply = wire::decode_blob_reply(body);
    if (!reply || reply->hash != asked_->hash || reply->have > asked_->size) {
        return std::nullopt;
    }
    if (reply->whole) {
        uploaded_.reset();
        all_pulled_ = false; // should the edge have another epoch now, it is heard at once
        HYPHA_SYNC_TRY(replica_.blob_sent(asked_->hash, reply->epoch, reply->reached));
    } else {
        uploaded_ = reply->have;
    }
    return Answer::accepted;
}

Result<std::optional<Answer>> SyncSession::take_download(const std::string& body) {
    const auto part = wire::decode_blob_part(body);
    if (!part || part->hash != asked_->hash || part->offset != asked_->offset ||
        (part->bytes.empty() && part->offset < part->size)) {
        return std::nullopt;
    }
    const BlobHash hash = asked_->hash;
    HYPHA_SYNC_TRY(in_transaction(store_, [&]() -> Result<void> {
        HYPHA_SYNC_TRY(store_.append_blob(hash, part->bytes));
        if (part->offset + part->bytes.size() < part->size) {
            return {};
        }
        Sha256 sum;
        for (std::uint64_t at = 0; at < part->size; at += part_bytes_) {
            const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(part_bytes_, part->size - at));
            auto bytes = store_.read_blob(hash, at, length);
            HYPHA_SYNC_TRY(bytes);
            sum.add(*bytes);
        }
        if (sum.finish() != hash.value) { // begin again: a part was not of this blob
            return store_.drop_blob(hash);
        }
        HYPHA_SYNC_TRY(store_.remove_transfer(hash, Transfer::download));
        return store_.finish_blob(hash);
    }));
    return Answer::accepted;
}

Result<Answer> SyncSession::refused(const wire::Refusal& refusal) {
    const bool push = asked_->kind == Request::Kind::push;
    if ((refusal.code == "epoch_changed" || refusal.code == "gap") && refusal.expected > 0 && refusal.now.epoch != 0) {
        all_pulled_ = false;
        HYPHA_SYNC_TRY(replica_.epoch_changed(refusal.now, refusal.expected));
    } else if (refusal.code == "device_used") {
        HYPHA_SYNC_TRY(replica_.renew_device());
    } else if (refusal.code == "snapshot_needed") {
        HYPHA_SYNC_TRY(replica_.snapshot_needed());
    } else if ((refusal.code == "malformed" || refusal.code == "too_large") && push) {
        HYPHA_SYNC_TRY(replica_.refused(batch_, refusal.code));
    } else if (refusal.code == "over_quota") {
        over_quota_ = true;
    } else if (refusal.code == "pull_first") {
        all_pulled_ = false;
    } else if (asked_->kind == Request::Kind::blob_get) {
        download_after_ = asked_->hash;
    } else if (refusal.code == "blob_offset") {
        uploaded_.reset();
    } else if (refusal.code == "blob_wrong" || refusal.code == "too_large") {
        HYPHA_SYNC_TRY(replica_.blob_refused(asked_->hash, refusal.code));
    }
    return Answer::refused;
}

} // namespace hypha::sync
