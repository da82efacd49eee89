// UTF-8 to UTF-16 for short texts (sql_cells.hpp): ASCII sixteen bytes at a time, the rest by the table of well-formed sequences of the
// Unicode Standard (3.9, table 3-7). What is not well formed is left to TextDecoder, which knows what to put in its place.
#include <cstdint>

#include <wasm_simd128.h>

#include "browser/sql_cells.hpp"

namespace hypha::sql {

namespace {

// One code point of two to four bytes at `at`; its length, or 0 when it is not well formed.
int code_point(const unsigned char* at, const unsigned char* end, std::uint32_t& point) {
    const unsigned lead = at[0];
    const int length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || end - at < length) {
        return 0;
    }
    point = lead & (0x7fU >> length);
    for (int i = 1; i < length; ++i) {
        if ((at[i] & 0xc0U) != 0x80U) {
            return 0;
        }
        point = (point << 6U) | (at[i] & 0x3fU);
    }
    const bool overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
    const bool surrogate = point >= 0xd800 && point <= 0xdfff;
    return overlong || surrogate || point > 0x10ffff ? 0 : length;
}

} // namespace

int units_from_utf8(const unsigned char* bytes, std::uint32_t length_bytes, char16_t* out) {
    const unsigned char* const end = bytes + length_bytes;
    char16_t* to = out;
    while (bytes < end) {
        if (end - bytes >= 16) {
            const v128_t sixteen = wasm_v128_load(bytes);
            if (wasm_i8x16_bitmask(sixteen) == 0) {
                wasm_v128_store(to, wasm_u16x8_extend_low_u8x16(sixteen));
                wasm_v128_store(to + 8, wasm_u16x8_extend_high_u8x16(sixteen));
                bytes += 16;
                to += 16;
                continue;
            }
        }
        if (*bytes < 0x80) {
            *to++ = *bytes++;
            continue;
        }
        std::uint32_t point = 0;
        const int length = code_point(bytes, end, point);
        if (length == 0) {
            return -1;
        }
        bytes += length;
        if (point >= 0x10000) {
            *to++ = static_cast<char16_t>(0xd800 + ((point - 0x10000) >> 10U));
            *to++ = static_cast<char16_t>(0xdc00 + ((point - 0x10000) & 0x3ffU));
        } else {
            *to++ = static_cast<char16_t>(point);
        }
    }
    return static_cast<int>(to - out);
}

} // namespace hypha::sql
