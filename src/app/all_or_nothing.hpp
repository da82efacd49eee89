// Deals with one event wholly or not at all: what it writes is one transaction, and what screens know and what other threads are
// told waits for the commit. When any write fails, tables, state and memory are as they were before and nothing was sent; a
// photo's file is deleted only after the row that named it is gone for good.
// Not for what cannot run inside a transaction (VACUUM INTO, closing the database). Without a database, or with one that is only read, it only
// calls `deal`.
#pragma once

#include <string>

#include "app/workplace.hpp"

namespace hypha::app {

// Empty when all of it is kept, else the code of the first write that failed.
std::string all_or_nothing(Workplace& work, const std::function<void(Workplace&)>& deal);

} // namespace hypha::app
