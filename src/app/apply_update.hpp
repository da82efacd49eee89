// The app itself: whether it is whole offline, a new version that waits, and putting it on the home screen.
// An update is applied only when the person says so; until then the present version stays as it is.
#pragma once

#include "app/workplace.hpp"

namespace hypha::app {

void check_offline(Workplace& work);
void offline_checked(Workplace& work, const ports::OfflineChecked& checked);
void update_waited(Workplace& work, const ports::UpdateWaited& waited);
void apply_update(Workplace& work);
void install_offered(Workplace& work, const ports::InstallOffered& offered);
void ask_install(Workplace& work);

} // namespace hypha::app
