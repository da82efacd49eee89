// Over 300 lines because the two readings of the file share every step but the last.
#include "app/import_finds.hpp"

#include <algorithm>
#include <utility>

#include "app/find_records.hpp"
#include "app/keep_journal.hpp"
#include "app/keep_snapshot.hpp"
#include "app/make_room.hpp"
#include "app/own_storage.hpp"
#include "app/records.hpp"
#include "app/show_toast.hpp"
#include "core/base/hex.hpp"
#include "core/exchange/archive_names.hpp"
#include "core/exchange/crc32.hpp"
#include "core/exchange/find_json.hpp"
#include "core/exchange/zip_reader.hpp"
#include "core/sync/sha256.hpp"
#include "core/vision/image_header.hpp"
#include "storage/observation_table.hpp"

namespace hypha::app {
namespace {

using exchange::ZipEntry;

constexpr std::uint32_t kPartBytes = 2U << 20U;

bool is_ours(const Workplace& work, std::uint32_t ticket) {
    return ticket != 0 && work.memory.finds_import.ticket == ticket;
}

bool may_add(const Workplace& work) {
    return work.state.phase == Phase::ready && work.database && !work.state.storage.read_only;
}

std::string_view text_of(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void fail_import(Workplace& work, const std::string& code) {
    const std::int64_t added = work.state.finds_import.added;
    const std::string name = work.state.finds_import.name;
    drop_import(work);
    work.state.overlay = std::monostate{};
    work.state.finds_import.phase = ImportPhase::failed;
    work.state.finds_import.name = name;
    work.state.finds_import.added = added;
    work.state.finds_import.failure = code;
    if (added > 0) {
        refresh_journal(work);
    }
    work.touch();
}

void ask_part(Workplace& work) {
    const ImportRun& run = work.memory.finds_import;
    const std::uint64_t left = run.wanted - run.bytes.size();
    work.postbox.send(ports::ReadFile{run.ticket, static_cast<std::int64_t>(run.from + run.bytes.size()),
                                      static_cast<std::uint32_t>(std::min<std::uint64_t>(left, kPartBytes))});
    work.touch();
}

void ask_bytes(Workplace& work, std::uint64_t from, std::uint64_t size) {
    ImportRun& run = work.memory.finds_import;
    run.bytes.clear();
    run.from = from;
    run.wanted = size;
    ask_part(work);
}

std::uint64_t whole_bytes(const ZipEntry& entry) { return exchange::end_of(entry) - entry.offset; }

// The uuids of finds that are here; the person may have deleted one a moment ago, whose undo ends now.
bool read_known(Workplace& work) {
    if (work.state.toast && keeps_deleted(*work.state.toast)) {
        close_toast(work, work.state.toast->serial);
    }
    auto uuids = storage::ObservationTable(*work.database).uuids();
    if (!uuids) {
        fail_import(work, uuids.error().code);
        return false;
    }
    work.memory.finds_import.known = std::set<std::string>(uuids->begin(), uuids->end());
    return true;
}

void ask_person(Workplace& work) {
    FindsImport& seen = work.state.finds_import;
    seen.phase = ImportPhase::asking;
    work.memory.finds_import.bytes = {};
    work.state.overlay = AddQuestion{};
    work.touch();
}

void finish(Workplace& work) {
    const std::int64_t added = work.state.finds_import.added;
    drop_import(work);
    refresh_journal(work);
    if (added > 0) {
        mark_finds_changed(work);
        ask_to_persist(work);
    }
    show_toast(work, {.kind = ToastKind::finds_added, .count = added});
}

// The next entry of the reading that is under way; of finds that are here already, only find by find what has to be seen.
void next_entry(Workplace& work) {
    ImportRun& run = work.memory.finds_import;
    const bool adding = work.state.finds_import.phase == ImportPhase::adding;
    for (; run.next < run.entries.size(); ++run.next) {
        const ZipEntry& entry = run.entries[run.next];
        const auto name = exchange::find_entry_name(entry.name);
        if (!adding || (name && !run.known.contains(std::string(name->uuid)))) {
            return ask_bytes(work, entry.offset, whole_bytes(entry));
        }
        work.state.finds_import.done_bytes = static_cast<std::int64_t>(exchange::end_of(entry));
    }
    adding ? finish(work) : ask_person(work);
}

void entry_done(Workplace& work) {
    ImportRun& run = work.memory.finds_import;
    work.state.finds_import.done_bytes = static_cast<std::int64_t>(exchange::end_of(run.entries[run.next]));
    ++run.next;
    next_entry(work);
}

void keep_photo(Workplace& work, std::span<const std::byte> content) {
    ImportRun& run = work.memory.finds_import;
    run.keeping = run.photos.back().sha256;
    work.postbox.send(ports::KeepPhoto{run.ticket, run.keeping, "original", content});
}

// Photos of a find that did not come in go again, where no other find has them.
void drop_new_photos(Workplace& work) {
    ImportRun& run = work.memory.finds_import;
    if (!run.keeping.empty()) {
        run.new_photos.push_back(run.keeping); // on its way: nobody will say whether it was there
    }
    if (work.database) {
        delete_unreferenced(work, run.new_photos);
    }
    run.new_photos.clear();
}

std::span<const std::byte> content_of(const ImportRun& run) {
    return std::span<const std::byte>(run.bytes).subspan(exchange::kLocalHeaderBytes +
                                                         run.entries[run.next].name.size());
}

void take_photo(Workplace& work, std::string_view file) {
    ImportRun& run = work.memory.finds_import;
    const auto content = content_of(run);
    const vision::Bytes bytes(reinterpret_cast<const std::uint8_t*>(content.data()), content.size());
    if (!vision::read_image_header(bytes)) {
        return fail_import(work, "not_our_zip");
    }
    run.photos.push_back({std::string(file), to_hex(sync::sha256(text_of(content))), std::ssize(content)});
    if (work.state.finds_import.phase == ImportPhase::adding) {
        return keep_photo(work, content);
    }
    entry_done(work);
}

// True when it waits for room and will be tried once more.
bool tried_again(Workplace& work, const std::string& code, void (*again)(Workplace&)) {
    ImportRun& run = work.memory.finds_import;
    if (code != "storage_full" || std::exchange(run.room_was_made, true)) {
        return false;
    }
    make_room(work, {.needed_bytes = std::ssize(run.bytes) + kRoomForRows_bytes,
                     .then = [ticket = run.ticket, again](Workplace& later, bool made) {
                         if (is_ours(later, ticket)) {
                             made ? again(later) : fail_import(later, "storage_full");
                         }
                     }});
    return true;
}

void add_find(Workplace& work) {
    ImportRun& run = work.memory.finds_import;
    auto record = exchange::decode_find(text_of(content_of(run)));
    if (!record) { // the first reading found it whole: the file is another one now
        return fail_import(work, "not_our_zip");
    }
    const auto added = add_record(*work.database, *record);
    if (!added) {
        if (!tried_again(work, added.error().code, add_find)) {
            fail_import(work, added.error().code);
        }
        return;
    }
    run.known.insert(record->uuid);
    run.photos.clear();
    run.new_photos.clear();
    run.room_was_made = false;
    ++work.state.finds_import.added;
    entry_done(work);
}

void take_find(Workplace& work) {
    ImportRun& run = work.memory.finds_import;
    const auto record = exchange::decode_find(text_of(content_of(run)));
    const auto whole = record ? exchange::check_record(*record, run.entries[run.next], run.photos, true)
                              : std::unexpected(record.error());
    if (!whole) {
        return fail_import(work, whole.error().code == "find_newer" ? "find_newer" : "not_our_zip");
    }
    if (work.state.finds_import.phase == ImportPhase::adding) {
        return add_find(work);
    }
    work.state.finds_import.known += run.known.contains(record->uuid) ? 1 : 0;
    run.photos.clear();
    entry_done(work);
}

void take_entry(Workplace& work) {
    const ImportRun& run = work.memory.finds_import;
    const ZipEntry& entry = run.entries[run.next];
    const std::span<const std::byte> bytes(run.bytes);
    const std::size_t header = exchange::kLocalHeaderBytes + entry.name.size();
    if (!exchange::is_header_of(bytes.first(header), entry) || exchange::crc32_of(bytes.subspan(header)) != entry.crc) {
        return fail_import(work, "not_our_zip");
    }
    const auto name = exchange::find_entry_name(entry.name);
    if (!name) { // the README
        return entry_done(work);
    }
    name->file == exchange::kFindFile ? take_find(work) : take_photo(work, name->file);
}

void take_directory(Workplace& work) {
    ImportRun& run = work.memory.finds_import;
    auto entries = exchange::read_zip_directory(run.bytes, run.end);
    const auto folders = entries ? exchange::check_folders(*entries) : std::unexpected(entries.error());
    if (!folders) {
        return fail_import(work, folders.error().code);
    }
    run.entries = *std::move(entries);
    work.state.finds_import.finds = static_cast<std::int64_t>(exchange::count_finds(run.entries));
    work.state.finds_import.photos = static_cast<std::int64_t>(exchange::count_photos(run.entries));
    if (read_known(work)) {
        next_entry(work);
    }
}

void take_end(Workplace& work) {
    ImportRun& run = work.memory.finds_import;
    const auto end = exchange::read_zip_end(run.bytes, static_cast<std::uint64_t>(work.state.finds_import.size_bytes));
    if (!end) {
        return fail_import(work, end.error().code);
    }
    run.end = *end;
    if (end->directory_bytes == 0) {
        return fail_import(work, "not_our_zip");
    }
    ask_bytes(work, end->directory_offset, end->directory_bytes);
}

} // namespace

void pick_finds(Workplace& work) {
    if (may_add(work)) {
        drop_import(work);
        work.memory.finds_import.ticket = work.take_tickets();
        work.postbox.send(ports::PickFile{work.memory.finds_import.ticket});
        work.touch();
    }
}

void finds_picked(Workplace& work, const ports::FilePicked& picked) {
    if (!is_ours(work, picked.ticket) || work.state.finds_import.phase != ImportPhase::idle || !may_add(work)) {
        return;
    }
    FindsImport& import = work.state.finds_import;
    import.phase = ImportPhase::checking;
    import.name = picked.name;
    import.size_bytes = std::max<std::int64_t>(0, picked.size_bytes);
    const auto size = static_cast<std::uint64_t>(import.size_bytes);
    const std::uint64_t tail = std::min<std::uint64_t>(size, exchange::kMostEndBytes);
    if (tail < exchange::kEndBytes) {
        return fail_import(work, "not_our_zip");
    }
    ask_bytes(work, size - tail, tail);
}

void import_part_read(Workplace& work, const ports::FileRead& read) {
    ImportRun& run = work.memory.finds_import;
    const ImportPhase phase = work.state.finds_import.phase;
    if (!is_ours(work, read.ticket) || (phase != ImportPhase::checking && phase != ImportPhase::adding)) {
        return;
    }
    if (read.bytes.empty() || read.bytes.size() > run.wanted - run.bytes.size()) {
        return fail_import(work, "not_our_zip"); // the file became shorter
    }
    run.bytes.insert(run.bytes.end(), read.bytes.begin(), read.bytes.end());
    if (run.bytes.size() < run.wanted) {
        return ask_part(work);
    }
    if (!run.entries.empty()) {
        take_entry(work);
    } else if (run.end.directory_bytes != 0) {
        take_directory(work);
    } else {
        take_end(work);
    }
}

void add_finds(Workplace& work) {
    if (work.state.finds_import.phase != ImportPhase::asking) {
        return;
    }
    work.state.overlay = std::monostate{};
    work.state.finds_import.phase = ImportPhase::adding;
    work.state.finds_import.done_bytes = 0;
    work.memory.finds_import.next = 0;
    if (read_known(work)) {
        next_entry(work);
    }
}

void import_photo_kept(Workplace& work, const ports::PhotoKept& kept) {
    ImportRun& run = work.memory.finds_import;
    if (!is_ours(work, kept.ticket) || run.keeping.empty()) {
        return;
    }
    const std::string photo = std::exchange(run.keeping, {});
    if (!kept.was_there) {
        run.new_photos.push_back(photo);
    }
    entry_done(work);
}

void import_failed(Workplace& work, const ports::FileFailed& failed) {
    if (!is_ours(work, failed.ticket)) {
        return;
    }
    const auto again = [](Workplace& later) { keep_photo(later, content_of(later.memory.finds_import)); };
    if (work.memory.finds_import.keeping.empty() || !tried_again(work, failed.code, again)) {
        fail_import(work, failed.code);
    }
}

void cancel_import(Workplace& work) {
    const bool added = work.state.finds_import.added > 0;
    drop_import(work);
    work.state.overlay = std::monostate{};
    if (added) {
        mark_finds_changed(work);
        refresh_journal(work);
    }
    work.touch();
}

void drop_import(Workplace& work) {
    ImportRun& run = work.memory.finds_import;
    if (run.ticket != 0) {
        drop_new_photos(work);
        work.postbox.send(ports::DropFile{run.ticket});
    }
    run = ImportRun{};
    work.state.finds_import = FindsImport{};
}

} // namespace hypha::app
