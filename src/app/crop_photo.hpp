// The part of a kept photo that the network looks at. The photo itself stays as it was; the crop is a few numbers in its row, and
// with it every reading of the photo and its heat map look at that part (core/vision/crop.hpp).
// Another crop, or none, makes the photo's scores anew; until they are there the answer that was given stands.
// A crop with too few pixels to read is refused: Cropping::too_small.
#pragma once

#include "app/command.hpp"
#include "app/workplace.hpp"

namespace hypha::app {

void open_crop(Workplace& work, const command::OpenCrop& wish);
// Of the screen that is arrived at: the photo's own crop to begin with there, nothing anywhere else.
void begin_cropping(Workplace& work);
void edit_crop(Workplace& work, const vision::Crop& crop);
void keep_crop(Workplace& work);
// The whole picture again.
void remove_crop(Workplace& work);

} // namespace hypha::app
