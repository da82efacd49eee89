#include "app/apply_update.hpp"

#include <utility>

namespace hypha::app {

void check_offline(Workplace& work) {
    work.state.offline.phase = OfflinePhase::checking;
    work.postbox.send(ports::CheckOffline{});
    work.touch();
}

void offline_checked(Workplace& work, const ports::OfflineChecked& checked) {
    Offline& offline = work.state.offline;
    offline.phase = checked.ready ? OfflinePhase::ready : OfflinePhase::failed;
    offline.files = checked.files;
    offline.size_bytes = checked.size_bytes;
    offline.failure = checked.ready ? "" : checked.code;
    work.touch();
}

void update_waited(Workplace& work, const ports::UpdateWaited& waited) {
    if (work.state.waiting_update != waited.version) {
        work.state.waiting_update = waited.version;
        work.state.updating = false;
        work.touch();
        if (std::exchange(work.state.looking_for_update, false)) {
            apply_update(work); // it was asked for
        }
    }
}

void apply_update(Workplace& work) {
    if (!work.state.waiting_update.empty() && !work.state.updating) {
        work.state.updating = true;
        work.postbox.send(ports::ApplyUpdate{});
        work.touch();
    }
}

void install_offered(Workplace& work, const ports::InstallOffered& offered) {
    if (work.state.can_install != offered.available) {
        work.state.can_install = offered.available;
        work.touch();
    }
}

void ask_install(Workplace& work) {
    if (work.state.can_install) {
        work.postbox.send(ports::AskInstall{});
    }
}

} // namespace hypha::app
