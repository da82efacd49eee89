#include "app/newer_journal.hpp"

#include "app/apply_update.hpp"
#include "app/show_toast.hpp"

namespace hypha::app {
namespace {

template <typename... Kinds> bool is_any(const Command& command) { return (holds_alternative<Kinds>(command) || ...); }

} // namespace

bool writes_finds(const Command& command) {
    namespace c = command;
    return is_any<c::AskForPhoto, c::OpenLiveCamera, c::RemovePhoto, c::OpenCrop, c::KeepCrop, c::RemoveCrop,
                  c::RetryPhotos, c::IdentifyNow, c::DiscardDraft, c::SaveObservation, c::WriteNote, c::GiveName,
                  c::SayNoMushroom, c::RemoveName, c::PickFinds, c::AddFinds, c::AskDelete, c::DeleteObservation,
                  c::Undo, c::AskErase, c::EraseEverything, c::AskPlaceReason, c::AskPlace, c::ForgetPlace,
                  c::ChoosePrivacy, c::ChooseDefaultPrivacy, c::PickBackup, c::RestoreNow, c::UndoRestore,
                  c::ReadSetAside, c::AddStoryPhotos, c::RefreshNews, c::AskRegions, c::ChooseRegion, c::SaveStory,
                  c::PutStoryAway, c::HideSource, c::PauseFetching, c::ChooseBudget, c::TurnTrait, c::CloseInterests,
                  c::DropTrait, c::BlockWord, c::AskForgetTaste, c::ForgetTaste>(command);
}

bool changes_finds(const Command& command) {
    namespace c = command;
    return is_any<c::RemovePhoto, c::KeepCrop, c::RemoveCrop, c::DiscardDraft, c::SaveObservation, c::WriteNote,
                  c::GiveName, c::SayNoMushroom, c::RemoveName, c::DeleteObservation, c::Undo, c::EraseEverything,
                  c::ForgetPlace, c::ChoosePrivacy>(command);
}

bool refuse_to_write(Workplace& work, const Command& wish) {
    if (work.state.storage.read_only && writes_finds(wish)) {
        work.state.overlay = NewerAnswer{};
        work.touch();
        return true;
    }
    // What is saved before the damaged journal was decided on would be gone with this window.
    if (work.state.phase == Phase::damaged && holds_alternative<command::SaveObservation>(wish)) {
        show_toast(work, {.kind = ToastKind::journal_waits});
        return true;
    }
    return false;
}

void look_for_update(Workplace& work) {
    work.state.overlay = std::monostate{};
    if (!work.state.waiting_update.empty()) {
        return apply_update(work);
    }
    work.state.looking_for_update = true;
    work.postbox.send(ports::LookForUpdate{});
    work.touch();
}

void update_looked(Workplace& work, const ports::UpdateLooked& looked) {
    if (work.state.looking_for_update && !looked.found) {
        work.state.looking_for_update = false;
        show_toast(work, {.kind = ToastKind::no_update});
    }
}

} // namespace hypha::app
