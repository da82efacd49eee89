// What a use case works on: the state, the open database and the ports. Borrowed from Application for one event; never kept.
// Errors of storage are remembered in the state (keep), so that a screen can say what happened; user rows are never dropped for them.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "app/contribution_run.hpp"
#include "app/news_run.hpp"
#include "app/state.hpp"
#include "app/sync_run.hpp"
#include "app/topic_run.hpp"
#include "core/exchange/expert_packet.hpp"
#include "core/exchange/find_folder.hpp"
#include "core/exchange/zip_writer.hpp"
#include "core/fungi/model_manifest.hpp"
#include "ports/clock.hpp"
#include "ports/postbox.hpp"
#include "ports/random.hpp"
#include "storage/backup.hpp"
#include "storage/database.hpp"
#include "storage/journal_index.hpp"
#include "storage/photo_table.hpp"
#include "storage/restore.hpp"
#include "storage/sql_console.hpp"

namespace hypha::app {

// Where the durable database lives, mounted anew with each call: another tab may have written since. Places of earlier calls end.
using StorageMount = std::function<Result<storage::DatabasePlace>()>;

// Tickets from here up are made by the window for files that nobody asked for (shared, dropped, pasted).
inline constexpr std::uint32_t kFirstWindowTicket = 0x80000000U;
// Numbers kept for one chooser of several photos.
inline constexpr std::uint32_t kReservedTickets = 64;

// A file chooser that is open in the window.
struct OpenChooser {
    std::uint32_t first_ticket = 0; // 0: none is open
    std::uint32_t reserved = 0;
    ObservationId observation{};
    std::optional<Slot> slot;
    bool shows_result = false;
    std::set<std::uint32_t> answered;
};

// A backup that is being written: photos by hash, each original and thumbnail in turn.
struct BackupRun {
    std::uint32_t ticket = 0; // 0: none
    std::unique_ptr<storage::BackupWriter> writer;
    std::vector<std::string> photos;
    std::size_t next = 0;
    bool thumbnail = false;
};

struct OutgoingRun {
    std::uint32_t ticket = 0; // 0: none
    std::string kind;         // media type
    bool is_backup = false;
};

// A backup that comes in. candidate: the file that becomes the journal when the person agrees.
struct RestoreRun {
    std::uint32_t ticket = 0;
    std::unique_ptr<storage::Incoming> incoming;
    std::string candidate;
    std::vector<std::string> new_photos; // that nobody had before: they go again when it fails
    std::string keeping;                 // the photo that is on its way
    storage::BackupPhoto on_its_way;     // its bytes live in `incoming` until it is asked for the next
    bool room_was_made = false;          // for reading, or for the photos: a second refusal is final
};

// Finds on their way out as a file that grows outside, part by part.
struct ExportRun {
    std::uint32_t ticket = 0; // 0: none
    ExportKind kind = ExportKind::zip;
    std::vector<ObservationId> finds;
    std::size_t next = 0;                     // of finds
    std::optional<exchange::FindRecord> find; // the one whose photos are being read
    std::size_t photo = 0;                    // of find
    bool thumbnail = false;                   // the small picture was asked for instead
    exchange::ZipWriter zip;
    std::string pending;   // made and not yet sent
    bool features = false; // of a map: one was written
    bool ended = false;    // the last part is on its way
    std::int64_t size_bytes = 0;
    exchange::PacketWords words; // of a packet
};

// A zip of finds that comes in. Positions and sizes are of the file.
struct ImportRun {
    std::uint32_t ticket = 0; // 0: none
    std::vector<exchange::ZipEntry> entries;
    exchange::ZipEnd end;
    std::size_t next = 0;         // of entries
    std::vector<std::byte> bytes; // of the entry, or of the directory, as far as they came
    std::uint64_t wanted = 0;     // bytes from `from` on
    std::uint64_t from = 0;
    std::set<std::string> known;             // uuids of finds that are here
    std::vector<exchange::FindPhoto> photos; // of the find whose find.json comes next: what lay before it
    std::vector<std::string> new_photos;     // of that find, that nobody had before: they go again when it fails
    std::string keeping;                     // the photo on its way to the others
    bool room_was_made = false;              // a second refusal is final
};

// Rows on their way out as CSV.
struct CsvRun {
    std::uint32_t ticket = 0; // 0: none
    bool to_file = false;
    bool waits = false; // for an answer to the part, or the text, that went out
    bool made = false;  // all rows are written; the last part may still be on its way
};

// A file on its way to become a copy.
struct CopyRun {
    std::uint32_t ticket = 0; // 0: none
    std::vector<std::byte> bytes;
};

// One find that is being looked at again: its views, and the scores that came so far.
struct LookAgainRun {
    std::vector<ObservationId> left; // as far as `next`, they were looked at or missed
    std::size_t next = 0;
    ObservationId find{};                  // 0: none
    std::vector<storage::PhotoRow> photos; // of find; those without scores of the present model are still to be read
    std::uint32_t ticket = 0;              // of the photo that is being read
    bool tried_again = false;              // that photo, after the model was let go
    std::vector<ObservationId> missed;
    std::size_t counted_at = 0; // finds in the journal when `left` was read
    bool counted = false;
    bool to_announce = false;    // that it is done
    bool journal_behind = false; // answers were added since screens read the journal
};

// What lives between events but is nobody's to see.
struct Memory {
    std::uint32_t next_ticket = 1;
    std::uint32_t next_toast = 1;
    std::set<std::uint32_t> window_tickets; // already taken
    OpenChooser chooser;
    std::vector<Route> history; // screens behind the present one, as far as this session pushed them
    std::vector<std::string> languages;
    std::set<std::string> waiting_requests; // keys of this tab's own requests that are not settled yet
    Toast lost_toast;                       // what could still be undone when the storage went away
    std::uint32_t failed_writes = 0;        // counted by Workplace::keep
    storage::DatabasePlace place;           // of the journal; ends with the next mount
    BackupRun backup;
    OutgoingRun outgoing;
    RestoreRun restore;
    ExportRun finds_export;
    ImportRun finds_import;
    LookAgainRun look_again;
    SyncRun sync;
    NewsRun news;
    ContributionRun contributions;
    TopicRun topic;
    std::optional<OwnStory> deleted_story; // that undo brings back
    bool copies_go = false;                // everything was deleted: the copies go once that is committed
    bool snapshot_behind = false;          // finds changed since the last automatic copy
    std::int64_t snapshot_ms = 0;          // when that was tried; 0: never
    bool field_confirmed = false;          // asked once after the first answer of this session
    bool visible = true;                   // the tab
    std::uint32_t scan_ticket = 0;         // of the camera that looks for a code; 0: none
    std::optional<Slot> camera_slot;       // that the live camera was asked for; none: the most useful one
    fungi::SteadyLabel steady_label;
    std::optional<Slot> crop_slot; // of the photo that is being cropped; none: the first there is
    bool device_dark = false;
    float device_text_scale = 1;
    std::unique_ptr<storage::JournalIndex>
        finds_index;                              // of the open database; made for the first search, gone before it
    std::unique_ptr<storage::SqlConsole> console; // on the database, or on a copy
    std::string own_sql;                          // what stood in the editor when the page was left
    std::string written_history;
    CsvRun csv;
    CopyRun copy;
};

struct Workplace;

// Somebody who needs space. `then` is called exactly once: true when something was let go and trying again is worth it.
struct RoomWish {
    std::int64_t needed_bytes = 0;
    bool for_download = false; // what can be downloaded again does not push out what protects the person's rows
    bool undo_stays = false;   // what was deleted is about to be brought back
    std::function<void(Workplace&, bool)> then;
};

// Space being made (make_room), one wish after the other.
struct Room {
    std::deque<RoomWish> wishes; // the first is being granted
    std::uint32_t ticket = 0;    // of the question that is out; 0: nothing is under way
    std::int64_t freed_bytes = 0;
    LetGo plan;
};

// Rows need little; a page that splits, the log and its index need more than the row.
inline constexpr std::int64_t kRoomForRows_bytes = 1 << 20;

struct Workplace {
    State& state;
    Memory& memory;
    std::unique_ptr<storage::Database>& database; // null while another tab owns it
    ports::Clock& clock;
    ports::Random& random;
    ports::Postbox& postbox;
    const fungi::ModelManifest& manifest;
    const StorageMount& mount_storage;
    Room& room;
    std::string* first_failure = nullptr; // where an event is dealt with wholly or not at all (all_or_nothing)

    void touch() { ++state.revision; }
    std::uint32_t take_tickets(std::uint32_t count = 1) {
        const std::uint32_t first = memory.next_ticket;
        memory.next_ticket += count;
        return first;
    }
    // What is missing is said with it: as measured when room was sought, else what rows need.
    void show_storage_failure(const std::string& code) {
        state.storage.failure = code;
        if (code == "storage_full" && state.storage.short_bytes == 0) {
            state.storage.short_bytes = kRoomForRows_bytes;
        }
    }
    // True when the storage did it; else the failure is shown.
    template <typename Value> bool keep(const Result<Value>& result) {
        if (!result) {
            show_storage_failure(result.error().code);
            ++memory.failed_writes;
            if (first_failure != nullptr && first_failure->empty()) {
                *first_failure = result.error().code;
            }
            touch();
        }
        return result.has_value();
    }
    // Stops work under way; its cancelled event is then stale.
    void stop(SlotPhoto& photo) {
        if (photo.ticket == 0) {
            return;
        }
        postbox.send(ports::CancelTicket{photo.ticket});
        if (state.load && state.load->ticket == photo.ticket) {
            state.load.reset();
        }
        photo.ticket = 0;
    }
    Observation* open(ObservationId id) {
        const auto found = state.observations.find(id.value);
        return found == state.observations.end() ? nullptr : &found->second;
    }
};

} // namespace hypha::app
