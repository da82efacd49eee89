#include "edge/client_address.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <string>

namespace hypha::edge {

std::optional<AddressKey> parse_address(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
    text = text.substr(0, text.find_last_not_of(" \t") + 1);
    boost::system::error_code problem;
    const auto address = boost::asio::ip::make_address(std::string(text), problem);
    if (problem) {
        return std::nullopt;
    }
    const auto bytes = address.is_v4()
                           ? boost::asio::ip::make_address_v6(boost::asio::ip::v4_mapped, address.to_v4()).to_bytes()
                           : address.to_v6().to_bytes();
    AddressKey key{};
    const bool is_v4 = address.is_v4() || address.to_v6().is_v4_mapped();
    std::copy_n(bytes.begin(), is_v4 ? 16 : 8, key.begin());
    return key;
}

AddressKey client_address(const AddressKey& peer, std::string_view forwarded_for, std::span<const AddressKey> trusted) {
    const auto is_trusted = [&](const AddressKey& key) { return std::ranges::find(trusted, key) != trusted.end(); };
    AddressKey client = peer;
    while (is_trusted(client) && !forwarded_for.empty()) {
        const std::size_t comma = forwarded_for.rfind(',');
        const auto next =
            parse_address(comma == std::string_view::npos ? forwarded_for : forwarded_for.substr(comma + 1));
        if (!next) {
            break; // what cannot be read is nobody: the proxy that passed it on answers for it
        }
        client = *next;
        forwarded_for = comma == std::string_view::npos ? std::string_view{} : forwarded_for.substr(0, comma);
    }
    return client;
}

} // namespace hypha::edge
