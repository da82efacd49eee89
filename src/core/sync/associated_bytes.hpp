// What a sealed value is bound to (the associated data of XChaCha20-Poly1305): stream, table, key, hlc, device, column.
// Everything in it travels in the clear beside the value, so that who holds the key can derive it; the edge can move no value to
// another cell, row, device or time. The hlc is the author's: a re-stamp by the edge changes the order, not the seal.
#pragma once

#include "core/sync/cbor.hpp"
#include "core/sync/operation.hpp"

namespace hypha::sync {

inline Bytes associated_bytes(const StreamId& stream, const Operation& operation, std::string_view column) {
    CborWriter out;
    out.array(6).bytes({reinterpret_cast<const char*>(stream.value.data()), stream.value.size()});
    out.text(operation.table).bytes(operation.key).number(operation.authored.value);
    out.number(operation.stamp.device.value).text(column);
    return out.take();
}

} // namespace hypha::sync
