#include "storage/sync_values.hpp"

#include <cstring>

#include "storage/sync_value_parts.hpp"

namespace hypha::storage::sync_values {

std::string of_created(std::int64_t created_ms) {
    CborWriter out;
    write_signed(out.array(1), created_ms);
    return closed(out);
}

std::optional<std::int64_t> created(std::string_view value) {
    CborReader in = opened(value, 1);
    const std::int64_t created_ms = read_signed(in);
    return wholly(in, created_ms);
}

std::string of_note(std::string_view note) {
    CborWriter out;
    out.array(1).text(note);
    return note.empty() ? std::string() : closed(out);
}

std::optional<std::string> note(std::string_view value) {
    if (value.empty()) {
        return std::string();
    }
    CborReader in = opened(value, 1);
    std::string words(in.text(kMostText));
    if (words.empty()) {
        in.fail(); // there is a shorter way to say so
    }
    return wholly(in, std::move(words));
}

std::string of_place(const std::optional<PlaceFix>& place) {
    CborWriter out;
    out.array(1).array(place ? 3 : 0);
    if (place) {
        write_real(out, place->latitude);
        write_real(out, place->longitude);
        write_real(out, place->accuracy_m);
    }
    return closed(out);
}

std::optional<std::optional<PlaceFix>> place(std::string_view value) {
    CborReader in = opened(value, 1);
    std::optional<PlaceFix> place;
    if (const std::size_t count = in.array(3); count == 3) {
        place.emplace();
        place->latitude = read_real<double>(in);
        place->longitude = read_real<double>(in);
        place->accuracy_m = read_real<double>(in);
    } else if (count != 0) {
        in.fail();
    }
    return wholly(in, place);
}

std::string of_privacy(PlacePrivacy privacy) {
    CborWriter out;
    write_enum(out.array(1), privacy);
    return closed(out);
}

std::optional<PlacePrivacy> privacy(std::string_view value) {
    CborReader in = opened(value, 1);
    const auto privacy = read_enum(in, PlacePrivacy::hidden);
    return wholly(in, privacy);
}

std::string of_kept(bool kept) {
    CborWriter out;
    out.array(1).number(kept ? 1 : 0);
    return closed(out);
}

std::optional<bool> kept(std::string_view value) {
    CborReader in = opened(value, 1);
    const std::uint64_t kept = in.number();
    if (kept > 1) {
        in.fail();
    }
    return wholly(in, kept == 1);
}

std::string of_view(const PhotoRow& row) {
    CborWriter out;
    out.array(9);
    write_hash(out, row.sha256);
    write_signed(out, row.size_bytes);
    out.number(row.width_px).number(row.height_px);
    write_real(out, row.sharpness);
    write_real(out, row.exposure);
    out.array(row.crop ? 4 : 0);
    if (row.crop) {
        for (const float side : {row.crop->left, row.crop->top, row.crop->width, row.crop->height}) {
            write_real(out, side);
        }
    }
    write_hash(out, row.model_sha256);
    out.bytes({reinterpret_cast<const char*>(row.logits.data()), row.logits.size() * sizeof(float)});
    return closed(out);
}

std::optional<PhotoRow> view(std::string_view value) {
    CborReader in = opened(value, 9);
    PhotoRow row;
    row.sha256 = read_hash(in);
    row.size_bytes = read_signed(in);
    const std::uint64_t width = in.number(), height = in.number();
    row.width_px = static_cast<std::uint32_t>(width);
    row.height_px = static_cast<std::uint32_t>(height);
    row.sharpness = read_real<float>(in);
    row.exposure = read_real<float>(in);
    if (const std::size_t sides = in.array(4); sides == 4) {
        row.crop.emplace();
        for (float* side : {&row.crop->left, &row.crop->top, &row.crop->width, &row.crop->height}) {
            *side = read_real<float>(in);
        }
    } else if (sides != 0) {
        in.fail();
    }
    row.model_sha256 = read_hash(in);
    const std::string_view logits = in.bytes(kMostText);
    if (width > UINT32_MAX || height > UINT32_MAX || logits.size() % sizeof(float) != 0) {
        in.fail();
        return std::nullopt;
    }
    row.logits.resize(logits.size() / sizeof(float));
    if (!row.logits.empty()) {
        std::memcpy(row.logits.data(), logits.data(), logits.size());
    }
    return wholly(in, std::move(row));
}

} // namespace hypha::storage::sync_values
