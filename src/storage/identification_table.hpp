// What was said about an observation, by the model or by a person; append-only: a new opinion never erases an old one. Which is newer
// is told by created_ms, as opinions of other devices come in any order; those of one moment by their ids.
// The journal shows the newest of a person, unless it takes a name back (state unknown), else the newest of the model. The whole
// verdict is kept, with the model and thresholds that it came from; a person's has a name and a rank, and no probability.
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

    // row.id is ignored. Also chooses what the observation shows, and a model's marks it analysed, in one transaction. Where the clock
    // went back, created_ms is kept later than what was said before: the new opinion is the newest.
    Result<IdentificationId> add(const IdentificationRow& row);
    // The undo of an add() by a person: as if it had not been said. not_found for any other row.
    Result<void> take_back(IdentificationId id);
    // As another device said it, in the place of what is here of the same moment and by the same; else as add(), created_ms as it is.
    Result<void> put(const IdentificationRow& row);
    // As another device took it back. Nothing, where it is not here.
    Result<void> take_out(ObservationId observation, std::int64_t created_ms, IdentifiedBy by);
    // The newest; not_found when there is none.
    Result<IdentificationRow> latest(ObservationId observation);
    // Oldest first.
    Result<std::vector<IdentificationRow>> of(ObservationId observation);
    // Names that people gave, each once, the newest first, at most `most`.
    Result<std::vector<std::string>> given_names(std::int64_t most);

private:
    Result<IdentificationId> insert(const IdentificationRow& row, std::int64_t created_ms);
    Result<void> replace(IdentificationId id, const IdentificationRow& row);
    Result<void> said(const IdentificationRow& row);
    Result<void> choose_shown(ObservationId observation);

    Database& database_;
};

} // namespace hypha::storage
