// Everything a person can ask for. Made by ui, obeyed by Application::apply; a command that makes no sense in the present state
// (a photo that is gone, a toast already closed) changes nothing. Over 300 lines because it is one list, a few lines a wish.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "app/state.hpp"
#include "core/base/one_of.hpp"
#include "core/exchange/expert_packet.hpp"

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
struct OpenLiveCamera { // for one view
    ObservationId observation{};
    std::optional<Slot> slot;
};
struct ReopenCamera {};
struct SteerCamera {
    bool torch = false;
    float zoom = 1;
};
struct TakePicture {};
struct RemovePhoto {
    ObservationId observation{};
    Slot slot = Slot::profile;
};
struct OpenCrop { // of a photo that is kept
    ObservationId observation{};
    Slot slot = Slot::profile;
};
struct EditCrop {
    vision::Crop crop;
};
struct KeepCrop {};
struct RemoveCrop {}; // the whole picture is looked at again
struct RetryPhotos {
    ObservationId observation{};
};
struct CancelPhotos {
    ObservationId observation{};
};
struct ShowHeat { // where the network looked in the photo of one view
    ObservationId observation{};
    Slot slot = Slot::profile;
};
struct HideHeat {};
struct OpenReference { // the page that names its author, in a window of its own
    std::string url;
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
struct OpenFacet { // what finds can be narrowed to
    JournalFacet facet = JournalFacet::risk;
};
struct NarrowFinds { // nothing set: every find
    Narrowing to;
};
struct ShowRows {
    std::size_t first = 0, count = 0;
};
struct WriteNote {
    ObservationId observation{};
    std::string note;
};
// What a person says that it is. name: Latin, else nothing is kept and Naming says so.
struct EditName {
    std::string text;
};
struct GiveName {
    ObservationId observation{};
    std::string name;
};
struct SayNoMushroom {
    ObservationId observation{};
};
struct RemoveName { // what a person said is taken back
    ObservationId observation{};
};
// Answers of another model (app/look_again.hpp)
struct LookAgain {};
struct PauseLooking {};
struct StopLooking {};
struct LookAtMissed {};
struct PutChangesAway {};
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

// Finds as files, and back
struct ExportFinds {
    ExportKind kind = ExportKind::zip; // not packet
};
struct EditQuestion {
    std::string text;
};
struct MakePacket { // for an expert, of one find
    ObservationId observation{};
    exchange::PacketWords words; // all of its text, in the person's language
};
// All words of a picture for other people, in the person's language; risk picks the colour.
struct SharePicture {
    ObservationId observation{};
    std::string name;
    bool latin = false;
    std::string common, said, risk_words, day_place, orientation, orientation_line;
};
struct CloseFailedPicture {};
struct CancelExport {};
struct PickFinds {};
struct AddFinds {};
struct CancelImport {};

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

// Syncing. A wish about the account: value is a code, words, or how; device a key; name that of a device.
struct AskAccount {
    AccountAsk ask = AccountAsk::devices;
    std::string value{}, device{}, name{};
};
struct QuestionAccount { // asks first; ask is revoke, leave or remove
    AccountAsk ask = AccountAsk::leave;
    std::string device;
};
struct EditPairing { // what is typed to come in
    std::string text;
    bool restoring = false;
};
struct ScanCode { // of another device, by the camera; name: what this one is called
    std::string name;
};
struct HideAccountWords {};
struct SyncNow {};
struct PauseSync {
    bool paused = true;
};
struct LetPhotosGoAnywhere {
    bool anywhere = true;
};
enum class NoteChoice { now, lost, both };
struct SettleConflict {
    std::string copy;
    NoteChoice choice = NoteChoice::now;
};

// News
struct RefreshNews {};
struct CancelNews {};
struct AskRegions {}; // which there are
struct ChooseRegion {
    std::string region;
};
struct AcceptNewsKey {};
struct ChooseTopic {
    std::string topic; // empty: all
};
struct ShowSavedStories {
    bool only = true;
};
struct ShowMoreStories {};
struct SearchNews {
    std::string words; // empty: the search ends
};
struct LoadStory {}; // the open one, again
struct ShowPicture { // of the open story: its bytes are fetched
    std::uint32_t place = 0;
};
struct ChoosePictures { // which come without a tap
    taste::PictureWish wish = taste::PictureWish::never;
};
struct ReadTo {
    std::string hash;
    float progress = 0; // 0 to 1
};
struct SaveStory {
    std::string hash;
    bool saved = true;
};
struct AskAgainstStory { // what can be done against it
    std::string hash, title, source;
};
struct AskWhy { // a story stands where it does
    std::string hash;
};
struct PutStoryAway {
    std::string hash;
};
struct HideSource {
    std::string source;
    bool hidden = true;
};
struct AskLink { // before an address of a story is opened
    std::string address;
};
struct OpenLink {
    std::string address;
};
struct ShareStory {};
struct WriteStory {}; // a new one of one's own
struct EditOwnStory { // the one of the screen
    enum class Field { title, words, byline, language, topic, place_name };
    Field field = Field::title;
    std::string value; // a topic that is chosen already is taken back
};
struct AskStoryPlace {};
struct ForgetStoryPlace {};
struct AddStoryPhotos { // to the story of the screen
    PhotoSource source = PhotoSource::library;
};
struct RemoveStoryPhoto {
    std::string sha256;
};
struct SendOwnStory {
    std::string id;
};
struct TakeOwnStoryBack {
    std::string id;
};
struct DeleteOwnStory {
    std::string id;
};
struct RefreshOwnStories {};
struct ReportStory { // to the moderators
    std::string hash;
};
struct RefreshQueue {};
struct AnswerAuthor {
    std::string id, text;
};
struct ShowHeldPhoto { // of a story that waits
    std::string sha256;
};
struct DecideHeld {
    std::string id;
    bool accept = true;
};
struct Listen {}; // to the open story; goes on after a pause
struct PauseListening {};
struct StopListening {};
struct ChangeSpeechRate {};
struct SkipSentences {
    int count = 0; // negative: back
};
struct PauseFetching {
    bool paused = true;
};
struct ChooseBudget { // of a day
    bool unmetered = true;
    std::int64_t megabytes = 0;
};

struct ChooseFetchHours { // minutes of the day; equal: none
    bool cheap = false;   // else the quiet hours
    taste::DayWindow window;
};
struct ChooseCharging { // only while it charges
    bool only = true;
};
struct ChooseFreeLine { // a line of which the browser says nothing
    bool is_free = true;
};

// What the order of stories hangs on
struct ChooseStoryOrder {
    bool by_time = true;
};
struct ChooseDiversity {
    int steps = 1; // 0 to taste::kMostDiversity
};
struct ChooseLearning {
    bool from_time = false; // else from what is opened, saved and put away
    bool on = true;
};
struct TurnTrait {
    std::string key;
    int steps = 0; // -2 to 2
};
// What a new list asks once: which topics there should be more of. Answered, or not.
struct CloseInterests {};
struct AskTrait { // what is known of it
    std::string key, shown;
};
struct DropTrait {
    std::string key;
    bool dropped = true;
};
struct EditUnwanted { // a word, as it is being typed
    std::string text;
};
struct BlockWord {
    std::string word;
    bool blocked = true;
};
struct AskForgetTaste {
    bool all = false; // else the last seven days
};
struct ForgetTaste {
    bool all = false;
};

} // namespace command

using CommandKinds = OneOf<
    command::GoTo, command::GoBack, command::OpenEmergency, command::OpenNotices, command::CloseOverlay,
    command::CloseToast, command::ShowSlot, command::AskForPhoto, command::OpenLiveCamera, command::ReopenCamera,
    command::SteerCamera, command::TakePicture, command::OpenCrop, command::EditCrop, command::KeepCrop,
    command::RemoveCrop, command::RemovePhoto, command::RetryPhotos, command::CancelPhotos, command::ShowHeat,
    command::HideHeat, command::OpenReference, command::IdentifyNow, command::DiscardDraft, command::SaveObservation,
    command::ChooseFilter, command::SearchFinds, command::OpenFacet, command::NarrowFinds, command::ShowRows,
    command::WriteNote, command::EditName, command::GiveName, command::SayNoMushroom, command::RemoveName,
    command::ExportFinds, command::EditQuestion, command::MakePacket, command::SharePicture,
    command::CloseFailedPicture, command::CancelExport, command::PickFinds, command::AddFinds, command::CancelImport,
    command::LookAgain, command::PauseLooking, command::StopLooking, command::LookAtMissed, command::PutChangesAway,
    command::AskDelete, command::DeleteObservation, command::Undo, command::AskErase, command::EraseEverything,
    command::AskPlaceReason, command::AskPlace, command::ForgetPlace, command::ChoosePrivacy,
    command::ChooseDefaultPrivacy, command::ChooseLanguage, command::ChooseTheme, command::ChooseTextScale,
    command::MakeFieldReady, command::CancelFieldReady, command::CheckOffline, command::ApplyUpdate,
    command::AskInstall, command::TakeStorageOver, command::DismissStorageFailure, command::DismissLetGo,
    command::AskPersistAgain, command::BackUp, command::CancelBackup, command::PutBackupOff, command::SaveReadyFile,
    command::PickBackup, command::RestoreNow, command::CancelRestore, command::UndoRestore, command::SaveSetAside,
    command::ReadSetAside, command::AskDeleteSetAside, command::DeleteSetAside, command::Recover,
    command::AskStartEmpty, command::IdentifyMeanwhile, command::DecideNow, command::LookForUpdate, command::EditSql,
    command::UseTable, command::UseColumn, command::RunSql, command::PlanSql, command::StopSql, command::GoOnWithSql,
    command::ShowSqlRows, command::AllowChanges, command::KeepChanges, command::UndoChanges, command::CopyCsv,
    command::SaveCsv, command::SaveCsvNow, command::PickCopy, command::CancelCopy, command::AskAccount,
    command::QuestionAccount, command::EditPairing, command::ScanCode, command::HideAccountWords, command::SyncNow,
    command::PauseSync, command::LetPhotosGoAnywhere, command::SettleConflict, command::RefreshNews,
    command::CancelNews, command::AskRegions, command::ChooseRegion, command::AcceptNewsKey, command::ChooseTopic,
    command::ShowSavedStories, command::ShowMoreStories, command::SearchNews, command::LoadStory, command::ShowPicture,
    command::ChoosePictures, command::ReadTo, command::SaveStory, command::AskAgainstStory, command::PutStoryAway,
    command::HideSource, command::AskLink, command::OpenLink, command::ShareStory, command::Listen,
    command::PauseListening, command::StopListening, command::ChangeSpeechRate, command::SkipSentences,
    command::WriteStory, command::EditOwnStory, command::AskStoryPlace, command::ForgetStoryPlace,
    command::AddStoryPhotos, command::RemoveStoryPhoto, command::SendOwnStory, command::TakeOwnStoryBack,
    command::DeleteOwnStory, command::RefreshOwnStories, command::ReportStory, command::RefreshQueue,
    command::AnswerAuthor, command::ShowHeldPhoto, command::DecideHeld, command::PauseFetching, command::ChooseBudget,
    command::ChooseFetchHours, command::ChooseCharging, command::ChooseFreeLine, command::AskWhy,
    command::ChooseStoryOrder, command::ChooseDiversity, command::ChooseLearning, command::TurnTrait,
    command::CloseInterests, command::AskTrait, command::DropTrait, command::EditUnwanted, command::BlockWord,
    command::AskForgetTaste, command::ForgetTaste>;

// A type of its own, so that what takes one is not named after all of them.
struct Command : CommandKinds {
    using CommandKinds::CommandKinds;
};

} // namespace hypha::app
