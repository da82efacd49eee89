// One sqlite3_vfs for each mounted pool; SQLite's C callbacks find it through pAppData, an open file through its slot.
// Locks are no-ops, so a second open of a file is refused (SQLITE_BUSY) instead.
// No SQLITE_IOCAP_ATOMIC: a 16 KiB page may tear; the WAL's checksums are what makes a commit whole.
// POWERSAFE_OVERWRITE (as SQLite's own unix VFS assumes): writing a range never harms bytes outside it.
#include "storage/pool_vfs.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <set>

#include <sqlite3.h>

#include "storage/slot_directory.hpp"

namespace hypha::storage {

struct PoolVfs::Inside {
    SlotDirectory directory;
    ports::Clock& clock;
    ports::Random& random;
    std::set<int> open_slots;
    std::int64_t failed_calls = 0;
    std::string vfs_name;
    sqlite3_vfs vfs{};
};

namespace {

using Inside = PoolVfs::Inside;

constexpr int kSectorBytes = 4096;
constexpr sqlite3_int64 kUnixEpochJulianMs = 210866760000000;

struct OpenFile {
    sqlite3_file base; // first, as SQLite demands
    Inside* inside;
    int slot;
};

OpenFile& opened(sqlite3_file* file) { return *reinterpret_cast<OpenFile*>(file); }

ports::PoolFile& pool_of(sqlite3_file* file) { return opened(file).inside->directory.pool(); }

Inside& inside_of(sqlite3_vfs* vfs) { return *static_cast<Inside*>(vfs->pAppData); }

int failed(sqlite3_file* file, int code) {
    ++opened(file).inside->failed_calls;
    return code;
}

int close_file(sqlite3_file* file) {
    opened(file).inside->open_slots.erase(opened(file).slot);
    return SQLITE_OK;
}

int read_file(sqlite3_file* file, void* into, int amount, sqlite3_int64 offset) {
    const std::span<std::byte> bytes(static_cast<std::byte*>(into), static_cast<std::size_t>(amount));
    const std::int64_t got = pool_of(file).read(opened(file).slot, bytes, offset + kSlotHeadBytes);
    if (got < 0 || got > amount) {
        return failed(file, SQLITE_IOERR_READ);
    }
    if (got < amount) {
        std::ranges::fill(bytes.subspan(static_cast<std::size_t>(got)), std::byte{0}); // SQLite relies on the zeros
        return SQLITE_IOERR_SHORT_READ;
    }
    return SQLITE_OK;
}

int write_file(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset) {
    const std::span<const std::byte> bytes(static_cast<const std::byte*>(from), static_cast<std::size_t>(amount));
    switch (pool_of(file).write(opened(file).slot, bytes, offset + kSlotHeadBytes)) {
    case ports::PoolWrite::done: return SQLITE_OK;
    case ports::PoolWrite::no_space: return failed(file, SQLITE_FULL);
    case ports::PoolWrite::failed: break;
    }
    return failed(file, SQLITE_IOERR_WRITE);
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    return pool_of(file).truncate(opened(file).slot, size + kSlotHeadBytes) ? SQLITE_OK
                                                                            : failed(file, SQLITE_IOERR_TRUNCATE);
}

int sync_file(sqlite3_file* file, int) {
    return pool_of(file).flush(opened(file).slot) ? SQLITE_OK : failed(file, SQLITE_IOERR_FSYNC);
}

int size_of_file(sqlite3_file* file, sqlite3_int64* size) {
    const std::int64_t whole = pool_of(file).size(opened(file).slot);
    if (whole < 0) {
        return failed(file, SQLITE_IOERR_FSTAT);
    }
    *size = std::max<std::int64_t>(0, whole - kSlotHeadBytes);
    return SQLITE_OK;
}

int lock_file(sqlite3_file*, int) { return SQLITE_OK; }

int check_reserved_lock(sqlite3_file*, int* reserved) {
    *reserved = 0;
    return SQLITE_OK;
}

int control_file(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }

int sector_size(sqlite3_file*) { return kSectorBytes; }

int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE | SQLITE_IOCAP_UNDELETABLE_WHEN_OPEN; }

// Version 1: no shared memory, so SQLite allows WAL in exclusive mode only and keeps the WAL's index on the heap.
sqlite3_io_methods pool_methods() {
    sqlite3_io_methods methods{};
    methods.iVersion = 1;
    methods.xClose = close_file;
    methods.xRead = read_file;
    methods.xWrite = write_file;
    methods.xTruncate = truncate_file;
    methods.xSync = sync_file;
    methods.xFileSize = size_of_file;
    methods.xLock = lock_file;
    methods.xUnlock = lock_file;
    methods.xCheckReservedLock = check_reserved_lock;
    methods.xFileControl = control_file;
    methods.xSectorSize = sector_size;
    methods.xDeviceCharacteristics = characteristics;
    return methods;
}

const sqlite3_io_methods kPoolMethods = pool_methods();

int code_of(const Error& error) { return error.code == "storage_full" ? SQLITE_FULL : SQLITE_CANTOPEN; }

int open_file(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags, int* out_flags) {
    Inside& inside = inside_of(vfs);
    file->pMethods = nullptr; // SQLite calls no xClose then
    constexpr int kKept = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL;
    if (name == nullptr || (flags & kKept) == 0) {
        return SQLITE_CANTOPEN;
    }
    int slot = inside.directory.find(name);
    if (slot == kNoSlot) {
        if ((flags & SQLITE_OPEN_CREATE) == 0) {
            return SQLITE_CANTOPEN;
        }
        const auto created = inside.directory.create(name);
        if (!created) {
            return code_of(created.error());
        }
        slot = *created;
    }
    if (!inside.open_slots.insert(slot).second) {
        return SQLITE_BUSY;
    }
    opened(file) = {.base = {.pMethods = &kPoolMethods}, .inside = &inside, .slot = slot};
    if (out_flags != nullptr) {
        *out_flags = flags;
    }
    return SQLITE_OK;
}

int delete_file(sqlite3_vfs* vfs, const char* name, int) {
    Inside& inside = inside_of(vfs);
    const int slot = inside.directory.find(name);
    if (slot == kNoSlot) {
        return SQLITE_IOERR_DELETE_NOENT;
    }
    if (inside.open_slots.contains(slot) || !inside.directory.remove(name)) {
        return SQLITE_IOERR_DELETE;
    }
    return SQLITE_OK;
}

int access_file(sqlite3_vfs* vfs, const char* name, int, int* answer) {
    *answer = inside_of(vfs).directory.find(name) == kNoSlot ? 0 : 1;
    return SQLITE_OK;
}

int full_name(sqlite3_vfs*, const char* name, int room, char* out) {
    const std::size_t length = std::strlen(name);
    if (length + 1 > static_cast<std::size_t>(room)) {
        return SQLITE_CANTOPEN;
    }
    std::memcpy(out, name, length + 1);
    return SQLITE_OK;
}

int fill_random(sqlite3_vfs* vfs, int amount, char* out) {
    for (int at = 0; at < amount; at += 8) {
        const std::uint64_t bits = inside_of(vfs).random.next();
        std::memcpy(out + at, &bits, static_cast<std::size_t>(std::min(8, amount - at)));
    }
    return amount;
}

int sleep_for(sqlite3_vfs*, int) {
    return 0; // nobody else holds a lock, so there is nothing to wait for
}

int julian_ms(sqlite3_vfs* vfs, sqlite3_int64* out) {
    *out = inside_of(vfs).clock.wall_ms() + kUnixEpochJulianMs;
    return SQLITE_OK;
}

int julian_days(sqlite3_vfs* vfs, double* out) {
    sqlite3_int64 time_ms = 0;
    const int code = julian_ms(vfs, &time_ms);
    *out = static_cast<double>(time_ms) / 86400000.0;
    return code;
}

int last_error(sqlite3_vfs*, int, char*) { return 0; }

void describe(Inside& inside) {
    char name[40];
    std::snprintf(name, sizeof name, "hypha-pool-%p", static_cast<void*>(&inside));
    inside.vfs_name = name;
    sqlite3_vfs& vfs = inside.vfs;
    vfs.iVersion = 2;
    vfs.szOsFile = sizeof(OpenFile);
    vfs.mxPathname = static_cast<int>(kSlotNameLimit);
    vfs.zName = inside.vfs_name.c_str();
    vfs.pAppData = &inside;
    vfs.xOpen = open_file;
    vfs.xDelete = delete_file;
    vfs.xAccess = access_file;
    vfs.xFullPathname = full_name;
    vfs.xRandomness = fill_random;
    vfs.xSleep = sleep_for;
    vfs.xCurrentTime = julian_days;
    vfs.xGetLastError = last_error;
    vfs.xCurrentTimeInt64 = julian_ms;
}

} // namespace

Result<std::unique_ptr<PoolVfs>> PoolVfs::mount(ports::PoolFile& pool, ports::Clock& clock, ports::Random& random) {
    auto directory = SlotDirectory::read(pool);
    if (!directory) {
        return std::unexpected(directory.error());
    }
    std::unique_ptr<Inside> inside(new Inside{*std::move(directory), clock, random, {}, 0, {}, {}});
    describe(*inside);
    if (const int code = sqlite3_vfs_register(&inside->vfs, 0); code != SQLITE_OK) {
        return failure("storage_unavailable", "the VFS was not registered (" + std::to_string(code) + ")");
    }
    return std::unique_ptr<PoolVfs>(new PoolVfs(std::move(inside)));
}

PoolVfs::PoolVfs(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}

PoolVfs::~PoolVfs() { sqlite3_vfs_unregister(&inside_->vfs); }

const char* PoolVfs::name() const { return inside_->vfs.zName; }

std::int64_t PoolVfs::failed_calls() const { return inside_->failed_calls; }

bool PoolVfs::exists(std::string_view file) const { return inside_->directory.find(file) != kNoSlot; }

std::vector<std::string> PoolVfs::files() const { return inside_->directory.names(); }

Result<void> PoolVfs::rename(std::string_view from, std::string_view to) { return inside_->directory.rename(from, to); }

Result<void> PoolVfs::remove(std::string_view file) {
    if (inside_->open_slots.contains(inside_->directory.find(file))) {
        return failure("storage_unavailable", std::string(file) + " is open");
    }
    return inside_->directory.remove(file);
}

} // namespace hypha::storage
