// Logits are kept as little-endian IEEE floats, as every machine this runs on has them in memory.
#include "storage/photo_table.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <span>

#include "storage/query.hpp"

namespace hypha::storage {
namespace {

static_assert(std::endian::native == std::endian::little);

constexpr std::array<std::string_view, 4> kSlots{"underside", "profile", "base", "habitat"};

std::int64_t order_of(std::string_view slot) { return std::ranges::find(kSlots, slot) - kSlots.begin(); }

Result<PhotoRow> read(const Statement& row) {
    const std::span<const std::byte> bytes = row.blob(8);
    if (bytes.size() % sizeof(float) != 0) {
        return failure("database_corrupt", "the scores of a photo are cut");
    }
    std::vector<float> logits(bytes.size() / sizeof(float));
    if (!logits.empty()) {
        std::memcpy(logits.data(), bytes.data(), bytes.size());
    }
    std::optional<vision::Crop> crop;
    if (!row.is_null(10) && !row.is_null(11) && !row.is_null(12) && !row.is_null(13)) {
        crop = vision::Crop{static_cast<float>(row.real(10)), static_cast<float>(row.real(11)),
                            static_cast<float>(row.real(12)), static_cast<float>(row.real(13))};
    }
    return PhotoRow{.observation = {row.integer(0)},
                    .slot = row.text(1),
                    .sha256 = row.text(2),
                    .width_px = static_cast<std::uint32_t>(row.integer(3)),
                    .height_px = static_cast<std::uint32_t>(row.integer(4)),
                    .size_bytes = row.integer(5),
                    .sharpness = static_cast<float>(row.real(6)),
                    .exposure = static_cast<float>(row.real(7)),
                    .logits = std::move(logits),
                    .model_sha256 = row.text(9),
                    .crop = crop};
}

Result<std::string> read_sha256(const Statement& row) { return row.text(0); }

} // namespace

Result<void> PhotoTable::put(const PhotoRow& row) {
    const auto part = [&row](float vision::Crop::* side) {
        return row.crop ? std::optional(static_cast<double>((*row.crop).*side)) : std::nullopt;
    };
    return database_.change(
        "INSERT INTO photo(observation_id, slot_order, slot, sha256, width_px, height_px, size_bytes, sharpness, "
        "exposure, logits, model_sha256, crop_left, crop_top, crop_width, crop_height) "
        "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT(observation_id, slot_order, slot) DO UPDATE SET sha256 = excluded.sha256, "
        "width_px = excluded.width_px, height_px = excluded.height_px, size_bytes = excluded.size_bytes, "
        "sharpness = excluded.sharpness, exposure = excluded.exposure, logits = excluded.logits, "
        "model_sha256 = excluded.model_sha256, crop_left = excluded.crop_left, crop_top = excluded.crop_top, "
        "crop_width = excluded.crop_width, crop_height = excluded.crop_height",
        row.observation, order_of(row.slot), row.slot, row.sha256, row.width_px, row.height_px, row.size_bytes,
        row.sharpness, row.exposure, std::as_bytes(std::span(row.logits)), row.model_sha256, part(&vision::Crop::left),
        part(&vision::Crop::top), part(&vision::Crop::width), part(&vision::Crop::height));
}

Result<std::vector<PhotoRow>> PhotoTable::of(ObservationId observation) {
    return all_rows(database_, read,
                    "SELECT observation_id, slot, sha256, width_px, height_px, size_bytes, sharpness, exposure, "
                    "logits, model_sha256, crop_left, crop_top, crop_width, crop_height "
                    "FROM photo WHERE observation_id = ? ORDER BY slot_order, slot",
                    observation);
}

Result<void> PhotoTable::remove(ObservationId observation, const std::string& slot) {
    return database_.change("DELETE FROM photo WHERE observation_id = ? AND slot_order = ? AND slot = ?", observation,
                            order_of(slot), slot);
}

Result<bool> PhotoTable::is_referenced(const std::string& sha256) {
    const auto exists = one_row(database_, read_integer, "SELECT EXISTS(SELECT 1 FROM photo WHERE sha256 = ?)", sha256);
    if (!exists) {
        return std::unexpected(exists.error());
    }
    return *exists != 0;
}

Result<std::vector<std::string>> PhotoTable::originals() {
    return all_rows(database_, read_sha256,
                    "SELECT sha256 FROM photo UNION SELECT sha256 FROM own_story_photo WHERE story <> '' ORDER BY 1");
}

Result<std::int64_t> PhotoTable::total_bytes() {
    return one_row(
        database_, read_integer,
        "SELECT coalesce(sum(size_bytes), 0) FROM (SELECT max(size_bytes) AS size_bytes FROM photo GROUP BY sha256)");
}

} // namespace hypha::storage
