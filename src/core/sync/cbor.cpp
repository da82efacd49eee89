#include "core/sync/cbor.hpp"

namespace hypha::sync {
namespace {

constexpr char kNull = static_cast<char>(0xf6);

} // namespace

CborWriter& CborWriter::head(unsigned major, std::uint64_t value) {
    const unsigned top = major << 5;
    if (value < 24) {
        out_ += static_cast<char>(top | value);
        return *this;
    }
    const unsigned power = value <= 0xff ? 0U : value <= 0xffff ? 1U : value <= 0xffffffff ? 2U : 3U;
    out_ += static_cast<char>(top | (24 + power));
    for (unsigned left = 1U << power; left > 0; --left) {
        out_ += static_cast<char>(value >> (8 * (left - 1)) & 0xff);
    }
    return *this;
}

CborWriter& CborWriter::string(unsigned major, std::string_view value) {
    head(major, value.size());
    out_ += value;
    return *this;
}

CborWriter& CborWriter::null() {
    out_ += kNull;
    return *this;
}

std::uint64_t CborReader::head(unsigned major) {
    const auto byte = [&](std::size_t at) { return static_cast<std::uint8_t>(in_[at]); };
    if (!ok_ || in_.empty() || byte(0) >> 5 != major || (byte(0) & 31) > 27) {
        ok_ = false;
        return 0;
    }
    const unsigned low = byte(0) & 31;
    if (low < 24) {
        in_.remove_prefix(1);
        return low;
    }
    const std::size_t length = std::size_t{1} << (low - 24);
    if (in_.size() <= length) {
        ok_ = false;
        return 0;
    }
    std::uint64_t value = 0;
    for (std::size_t i = 1; i <= length; ++i) {
        value = value << 8 | byte(i);
    }
    const bool shortest = low == 24 ? value >= 24 : value >> (4 * length) != 0;
    if (!shortest) {
        ok_ = false;
        return 0;
    }
    in_.remove_prefix(1 + length);
    return value;
}

std::string_view CborReader::string(unsigned major, std::size_t most) {
    const std::uint64_t length = head(major);
    if (!ok_ || length > most || length > in_.size()) {
        ok_ = false;
        return {};
    }
    const std::string_view value = in_.substr(0, static_cast<std::size_t>(length));
    in_.remove_prefix(value.size());
    return value;
}

std::size_t CborReader::array(std::size_t most) {
    const std::uint64_t count = head(4);
    if (!ok_ || count > most || count > in_.size()) {
        ok_ = false;
        return 0;
    }
    return static_cast<std::size_t>(count);
}

void CborReader::array_of(std::size_t count) {
    if (array(count) != count) {
        ok_ = false;
    }
}

bool CborReader::null() {
    if (!ok_ || in_.empty() || in_[0] != kNull) {
        return false;
    }
    in_.remove_prefix(1);
    return true;
}

} // namespace hypha::sync
