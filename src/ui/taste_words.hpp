// What is said of a person's taste: what a trait is called, how strongly it speaks, how it was turned.
#pragma once

#include <string>
#include <string_view>

#include "app/state.hpp"
#include "ui/kit/context.hpp"

namespace hypha::ui {

// Topics in the person's language, languages in their own, sources and words as they were read.
std::string trait_label(const Context& context, std::string_view key, std::string_view shown);
// "Speaks for it a lot"; value in logits.
std::string_view speaks_words(const Context& context, double value);
std::string_view turned_words(const Context& context, int steps);

} // namespace hypha::ui
