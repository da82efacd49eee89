// The two switchboards: one line a command, one line a message. Which of them keep rows, and what happens when they cannot, is in
// take_event.cpp.
#include "app/application.hpp"

#include "app/apply_update.hpp"
#include "app/ask_place.hpp"
#include "app/back_up.hpp"
#include "app/change_own_rows.hpp"
#include "app/choose_look.hpp"
#include "app/export_rows.hpp"
#include "app/follow_route.hpp"
#include "app/hand_over.hpp"
#include "app/identify_mushroom.hpp"
#include "app/keep_journal.hpp"
#include "app/keep_snapshot.hpp"
#include "app/list_copies.hpp"
#include "app/make_room.hpp"
#include "app/newer_journal.hpp"
#include "app/open_copy.hpp"
#include "app/own_storage.hpp"
#include "app/prepare_field.hpp"
#include "app/query_own_rows.hpp"
#include "app/recover_journal.hpp"
#include "app/remind_backup.hpp"
#include "app/restore_backup.hpp"
#include "app/send_file.hpp"
#include "app/show_toast.hpp"
#include "app/take_photos.hpp"

namespace hypha::app {
namespace {

template <typename... Cases> struct Overloaded : Cases... {
    using Cases::operator()...;
};

ModelFacts facts_of(const fungi::ModelManifest& manifest) {
    ModelFacts facts{manifest.name,      manifest.version, manifest.sha256, manifest.licence, manifest.bytes, {}, {},
                     manifest.thresholds};
    std::set<std::string> genera;
    for (const fungi::Label& label : manifest.labels) {
        if (!label.genus.empty()) {
            genera.insert(label.genus);
        }
        if (!label.species.empty()) {
            facts.species.push_back(label.species);
        }
    }
    facts.genera.assign(genera.begin(), genera.end());
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
    state_.route = parse_route(facts.path);
    postbox_.send(ports::ShowRoute{path_of(state_.route), true, ""});
    appearance_changed(work, {facts.dark, facts.reduced_motion, facts.text_scale});
    languages_changed(work, {facts.languages, facts.zone_offset_min});
    hypha::app::open_storage(work, facts.storage);
    check_offline(work);
}

void Application::obey(Workplace& work, const Command& command) {
    namespace c = command;
    if (!work.database && hand_over(work, command)) {
        return;
    }
    if (changes_finds(command)) {
        mark_finds_changed(work);
    }
    std::visit(
        Overloaded{
            [&](const c::GoTo& wish) { go_to(work, wish.route); },
            [&](const c::GoBack&) { go_back(work); },
            [&](const c::OpenEmergency&) { open_emergency(work); },
            [&](const c::OpenNotices&) { work.postbox.send(ports::OpenPage{"/third_party_notices.txt"}); },
            [&](const c::CloseOverlay&) { close_overlay(work); },
            [&](const c::CloseToast& wish) { close_toast(work, wish.serial); },
            [&](const c::ShowSlot& wish) { show_slot(work, wish); },
            [&](const c::AskForPhoto& wish) { ask_for_photo(work, wish); },
            [&](const c::RemovePhoto& wish) { remove_photo(work, wish); },
            [&](const c::RetryPhotos& wish) { retry_photos(work, wish.observation); },
            [&](const c::CancelPhotos& wish) { cancel_photos(work, wish.observation); },
            [&](const c::IdentifyNow&) { identify_now(work); },
            [&](const c::DiscardDraft&) { discard_draft(work); },
            [&](const c::SaveObservation& wish) { save_observation(work, wish.observation); },
            [&](const c::ChooseFilter& wish) { choose_filter(work, wish.filter); },
            [&](const c::SearchFinds& wish) { search_finds(work, wish); },
            [&](const c::ShowRows& wish) { show_rows(work, wish); },
            [&](const c::WriteNote& wish) { write_note(work, wish); },
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
            [&](const c::MakeFieldReady&) { make_field_ready(work); },
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
        },
        command);
}

void Application::hear(Workplace& work, const ports::Message& message) {
    namespace p = ports;
    std::visit(Overloaded{
                   [&](const p::RouteChanged& m) { route_changed(work, m.path); },
                   [&](const p::AppearanceChanged& m) { appearance_changed(work, m); },
                   [&](const p::LanguagesChanged& m) { languages_changed(work, m); },
                   [&](const p::ConnectionChanged& m) {
                       if (work.state.online != m.online) {
                           work.state.online = m.online;
                           work.touch();
                       }
                   },
                   [&](const p::PhotoPicked& m) { photo_picked(work, m); },
                   [&](const p::PickCancelled& m) { pick_cancelled(work, m); },
                   [&](const p::PlaceFound& m) { place_found(work, m); },
                   [&](const p::PlaceFailed& m) { place_failed(work, m); },
                   [&](const p::OfflineChecked& m) { offline_checked(work, m); },
                   [&](const p::UpdateWaited& m) { update_waited(work, m); },
                   [&](const p::InstallOffered& m) { install_offered(work, m); },
                   [&](const p::PersistAnswered& m) { persist_answered(work, m); },
                   [&](const p::LoadProgressed& m) { field_progressed(work, m) ? void() : load_progressed(work, m); },
                   [&](const p::PhotoStored& m) { photo_stored(work, m); },
                   [&](const p::PhotoAnalysed& m) { photo_analysed(work, m); },
                   [&](const p::AnalysisFailed& m) {
                       field_failed(work, m.ticket, m.code) ? void() : analysis_failed(work, m);
                   },
                   [&](const p::AnalysisCancelled& m) {
                       field_failed(work, m.ticket, "cancelled") ? void() : analysis_cancelled(work, m);
                   },
                   [&](const p::FieldChecked& m) { field_checked(work, m); },
                   [&](const p::OldFilesDropped& m) { old_files_dropped(work, m); },
                   [&](const p::RoomMeasured& m) { room_measured(work, m); },
                   [&](const p::DownloadsDropped& m) { downloads_dropped(work, m); },
                   [&](const p::FilePicked& m) {
                       backup_picked(work, m);
                       copy_picked(work, m);
                   },
                   [&](const p::FileShared& m) {
                       file_shared(work, m);
                       csv_shared(work, m);
                   },
                   [&](const p::TextCopied& m) { text_copied(work, m); },
                   [&](const p::FileRead& m) {
                       backup_photo_read(work, m);
                       restore_part_read(work, m);
                       copy_part_read(work, m);
                   },
                   [&](const p::FileFailed& m) {
                       backup_photo_failed(work, m);
                       restore_failed(work, m);
                       copy_failed(work, m);
                   },
                   [&](const p::FileGrown& m) {
                       file_grown(work, m);
                       csv_part_kept(work, m);
                   },
                   [&](const p::PhotoKept& m) { restore_photo_kept(work, m); },
                   [&](const p::UpdateLooked& m) { update_looked(work, m); },
                   [&](const p::StorageLost& m) { storage_lost(work, m); },
                   [&](const p::StorageGained& m) { storage_gained(work, m); },
                   [&](const p::RequestArrived& m) { request_arrived(work, m); },
                   [&](const p::RequestFinished& m) { request_finished(work, m); },
                   // Input, pictures and visibility belong to ui and its root; messages of ours do not come back.
                   [](const auto&) {},
               },
               message);
}

void Application::rest() {
    Workplace work = workplace();
    if (!look_at_damage(work)) {
        keep_snapshot(work);
    }
    notice_ended_changes(work);
}

} // namespace hypha::app
