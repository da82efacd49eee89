#include "app/show_toast.hpp"

#include "app/keep_journal.hpp"
#include "app/name_find.hpp"
#include "app/open_story.hpp"
#include "app/own_taste.hpp"
#include "app/restore_backup.hpp"
#include "app/story_photos.hpp"
#include "app/write_story.hpp"

namespace hypha::app {

bool keeps_deleted(const Toast& toast) {
    return toast.can_undo && (toast.kind == ToastKind::deleted || toast.kind == ToastKind::discarded);
}

void show_toast(Workplace& work, Toast toast) {
    if (work.state.toast) {
        close_toast(work, work.state.toast->serial);
    }
    toast.serial = work.memory.next_toast++;
    work.state.toast = std::move(toast);
    work.touch();
}

void close_toast(Workplace& work, std::uint32_t serial) {
    if (!work.state.toast || work.state.toast->serial != serial) {
        return;
    }
    const Toast closed = *work.state.toast;
    work.state.toast.reset();
    if (keeps_deleted(closed)) {
        purge_observation(work, closed.observation);
    }
    if (closed.kind == ToastKind::own_story_deleted || closed.kind == ToastKind::story_photo_removed) {
        drop_stray_photos(work);
    }
    work.touch();
}

void undo(Workplace& work, std::uint32_t serial) {
    if (!work.state.toast || work.state.toast->serial != serial || !work.state.toast->can_undo) {
        return;
    }
    const Toast undone = *work.state.toast;
    work.state.toast.reset();
    if (undone.kind == ToastKind::saved) {
        unsave_observation(work, undone.observation);
    } else if (undone.identification) {
        take_name_back(work, undone);
    } else if (undone.kind == ToastKind::story_put_away || undone.kind == ToastKind::source_hidden) {
        bring_back(work, undone);
    } else if (undone.kind == ToastKind::trait_dropped) {
        drop_trait(work, undone.code, false);
    } else if (undone.kind == ToastKind::own_story_deleted) {
        bring_own_story_back(work);
    } else if (undone.kind == ToastKind::story_photo_removed) {
        bring_story_photo_back(work);
    } else if (undone.kind == ToastKind::restored) {
        undo_restore(work);
    } else {
        restore_observation(work, undone.observation);
    }
    work.touch();
}

} // namespace hypha::app
