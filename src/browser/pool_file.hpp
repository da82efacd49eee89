// The storage pool as OPFS synchronous access handles, which web/storage_pool.ts opened and gave to the module
// (Module.hyphaPool) before C++ uses them. Without them it has 0 slots; after they were released every call fails.
// Offsets cross as doubles, exact to 2^53: wasm has no 64-bit integer imports here.
#pragma once

#include "ports/pool_file.hpp"

namespace hypha::browser {

class OpfsPoolFile final : public ports::PoolFile {
public:
    [[nodiscard]] int slots() const override;
    std::int64_t read(int slot, std::span<std::byte> into, std::int64_t offset) override;
    ports::PoolWrite write(int slot, std::span<const std::byte> from, std::int64_t offset) override;
    bool truncate(int slot, std::int64_t size) override;
    bool flush(int slot) override;
    std::int64_t size(int slot) override;
};

} // namespace hypha::browser
