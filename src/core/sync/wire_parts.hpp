// What every message of the wire shares (wire.cpp, account_wire.cpp): the frame [version, kind, fields…], and the small readers that
// refuse what is out of their range. A reader that has failed stays failed; wholly() answers nothing then, or where bytes are left.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "core/sync/cbor.hpp"

namespace hypha::sync::wire_parts {

inline CborWriter begin(std::uint64_t version, std::uint64_t kind, std::size_t fields) {
    CborWriter out;
    out.array(2 + fields).number(version).number(kind);
    return out;
}

inline CborReader open(std::string_view body, std::uint64_t version, std::uint64_t kind, std::size_t fields,
                       std::size_t most_bytes) {
    CborReader in(body);
    in.array_of(2 + fields);
    if (body.size() > most_bytes || in.number() != version || in.number() != kind) {
        in.fail();
    }
    return in;
}

template <typename T> std::optional<T> wholly(const CborReader& in, T message) {
    return in.finished() ? std::optional<T>(std::move(message)) : std::nullopt;
}

template <std::size_t N> std::string_view view(const std::array<std::uint8_t, N>& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), N};
}

template <std::size_t N> void read_bytes(CborReader& in, std::array<std::uint8_t, N>& bytes) {
    const std::string_view read = in.bytes(N);
    if (read.size() != N) {
        in.fail();
        return;
    }
    std::ranges::copy(read, bytes.begin());
}

inline bool read_bool(CborReader& in) {
    const std::uint64_t value = in.number();
    if (value > 1) {
        in.fail();
    }
    return value == 1;
}

} // namespace hypha::sync::wire_parts
