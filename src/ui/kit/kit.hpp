// Everything a view needs from the kit.
#pragma once

// IWYU pragma: begin_exports
#include "ui/kit/bars.hpp"
#include "ui/kit/buttons.hpp"
#include "ui/kit/capture.hpp"
#include "ui/kit/chips.hpp"
#include "ui/kit/context.hpp"
#include "ui/kit/fields.hpp"
#include "ui/kit/locale.hpp"
#include "ui/kit/motion.hpp"
#include "ui/kit/overlay.hpp"
#include "ui/kit/photo.hpp"
#include "ui/kit/press.hpp"
#include "ui/kit/progress.hpp"
#include "ui/kit/result.hpp"
#include "ui/kit/rows.hpp"
#include "ui/kit/scroll.hpp"
#include "ui/kit/shapes.hpp"
#include "ui/kit/text.hpp"
// IWYU pragma: end_exports
