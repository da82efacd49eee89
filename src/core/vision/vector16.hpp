// Sixteen bytes at a time, in the vector extension that clang and gcc share: wasm SIMD128, SSE2 and NEON from the same lines.
// Lanes are computed as scalars would be, in IEEE arithmetic, so a scalar twin can be bit-equal.
#pragma once

#include <cstdint>
#include <cstring>

namespace hypha::vision {

using Bytes16 = std::uint8_t __attribute__((vector_size(16)));
using Bytes8 = std::uint8_t __attribute__((vector_size(8)));
using Words8 = std::uint16_t __attribute__((vector_size(16)));
using Words4 = std::uint16_t __attribute__((vector_size(8)));
using Floats4 = float __attribute__((vector_size(16)));

template <typename Vector, typename Element> Vector load(const Element* from) {
    Vector vector;
    std::memcpy(&vector, from, sizeof vector);
    return vector;
}

template <typename Vector, typename Element> void store(Element* to, Vector vector) {
    std::memcpy(to, &vector, sizeof vector);
}

inline Words8 low_words(Bytes16 bytes) {
    return __builtin_convertvector(__builtin_shufflevector(bytes, bytes, 0, 1, 2, 3, 4, 5, 6, 7), Words8);
}

inline Words8 high_words(Bytes16 bytes) {
    return __builtin_convertvector(__builtin_shufflevector(bytes, bytes, 8, 9, 10, 11, 12, 13, 14, 15), Words8);
}

inline Floats4 low_floats(Words8 words) {
    return __builtin_convertvector(__builtin_shufflevector(words, words, 0, 1, 2, 3), Floats4);
}

inline Floats4 high_floats(Words8 words) {
    return __builtin_convertvector(__builtin_shufflevector(words, words, 4, 5, 6, 7), Floats4);
}

} // namespace hypha::vision
