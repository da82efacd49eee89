// FNV-1a 64 (Fowler, Noll, Vo): each step is a bijection of the state, so any change confined to one byte changes the sum.
#include "storage/slot_header.hpp"

#include <algorithm>
#include <string_view>

namespace hypha::storage {
namespace {

constexpr std::string_view kMagic = "HyphaSl1";
constexpr std::size_t kGenerationAt = 8;
constexpr std::size_t kLengthAt = 16;
constexpr std::size_t kNameAt = 18;
constexpr std::size_t kChecksumAt = kSlotRecordBytes - 8;
static_assert(kNameAt + kSlotNameLimit <= kChecksumAt);

std::uint64_t fnv1a(std::span<const std::byte> bytes) {
    std::uint64_t sum = 0xcbf29ce484222325ULL;
    for (const std::byte byte : bytes) {
        sum = (sum ^ static_cast<std::uint64_t>(byte)) * 0x100000001b3ULL;
    }
    return sum;
}

void put(std::span<std::byte> into, std::uint64_t value) {
    for (std::byte& byte : into) {
        byte = static_cast<std::byte>(value & 0xff);
        value >>= 8;
    }
}

std::uint64_t get(std::span<const std::byte> from) {
    std::uint64_t value = 0;
    for (std::size_t i = from.size(); i-- > 0;) {
        value = value << 8 | static_cast<std::uint64_t>(from[i]);
    }
    return value;
}

} // namespace

SlotRecord encode_slot_header(const SlotHeader& header) {
    SlotRecord record{};
    const std::span<std::byte> bytes(record);
    std::ranges::transform(kMagic, record.begin(), [](char c) { return static_cast<std::byte>(c); });
    put(bytes.subspan(kGenerationAt, 8), header.generation);
    put(bytes.subspan(kLengthAt, 2), header.name.size());
    std::ranges::transform(header.name, record.begin() + kNameAt, [](char c) { return static_cast<std::byte>(c); });
    put(bytes.subspan(kChecksumAt, 8), fnv1a(bytes.first(kChecksumAt)));
    return record;
}

std::optional<SlotHeader> decode_slot_header(std::span<const std::byte> record) {
    if (record.size() != kSlotRecordBytes ||
        !std::ranges::equal(kMagic, record.first(kMagic.size()), {},
                            [](char c) { return static_cast<std::byte>(c); }) ||
        get(record.subspan(kChecksumAt, 8)) != fnv1a(record.first(kChecksumAt))) {
        return std::nullopt;
    }
    const std::size_t length = static_cast<std::size_t>(get(record.subspan(kLengthAt, 2)));
    if (length > kSlotNameLimit) {
        return std::nullopt;
    }
    SlotHeader header{.generation = get(record.subspan(kGenerationAt, 8)), .name = {}};
    for (const std::byte byte : record.subspan(kNameAt, length)) {
        header.name += static_cast<char>(byte);
    }
    if (header.name.find('\0') != std::string::npos) {
        return std::nullopt;
    }
    return header;
}

} // namespace hypha::storage
