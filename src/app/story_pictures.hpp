// Pictures of the open story. Nothing of them comes by itself: what the service worker keeps is looked up when the story is shown, one
// after the other and with no network asked; everything else comes when the person asks for it, whatever line, hour or limit there is,
// and is counted. Bytes are a picture only when they have the SHA-256 that the story names. Two places may name one file: it is asked for
// once and is here for both. Codes of failures: no_network, busy, not_found, not_understood, too_large, damaged_picture.
#pragma once

#include <cstdint>
#include <string>

#include "app/workplace.hpp"

namespace hypha::app {

// The story has come; its text is ready.
void look_for_pictures(Workplace& work);
// By hand: the one that stands at `place` (news::StoryPicture::place). Nothing happens where it is here or on its way.
void show_picture(Workplace& work, std::uint32_t place);
// It came by itself (fetch_pictures): the open story shows it where it is one of its own.
void picture_is_here(Workplace& work, const std::string& hash);
// The story is left: nothing that is out is waited for. Bytes that come of it all the same are counted, and nothing else.
void leave_pictures(Workplace& work);

// The settings of reading are looked at: how many pictures are kept, of whatever story.
void count_pictures(Workplace& work);
void pictures_counted(Workplace& work, const ports::PicturesCounted& counted);

// Answers to what was asked here; false for tickets of others.
bool picture_arrived(Workplace& work, const ports::NewsArrived& arrived);
bool picture_failed(Workplace& work, std::uint32_t ticket, const std::string& code, std::int64_t received_bytes);

} // namespace hypha::app
