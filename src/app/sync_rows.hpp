// Between the journal's rows and a round of syncing: rows that were changed here become operations, sealed with the time of the change;
// what others wrote is opened and put into the rows, and what screens hold of those finds is read again.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "app/workplace.hpp"

namespace hypha::app {

struct ChangedFinds {
    std::set<std::string> uuids;
    std::vector<std::string> orphans; // photos that no row refers to any more
};

// In one transaction; answers how many rows they were, 0 when nothing is left.
Result<std::size_t> make_operations(Workplace& work);
// To be called in the transaction that took them.
Result<ChangedFinds> apply_changed(Workplace& work);
// After its commit. A find with work under way is left to it: its end writes, and reads.
void show_changed(Workplace& work, const ChangedFinds& changed);

} // namespace hypha::app
