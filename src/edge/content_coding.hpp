// Chooses the coding of an answer from Accept-Encoding (RFC 9110 §12.5.3), among those that exist for the file.
// Higher q wins; at the same q the smaller one: br, then gzip, then identity. Malformed members are ignored.
#pragma once

#include <optional>
#include <string_view>

namespace hypha::edge {

enum class Coding { identity, gzip, brotli };

struct CodingsOnOffer {
    bool gzip = false;
    bool brotli = false;
};

// nullopt: the client refuses everything on offer, identity too (406).
// `accept_encoding` nullopt: the field is absent, so anything is acceptable; identity is sent, as to a plain client.
std::optional<Coding> choose_coding(std::optional<std::string_view> accept_encoding, CodingsOnOffer offer);

} // namespace hypha::edge
