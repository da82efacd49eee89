// The two switchboards. Over 300 lines because each command and each message has its line here, and nothing else. Which of them keep
// rows, and what happens when they cannot, is in take_event.cpp.
#include "app/application.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "app/apply_update.hpp"
#include "app/ask_expert.hpp"
#include "app/ask_place.hpp"
#include "app/back_up.hpp"
#include "app/change_own_rows.hpp"
#include "app/choose_look.hpp"
#include "app/crop_photo.hpp"
#include "app/explain_answer.hpp"
#include "app/export_finds.hpp"
#include "app/export_rows.hpp"
#include "app/fetch_away.hpp"
#include "app/fetch_hours.hpp"
#include "app/fetch_pictures.hpp"
#include "app/fetch_stories.hpp"
#include "app/follow_route.hpp"
#include "app/hand_over.hpp"
#include "app/identify_mushroom.hpp"
#include "app/import_finds.hpp"
#include "app/keep_journal.hpp"
#include "app/keep_snapshot.hpp"
#include "app/list_copies.hpp"
#include "app/list_stories.hpp"
#include "app/live_camera.hpp"
#include "app/look_again.hpp"
#include "app/make_room.hpp"
#include "app/moderate_stories.hpp"
#include "app/name_find.hpp"
#include "app/narrow_finds.hpp"
#include "app/newer_journal.hpp"
#include "app/open_copy.hpp"
#include "app/open_story.hpp"
#include "app/own_storage.hpp"
#include "app/own_taste.hpp"
#include "app/prepare_field.hpp"
#include "app/query_own_rows.hpp"
#include "app/read_aloud.hpp"
#include "app/read_news.hpp"
#include "app/recover_journal.hpp"
#include "app/remind_backup.hpp"
#include "app/restore_backup.hpp"
#include "app/scan_code.hpp"
#include "app/search_stories.hpp"
#include "app/send_file.hpp"
#include "app/send_stories.hpp"
#include "app/send_story_photos.hpp"
#include "app/share_picture.hpp"
#include "app/show_toast.hpp"
#include "app/story_photos.hpp"
#include "app/story_pictures.hpp"
#include "app/suggest_topic.hpp"
#include "app/sync_account.hpp"
#include "app/sync_conflicts.hpp"
#include "app/sync_journal.hpp"
#include "app/sync_photos.hpp"
#include "app/take_photos.hpp"
#include "app/write_story.hpp"

namespace hypha::app {
namespace {

template <typename... Cases> struct Overloaded : Cases... {
    using Cases::operator()...;
};

void lay_over(Workplace& work, Overlay overlay) {
    work.state.overlay = std::move(overlay);
    work.touch();
}

void news_failed(Workplace& work, std::uint32_t ticket, const std::string& code, std::int64_t received_bytes) {
    (void)(list_failed(work, ticket, code, received_bytes) || story_failed(work, ticket, code, received_bytes) ||
           ahead_failed(work, ticket, code, received_bytes) ||
           ahead_picture_failed(work, ticket, code, received_bytes) ||
           picture_failed(work, ticket, code, received_bytes));
}

ModelFacts facts_of(const fungi::ModelManifest& manifest) {
    ModelFacts facts{
        manifest.name,      manifest.version, manifest.sha256, manifest.licence, manifest.bytes, {}, {}, {},
        manifest.thresholds};
    std::set<std::string> genera, few;
    for (const fungi::Label& label : manifest.labels) {
        if (label.genus.empty() || label.kind == fungi::LabelKind::reference) {
            continue;
        }
        (label.kind == fungi::LabelKind::prototype ? few : genera).insert(label.genus);
        if (label.kind == fungi::LabelKind::species) {
            facts.species.push_back(label.species);
        }
    }
    facts.genera.assign(genera.begin(), genera.end());
    std::ranges::set_difference(few, genera, std::back_inserter(facts.few_genera));
    return facts;
}

} // namespace

Application::Application(ports::Clock& clock, ports::Random& random, ports::Postbox& postbox,
                         const fungi::ModelManifest& manifest, StorageMount mount_storage)
    : clock_(clock), random_(random), postbox_(postbox), manifest_(manifest), mount_storage_(std::move(mount_storage)) {
    state_.model = facts_of(manifest);
}

Workplace Application::workplace() {
    return {state_, memory_, database_, clock_, random_, postbox_, manifest_, mount_storage_, room_};
}

void Application::start(const StartFacts& facts) {
    Workplace work = workplace();
    state_.online = facts.online;
    state_.reads_codes = facts.reads_codes;
    memory_.sync.metered = facts.metered;
    state_.reading.unmetered = facts.unmetered;
    state_.reading.line_known = facts.line_known;
    state_.reading.saves_data = facts.saves_data;
    state_.route = parse_route(facts.path);
    postbox_.send(ports::ShowRoute{path_of(state_.route), true, ""});
    appearance_changed(work, {facts.dark, facts.reduced_motion, facts.text_scale});
    languages_changed(work, {facts.languages, facts.zone_offset_min});
    hypha::app::open_storage(work, facts.storage);
    check_offline(work);
    follow_camera(work);
}

void Application::obey(Workplace& work, const Command& command) {
    namespace c = command;
    if (!work.database && hand_over(work, command)) {
        return;
    }
    if (changes_finds(command)) {
        mark_finds_changed(work);
    }
    visit(Overloaded{
              [&](const c::GoTo& wish) { go_to(work, wish.route); },
              [&](const c::GoBack&) { go_back(work); },
              [&](const c::OpenEmergency&) { open_emergency(work); },
              [&](const c::OpenNotices&) { work.postbox.send(ports::OpenPage{"/third_party_notices.txt"}); },
              [&](const c::CloseOverlay&) { close_overlay(work); },
              [&](const c::CloseToast& wish) { close_toast(work, wish.serial); },
              [&](const c::ShowSlot& wish) { show_slot(work, wish); },
              [&](const c::AskForPhoto& wish) { ask_for_photo(work, wish); },
              [&](const c::OpenLiveCamera& wish) { open_live_camera(work, wish); },
              [&](const c::ReopenCamera&) { reopen_camera(work); },
              [&](const c::SteerCamera& wish) { steer_camera(work, wish); },
              [&](const c::TakePicture&) { take_picture(work); },
              [&](const c::RemovePhoto& wish) { remove_photo(work, wish); },
              [&](const c::OpenCrop& wish) { open_crop(work, wish); },
              [&](const c::EditCrop& wish) { edit_crop(work, wish.crop); },
              [&](const c::KeepCrop&) { keep_crop(work); },
              [&](const c::RemoveCrop&) { remove_crop(work); },
              [&](const c::RetryPhotos& wish) { retry_photos(work, wish.observation); },
              [&](const c::CancelPhotos& wish) { cancel_photos(work, wish.observation); },
              [&](const c::ShowHeat& wish) { show_heat(work, wish.observation, wish.slot); },
              [&](const c::HideHeat&) { hide_heat(work); },
              [&](const c::OpenReference& wish) { work.postbox.send(ports::OpenPage{wish.url}); },
              [&](const c::IdentifyNow&) { identify_now(work); },
              [&](const c::DiscardDraft&) { discard_draft(work); },
              [&](const c::SaveObservation& wish) { save_observation(work, wish.observation); },
              [&](const c::ChooseFilter& wish) { choose_filter(work, wish.filter); },
              [&](const c::SearchFinds& wish) { search_finds(work, wish); },
              [&](const c::OpenFacet& wish) { open_facet(work, wish.facet); },
              [&](const c::NarrowFinds& wish) { narrow_finds(work, wish.to); },
              [&](const c::ShowRows& wish) { show_rows(work, wish); },
              [&](const c::WriteNote& wish) { write_note(work, wish); },
              [&](const c::EditName& wish) { edit_name(work, wish.text); },
              [&](const c::GiveName& wish) { give_name(work, wish); },
              [&](const c::SayNoMushroom& wish) { say_no_mushroom(work, wish.observation); },
              [&](const c::RemoveName& wish) { remove_name(work, wish.observation); },
              [&](const c::ExportFinds& wish) { export_finds(work, wish.kind); },
              [&](const c::EditQuestion& wish) { edit_question(work, wish.text); },
              [&](const c::MakePacket& wish) { make_packet(work, wish); },
              [&](const c::SharePicture& wish) { share_picture(work, wish); },
              [&](const c::CloseFailedPicture&) { close_failed_picture(work); },
              [&](const c::CancelExport&) { cancel_export(work); },
              [&](const c::PickFinds&) { pick_finds(work); },
              [&](const c::AddFinds&) { add_finds(work); },
              [&](const c::CancelImport&) { cancel_import(work); },
              [&](const c::LookAgain&) { look_again(work); },
              [&](const c::PauseLooking&) { pause_looking(work); },
              [&](const c::StopLooking&) { stop_looking(work); },
              [&](const c::LookAtMissed&) { look_at_missed(work); },
              [&](const c::PutChangesAway&) { put_changes_away(work); },
              [&](const c::AskDelete& wish) { ask_delete(work, wish.observation); },
              [&](const c::DeleteObservation& wish) { delete_observation(work, wish.observation, ToastKind::deleted); },
              [&](const c::Undo& wish) { undo(work, wish.serial); },
              [&](const c::AskErase&) { ask_erase(work); },
              [&](const c::EraseEverything&) { erase_everything(work); },
              [&](const c::AskPlaceReason& wish) { ask_place_reason(work, wish.observation); },
              [&](const c::AskPlace& wish) { ask_place(work, wish.observation); },
              [&](const c::ForgetPlace& wish) { forget_place(work, wish.observation); },
              [&](const c::ChoosePrivacy& wish) { choose_privacy(work, wish); },
              [&](const c::ChooseDefaultPrivacy& wish) { choose_default_privacy(work, wish.privacy); },
              [&](const c::ChooseLanguage& wish) { choose_language(work, wish.choice); },
              [&](const c::ChooseTheme& wish) { choose_theme(work, wish.choice); },
              [&](const c::ChooseTextScale& wish) { choose_text_scale(work, wish.scale); },
              [&](const c::MakeFieldReady&) { make_field_ready(work, true); },
              [&](const c::CancelFieldReady&) { cancel_field_ready(work); },
              [&](const c::CheckOffline&) { check_offline(work); },
              [&](const c::ApplyUpdate&) { apply_update(work); },
              [&](const c::AskInstall&) { ask_install(work); },
              [&](const c::TakeStorageOver&) { take_storage_over(work); },
              [&](const c::DismissStorageFailure&) { dismiss_storage_failure(work); },
              [&](const c::DismissLetGo&) { dismiss_let_go(work); },
              [&](const c::AskPersistAgain&) { ask_to_persist_again(work); },
              [&](const c::BackUp& wish) { back_up(work, wish.with_photos); },
              [&](const c::CancelBackup&) { cancel_backup(work); },
              [&](const c::PutBackupOff&) { put_backup_off(work); },
              [&](const c::SaveReadyFile&) { save_ready_file(work); },
              [&](const c::PickBackup&) { pick_backup(work); },
              [&](const c::RestoreNow&) { restore_now(work); },
              [&](const c::CancelRestore&) { cancel_restore(work); },
              [&](const c::UndoRestore&) { undo_restore(work); },
              [&](const c::SaveSetAside& wish) { save_set_aside(work, wish.file); },
              [&](const c::ReadSetAside& wish) { read_set_aside(work, wish.file); },
              [&](const c::AskDeleteSetAside& wish) { ask_delete_set_aside(work, wish.file); },
              [&](const c::DeleteSetAside& wish) { delete_set_aside(work, wish.file); },
              [&](const c::Recover& wish) { recover(work, wish.from); },
              [&](const c::AskStartEmpty&) { ask_start_empty(work); },
              [&](const c::IdentifyMeanwhile&) { identify_meanwhile(work); },
              [&](const c::DecideNow&) { decide_now(work); },
              [&](const c::LookForUpdate&) { look_for_update(work); },
              [&](const c::EditSql& wish) { edit_sql(work, wish.text); },
              [&](const c::UseTable& wish) { use_table(work, wish.table); },
              [&](const c::UseColumn& wish) { use_column(work, wish); },
              [&](const c::RunSql&) { run_sql(work); },
              [&](const c::PlanSql&) { plan_sql(work); },
              [&](const c::StopSql&) { stop_sql(work); },
              [&](const c::GoOnWithSql&) { go_on_with_sql(work); },
              [&](const c::ShowSqlRows& wish) { show_sql_rows(work, wish); },
              [&](const c::AllowChanges& wish) { allow_changes(work, wish.allowed); },
              [&](const c::KeepChanges&) { keep_changes(work); },
              [&](const c::UndoChanges&) { undo_changes(work); },
              [&](const c::CopyCsv&) { copy_csv(work); },
              [&](const c::SaveCsv&) { save_csv(work); },
              [&](const c::SaveCsvNow&) { save_csv_now(work); },
              [&](const c::PickCopy&) { pick_copy(work); },
              [&](const c::CancelCopy&) { cancel_copy(work); },
              [&](const c::AskAccount& wish) { ask_account(work, wish); },
              [&](const c::QuestionAccount& wish) { question_account(work, wish); },
              [&](const c::EditPairing& wish) { edit_pairing(work, wish); },
              [&](const c::ScanCode& wish) { scan_code(work, wish); },
              [&](const c::HideAccountWords&) { hide_account_words(work); },
              [&](const c::SyncNow&) { sync_now(work, true); },
              [&](const c::PauseSync& wish) { pause_sync(work, wish.paused); },
              [&](const c::LetPhotosGoAnywhere& wish) {
                  let_photos_go_anywhere(work, wish.anywhere);
                  contribute_when_due(work);
              },
              [&](const c::SettleConflict& wish) { settle_conflict(work, wish); },
              [&](const c::RefreshNews&) { refresh_news(work, true); },
              [&](const c::AskRegions&) { ask_regions(work); },
              [&](const c::CancelNews&) { cancel_news(work); },
              [&](const c::ChooseRegion& wish) { choose_region(work, wish.region); },
              [&](const c::AcceptNewsKey&) { accept_news_key(work); },
              [&](const c::ChooseTopic& wish) { choose_topic(work, wish.topic); },
              [&](const c::ShowSavedStories& wish) { show_saved_stories(work, wish.only); },
              [&](const c::ShowMoreStories&) { show_more_stories(work); },
              [&](const c::SearchNews& wish) { search_news(work, wish.words); },
              [&](const c::LoadStory&) { ask_for_story(work); },
              [&](const c::ShowPicture& wish) { show_picture(work, wish.place); },
              [&](const c::ChoosePictures& wish) { choose_pictures(work, wish.wish); },
              [&](const c::ReadTo& wish) { read_to(work, wish); },
              [&](const c::SaveStory& wish) { save_story(work, wish); },
              [&](const c::AskAgainstStory& wish) { lay_over(work, StorySheet{wish.hash, wish.title, wish.source}); },
              [&](const c::PutStoryAway& wish) { put_story_away(work, wish.hash); },
              [&](const c::HideSource& wish) { hide_source(work, wish.source, wish.hidden); },
              [&](const c::AskLink& wish) { lay_over(work, LinkQuestion{wish.address}); },
              [&](const c::OpenLink& wish) { work.postbox.send(ports::OpenTab{wish.address}); },
              [&](const c::ShareStory&) { share_story(work); },
              [&](const c::Listen&) { listen(work); },
              [&](const c::PauseListening&) { pause_listening(work); },
              [&](const c::StopListening&) { stop_listening(work); },
              [&](const c::ChangeSpeechRate&) { change_speech_rate(work); },
              [&](const c::SkipSentences& wish) { skip_sentences(work, wish.count); },
              [&](const c::WriteStory&) { begin_story(work); },
              [&](const c::EditOwnStory& wish) { edit_own_story(work, wish); },
              [&](const c::AskStoryPlace&) { ask_story_place(work); },
              [&](const c::ForgetStoryPlace&) { forget_story_place(work); },
              [&](const c::AddStoryPhotos& wish) { add_story_photos(work, wish.source); },
              [&](const c::RemoveStoryPhoto& wish) { remove_story_photo(work, wish.sha256); },
              [&](const c::SendOwnStory& wish) { send_own_story(work, wish.id); },
              [&](const c::TakeOwnStoryBack& wish) { take_own_story_back(work, wish.id); },
              [&](const c::DeleteOwnStory& wish) { delete_own_story(work, wish.id); },
              [&](const c::RefreshOwnStories&) { ask_own_standing(work); },
              [&](const c::ReportStory& wish) { report_story(work, wish.hash); },
              [&](const c::RefreshQueue&) { ask_queue(work); },
              [&](const c::AnswerAuthor& wish) { answer_author(work, wish.id, wish.text); },
              [&](const c::ShowHeldPhoto& wish) { show_held_photo(work, wish.sha256); },
              [&](const c::DecideHeld& wish) { decide_held(work, wish.id, wish.accept); },
              [&](const c::PauseFetching& wish) { pause_fetching(work, wish.paused); },
              [&](const c::ChooseBudget& wish) { choose_budget(work, wish.unmetered, wish.megabytes); },
              [&](const c::ChooseFetchHours& wish) { choose_fetch_hours(work, wish); },
              [&](const c::ChooseCharging& wish) { choose_charging(work, wish.only); },
              [&](const c::ChooseFreeLine& wish) { choose_free_line(work, wish.is_free); },
              [&](const c::AskWhy& wish) { ask_why(work, wish.hash); },
              [&](const c::ChooseStoryOrder& wish) { choose_story_order(work, wish.by_time); },
              [&](const c::ChooseDiversity& wish) { choose_diversity(work, wish.steps); },
              [&](const c::ChooseLearning& wish) { choose_learning(work, wish); },
              [&](const c::AskTrait& wish) { lay_over(work, TraitSheet{wish.key, wish.shown}); },
              [&](const c::CloseInterests&) { close_interests(work); },
              [&](const c::TurnTrait& wish) { turn_trait(work, wish.key, wish.steps); },
              [&](const c::DropTrait& wish) { drop_trait(work, wish.key, wish.dropped); },
              [&](const c::EditUnwanted& wish) { edit_unwanted(work, wish.text); },
              [&](const c::BlockWord& wish) { block_word(work, wish.word, wish.blocked); },
              [&](const c::AskForgetTaste& wish) { lay_over(work, TasteQuestion{wish.all}); },
              [&](const c::ForgetTaste& wish) { wish.all ? forget_taste(work) : forget_week(work); },
          },
          command);
}

void Application::hear(Workplace& work, const ports::Message& message) {
    namespace p = ports;
    visit(Overloaded{
              [&](const p::RouteChanged& m) { route_changed(work, m.path); },
              [&](const p::AppearanceChanged& m) { appearance_changed(work, m); },
              [&](const p::LanguagesChanged& m) { languages_changed(work, m); },
              [&](const p::ConnectionChanged& m) {
                  sync_when_connected(work, m);
                  if (m.online) {
                      contribute_when_due(work);
                  }
                  read_when_connected(work, m);
                  if (work.state.online != m.online) {
                      work.state.online = m.online;
                      work.touch();
                  }
              },
              [&](const p::PhotoPicked& m) {
                  if (!story_photo_picked(work, m)) {
                      photo_picked(work, m);
                  }
              },
              [&](const p::PickCancelled& m) {
                  pick_cancelled(work, m);
                  story_pick_cancelled(work, m);
                  picture_not_taken(work, m.ticket);
              },
              [&](const p::VisibilityChanged& m) {
                  visibility_changed(work, m.visible);
                  sync_due(work);
                  if (m.visible) {
                      if (work.state.route.screen == Screen::own_stories) {
                          ask_own_standing(work); // a moderator may have decided meanwhile
                      }
                      contribute_when_due(work);
                  }
                  work.memory.news.due = m.visible;
                  if (!m.visible && work.state.reading.known) {
                      leave_fetch_plan(work);
                  }
                  work.memory.news.in_sight_since_ms = -1;
              },
              [&](const p::SyncDue&) {
                  sync_due(work);
                  work.memory.news.due = true;
                  contribute_when_due(work);
              },
              [&](const p::AccountFound& m) {
                  account_found(work, m);
                  contribute_when_due(work);
              },
              [&](const p::AccountAnswered& m) {
                  if (!contribution_signed(work, m)) {
                      account_answered(work, m);
                      contribute_when_due(work);
                  }
              },
              [&](const p::EdgeAnswered& m) {
                  if (!contribution_answered(work, m)) {
                      edge_answered(work, m);
                  }
              },
              [&](const p::NewsArrived& m) {
                  (void)(list_arrived(work, m) || story_arrived(work, m) || ahead_arrived(work, m) ||
                         ahead_picture_arrived(work, m) || picture_arrived(work, m));
              },
              [&](const p::PicturesCounted& m) { pictures_counted(work, m); },
              [&](const p::NewsFailed& m) { news_failed(work, m.ticket, m.code, m.received_bytes); },
              [&](const p::PowerChanged& m) { power_changed(work, m); },
              [&](const p::BackgroundFound& m) { background_found(work, m); },
              [&](const p::FetchJournalFound& m) { fetch_journal_found(work, m); },
              [&](const p::NewsCancelled& m) { news_failed(work, m.ticket, "cancelled", m.received_bytes); },
              [&](const p::AddressShared& m) { address_shared(work, m); },
              [&](const p::SpeechBegan& m) { speech_began(work, m.ticket); },
              [&](const p::SpeechEnded& m) { speech_ended(work, m.ticket); },
              [&](const p::SpeechFailed& m) { speech_failed(work, m); },
              [&](const p::CameraOpened& m) {
                  camera_opened(work, m);
                  scan_opened(work, m);
              },
              [&](const p::CameraFailed& m) {
                  camera_failed(work, m);
                  scan_failed(work, m);
              },
              [&](const p::CodeRead& m) { code_read(work, m); },
              [&](const p::FrameTaken& m) { frame_taken(work, m); },
              [&](const p::FrameAnalysed& m) { frame_analysed(work, m); },
              [&](const p::PlaceFound& m) {
                  if (!story_place_found(work, m)) {
                      place_found(work, m);
                  }
              },
              [&](const p::PlaceFailed& m) {
                  if (!story_place_failed(work, m)) {
                      place_failed(work, m);
                  }
              },
              [&](const p::OfflineChecked& m) { offline_checked(work, m); },
              [&](const p::UpdateWaited& m) { update_waited(work, m); },
              [&](const p::InstallOffered& m) { install_offered(work, m); },
              [&](const p::PersistAnswered& m) { persist_answered(work, m); },
              [&](const p::LoadProgressed& m) {
                  if (!field_progressed(work, m) && !looking_progressed(work, m) && !frame_progressed(work, m)) {
                      load_progressed(work, m);
                  }
              },
              [&](const p::PhotoStored& m) { photo_stored(work, m); },
              [&](const p::PhotoPrepared& m) { story_photo_prepared(work, m); },
              [&](const p::PhotoAnalysed& m) { photo_looked_at(work, m) ? void() : photo_analysed(work, m); },
              [&](const p::PhotoExplained& m) { photo_explained(work, m); },
              [&](const p::PictureDrawn& m) { picture_drawn(work, m); },
              [&](const p::TextScored& m) { text_scored(work, m); },
              [&](const p::KitFileReceived& m) { count_kit_file(work, m.received_bytes); },
              [&](const p::AnalysisFailed& m) {
                  if (!field_failed(work, m.ticket, m.code) && !heat_failed(work, m.ticket, m.code) &&
                      !looking_failed(work, m.ticket, m.code) && !picture_failed(work, m.ticket, m.code) &&
                      !frame_failed(work, m.ticket, m.code) && !scoring_failed(work, m.ticket) &&
                      !story_photo_failed(work, m.ticket, m.code)) {
                      analysis_failed(work, m);
                  }
              },
              [&](const p::AnalysisCancelled& m) {
                  if (!field_failed(work, m.ticket, "cancelled") && !heat_failed(work, m.ticket, "cancelled") &&
                      !looking_failed(work, m.ticket, "cancelled") && !picture_failed(work, m.ticket, "cancelled") &&
                      !frame_failed(work, m.ticket, "cancelled") && !scoring_failed(work, m.ticket) &&
                      !story_photo_failed(work, m.ticket, "cancelled")) {
                      analysis_cancelled(work, m);
                  }
              },
              [&](const p::FieldChecked& m) { field_checked(work, m); },
              [&](const p::OldFilesDropped& m) { old_files_dropped(work, m); },
              [&](const p::RoomMeasured& m) { room_measured(work, m); },
              [&](const p::DownloadsDropped& m) { downloads_dropped(work, m); },
              [&](const p::FilePicked& m) {
                  backup_picked(work, m);
                  finds_picked(work, m);
                  copy_picked(work, m);
              },
              [&](const p::FileShared& m) {
                  file_shared(work, m);
                  csv_shared(work, m);
              },
              [&](const p::TextCopied& m) { text_copied(work, m); },
              [&](const p::FileRead& m) {
                  backup_photo_read(work, m);
                  export_photo_read(work, m);
                  import_part_read(work, m);
                  restore_part_read(work, m);
                  copy_part_read(work, m);
                  sync_photo_read(work, m);
                  story_photo_read(work, m);
              },
              [&](const p::FileFailed& m) {
                  backup_photo_failed(work, m);
                  export_photo_failed(work, m);
                  import_failed(work, m);
                  restore_failed(work, m);
                  copy_failed(work, m);
                  sync_photo_failed(work, m);
                  story_photo_unread(work, m);
              },
              [&](const p::FileGrown& m) {
                  file_grown(work, m);
                  export_part_kept(work, m);
                  csv_part_kept(work, m);
              },
              [&](const p::PhotoKept& m) {
                  restore_photo_kept(work, m);
                  import_photo_kept(work, m);
                  sync_photo_kept(work, m);
              },
              [&](const p::UpdateLooked& m) { update_looked(work, m); },
              [&](const p::StorageLost& m) { storage_lost(work, m); },
              [&](const p::StorageGained& m) { storage_gained(work, m); },
              [&](const p::RequestArrived& m) { request_arrived(work, m); },
              [&](const p::RequestFinished& m) { request_finished(work, m); },
              // Input and pictures belong to ui and its root; messages of ours do not come back.
              [](const auto&) {},
          },
          message);
}

void Application::rest() {
    Workplace work = workplace();
    if (!look_at_damage(work)) {
        keep_snapshot(work);
    }
    rest_from_looking(work);
    rest_from_syncing(work);
    rest_from_reading(work);
    rest_from_writing(work);
    if (state_.reading.known) {
        leave_fetch_plan(work);
    }
    notice_ended_changes(work);
}

} // namespace hypha::app
