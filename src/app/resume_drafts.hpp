// The crash plan: what was going on when the app closed goes on. The newest unsaved find is the draft again; stored photos
// without scores are analysed; a picked photo whose bytes were never safe is said to be lost; a draft without photos is purged.
// Further drafts (there are none unless a takeover cut in) are kept by saving them: a find is never silently lost.
#pragma once

#include "app/workplace.hpp"

namespace hypha::app {

void resume_drafts(Workplace& work);

} // namespace hypha::app
