// What news cost over the network: by the person's own day, by kind and by source, in bytes as they went over it.
#pragma once

#include <cstdint>
#include <string>

#include "app/workplace.hpp"

namespace hypha::app {

// The day's sum and its parts, again from storage.
void read_ledger(Workplace& work);
void count_received(Workplace& work, taste::ReceivedKind kind, const std::string& source, std::int64_t bytes);

} // namespace hypha::app
