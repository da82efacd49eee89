// The storage pool as POSIX files slot-0, slot-1, … in one folder. Each is locked (flock) while open, as OPFS handles are
// exclusive in the browser: whoever comes second gets storage_unavailable and touches nothing.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "ports/pool_file.hpp"

namespace hypha::native {

class PosixPoolFile final : public ports::PoolFile {
public:
    // Makes the folder (its parent must exist) and missing slots. All slots, or none.
    static Result<std::unique_ptr<PosixPoolFile>> open(const std::string& folder, int slots);
    ~PosixPoolFile() override;
    PosixPoolFile(const PosixPoolFile&) = delete;
    PosixPoolFile& operator=(const PosixPoolFile&) = delete;

    [[nodiscard]] int slots() const override;
    std::int64_t read(int slot, std::span<std::byte> into, std::int64_t offset) override;
    ports::PoolWrite write(int slot, std::span<const std::byte> from, std::int64_t offset) override;
    bool truncate(int slot, std::int64_t size) override;
    bool flush(int slot) override;
    std::int64_t size(int slot) override;

private:
    PosixPoolFile() = default;
    [[nodiscard]] int file_of(int slot) const; // -1 for a slot that is not there
    std::vector<int> files_;
};

} // namespace hypha::native
