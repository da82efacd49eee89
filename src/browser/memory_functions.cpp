// memcpy, memmove, memcmp and memset in place of those of Emscripten's C library, which copy and compare a byte or four at a time;
// SQLite spends much of a query in them (keys, pages, records). Small sizes by overlapping loads, larger ones sixteen bytes at a
// time, large copies by WebAssembly's own instruction. Compiled without LTO and without built-ins (browser_roots.cmake), lest
// the compiler finds a memcpy in here and calls it.
#include <cstddef>
#include <cstdint>

#include <wasm_simd128.h>

namespace {

// Where the engine's own instruction is worth its call.
constexpr std::size_t kLarge = 256;

template <typename Word> Word load(const void* at) {
    struct __attribute__((packed)) Unaligned {
        Word word;
    };
    return static_cast<const Unaligned*>(at)->word;
}

template <typename Word> void store(void* at, Word word) {
    struct __attribute__((packed)) Unaligned {
        Word word;
    };
    static_cast<Unaligned*>(at)->word = word;
}

// Everything is read before anything is written, so the ends may overlap.
template <typename Word> void copy_both_ends(std::uint8_t* to, const std::uint8_t* from, std::size_t size) {
    const Word first = load<Word>(from);
    const Word last = load<Word>(from + size - sizeof(Word));
    store(to, first);
    store(to + size - sizeof(Word), last);
}

// Up to 16 bytes.
void copy_small(std::uint8_t* to, const std::uint8_t* from, std::size_t size) {
    if (size >= 8) {
        copy_both_ends<std::uint64_t>(to, from, size);
    } else if (size >= 4) {
        copy_both_ends<std::uint32_t>(to, from, size);
    } else if (size >= 2) {
        copy_both_ends<std::uint16_t>(to, from, size);
    } else if (size == 1) {
        *to = *from;
    }
}

// The sign of the first difference in eight bytes that differ: the lowest byte comes first in memory.
int order(std::uint64_t left, std::uint64_t right) {
    const int shift = __builtin_ctzll(left ^ right) & ~7;
    return static_cast<int>((left >> shift) & 0xff) - static_cast<int>((right >> shift) & 0xff);
}

} // namespace

extern "C" {

void* memcpy(void* __restrict out, const void* __restrict in, std::size_t size) {
    auto* to = static_cast<std::uint8_t*>(out);
    const auto* from = static_cast<const std::uint8_t*>(in);
    if (size <= 16) {
        copy_small(to, from, size);
    } else if (size >= kLarge) {
        __builtin_memcpy(out, in, size);
    } else {
        const v128_t last = wasm_v128_load(from + size - 16);
        for (std::size_t at = 0; at + 16 < size; at += 16) {
            wasm_v128_store(to + at, wasm_v128_load(from + at));
        }
        wasm_v128_store(to + size - 16, last);
    }
    return out;
}

void* memmove(void* out, const void* in, std::size_t size) {
    if (size <= 16) {
        copy_small(static_cast<std::uint8_t*>(out), static_cast<const std::uint8_t*>(in), size);
    } else {
        __builtin_memmove(out, in, size);
    }
    return out;
}

void* memset(void* out, int byte, std::size_t size) {
    if (size >= kLarge) {
        return __builtin_memset(out, byte, size);
    }
    auto* to = static_cast<std::uint8_t*>(out);
    const v128_t sixteen = wasm_i8x16_splat(static_cast<std::int8_t>(byte));
    if (size >= 16) {
        for (std::size_t at = 0; at + 16 < size; at += 16) {
            wasm_v128_store(to + at, sixteen);
        }
        wasm_v128_store(to + size - 16, sixteen);
        return out;
    }
    for (std::size_t at = 0; at < size; ++at) {
        to[at] = static_cast<std::uint8_t>(byte);
    }
    return out;
}

int memcmp(const void* left, const void* right, std::size_t size) {
    const auto* a = static_cast<const std::uint8_t*>(left);
    const auto* b = static_cast<const std::uint8_t*>(right);
    for (; size >= 8; size -= 8, a += 8, b += 8) {
        const auto x = load<std::uint64_t>(a);
        const auto y = load<std::uint64_t>(b);
        if (x != y) {
            return order(x, y);
        }
    }
    for (; size > 0; --size, ++a, ++b) {
        if (*a != *b) {
            return *a - *b;
        }
    }
    return 0;
}
}
