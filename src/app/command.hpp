// Everything a person can ask for. Made by ui, obeyed by Application::apply; a command that makes no sense in the present
// state (a photo that is gone, a toast already closed) changes nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "app/state.hpp"

namespace hypha::app {

enum class PhotoSource { camera, library };

namespace command {

// Moving about
struct GoTo {
    Route route;
};
struct GoBack {};
struct OpenEmergency {};
struct OpenNotices {}; // licences of what ships
struct CloseOverlay {};
struct CloseToast {
    std::uint32_t serial = 0;
};

// Photos. observation 0 is the draft, made when its first photo comes. No slot: the most useful missing ones.
struct ShowSlot {
    ObservationId observation{};
    Slot slot = Slot::profile;
};
struct AskForPhoto {
    ObservationId observation{};
    std::optional<Slot> slot;
    PhotoSource source = PhotoSource::camera;
};
struct RemovePhoto {
    ObservationId observation{};
    Slot slot = Slot::profile;
};
struct RetryPhotos {
    ObservationId observation{};
};
struct CancelPhotos {
    ObservationId observation{};
};
struct IdentifyNow {};
struct DiscardDraft {};

// Journal
struct SaveObservation {
    ObservationId observation{};
};
struct ChooseFilter {
    JournalFilter filter = JournalFilter::all;
};
struct SearchFinds {
    std::string words; // empty: the search ends
};
struct ShowRows {
    std::size_t first = 0, count = 0;
};
struct WriteNote {
    ObservationId observation{};
    std::string note;
};
struct AskDelete {
    ObservationId observation{};
};
struct DeleteObservation {
    ObservationId observation{};
};
struct Undo {
    std::uint32_t serial = 0;
};
struct AskErase {};
struct EraseEverything {};

// Place
struct AskPlaceReason {
    ObservationId observation{};
};
struct AskPlace {
    ObservationId observation{};
};
struct ForgetPlace {
    ObservationId observation{};
};
struct ChoosePrivacy {
    ObservationId observation{};
    PlacePrivacy privacy = PlacePrivacy::ten_km;
};
struct ChooseDefaultPrivacy {
    PlacePrivacy privacy = PlacePrivacy::ten_km;
};

// Me
struct ChooseLanguage {
    LanguageChoice choice = LanguageChoice::system;
};
struct ChooseTheme {
    ThemeChoice choice = ThemeChoice::system;
};
struct ChooseTextScale {
    float scale = 1;
};
struct MakeFieldReady {};
struct CancelFieldReady {};
struct CheckOffline {};
struct ApplyUpdate {};
struct AskInstall {};
struct TakeStorageOver {};
struct DismissStorageFailure {};
struct DismissLetGo {};

// Copies of the journal
struct AskPersistAgain {};
struct BackUp {
    bool with_photos = true;
};
struct CancelBackup {};
struct PutBackupOff {};  // the reminder comes again in 30 days
struct SaveReadyFile {}; // a file that is ready and not saved yet
struct PickBackup {};
struct RestoreNow {};
struct CancelRestore {};
struct UndoRestore {};
struct SaveSetAside {
    std::string file;
};
struct ReadSetAside {
    std::string file;
};
struct AskDeleteSetAside {
    std::string file;
};
struct DeleteSetAside {
    std::string file;
};

// A damaged journal, a newer one
struct Recover {
    Recovery from = Recovery::readable;
};
struct AskStartEmpty {};
struct IdentifyMeanwhile {};
struct DecideNow {};
struct LookForUpdate {};

// SQL on one's own rows, or on a copy of another file
struct EditSql {
    std::string text;
};
struct UseTable {
    std::size_t table = 0;
};
struct UseColumn {
    std::size_t table = 0, column = 0;
};
struct RunSql {};
struct PlanSql {};
struct StopSql {};
struct GoOnWithSql {}; // asked for with each frame while there is work
struct ShowSqlRows {
    std::size_t first = 0, count = 0;
};
struct AllowChanges {
    bool allowed = false;
};
struct KeepChanges {};
struct UndoChanges {};
struct CopyCsv {};
struct SaveCsv {};
struct SaveCsvNow {}; // a file that is ready
struct PickCopy {};
struct CancelCopy {};

} // namespace command

using Command = std::variant<
    command::GoTo, command::GoBack, command::OpenEmergency, command::OpenNotices, command::CloseOverlay,
    command::CloseToast, command::ShowSlot, command::AskForPhoto, command::RemovePhoto, command::RetryPhotos,
    command::CancelPhotos, command::IdentifyNow, command::DiscardDraft, command::SaveObservation, command::ChooseFilter,
    command::SearchFinds, command::ShowRows, command::WriteNote, command::AskDelete, command::DeleteObservation,
    command::Undo, command::AskErase, command::EraseEverything, command::AskPlaceReason, command::AskPlace,
    command::ForgetPlace, command::ChoosePrivacy, command::ChooseDefaultPrivacy, command::ChooseLanguage,
    command::ChooseTheme, command::ChooseTextScale, command::MakeFieldReady, command::CancelFieldReady,
    command::CheckOffline, command::ApplyUpdate, command::AskInstall, command::TakeStorageOver,
    command::DismissStorageFailure, command::DismissLetGo, command::AskPersistAgain, command::BackUp,
    command::CancelBackup, command::PutBackupOff, command::SaveReadyFile, command::PickBackup, command::RestoreNow,
    command::CancelRestore, command::UndoRestore, command::SaveSetAside, command::ReadSetAside,
    command::AskDeleteSetAside, command::DeleteSetAside, command::Recover, command::AskStartEmpty,
    command::IdentifyMeanwhile, command::DecideNow, command::LookForUpdate, command::EditSql, command::UseTable,
    command::UseColumn, command::RunSql, command::PlanSql, command::StopSql, command::GoOnWithSql, command::ShowSqlRows,
    command::AllowChanges, command::KeepChanges, command::UndoChanges, command::CopyCsv, command::SaveCsv,
    command::SaveCsvNow, command::PickCopy, command::CancelCopy>;

} // namespace hypha::app
