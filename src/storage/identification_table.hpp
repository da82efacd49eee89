// What was said about an observation, by the model or by a person; append-only: a new opinion never erases an old one.
// The newest row is what the journal shows. The whole verdict is kept, with the model and thresholds that it came from.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/id.hpp"
#include "core/fungi/verdict.hpp"

namespace hypha::storage {

class Database;

enum class IdentifiedBy { model, person };

struct IdentificationRow {
    IdentificationId id;
    ObservationId observation;
    std::int64_t created_ms = 0;
    IdentifiedBy by = IdentifiedBy::model;
    std::string model_name;
    std::string model_version;
    std::string model_sha256;
    std::string thresholds; // as text, as the manifest gave them
    fungi::Verdict verdict;
};

class IdentificationTable {
public:
    explicit IdentificationTable(Database& database) : database_(database) {}

    // row.id is ignored. Marks the observation analysed and makes this its shown identification, in one transaction.
    Result<IdentificationId> add(const IdentificationRow& row);
    // The newest; not_found when there is none.
    Result<IdentificationRow> latest(ObservationId observation);
    // Oldest first.
    Result<std::vector<IdentificationRow>> of(ObservationId observation);

private:
    Database& database_;
};

} // namespace hypha::storage
