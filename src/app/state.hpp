// Everything a screen may read. Plain values, changed only by use cases; `revision` rises with every change, so a screen
// that has drawn revision n need not draw again while it is n. No sentence lives here: codes and numbers do, ui has the words.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/console.hpp"
#include "app/observation.hpp"
#include "app/route.hpp"
#include "app/safekeeping.hpp"
#include "core/fungi/model_manifest.hpp"

namespace hypha::app {

// other_tab: another tab owns the storage, nothing is open here. starting: no storage answer yet.
// damaged: the journal's file did not open and was set aside; a database in memory serves until the person has chosen.
enum class Phase { starting, ready, other_tab, damaged };

enum class Language { english, spanish };
enum class LanguageChoice { system, english, spanish };
enum class ThemeChoice { system, light, dark };

struct Look {
    LanguageChoice language_choice = LanguageChoice::system;
    ThemeChoice theme_choice = ThemeChoice::system;
    float text_scale_choice = 1; // multiplies what the device asks for
    // What follows from the choices and the device:
    Language language = Language::english;
    bool dark = false;
    float text_scale = 1; // 0.85 to 2
    bool reduced_motion = false;
    std::int64_t zone_offset_min = 0; // minutes to add to UTC for local time
};

// What was let go to make room for what the person made; stays until it was read.
struct LetGo {
    bool thumbnails = false; // made again from the photos
    bool field_kit = false;  // comes back with a connection
    bool snapshot = false;   // the automatic copy of the database
    std::int64_t freed_bytes = 0;
    [[nodiscard]] bool any() const { return thumbnails || field_kit || snapshot; }
};

struct StorageStatus {
    bool durable = false;
    bool read_only = false;       // a newer Hypha wrote the journal: it is shown, nothing is written
    std::string failure;          // code of the last failed write or open; empty when all is well
    std::int64_t short_bytes = 0; // with storage_full: how much is missing; 0 where the browser does not say
    LetGo let_go;
    bool asked_to_persist = false;
    std::optional<bool> persisted; // nothing until the browser answered
    std::int64_t used_bytes = 0, quota_bytes = 0;
};

// Requests of this tab that another tab has to write (app/hand_over.hpp). settled: written since the last one began to wait.
struct Handover {
    std::size_t waiting = 0, settled = 0;
    bool owner_asleep = false; // the other tab was asked for the storage and did not answer in time; the wish stands
};

// unknown: no answer · to_check: answered but not likely, or failed · place_hidden: nobody sees the place
enum class JournalFilter { all, unknown, to_check, place_hidden };
inline constexpr std::size_t kJournalFilterCount = 4;
inline constexpr std::size_t kJournalPageRows = 50;

struct JournalRow {
    ObservationId id{};
    std::int64_t created_ms = 0;
    std::string cover;        // SHA-256 of a photo; empty when none is stored
    bool has_verdict = false; // false before the model answered
    fungi::VerdictState verdict = fungi::VerdictState::unknown;
    fungi::Rank rank = fungi::Rank::genus;
    std::string name;
    float probability = 0;
    fungi::Risk risk = fungi::Risk::unknown;
    fungi::Confidence confidence = fungi::Confidence::not_sure;
    bool has_place = false;
    PlacePrivacy privacy = PlacePrivacy::ten_km;
};

struct JournalMonth {
    int year = 0, month = 0; // local time; month 1 to 12
    std::size_t rows = 0;
    std::size_t first = 0; // index of its newest row
};

// Rows in memory are pages around what is on screen, never the whole journal.
struct Journal {
    JournalFilter filter = JournalFilter::all;
    std::string words;                                     // searched for, as they were typed; empty: no search
    std::array<std::size_t, kJournalFilterCount> counts{}; // by filter, of all finds
    std::size_t found = 0;                                 // of the filter and with the words
    std::int64_t photo_bytes = 0;
    std::vector<JournalMonth> months;                     // of what was found, newest first
    std::map<std::size_t, std::vector<JournalRow>> pages; // by page number
    std::vector<JournalRow> recent;                       // newest saved ones, for the home screen
    [[nodiscard]] std::size_t rows() const { return found; }
    [[nodiscard]] const JournalRow* row(std::size_t index) const {
        const auto page = pages.find(index / kJournalPageRows);
        const std::size_t at = index % kJournalPageRows;
        return page == pages.end() || at >= page->second.size() ? nullptr : &page->second[at];
    }
};

// Bytes of model and runtime on their way; total 0 = not known yet.
struct Load {
    std::uint32_t ticket = 0;
    std::int64_t done_bytes = 0, total_bytes = 0;
};

enum class FieldPhase { unknown, absent, working, ready, failed };

struct Field {
    FieldPhase phase = FieldPhase::unknown;
    std::uint32_t ticket = 0;
    std::int64_t done_bytes = 0, total_bytes = 0;
    std::string failure;
    bool room_was_made = false; // for this download: a second refusal is final
};

enum class OfflinePhase { unchecked, checking, ready, failed };

struct Offline {
    OfflinePhase phase = OfflinePhase::unchecked;
    std::uint32_t files = 0;
    std::int64_t size_bytes = 0;
    std::string failure;
};

// A short word at the lower edge, with at most one action. `serial` tells two of a kind apart.
// photo_lost: the app closed before a picked photo was safe · photo_refused: a retake failed, the earlier photo is kept
// recovered: after damage · journal_waits: nothing can be saved before the damaged journal was decided on
enum class ToastKind {
    saved,
    deleted,
    discarded,
    erased,
    too_many_photos,
    photo_lost,
    photo_refused,
    backed_up,
    file_saved,
    restored,
    restore_undone,
    recovered,
    aside_deleted,
    journal_waits,
    no_update,
    changes_undone // made by SQL and not kept when the page was left
};
struct Toast {
    ToastKind kind = ToastKind::saved;
    std::uint32_t serial = 0;
    ObservationId observation{};
    bool can_undo = false;
    std::int64_t count = 0; // of photos left out, or of finds erased or brought back
    std::string code{};     // of photo_refused
};

// What lies over the screen; at most one at a time.
struct SlotSheet {
    ObservationId observation{}; // 0: the draft, which may not exist yet
    Slot slot = Slot::profile;
};
struct PlaceReason {
    ObservationId observation{};
};
struct DeleteQuestion {
    ObservationId observation{};
};
struct EraseQuestion {};
struct RestoreQuestion {}; // Restore::facts
struct EmptyQuestion {};   // start without what was damaged
struct AsideQuestion {     // delete a damaged file for good
    std::string file;
};
struct NewerAnswer {}; // to a wish to write in a newer Hypha's journal
using Overlay = std::variant<std::monostate, SlotSheet, PlaceReason, DeleteQuestion, EraseQuestion, RestoreQuestion,
                             EmptyQuestion, AsideQuestion, NewerAnswer>;

// The model that answers here, as its manifest says.
struct ModelFacts {
    std::string name, version, sha256, licence;
    std::int64_t size_bytes = 0;
    std::vector<std::string> genera; // by name
    std::vector<std::string> species;
    fungi::Thresholds thresholds;
};

struct State {
    std::uint64_t revision = 1;
    ModelFacts model;
    Phase phase = Phase::starting;
    Route route;
    Look look;
    bool online = true;
    StorageStatus storage;
    Handover handover;
    Backup backup;
    std::optional<Outgoing> outgoing;
    Restore restore;
    Copies copies;
    std::optional<Damage> damage; // in Phase::damaged
    PlacePrivacy default_privacy = PlacePrivacy::ten_km;
    ObservationId draft{};                            // the find being photographed on the home screen; 0 when none
    std::map<std::int64_t, Observation> observations; // the open ones: draft, shown, and those with work under way
    Journal journal;
    std::optional<Load> load;
    Field field;
    Offline offline;
    std::string waiting_update; // version; empty when none
    bool updating = false;
    bool looking_for_update = false;
    bool can_install = false;
    Console console;
    CopyPick copy_pick;
    std::optional<Toast> toast;
    Overlay overlay;

    [[nodiscard]] const Observation* find(ObservationId id) const {
        const auto found = observations.find(id.value);
        return found == observations.end() || found->second.deleted ? nullptr : &found->second;
    }
    [[nodiscard]] const Observation* draft_observation() const { return find(draft); }
    // Of the result or observation screen; nothing when the address names none that is there.
    [[nodiscard]] const Observation* shown() const { return find(route.observation); }
};

} // namespace hypha::app
