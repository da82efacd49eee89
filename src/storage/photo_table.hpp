// The photos of an observation, one a slot: what was measured on them and the network's raw scores, so that a verdict can be
// made again without the model. The bytes lie elsewhere, under the sha256 of the original.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/id.hpp"
#include "core/vision/crop.hpp"

namespace hypha::storage {

class Database;

struct PhotoRow {
    ObservationId observation;
    std::string slot;   // underside, profile, base or habitat
    std::string sha256; // lower-case hex of the original bytes
    std::uint32_t width_px = 0;
    std::uint32_t height_px = 0;
    std::int64_t size_bytes = 0;
    float sharpness = 0;
    float exposure = 0;
    std::vector<float> logits;          // empty until analysed
    std::string model_sha256;           // empty until analysed
    std::optional<vision::Crop> crop{}; // what of it was, or is to be, looked at; none: the whole picture
    bool operator==(const PhotoRow&) const = default;
};

class PhotoTable {
public:
    explicit PhotoTable(Database& database) : database_(database) {}

    // Adds the photo of that slot, or replaces it.
    Result<void> put(const PhotoRow& row);
    // In the order underside, profile, base, habitat, then others by name.
    Result<std::vector<PhotoRow>> of(ObservationId observation);
    Result<void> remove(ObservationId observation, const std::string& slot);
    // Whether any row, deleted or not, refers to these bytes.
    Result<bool> is_referenced(const std::string& sha256);
    // The hashes of all distinct originals, whose bytes are or were kept, those of stories of one's own among them.
    Result<std::vector<std::string>> originals();
    // Bytes of all distinct originals.
    Result<std::int64_t> total_bytes();

private:
    Database& database_;
};

} // namespace hypha::storage
