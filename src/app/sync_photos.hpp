// Photos of a round: sealed when the records are through, one at a time, thumbnails before originals; opened and put into the photo store
// when they arrived. What travels is one version byte, the SHA-256 of the original, one byte for its part, then the picture's bytes,
// all sealed in parts (keys/sealed_photo.hpp), so that a blob says whose picture it is and an edge learns nothing.
#pragma once

#include "app/workplace.hpp"

namespace hypha::app {

// Each answers true when something is on its way that will go on with the round.
bool keep_arrived_photo(Workplace& work);
bool seal_next_photo(Workplace& work);
// The bytes of a blob that is to be sent again are not staged.
bool seal_again(Workplace& work);

void sync_photo_read(Workplace& work, const ports::FileRead& read);
void sync_photo_failed(Workplace& work, const ports::FileFailed& failed);
void sync_photo_kept(Workplace& work, const ports::PhotoKept& kept);

} // namespace hypha::app
