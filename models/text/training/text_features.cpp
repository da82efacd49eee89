// Gives training the product's own features. Usage: hypha_text_features KIND SLOTS < texts > features.
// In: texts, each as a 32-bit length (little endian) and its bytes. Out, for each: the number of features as 32 bits, then the
// slots as int32, then the weights as float32. Ends with 2 for wrong use and 1 for input that breaks off.
#include <bit>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "core/text/features.hpp"

namespace {

template <typename Number> void put(const Number* numbers, std::size_t count) {
    std::fwrite(numbers, sizeof(Number), count, stdout);
}

} // namespace

int main(int count, char** arguments) {
    const auto kind = count == 3 ? hypha::text::feature_kind_of(arguments[1]) : std::nullopt;
    const auto slots = count == 3 ? static_cast<std::uint32_t>(std::strtoul(arguments[2], nullptr, 10)) : 0U;
    if (!kind || !std::has_single_bit(slots)) {
        std::fputs("usage: hypha_text_features language-1|topic-1 SLOTS < texts > features\n", stderr);
        return 2;
    }
    std::uint32_t size = 0;
    std::string text;
    while (std::fread(&size, sizeof size, 1, stdin) == 1) {
        text.resize(size);
        if (std::fread(text.data(), 1, size, stdin) != size) {
            std::fputs("the input breaks off within a text\n", stderr);
            return 1;
        }
        const auto features = hypha::text::features_of(text, *kind, slots);
        const auto found = static_cast<std::uint32_t>(features.slots.size());
        put(&found, 1);
        put(features.slots.data(), features.slots.size());
        put(features.weights.data(), features.weights.size());
    }
    return 0;
}
