// One operation on the wire: [table, key, hlc, device or null, authored or null, [name, value, name, value…]].
// device is null where it is the batch's, authored where it is the stamp's. A value is bytes, or [bytes, seen or null, blob or
// null] where it is a person's words or names a blob; seen is [device, hlc, device, hlc…]. Limits: limits.hpp.
#pragma once

#include <cstdint>
#include <vector>

#include "core/sync/cbor.hpp"
#include "core/sync/operation.hpp"

namespace hypha::sync::wire {

void write_operation(CborWriter& out, const Operation& operation, DeviceId batch_device);
// What it returns means something only while in.ok().
Operation read_operation(CborReader& in, DeviceId batch_device);
// Names a batch by what it says; never 0.
std::uint64_t digest(const std::vector<Operation>& operations, DeviceId batch_device);
// The bytes that the operation takes in a batch.
std::size_t size_bytes(const Operation& operation);

} // namespace hypha::sync::wire
