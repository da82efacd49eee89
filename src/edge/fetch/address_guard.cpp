#include "edge/fetch/address_guard.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace hypha::edge::fetch {
namespace {

struct Net4 {
    std::uint32_t first;
    int bits;
};

constexpr std::uint32_t v4(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
    return a << 24U | b << 16U | c << 8U | d;
}

constexpr std::array kRefused4{
    Net4{v4(0, 0, 0, 0), 8},        Net4{v4(10, 0, 0, 0), 8},     Net4{v4(100, 64, 0, 0), 10},
    Net4{v4(127, 0, 0, 0), 8},      Net4{v4(169, 254, 0, 0), 16}, Net4{v4(172, 16, 0, 0), 12},
    Net4{v4(192, 0, 0, 0), 24},     Net4{v4(192, 0, 2, 0), 24},   Net4{v4(192, 88, 99, 0), 24},
    Net4{v4(192, 168, 0, 0), 16},   Net4{v4(198, 18, 0, 0), 15},  Net4{v4(198, 51, 100, 0), 24},
    Net4{v4(203, 0, 113, 0), 24},   Net4{v4(224, 0, 0, 0), 4},    Net4{v4(240, 0, 0, 0), 4},
    Net4{v4(168, 63, 129, 16), 32}, // a cloud's own server for its machines, though the number is a public one
};

bool begins_with(const boost::asio::ip::address_v6::bytes_type& bytes, std::initializer_list<std::uint8_t> first,
                 int bits) {
    int left = bits;
    std::size_t at = 0;
    for (const std::uint8_t wanted : first) {
        const int taken = std::min(left, 8);
        const auto mask = static_cast<std::uint8_t>(0xFFU << static_cast<unsigned>(8 - taken));
        if (((bytes[at] ^ wanted) & mask) != 0) {
            return false;
        }
        ++at;
        left -= taken;
    }
    return true;
}

} // namespace

bool is_public_address(const boost::asio::ip::address& address) {
    if (address.is_v4()) {
        const std::uint32_t number = address.to_v4().to_uint();
        return std::ranges::none_of(kRefused4, [number](const Net4& net) {
            return (number ^ net.first) >> static_cast<unsigned>(32 - net.bits) == 0;
        });
    }
    const auto bytes = address.to_v6().to_bytes();
    return begins_with(bytes, {0x20}, 3) &&
           !begins_with(bytes, {0x20, 0x01, 0x00}, 23) &&       // protocols, Teredo among them
           !begins_with(bytes, {0x20, 0x01, 0x0d, 0xb8}, 32) && // documentation
           !begins_with(bytes, {0x20, 0x02}, 16) &&             // 6to4: an IPv4 address of anybody's choice
           !begins_with(bytes, {0x3f, 0xff, 0x00}, 20);         // documentation
}

} // namespace hypha::edge::fetch
