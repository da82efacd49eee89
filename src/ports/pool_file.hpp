// A fixed pool of random-access files that are open from start to end: what SQLite's VFS (storage/pool_vfs) stands on.
// In the browser each is an OPFS synchronous access handle (browser/pool_file), natively a POSIX file (native/pool_file).
// Slots count from 0; offsets and sizes are bytes. Calls are synchronous; nothing is durable before flush().
// Every implementation must pass tests/contract/pool_file_contract.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace hypha::ports {

enum class PoolWrite { done, failed, no_space };

class PoolFile {
public:
    virtual ~PoolFile() = default;
    // Number of open slots; 0 when there is no durable storage.
    [[nodiscard]] virtual int slots() const = 0;
    // Bytes read (fewer at the end of the file, 0 behind it), or -1.
    virtual std::int64_t read(int slot, std::span<std::byte> into, std::int64_t offset) = 0;
    // Writing behind the end leaves zeros between. After failed or no_space the bytes in that range are unknown.
    virtual PoolWrite write(int slot, std::span<const std::byte> from, std::int64_t offset) = 0;
    // Cuts, or grows with zeros.
    virtual bool truncate(int slot, std::int64_t size) = 0;
    // Makes everything written to the slot before durable.
    virtual bool flush(int slot) = 0;
    // Size, or -1.
    virtual std::int64_t size(int slot) = 0;
};

} // namespace hypha::ports
