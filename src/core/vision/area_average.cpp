#include "core/vision/area_average.hpp"

#include "core/vision/vector16.hpp"

namespace hypha::vision {
namespace {

constexpr Floats4 splat(float value) { return Floats4{value, value, value, value}; }

// sum + first * share + last * share, in this order in both twins.
Floats4 weighted(Floats4 sum, Floats4 first, float first_share, Floats4 last, float last_share) {
    return (sum + first * splat(first_share)) + last * splat(last_share);
}

} // namespace

AreaAverage::AreaAverage(RgbaView view, PixelRect source, int width, int height, Arithmetic arithmetic)
    : view_(view),
      source_(source),
      height_(height),
      arithmetic_(arithmetic),
      cell_(static_cast<float>(static_cast<double>(width) * height /
                               (static_cast<double>(source.width) * source.height))),
      sums_(static_cast<std::size_t>(source.width) * 4),
      row_(static_cast<std::size_t>(width) * 4) {
    columns_.reserve(static_cast<std::size_t>(width));
    for (int x = 0; x < width; ++x) {
        columns_.push_back(footprint(x, source.width, width));
    }
}

AreaAverage::Footprint AreaAverage::footprint(int i, int source_size, int target_size) {
    // The cell is [i * source / target, (i + 1) * source / target), kept as whole part and remainder: no rounding.
    const std::int64_t begin = static_cast<std::int64_t>(i) * source_size;
    const std::int64_t end = begin + source_size;
    const int first = static_cast<int>(begin / target_size);
    const int last = static_cast<int>(end / target_size);
    const auto target = static_cast<float>(target_size);
    const auto before_first = static_cast<float>(begin % target_size) / target;
    const auto into_last = static_cast<float>(end % target_size) / target;
    if (first == last) { // finer than the source: one cell covers it
        return {first, first, first, first, static_cast<float>(source_size) / target, 0.0F};
    }
    Footprint cell{first, first, last, last, 0.0F, into_last};
    if (before_first > 0) {
        cell.full_begin = first + 1;
        cell.first_share = 1.0F - before_first;
    }
    if (into_last == 0.0F) {
        cell.last = last - 1; // a share of nothing, but a cell that exists
    }
    return cell;
}

void AreaAverage::add_columns(const Footprint& rows) {
    if (arithmetic_ == Arithmetic::scalar) {
        add_columns_scalar(rows, 0);
        return;
    }
    const std::size_t left = static_cast<std::size_t>(source_.left) * 4;
    const std::uint8_t* const first = view_.row(source_.top + rows.first) + left;
    const std::uint8_t* const last = view_.row(source_.top + rows.last) + left;
    const std::uint8_t* const full = view_.row(source_.top + rows.full_begin) + left;
    const std::size_t stride = static_cast<std::size_t>(view_.width) * 4;
    const int full_rows = rows.full_end - rows.full_begin;
    std::size_t at = 0;
    for (; at + 16 <= sums_.size(); at += 16) {
        Words8 low{};
        Words8 high{};
        const std::uint8_t* cursor = full + at;
        for (int y = 0; y < full_rows; ++y, cursor += stride) {
            const auto bytes = load<Bytes16>(cursor);
            low += low_words(bytes);
            high += high_words(bytes);
        }
        const auto a = load<Bytes16>(first + at);
        const auto z = load<Bytes16>(last + at);
        const Words8 al = low_words(a);
        const Words8 ah = high_words(a);
        const Words8 zl = low_words(z);
        const Words8 zh = high_words(z);
        float* const out = sums_.data() + at;
        store(out, weighted(low_floats(low), low_floats(al), rows.first_share, low_floats(zl), rows.last_share));
        store(out + 4, weighted(high_floats(low), high_floats(al), rows.first_share, high_floats(zl), rows.last_share));
        store(out + 8, weighted(low_floats(high), low_floats(ah), rows.first_share, low_floats(zh), rows.last_share));
        store(out + 12,
              weighted(high_floats(high), high_floats(ah), rows.first_share, high_floats(zh), rows.last_share));
    }
    add_columns_scalar(rows, at);
}

void AreaAverage::add_columns_scalar(const Footprint& rows, std::size_t from_byte) {
    const std::size_t left = static_cast<std::size_t>(source_.left) * 4;
    const std::uint8_t* const first = view_.row(source_.top + rows.first) + left;
    const std::uint8_t* const last = view_.row(source_.top + rows.last) + left;
    for (std::size_t at = from_byte; at < sums_.size(); ++at) {
        std::uint32_t sum = 0;
        for (int y = rows.full_begin; y < rows.full_end; ++y) {
            sum += view_.row(source_.top + y)[left + at];
        }
        const float from_first = static_cast<float>(first[at]) * rows.first_share;
        const float from_last = static_cast<float>(last[at]) * rows.last_share;
        sums_[at] = (static_cast<float>(sum) + from_first) + from_last;
    }
}

void AreaAverage::average_columns() {
    const bool simd = arithmetic_ == Arithmetic::simd;
    for (std::size_t x = 0; x < columns_.size(); ++x) {
        const Footprint& cell = columns_[x];
        const float* const first = sums_.data() + static_cast<std::size_t>(cell.first) * 4;
        const float* const last = sums_.data() + static_cast<std::size_t>(cell.last) * 4;
        const float* const begin = sums_.data() + static_cast<std::size_t>(cell.full_begin) * 4;
        const float* const end = sums_.data() + static_cast<std::size_t>(cell.full_end) * 4;
        float* const out = row_.data() + x * 4;
        if (simd) {
            Floats4 sum{};
            for (const float* column = begin; column < end; column += 4) {
                sum += load<Floats4>(column);
            }
            sum = weighted(sum, load<Floats4>(first), cell.first_share, load<Floats4>(last), cell.last_share);
            store(out, sum * splat(cell_));
            continue;
        }
        for (int channel = 0; channel < 4; ++channel) {
            float sum = 0;
            for (const float* column = begin; column < end; column += 4) {
                sum += column[channel];
            }
            const float from_first = first[channel] * cell.first_share;
            const float from_last = last[channel] * cell.last_share;
            out[channel] = ((sum + from_first) + from_last) * cell_;
        }
    }
}

std::span<const float> AreaAverage::row(int y) {
    add_columns(footprint(y, source_.height, height_));
    average_columns();
    return row_;
}

} // namespace hypha::vision
