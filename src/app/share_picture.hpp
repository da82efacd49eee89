// A find as one picture for other people, drawn by the media worker from pixels: nothing that is hidden in the photo's file goes along
// (SAFETY 12), and that it is orientation only stands in it (SAFETY 2). Its words come from ui, the risk from the find as it is shown.
#pragma once

#include "app/command.hpp"
#include "app/workplace.hpp"

namespace hypha::app {

void share_picture(Workplace& work, const command::SharePicture& wish);
void close_failed_picture(Workplace& work);

void picture_drawn(Workplace& work, const ports::PictureDrawn& drawn);
// True when the ticket was the picture's.
bool picture_failed(Workplace& work, std::uint32_t ticket, const std::string& code);
// The file has gone, or the storage has.
void forget_picture(Workplace& work);

} // namespace hypha::app
