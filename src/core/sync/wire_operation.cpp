#include "core/sync/wire_operation.hpp"

#include <algorithm>
#include <string_view>

#include "core/sync/limits.hpp"
#include "core/sync/sha256.hpp"

namespace hypha::sync::wire {
namespace {

void write_value(CborWriter& out, const Column& column) {
    if (!column.text && !column.blob) {
        out.bytes(column.value);
        return;
    }
    out.array(3).bytes(column.value);
    if (column.text) {
        out.array(column.seen.size() * 2);
        for (const Stamp& stamp : column.seen) {
            out.number(stamp.device.value).number(stamp.hlc.value);
        }
    } else {
        out.null();
    }
    if (column.blob) {
        out.bytes({reinterpret_cast<const char*>(column.blob->value.data()), column.blob->value.size()});
    } else {
        out.null();
    }
}

Seen read_seen(CborReader& in) {
    Seen seen;
    const std::size_t count = in.array(kMostSeen * 2);
    if (count % 2 != 0) {
        in.fail();
    }
    for (std::size_t i = 0; in.ok() && i < count / 2; ++i) {
        const DeviceId device{in.number()};
        const Hlc hlc{in.number()};
        if (!seen.empty() && seen.back().device >= device) {
            in.fail();
        }
        seen.push_back({hlc, device});
    }
    return seen;
}

Column read_column(CborReader& in) {
    Column column;
    column.name = in.text(kMostName_bytes);
    if (!in.next_is_array()) {
        column.value = in.bytes(kMostOperation_bytes);
        return column;
    }
    in.array_of(3);
    column.value = in.bytes(kMostOperation_bytes);
    column.text = !in.null();
    if (column.text) {
        column.seen = read_seen(in);
    }
    if (!in.null()) {
        const std::string_view hash = in.bytes(32);
        if (hash.size() != 32) {
            in.fail();
            return column;
        }
        std::ranges::copy(hash, column.blob.emplace().value.begin());
    }
    if (!column.text && !column.blob) {
        in.fail(); // there is a shorter way to say so
    }
    return column;
}

} // namespace

void write_operation(CborWriter& out, const Operation& operation, DeviceId batch_device) {
    out.array(6).text(operation.table).bytes(operation.key).number(operation.stamp.hlc.value);
    if (operation.stamp.device == batch_device) {
        out.null();
    } else {
        out.number(operation.stamp.device.value);
    }
    if (operation.authored == operation.stamp.hlc) {
        out.null();
    } else {
        out.number(operation.authored.value);
    }
    out.array(operation.columns.size() * 2);
    for (const Column& column : operation.columns) {
        out.text(column.name);
        write_value(out, column);
    }
}

Operation read_operation(CborReader& in, DeviceId batch_device) {
    Operation operation;
    in.array_of(6);
    operation.table = in.text(kMostName_bytes);
    operation.key = in.bytes(kMostKey_bytes);
    operation.stamp.hlc.value = in.number();
    const bool of_batch = in.null();
    operation.stamp.device = of_batch ? batch_device : DeviceId{in.number()};
    const bool as_stamped = in.null();
    operation.authored = as_stamped ? operation.stamp.hlc : Hlc{in.number()};
    if ((!of_batch && operation.stamp.device == batch_device) ||
        (!as_stamped && operation.authored == operation.stamp.hlc)) {
        in.fail(); // one operation is one row of bytes, the shortest
    }
    const std::size_t count = in.array(kMostColumns * 2);
    if (count % 2 != 0 || count == 0) {
        in.fail();
    }
    for (std::size_t i = 0; in.ok() && i < count / 2; ++i) {
        operation.columns.push_back(read_column(in));
    }
    return operation;
}

std::uint64_t digest(const std::vector<Operation>& operations, DeviceId batch_device) {
    CborWriter said;
    for (const Operation& operation : operations) {
        write_operation(said, operation, batch_device);
    }
    return first_number(sha256(said.written()));
}

std::size_t size_bytes(const Operation& operation) {
    CborWriter out;
    write_operation(out, operation, DeviceId{});
    return out.written().size();
}

} // namespace hypha::sync::wire
