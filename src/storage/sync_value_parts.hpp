// What the values of synced columns are made of (sync_values.cpp, sync_opinion_value.cpp): the frame of version and sum, and the
// small readers that refuse what is out of their range. A reader that has failed stays failed; wholly() answers nothing then.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/hex.hpp"
#include "core/sync/cbor.hpp"
#include "core/sync/wire_parts.hpp"

namespace hypha::storage::sync_values {

using sync::CborReader;
using sync::CborWriter;
using sync::wire_parts::wholly;

inline constexpr char kVersion = 1;
inline constexpr std::size_t kSumBytes = 4;
inline constexpr std::size_t kMostText = 128U * 1024U; // of an operation
inline constexpr std::size_t kHashBytes = 32;

// FNV-1a: each step is a permutation of its state, so any one changed byte changes the sum.
inline std::array<char, kSumBytes> sum_of(std::string_view bytes) {
    std::uint32_t sum = 0x811c9dc5U;
    for (const char byte : bytes) {
        sum = (sum ^ static_cast<std::uint8_t>(byte)) * 0x01000193U;
    }
    return std::bit_cast<std::array<char, kSumBytes>>(sum);
}

inline std::string closed(const CborWriter& fields) {
    std::string value(1, kVersion);
    value += fields.written();
    const auto sum = sum_of(value);
    return value.append(sum.data(), sum.size());
}

// Without version and sum; failed where they are not right.
inline CborReader opened(std::string_view value, std::size_t fields) {
    const std::size_t size = value.size() < 1 + kSumBytes ? 0 : value.size() - kSumBytes;
    const std::string_view body = value.substr(0, size);
    const auto sum = sum_of(body);
    CborReader in(body.substr(body.empty() ? 0 : 1));
    if (body.empty() || body[0] != kVersion || value.substr(size) != std::string_view(sum.data(), sum.size())) {
        in.fail();
    }
    in.array_of(fields);
    return in;
}

// Small numbers of either sign are short: 0, -1, 1, -2, …
inline void write_signed(CborWriter& out, std::int64_t value) {
    const auto bits = static_cast<std::uint64_t>(value);
    out.number(bits << 1U ^ (value < 0 ? ~std::uint64_t{0} : 0));
}

inline std::int64_t read_signed(CborReader& in) {
    const std::uint64_t value = in.number();
    return static_cast<std::int64_t>(value >> 1U ^ ((value & 1U) != 0 ? ~std::uint64_t{0} : 0));
}

template <typename Real> void write_real(CborWriter& out, Real value) {
    const auto bits = std::bit_cast<std::array<char, sizeof(Real)>>(value);
    out.bytes({bits.data(), bits.size()});
}

template <typename Real> Real read_real(CborReader& in) {
    const std::string_view bytes = in.bytes(sizeof(Real));
    std::array<char, sizeof(Real)> bits{};
    if (bytes.size() != bits.size()) {
        in.fail();
        return 0;
    }
    std::ranges::copy(bytes, bits.begin());
    const Real value = std::bit_cast<Real>(bits);
    if (!std::isfinite(value)) {
        in.fail();
    }
    return value;
}

inline float read_share(CborReader& in, float least = 0) {
    const auto value = read_real<float>(in);
    if (value < least || value > 1) {
        in.fail();
    }
    return value;
}

template <typename Enum> void write_enum(CborWriter& out, Enum value) { out.number(static_cast<std::uint64_t>(value)); }

template <typename Enum> Enum read_enum(CborReader& in, Enum last) {
    const std::uint64_t value = in.number();
    if (value > static_cast<std::uint64_t>(last)) {
        in.fail();
        return last;
    }
    return static_cast<Enum>(value);
}

// A SHA-256 is half as long as its digits; whatever else stands in its place stays text.
inline void write_hash(CborWriter& out, const std::string& hash) {
    std::array<std::uint8_t, kHashBytes> bytes{};
    if (from_hex(hash, bytes)) {
        out.bytes({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    } else {
        out.array(1).text(hash);
    }
}

inline std::string read_hash(CborReader& in) {
    if (in.next_is_array()) {
        in.array_of(1);
        return std::string(in.text(kMostText));
    }
    const std::string_view bytes = in.bytes(kHashBytes);
    if (bytes.size() != kHashBytes) {
        in.fail();
        return {};
    }
    return to_hex(std::span(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()));
}

} // namespace hypha::storage::sync_values
