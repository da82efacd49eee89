// A slider: drag or tap along the track, left and right keys by a step (up, down, Home and End scroll the page).
#pragma once

#include <optional>

#include "ui/kit/press.hpp"

namespace hypha::ui {

struct SliderOptions {
    float step = 0.05F;       // of a key
    bool from_middle = false; // two-way: less to the left, more to the right, with a mark where it is neither
};

// `value` 0..1; answers the new one when it was moved. Height 48. `value_words`: what a screen reader says of it.
std::optional<float> slider(Context& context, std::string_view key, const Rect& rect, std::string_view name,
                            float value, std::string_view value_words, const SliderOptions& options = {});

// The same in a column, below its name and, on the right, the words of its value.
std::optional<float> named_slider(Context& context, std::string_view key, Column& column, std::string_view name,
                                  float value, std::string_view value_words, const SliderOptions& options = {});

} // namespace hypha::ui
