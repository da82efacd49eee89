#include "app/sync_photos.hpp"

#include <span>
#include <utility>

#include "app/sync_journal.hpp"
#include "core/base/hex.hpp"
#include "core/sync/attempt.hpp"
#include "core/sync/sha256.hpp"
#include "keys/sealed_photo.hpp"
#include "storage/transaction.hpp"

namespace hypha::app {
namespace {

constexpr std::size_t kHead_bytes = 1 + 32 + 1;

// Empty for what is no SHA-256.
std::string head_of(const storage::UnsentPhoto& photo) {
    sync::Sha256::Digest digest{};
    if (!from_hex(photo.sha256, digest)) {
        return {};
    }
    std::string head(1, '\x01');
    head.append(reinterpret_cast<const char*>(digest.data()), digest.size());
    return head + (photo.part == "thumbnail" ? 't' : 'o');
}

struct Picture {
    std::string sha256, part;
    std::string bytes; // with the head before them
};

// Nothing for what no version of ours sealed. Its name is believed: only a device of this account can have sealed it.
std::optional<Picture> picture_of(std::string bytes) {
    if (bytes.size() <= kHead_bytes || bytes[0] != '\x01' || (bytes[33] != 't' && bytes[33] != 'o')) {
        return std::nullopt;
    }
    const auto* name = reinterpret_cast<const std::uint8_t*>(bytes.data()) + 1;
    std::string sha256 = to_hex({name, 32}), part = bytes[33] == 't' ? "thumbnail" : "original";
    return Picture{std::move(sha256), std::move(part), std::move(bytes)};
}

Result<std::string> open_arrived(Workplace& work, const sync::BlobHash& hash) {
    SyncRun& run = work.memory.sync;
    const auto size = run.store->blob_bytes(hash);
    HYPHA_SYNC_TRY(size);
    const auto head = run.store->read_blob(hash, 0, keys::kPhotoHead_bytes);
    HYPHA_SYNC_TRY(head);
    const auto opener = keys::PhotoOpener::begin(run.account->blobs, *head, *size);
    HYPHA_SYNC_TRY(opener);
    std::string bytes;
    bytes.reserve(static_cast<std::size_t>(*size)); // at most kMostBlob_bytes
    for (std::size_t number = 0; number < opener->parts(); ++number) {
        const auto part = run.store->read_blob(hash, number * sync::kPart_bytes, sync::kPart_bytes);
        HYPHA_SYNC_TRY(part);
        const auto piece = opener->part(number, *part);
        HYPHA_SYNC_TRY(piece);
        bytes += *piece;
    }
    return bytes;
}

void ask_for(Workplace& work, PhotoOnItsWay photo) {
    photo.ticket = work.take_tickets();
    work.postbox.send(ports::ReadPhoto{photo.ticket, photo.photo.sha256, photo.photo.part});
    work.memory.sync.photo = std::move(photo);
}

// Sealed, staged and, unless it is only sent again, written into its cell.
Result<void> send(Workplace& work, const PhotoOnItsWay& on, std::span<const std::byte> bytes) {
    SyncRun& run = work.memory.sync;
    std::string plain = head_of(on.photo);
    if (plain.empty()) {
        return run.store->photo_gone(on.photo.sha256);
    }
    plain.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    const keys::PhotoSealer sealer(run.account->blobs, plain);
    sync::Sha256 sum;
    for (std::size_t number = 0; number < sealer.parts(); ++number) {
        sum.add(sealer.part(number));
    }
    const sync::BlobHash hash{sum.finish()};
    auto transaction = storage::Transaction::begin(*work.database);
    HYPHA_SYNC_TRY(transaction);
    HYPHA_SYNC_TRY(run.store->describe_blob(hash, on.photo.sha256, on.photo.part, sealer.sealed_bytes()));
    const auto staged = run.store->is_staged(hash);
    HYPHA_SYNC_TRY(staged);
    for (std::size_t number = 0; !*staged && number < sealer.parts(); ++number) {
        HYPHA_SYNC_TRY(run.store->stage(hash, sealer.part(number)));
    }
    if (!on.again) {
        sync::Replica replica = run.replica();
        HYPHA_SYNC_TRY(
            replica.write("photo", on.photo.key, {{.column = on.photo.part, .value = on.photo.sha256, .blob = hash}}));
        (void)run.store->take_changed();
    } else if (hash != on.hash) { // not the bytes that it was: nothing to send under that name
        HYPHA_SYNC_TRY(run.store->remove_transfer(on.hash, sync::Transfer::upload));
    }
    return transaction->commit();
}

bool is_ours(const Workplace& work, std::uint32_t ticket) {
    return ticket != 0 && work.memory.sync.photo.ticket == ticket && work.database && work.memory.sync.store;
}

} // namespace

bool keep_arrived_photo(Workplace& work) {
    SyncRun& run = work.memory.sync;
    for (;;) {
        const auto hash = run.store->next_arrived();
        if (!hash || !*hash) {
            return false;
        }
        auto bytes = open_arrived(work, **hash);
        auto picture = bytes ? picture_of(*std::move(bytes)) : std::nullopt;
        if (!picture) {
            ++run.unreadable;
            if (!run.store->drop_blob(**hash)) {
                return false;
            }
            continue;
        }
        run.photo = {work.take_tickets(), true, {"", picture->part, picture->sha256}, **hash, false};
        work.postbox.send(ports::KeepPhoto{run.photo.ticket, picture->sha256, picture->part,
                                           std::as_bytes(std::span(picture->bytes)).subspan(kHead_bytes)});
        return true;
    }
}

bool seal_next_photo(Workplace& work) {
    const auto unsent = storage::unsent_photos(*work.database, 1);
    if (!unsent || unsent->empty()) {
        return false;
    }
    ask_for(work, {0, false, unsent->front(), {}, false});
    return true;
}

bool seal_again(Workplace& work) {
    SyncRun& run = work.memory.sync;
    const auto hash = run.store->next_transfer(sync::Transfer::upload, {});
    const auto source = hash && *hash ? run.store->blob_source(**hash) : std::nullopt;
    if (!source || !*source) {
        return false;
    }
    ask_for(work, {0, false, {"", (*source)->part, (*source)->photo_sha256}, **hash, true});
    return true;
}

void sync_photo_read(Workplace& work, const ports::FileRead& read) {
    if (!is_ours(work, read.ticket)) {
        return;
    }
    const PhotoOnItsWay on = std::exchange(work.memory.sync.photo, {});
    const auto sent =
        read.bytes.empty() ? work.memory.sync.store->photo_gone(on.photo.sha256) : send(work, on, read.bytes);
    sent ? go_on_syncing(work) : end_round(work, sent.error().code);
}

void sync_photo_failed(Workplace& work, const ports::FileFailed& failed) {
    if (!is_ours(work, failed.ticket)) {
        return;
    }
    const PhotoOnItsWay on = std::exchange(work.memory.sync.photo, {});
    SyncRun& run = work.memory.sync;
    if (on.arrives && failed.code != "damaged") {
        return end_round(work, failed.code);
    }
    run.unreadable += on.arrives ? 1 : 0;
    const auto gone = on.arrives ? run.store->drop_blob(on.hash) : run.store->photo_gone(on.photo.sha256);
    gone ? go_on_syncing(work) : end_round(work, gone.error().code);
}

void sync_photo_kept(Workplace& work, const ports::PhotoKept& kept) {
    if (!is_ours(work, kept.ticket)) {
        return;
    }
    const PhotoOnItsWay on = std::exchange(work.memory.sync.photo, {});
    const auto done = work.memory.sync.store->arrived_kept(on.hash, on.photo.sha256, on.photo.part);
    work.touch();
    done ? go_on_syncing(work) : end_round(work, done.error().code);
}

} // namespace hypha::app
