// The rows of the present result as CSV: through the clipboard, which holds up to kMostClipboardRows, or as a file of up to a million.
// Made in slices; a file grows part by part outside, so that it never stands whole in memory. Stops with the result it is made of.
#pragma once

#include "app/workplace.hpp"

namespace hypha::app {

inline constexpr std::size_t kMostClipboardRows = 100'000, kMostClipboardBytes = 32U << 20U;

void copy_csv(Workplace& work);
void save_csv(Workplace& work);
// A file that is ready goes out with this tap.
void save_csv_now(Workplace& work);
void go_on_with_csv(Workplace& work);
void drop_csv(Workplace& work);

void text_copied(Workplace& work, const ports::TextCopied& copied);
void csv_part_kept(Workplace& work, const ports::FileGrown& grown);
void csv_shared(Workplace& work, const ports::FileShared& shared);

} // namespace hypha::app
