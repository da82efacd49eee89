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

#include "app/camera.hpp"
#include "app/console.hpp"
#include "app/contributing.hpp"
#include "app/journal_list.hpp"
#include "app/observation.hpp"
#include "app/other_answers.hpp"
#include "app/reading.hpp"
#include "app/route.hpp"
#include "app/safekeeping.hpp"
#include "app/syncing.hpp"
#include "core/fungi/heat_map.hpp"
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

// Bytes of model and runtime on their way; total 0 = not known yet.
struct Load {
    std::uint32_t ticket = 0;
    std::int64_t done_bytes = 0, total_bytes = 0;
};

// Where the network looked in one photo of a find (app/explain_answer.hpp). Being asked while ticket is not 0.
struct Heat {
    ObservationId observation{};
    Slot slot = Slot::profile;
    std::string photo;
    std::uint32_t ticket = 0;
    std::string genus; // that the map speaks for; empty: for no mushroom
    fungi::HeatMap map;
    std::string failure; // code
};

enum class FieldPhase { unknown, absent, working, ready, failed };

struct Field {
    FieldPhase phase = FieldPhase::unknown;
    std::uint32_t ticket = 0;
    std::int64_t done_bytes = 0, total_bytes = 0;
    std::string failure;
    bool with_texts = false;    // this download brings the text models too
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
    named,          // by the person
    name_removed,   // the person took it back
    finds_added,    // from a zip
    changes_undone, // made by SQL and not kept when the page was left
    story_put_away, // code: its hash
    source_hidden,  // code: its name
    trait_dropped,  // of the model of taste; code: its key
    taste_forgotten,
    own_story_deleted,
    story_photo_removed,
    story_reported,
    story_not_reported,
    report_needs_account,
    link_copied,
    link_not_shared,
    looked_again // at all finds of another model; count: how many changed
};
struct Toast {
    ToastKind kind = ToastKind::saved;
    std::uint32_t serial = 0;
    ObservationId observation{};
    bool can_undo = false;
    std::int64_t count = 0;            // of photos left out, or of finds erased or brought back
    std::string code{};                // of photo_refused; what a story or source is called
    IdentificationId identification{}; // of named and name_removed: what undo takes back
};

// What lies over the screen; at most one at a time.
struct SlotSheet {
    ObservationId observation{}; // 0: the draft, which may not exist yet
    Slot slot = Slot::profile;
};
struct FacetSheet { // Journal::choices
    JournalFacet facet = JournalFacet::risk;
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
struct AddQuestion {};   // Import: the finds of a zip
struct NewerAnswer {};   // to a wish to write in a newer Hypha's journal
struct AccountQuestion { // before a device, or an account, is let go
    AccountAsk ask = AccountAsk::leave;
    std::string device;
};
struct StorySheet { // what can be done against a story
    std::string hash, title, source;
};
struct TraitSheet { // Reading::taste has what is known of it
    std::string key, shown;
};
struct TasteQuestion { // before what was learned is forgotten
    bool all = false;
};
struct LinkQuestion { // before an address of a story is opened
    std::string address;
};
struct CodeScan { // of another device (scan_code)
    CameraPhase phase = CameraPhase::opening;
    std::string failure; // code of ports::CameraFailed
    std::string name;    // of this device
};
using Overlay = std::variant<std::monostate, SlotSheet, FacetSheet, PlaceReason, DeleteQuestion, EraseQuestion,
                             RestoreQuestion, EmptyQuestion, AsideQuestion, AddQuestion, NewerAnswer, AccountQuestion,
                             StorySheet, LinkQuestion, CodeScan, WhyStory, TraitSheet, TasteQuestion>;

// A name that is being typed for a find.
struct NameSuggestion {
    std::string latin;
    std::string common_en, common_es; // of its genus; may be empty
};
struct Naming {
    ObservationId observation{};
    std::string text;
    std::vector<NameSuggestion> suggestions;
    bool refused = false; // what was typed is no Latin name
};

// A question to an expert, as it is being typed.
struct Asking {
    ObservationId observation{};
    std::string question;
};

// A picture of a find for other people (app/share_picture.hpp). Being drawn while ticket is not 0; then it is State::outgoing.
struct SharedPicture {
    ObservationId observation{};
    std::uint32_t ticket = 0;
    std::string failure; // code
};

// The part of a photo that is being chosen.
struct Cropping {
    ObservationId observation{};
    Slot slot = Slot::profile;
    vision::Crop crop;
    bool too_small = false; // to be read
};

// The model that answers here, as its manifest says.
struct ModelFacts {
    std::string name, version, sha256, licence;
    std::int64_t size_bytes = 0;
    std::vector<std::string> genera;     // trained as such, by name
    std::vector<std::string> few_genera; // known by a few photos of their species only, by name
    std::vector<std::string> species;    // with leaves of their own
    fungi::Thresholds thresholds;
};

struct State {
    std::uint64_t revision = 1;
    ModelFacts model;
    Phase phase = Phase::starting;
    Route route;
    Look look;
    bool online = true;
    bool reads_codes = false; // the browser finds QR codes in pictures
    StorageStatus storage;
    Handover handover;
    Backup backup;
    std::optional<Outgoing> outgoing;
    Restore restore;
    FindsExport finds_export;
    FindsImport finds_import;
    Copies copies;
    std::optional<Damage> damage; // in Phase::damaged
    PlacePrivacy default_privacy = PlacePrivacy::ten_km;
    ObservationId draft{};                            // the find being photographed on the home screen; 0 when none
    std::map<std::int64_t, Observation> observations; // the open ones: draft, shown, and those with work under way
    Journal journal;
    OtherAnswers other_answers;
    std::optional<Load> load;
    std::optional<Heat> heat;
    std::optional<LiveCamera> camera; // while it is open, or tried to
    Field field;
    Offline offline;
    std::string waiting_update; // version; empty when none
    bool updating = false;
    bool looking_for_update = false;
    bool can_install = false;
    Naming naming;
    Asking asking;
    SharedPicture picture;
    std::optional<Cropping> cropping;
    Console console;
    CopyPick copy_pick;
    Syncing sync;
    Reading reading;
    Contributing contributing;
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
