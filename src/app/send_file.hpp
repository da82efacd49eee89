// A file of the storage on its way out: read in parts that the worker puts together, then given to the browser to save or share.
// One at a time. What is ready waits until the browser says that it was saved: a share sheet may want a fresh tap first.
#pragma once

#include "app/workplace.hpp"

namespace hypha::app {

// is_backup: the file is removed from the storage once all its parts are out, and saving it counts as a backup.
void send_file(Workplace& work, Outgoing file, const std::string& kind, bool is_backup);
// The same for a file that has grown under `ticket` already, whole: it is ready.
void send_grown_file(Workplace& work, std::uint32_t ticket, const std::string& name, const std::string& kind,
                     std::int64_t size_bytes);
void save_ready_file(Workplace& work);
void file_grown(Workplace& work, const ports::FileGrown& grown);
void file_shared(Workplace& work, const ports::FileShared& shared);
void drop_outgoing(Workplace& work);

} // namespace hypha::app
