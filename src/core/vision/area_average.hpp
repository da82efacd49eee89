// The one resize: each target pixel is the exact mean of the source area that it covers, edges weighted by their share, so
// nothing aliases when 12 million pixels become 224 x 224. Where the target is finer than the source, pixels repeat.
// One pass over the source; whole rows are added up as integers, so the answer does not depend on the order of the sum, and the
// SIMD road and its scalar twin agree bit for bit, on every machine. Agrees with models/training/preprocess.py within 1/255.
// Limits: up to 257 source rows a target row (16-bit sums); the callers' 60 megapixels stay far below.
#pragma once

#include <span>
#include <vector>

#include "core/vision/rgba_view.hpp"

namespace hypha::vision {

enum class Arithmetic { simd, scalar };

class AreaAverage {
public:
    // `source` must lie inside `view`; all sides are positive.
    AreaAverage(RgbaView view, PixelRect source, int width, int height, Arithmetic arithmetic = Arithmetic::simd);

    // One row of means, 0..255: width x RGBA. The span is valid until the next call.
    std::span<const float> row(int y);

private:
    // The source cells that target cell i covers: [full_begin, full_end) wholly, `first` and `last` by a share.
    struct Footprint {
        int first = 0;
        int full_begin = 0;
        int full_end = 0;
        int last = 0;
        float first_share = 0;
        float last_share = 0;
    };

    static Footprint footprint(int i, int source_size, int target_size);
    void add_columns(const Footprint& rows);
    void add_columns_scalar(const Footprint& rows, std::size_t from_byte);
    void average_columns();

    RgbaView view_;
    PixelRect source_;
    int height_;
    Arithmetic arithmetic_;
    float cell_; // 1 / area of a target pixel in source pixels
    std::vector<Footprint> columns_;
    std::vector<float> sums_; // a weighted sum over rows, for each source column and channel
    std::vector<float> row_;
};

} // namespace hypha::vision
