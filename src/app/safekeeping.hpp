// What screens know about copies of the journal: the one that goes out, the one that comes in, those that lie beside it, and what
// is left of a damaged one. Sizes are bytes, times milliseconds since 1970, 0 where nothing is known. Failures are codes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hypha::app {

// What a copy holds.
struct CopyFacts {
    std::int64_t finds = 0, photos = 0, size_bytes = 0, made_ms = 0;
};

// gathering: the journal is copied, photos are being added.
enum class BackupPhase { idle, gathering, failed };
struct Backup {
    BackupPhase phase = BackupPhase::idle;
    bool with_photos = false;
    std::int64_t done_photos = 0, total_photos = 0, missing_photos = 0;
    std::string failure;
    std::int64_t last_ms = 0; // of the last one that went out
    bool due = false;         // time to say so
};

// A file on its way out of the app. ready: all of it is with the browser, which has not said that it was saved.
struct Outgoing {
    std::string file; // in the storage
    std::string name; // as people see it
    std::int64_t done_bytes = 0, size_bytes = 0;
    bool ready = false;
    std::string failure;
};

// reading: the file comes in · asking: it was checked, the person decides · keeping: photos go where photos are
enum class RestorePhase { idle, reading, asking, keeping, failed };
struct Restore {
    RestorePhase phase = RestorePhase::idle;
    bool from_damaged = false; // of a damaged file that was set aside; else of a backup
    std::string name;          // of the file that was picked
    std::int64_t done_bytes = 0, size_bytes = 0;
    std::int64_t done_photos = 0, missing_photos = 0;
    CopyFacts facts;
    std::string failure;
};

// What finds leave as: a zip with photos and JSON, a table in Darwin Core, a map in GeoJSON, one find for an expert's eyes.
enum class ExportKind { zip, darwin_core, geo_json, packet };

// gathering: finds are written, one after the other. reduced: photos that go as their small picture, because the hidden parts of
// their kind of file cannot be left out · missing: photos that could not be read · left_out: finds whose place nobody may see.
enum class ExportPhase { idle, gathering, failed };
struct FindsExport {
    ExportPhase phase = ExportPhase::idle;
    ExportKind kind = ExportKind::zip;
    std::int64_t done_finds = 0, total_finds = 0;
    std::int64_t reduced_photos = 0, missing_photos = 0, left_out = 0;
    std::string failure;
};

// checking: the whole file is read once, nothing is written · asking: the person decides · adding: finds go into the journal
enum class ImportPhase { idle, checking, asking, adding, failed };
struct FindsImport {
    ImportPhase phase = ImportPhase::idle;
    std::string name; // of the file
    std::int64_t done_bytes = 0, size_bytes = 0;
    std::int64_t finds = 0, photos = 0, known = 0; // in the file; finds that are here already
    std::int64_t added = 0;
    std::string failure;
};

struct SetAside {
    std::string file;
    std::int64_t size_bytes = 0, found_ms = 0;
};
struct Copies {
    std::int64_t journal_bytes = 0, copies_bytes = 0; // the database itself; all that lies beside it
    bool can_undo_restore = false;
    std::vector<SetAside> set_aside;
};

// The journal file did not open: nothing is written until the person has chosen.
struct Damage {
    std::string file; // where it was set aside
    std::int64_t size_bytes = 0;
    bool looked = false;               // both of the next are known, or known to be nothing
    std::optional<CopyFacts> readable; // what could be read from it
    std::int64_t unreadable_pages = 0; // of the same reading
    std::optional<CopyFacts> snapshot; // the last automatic copy
    bool meanwhile = false;            // identifying without a journal
    std::string failure;               // of the last choice
};
enum class Recovery { readable, snapshot, empty };
// The one with the most finds; what was read from the file itself when both have as many, for it is newer.
Recovery recommended(const Damage& damage);

} // namespace hypha::app
