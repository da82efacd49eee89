#include "app/find_records.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "app/place_square.hpp"
#include "core/fungi/risk.hpp"
#include "storage/identification_table.hpp"
#include "storage/observation_table.hpp"
#include "storage/photo_table.hpp"
#include "storage/transaction.hpp"

namespace hypha::app {
namespace {

using storage::ObservationState;

// As storage writes them; the format's own words are the same (core/exchange/find_json.cpp).
constexpr std::array<const char*, 4> kPrivacies{"exact", "1km", "10km", "hidden"};
constexpr std::array<const char*, 4> kStates{"picked", "stored", "analysed", "failed"};
constexpr double kMetresPerDegree = 111'195;

template <std::size_t kCount> std::size_t index_in(const std::array<const char*, kCount>& words,
                                                   std::string_view word) {
    std::size_t index = 0;
    while (index + 1 < kCount && word != words[index]) {
        ++index;
    }
    return index;
}

double finite(float value) { return std::isfinite(value) ? static_cast<double>(value) : 0.0; }

// The middle to a corner; a point is as uncertain as the device said.
double uncertainty_m(const PlaceSquare& square, const storage::PlaceFix& fix, bool point) {
    if (point) {
        return std::isfinite(fix.accuracy_m) ? std::clamp(fix.accuracy_m, 0.0, 20e6) : 0;
    }
    const double narrower = std::cos(square.south * std::numbers::pi / 180);
    const double wider = std::cos(square.north * std::numbers::pi / 180);
    return std::hypot((square.north - square.south) / 2, (square.east - square.west) / 2 * std::max(narrower, wider)) *
           kMetresPerDegree;
}

void put_place(exchange::FindRecord& record, const storage::ObservationRow& row) {
    record.privacy = kPrivacies[static_cast<std::size_t>(row.place_privacy)];
    if (!row.place) {
        return;
    }
    const auto privacy = static_cast<PlacePrivacy>(row.place_privacy);
    const auto square = shared_square({row.place->latitude, row.place->longitude, row.place->accuracy_m}, privacy);
    record.place_withheld = privacy == PlacePrivacy::hidden;
    if (square) {
        record.place = exchange::SharedPlace{square->south, square->west, square->north, square->east,
                                             uncertainty_m(*square, *row.place, privacy == PlacePrivacy::exact)};
    }
}

void put_answers(exchange::FindRecord& record, const std::vector<storage::IdentificationRow>& rows) {
    for (const storage::IdentificationRow& row : rows) {
        if (row.by == storage::IdentifiedBy::model) {
            record.by_model.push_back(
                {row.created_ms, row.model_name, row.model_version, row.model_sha256, row.thresholds, row.verdict});
        } else {
            record.by_people.push_back({row.created_ms, row.verdict.state, row.verdict.rank, row.verdict.name});
        }
    }
}

vision::PictureSize size_of(std::uint32_t width_px, std::uint32_t height_px) {
    return {static_cast<float>(width_px), static_cast<float>(height_px)};
}

exchange::PhotoRecord photo_of(const storage::PhotoRow& row) {
    exchange::PhotoRecord photo;
    photo.slot = row.slot;
    photo.sha256 = row.sha256;
    photo.width_px = row.width_px;
    photo.height_px = row.height_px;
    photo.sharpness = static_cast<float>(finite(row.sharpness));
    photo.exposure = static_cast<float>(finite(row.exposure));
    photo.logits = row.logits;
    photo.model_sha256 = row.model_sha256;
    if (row.crop) {
        photo.crop = vision::valid_crop(*row.crop, size_of(row.width_px, row.height_px));
    }
    return photo;
}

storage::ObservationRow row_of(const exchange::FindRecord& record) {
    storage::ObservationRow row;
    row.uuid = record.uuid;
    row.created_ms = record.created_ms;
    row.state = static_cast<ObservationState>(index_in(kStates, record.state));
    row.failure_code = record.failure_code;
    row.saved = true;
    row.note = record.note;
    row.place_privacy = static_cast<storage::PlacePrivacy>(index_in(kPrivacies, record.privacy));
    if (record.place) {
        // The middle of a square lies in that very square, so the next export gives the same one.
        row.place = storage::PlaceFix{record.place->latitude(), record.place->longitude(), record.place->uncertainty_m};
    }
    return row;
}

Result<void> add_photos(storage::Database& database, ObservationId id, const exchange::FindRecord& record) {
    for (const exchange::PhotoRecord& photo : record.photos) {
        storage::PhotoRow row{.observation = id,
                              .slot = photo.slot,
                              .sha256 = photo.sha256,
                              .width_px = photo.width_px,
                              .height_px = photo.height_px,
                              .size_bytes = photo.size_bytes,
                              .sharpness = photo.sharpness,
                              .exposure = photo.exposure,
                              .logits = photo.logits,
                              .model_sha256 = photo.model_sha256,
                              .crop = photo.crop};
        if (row.crop) {
            row.crop = vision::valid_crop(*row.crop, size_of(row.width_px, row.height_px));
        }
        if (auto put = storage::PhotoTable(database).put(row); !put) {
            return put;
        }
    }
    return {};
}

Result<void> add_answers(storage::Database& database, ObservationId id, const exchange::FindRecord& record) {
    storage::IdentificationTable table(database);
    for (const exchange::ModelAnswer& answer : record.by_model) {
        const auto added = table.add({.id = {},
                                      .observation = id,
                                      .created_ms = answer.created_ms,
                                      .by = storage::IdentifiedBy::model,
                                      .model_name = answer.name,
                                      .model_version = answer.version,
                                      .model_sha256 = answer.sha256,
                                      .thresholds = answer.thresholds,
                                      .verdict = answer.verdict});
        if (!added) {
            return std::unexpected(added.error());
        }
    }
    for (const exchange::PersonAnswer& answer : record.by_people) {
        storage::IdentificationRow row;
        row.observation = id;
        row.created_ms = answer.created_ms;
        row.by = storage::IdentifiedBy::person;
        row.verdict.state = answer.state;
        row.verdict.rank = answer.rank;
        row.verdict.name = answer.name;
        row.verdict.risk = fungi::risk_of_kind(answer.name);
        if (const auto added = table.add(row); !added) {
            return std::unexpected(added.error());
        }
    }
    return {};
}

} // namespace

Result<exchange::FindRecord> record_of(storage::Database& database, ObservationId id) {
    const auto row = storage::ObservationTable(database).find(id);
    if (!row) {
        return std::unexpected(row.error());
    }
    if (!row->saved || row->deleted_ms != 0) {
        return failure("not_found");
    }
    const auto photos = storage::PhotoTable(database).of(id);
    const auto answers = storage::IdentificationTable(database).of(id);
    if (!photos || !answers) {
        return std::unexpected(photos ? answers.error() : photos.error());
    }
    exchange::FindRecord record;
    record.uuid = row->uuid;
    record.created_ms = row->created_ms;
    record.note = row->note;
    record.failure_code = row->failure_code;
    // A photo whose bytes were not safe has none to export.
    record.state = kStates[static_cast<std::size_t>(row->state == ObservationState::picked ? ObservationState::stored
                                                                                           : row->state)];
    put_place(record, *row);
    put_answers(record, *answers);
    for (const storage::PhotoRow& photo : *photos) {
        if (slot_named(photo.slot) && !photo.sha256.empty()) { // another app's view has no name in the format
            record.photos.push_back(photo_of(photo));
        }
    }
    return record;
}

Result<ObservationId> add_record(storage::Database& database, const exchange::FindRecord& record) {
    auto transaction = storage::Transaction::begin(database);
    if (!transaction) {
        return std::unexpected(transaction.error());
    }
    const auto id = storage::ObservationTable(database).add(row_of(record));
    if (!id) {
        return id;
    }
    auto added = add_photos(database, *id, record);
    if (added) {
        added = add_answers(database, *id, record);
    }
    if (added && record.state != "analysed") { // an answer marks it so, and another view may still be unread
        added = storage::ObservationTable(database).set_state(
            *id, static_cast<ObservationState>(index_in(kStates, record.state)), record.failure_code);
    }
    if (added) {
        added = transaction->commit();
    }
    return added ? id : std::unexpected(added.error());
}

} // namespace hypha::app
