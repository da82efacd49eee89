// One row for each find: from the moment a photo is picked (a draft) to a saved journal entry. The row's state is both the
// progress display and the crash plan: after a restart, drafts() is what was going on.
// Deleting is soft (undo); purge() is what removes rows, their identifications and photo rows for good.
// Functions on an id that does not exist answer not_found.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/id.hpp"

namespace hypha::storage {

class Database;

enum class ObservationState { picked, stored, analysed, failed };
enum class PlacePrivacy { exact, km_1, km_10, hidden };

struct PlaceFix {
    double latitude = 0;
    double longitude = 0;
    double accuracy_m = 0;
    bool operator==(const PlaceFix&) const = default;
};

struct ObservationRow {
    ObservationId id;
    std::string uuid; // core/base/uuid.hpp; unique between devices
    std::int64_t created_ms = 0;
    ObservationState state = ObservationState::picked;
    bool saved = false;
    std::string note;
    std::optional<PlaceFix> place; // nobody asked for it, or nobody allowed it: none
    PlacePrivacy place_privacy = PlacePrivacy::km_10;
    std::int64_t deleted_ms = 0; // 0: not deleted
    std::string failure_code;    // only in state failed
    bool operator==(const ObservationRow&) const = default;
};

class ObservationTable {
public:
    explicit ObservationTable(Database& database) : database_(database) {}

    // row.id is ignored; the answer is the new one.
    Result<ObservationId> add(const ObservationRow& row);
    Result<ObservationRow> find(ObservationId id);
    // Deleted ones and drafts too; not_found.
    Result<ObservationRow> find_uuid(const std::string& uuid);
    // Neither saved nor deleted, newest first.
    Result<std::vector<ObservationRow>> drafts();
    // Of all that are saved and not deleted, oldest first.
    Result<std::vector<ObservationId>> saved();
    // Of all there are, deleted ones and drafts too, in no order.
    Result<std::vector<std::string>> uuids();

    Result<void> set_state(ObservationId id, ObservationState state, const std::string& failure_code = "");
    Result<void> set_saved(ObservationId id, bool saved);
    Result<void> set_note(ObservationId id, const std::string& note);
    Result<void> set_place(ObservationId id, const std::optional<PlaceFix>& place);
    Result<void> set_place_privacy(ObservationId id, PlacePrivacy privacy);
    Result<void> mark_deleted(ObservationId id, std::int64_t now_ms);
    Result<void> undelete(ObservationId id);

    // Removes the row and all that hangs on it. Answers the sha256 of photos no row refers to any more: their files may go.
    Result<std::vector<std::string>> purge(ObservationId id);
    // purge() of all that were marked deleted at or before `until_ms`.
    Result<std::vector<std::string>> purge_deleted(std::int64_t until_ms);

private:
    Database& database_;
};

} // namespace hypha::storage
