// Reads numbers out of bytes that nobody has checked. Past the end it answers 0 and remembers: ask ok() before believing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace hypha::vision {

using Bytes = std::span<const std::uint8_t>;

enum class ByteOrder { big, little };

class ByteReader {
public:
    explicit ByteReader(Bytes bytes, ByteOrder order = ByteOrder::big) : bytes_(bytes), order_(order) {}

    bool ok() const { return ok_; }

    std::uint32_t number(std::size_t offset, std::size_t width) {
        if (width > bytes_.size() || offset > bytes_.size() - width) {
            ok_ = false;
            return 0;
        }
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < width; ++i) {
            const std::size_t at = order_ == ByteOrder::big ? offset + i : offset + width - 1 - i;
            value = (value << 8) | bytes_[at];
        }
        return value;
    }

    std::uint32_t u8(std::size_t offset) { return number(offset, 1); }
    std::uint32_t u16(std::size_t offset) { return number(offset, 2); }
    std::uint32_t u24(std::size_t offset) { return number(offset, 3); }
    std::uint32_t u32(std::size_t offset) { return number(offset, 4); }

private:
    Bytes bytes_;
    ByteOrder order_;
    bool ok_ = true;
};

// A part of bytes, clipped to what is there.
inline Bytes part(Bytes bytes, std::size_t offset, std::size_t size) {
    if (offset >= bytes.size()) {
        return {};
    }
    return bytes.subspan(offset, size < bytes.size() - offset ? size : bytes.size() - offset);
}

inline bool has_text(Bytes bytes, std::size_t offset, std::string_view text) {
    const Bytes there = part(bytes, offset, text.size());
    if (there.size() != text.size()) {
        return false;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (there[i] != static_cast<std::uint8_t>(text[i])) {
            return false;
        }
    }
    return true;
}

} // namespace hypha::vision
