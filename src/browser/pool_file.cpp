#include "browser/pool_file.hpp"

// In hypha_library.js, section "storage pool".
extern "C" {
int hypha_pool_slots();
int hypha_pool_read(int slot, void* into, int length_bytes, double offset_bytes);
int hypha_pool_write(int slot, const void* from, int length_bytes,
                     double offset_bytes); // length; -1 failed; -2 no space left
int hypha_pool_truncate(int slot, double size_bytes);
int hypha_pool_flush(int slot);
double hypha_pool_size(int slot);
}

namespace hypha::browser {

int OpfsPoolFile::slots() const { return hypha_pool_slots(); }

std::int64_t OpfsPoolFile::read(int slot, std::span<std::byte> into, std::int64_t offset) {
    return hypha_pool_read(slot, into.data(), static_cast<int>(into.size()), static_cast<double>(offset));
}

ports::PoolWrite OpfsPoolFile::write(int slot, std::span<const std::byte> from, std::int64_t offset) {
    const int wrote = hypha_pool_write(slot, from.data(), static_cast<int>(from.size()), static_cast<double>(offset));
    if (wrote == static_cast<int>(from.size())) {
        return ports::PoolWrite::done;
    }
    return wrote == -2 ? ports::PoolWrite::no_space : ports::PoolWrite::failed;
}

bool OpfsPoolFile::truncate(int slot, std::int64_t size) {
    return hypha_pool_truncate(slot, static_cast<double>(size)) == 0;
}

bool OpfsPoolFile::flush(int slot) { return hypha_pool_flush(slot) == 0; }

std::int64_t OpfsPoolFile::size(int slot) { return static_cast<std::int64_t>(hypha_pool_size(slot)); }

} // namespace hypha::browser
