// Between the journal's rows and what may leave the device (core/exchange): rounds the place to what the person chose, keeps apart what
// a model and what people said. A photo's sha256 is that of its original here; who sends the file on says what its bytes became.
#pragma once

#include "app/workplace.hpp"
#include "core/exchange/find_record.hpp"

namespace hypha::app {

// not_found for a find that is not in the journal (any more); else a failure of the storage.
Result<exchange::FindRecord> record_of(storage::Database& database, ObservationId id);
// A new, saved find with all that the record holds, in one transaction.
Result<ObservationId> add_record(storage::Database& database, const exchange::FindRecord& record);

} // namespace hypha::app
