// Which addresses a server may ask for strangers' sake: those of the public net. What a name resolves to is checked here, and the very
// address that passed is connected to, so that a name which answers otherwise the second time (DNS rebinding) gains nothing.
// IPv4 by the IANA special-purpose registry (RFC 6890 and what was added), IPv6 by what is not refused: global unicast (2000::/3) less
// its special parts. So mapped, NAT64, unique-local, link-local and multicast addresses are refused without a row of their own.
#pragma once

#include <boost/asio/ip/address.hpp>

namespace hypha::edge::fetch {

bool is_public_address(const boost::asio::ip::address& address);

} // namespace hypha::edge::fetch
