#include "edge/store/packed_rows.hpp"

#include <algorithm>

#include "core/sync/wire_operation.hpp"

namespace hypha::edge {
namespace {

constexpr std::size_t kNumber = 8;

void write_number(std::string& out, std::uint64_t value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
        out += static_cast<char>(value >> shift & 255);
    }
}

std::uint64_t read_number(std::string_view bytes) {
    std::uint64_t value = 0;
    for (const char byte : bytes.substr(0, kNumber)) {
        value = value << 8 | static_cast<std::uint8_t>(byte);
    }
    return value;
}

} // namespace

std::string pack(const sync::Operation& operation) {
    sync::CborWriter out;
    sync::wire::write_operation(out, operation, sync::DeviceId{});
    return out.take();
}

Result<sync::Operation> unpack_operation(std::string_view bytes) {
    sync::CborReader in(bytes);
    sync::Operation operation = sync::wire::read_operation(in, sync::DeviceId{});
    return in.finished() ? Result<sync::Operation>(std::move(operation)) : failure("database_corrupt", "an operation");
}

std::string pack(const sync::Seen& seen) {
    std::string out;
    for (const sync::Stamp& stamp : seen) {
        write_number(out, stamp.device.value);
        write_number(out, stamp.hlc.value);
    }
    return out;
}

Result<sync::Seen> unpack_seen(std::string_view bytes) {
    if (bytes.size() % (2 * kNumber) != 0) {
        return failure("database_corrupt", "what an author had seen");
    }
    sync::Seen seen;
    for (; !bytes.empty(); bytes.remove_prefix(2 * kNumber)) {
        seen.push_back({sync::Hlc{read_number(bytes.substr(kNumber))}, sync::DeviceId{read_number(bytes)}});
    }
    return seen;
}

Result<sync::BlobHash> unpack_hash(std::string_view bytes) {
    sync::BlobHash hash;
    if (bytes.size() != hash.value.size()) {
        return failure("database_corrupt", "a hash");
    }
    std::ranges::copy(bytes, hash.value.begin());
    return hash;
}

} // namespace hypha::edge
