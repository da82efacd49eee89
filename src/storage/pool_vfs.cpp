// Over 300 lines: one sqlite3_vfs for each mounted pool, and every callback of it; SQLite finds the pool through pAppData and an
// open file through its slot. Who may do what with a file that several connections have open is in file_locks.
// A page of a database with checksums (page_checksum) gets its sum when it is written to the database file and is verified when it
// is read from there; a wrong one is SQLITE_IOERR_DATA, which error_of calls database_corrupt.
// No SQLITE_IOCAP_ATOMIC: a 16 KiB page may tear; the WAL's checksums are what makes a commit whole.
// POWERSAFE_OVERWRITE (as SQLite's own unix VFS assumes): writing a range never harms bytes outside it.
#include "storage/pool_vfs.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdio>
#include <cstring>
#include <map>
#include <optional>

#include <sqlite3.h>

#include "storage/file_locks.hpp"
#include "storage/page_checksum.hpp"
#include "storage/slot_directory.hpp"

namespace hypha::storage {

namespace {

// A file that at least one connection has open.
struct SharedFile {
    FileLocks locks;
    int connections = 0;
    bool has_writer = false; // a connection that may write to the database
};

} // namespace

struct PoolVfs::Inside {
    SlotDirectory directory;
    ports::Clock& clock;
    ports::Random& random;
    std::map<int, SharedFile> open_slots;
    std::vector<std::byte> page; // one page on its way to the file, with its checksum
    bool verifies = true;
    std::int64_t failed_calls = 0;
    std::string vfs_name;
    sqlite3_vfs vfs{};
};

namespace {

using Inside = PoolVfs::Inside;

constexpr int kSectorBytes = 4096;
constexpr std::size_t kLeastPageBytes = 512;
constexpr sqlite3_int64 kUnixEpochJulianMs = 210866760000000;

struct OpenFile {
    sqlite3_file base; // first, as SQLite demands
    Inside* inside;
    SharedFile* shared;
    FileLocks::Holder locks;
    int slot;
    bool is_database, writes;
    bool has_checksums; // a database whose pages carry them
};

OpenFile& opened(sqlite3_file* file) { return *reinterpret_cast<OpenFile*>(file); }

ports::PoolFile& pool_of(sqlite3_file* file) { return opened(file).inside->directory.pool(); }

Inside& inside_of(sqlite3_vfs* vfs) { return *static_cast<Inside*>(vfs->pAppData); }

int failed(sqlite3_file* file, int code) {
    ++opened(file).inside->failed_calls;
    return code;
}

int close_file(sqlite3_file* file) {
    OpenFile& closing = opened(file);
    SharedFile& shared = *closing.shared;
    shared.locks.unmap_index(closing.locks);
    shared.locks.unlock(closing.locks, FileLocks::Level::none);
    shared.has_writer = shared.has_writer && !(closing.is_database && closing.writes);
    if (--shared.connections == 0) {
        closing.inside->open_slots.erase(closing.slot);
    }
    return SQLITE_OK;
}

// The header tells whether pages carry checksums; it changes when the database is made or given room for them.
void learn_checksums(OpenFile& file, std::span<const std::byte> bytes, sqlite3_int64 offset) {
    if (file.is_database && offset == 0) {
        const int page_bytes = checksummed_page_bytes(bytes);
        file.has_checksums = page_bytes < 0 ? file.has_checksums : page_bytes > 0;
    }
}

// SQLite reads and writes a database in whole pages, except for the header.
bool is_checksummed_page(const OpenFile& file, std::size_t amount) {
    return file.has_checksums && amount >= kLeastPageBytes && std::has_single_bit(amount);
}

// Known before the first page is written: a large transaction may write others before page 1. A new file gets checksums, as
// Database::connect asks for, unless its URI says checksums=0 (what the recovery extension makes).
std::optional<bool> begins_with_checksums(Inside& inside, int slot, sqlite3_filename name) {
    std::array<std::byte, 100> header{};
    const std::int64_t got = inside.directory.pool().read(slot, header, kSlotHeadBytes);
    if (got == std::ssize(header)) {
        return checksummed_page_bytes(header) > 0;
    }
    const std::int64_t size = inside.directory.pool().size(slot);
    if (got < 0 || size < 0 || kSlotHeadBytes + got < size) {
        return std::nullopt; // it could not be read
    }
    return sqlite3_uri_boolean(name, "checksums", 1) != 0;
}

int read_file(sqlite3_file* file, void* into, int amount, sqlite3_int64 offset) {
    const std::span<std::byte> bytes(static_cast<std::byte*>(into), static_cast<std::size_t>(amount));
    const std::int64_t got = pool_of(file).read(opened(file).slot, bytes, offset + kSlotHeadBytes);
    if (got < 0 || got > amount) {
        return failed(file, SQLITE_IOERR_READ);
    }
    if (got < amount) {
        // Zeros are true behind the end of the file only; fewer bytes before it are a failed read, not a damaged page.
        const std::int64_t size = pool_of(file).size(opened(file).slot);
        if (size < 0 || offset + kSlotHeadBytes + got < size) {
            return failed(file, SQLITE_IOERR_READ);
        }
        std::ranges::fill(bytes.subspan(static_cast<std::size_t>(got)), std::byte{0}); // SQLite relies on the zeros
        return SQLITE_IOERR_SHORT_READ;
    }
    learn_checksums(opened(file), bytes, offset);
    if (is_checksummed_page(opened(file), bytes.size()) && opened(file).inside->verifies && !page_is_sound(bytes)) {
        return SQLITE_IOERR_DATA;
    }
    return SQLITE_OK;
}

// SQLite's buffer is its own: the sum goes into a copy.
std::span<const std::byte> with_checksum(OpenFile& file, std::span<const std::byte> page) {
    std::vector<std::byte>& copy = file.inside->page;
    copy.assign(page.begin(), page.end());
    const PageChecksum sum = page_checksum(copy);
    std::memcpy(copy.data() + copy.size() - kChecksumBytes, sum.bytes, kChecksumBytes);
    return copy;
}

int write_file(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset) {
    std::span<const std::byte> bytes(static_cast<const std::byte*>(from), static_cast<std::size_t>(amount));
    if (!opened(file).writes) {
        return SQLITE_READONLY;
    }
    learn_checksums(opened(file), bytes, offset);
    if (is_checksummed_page(opened(file), bytes.size())) {
        bytes = with_checksum(opened(file), bytes);
    }
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

FileLocks::Level level_of(int sqlite_level) {
    switch (sqlite_level) {
    case SQLITE_LOCK_NONE: return FileLocks::Level::none;
    case SQLITE_LOCK_SHARED: return FileLocks::Level::shared;
    case SQLITE_LOCK_RESERVED: return FileLocks::Level::reserved;
    default: return FileLocks::Level::exclusive;
    }
}

int lock_file(sqlite3_file* file, int level) {
    return opened(file).shared->locks.lock(opened(file).locks, level_of(level)) ? SQLITE_OK : SQLITE_BUSY;
}

int unlock_file(sqlite3_file* file, int level) {
    opened(file).shared->locks.unlock(opened(file).locks, level_of(level));
    return SQLITE_OK;
}

int check_reserved_lock(sqlite3_file* file, int* reserved) {
    *reserved = opened(file).shared->locks.is_reserved() ? 1 : 0;
    return SQLITE_OK;
}

int map_index(sqlite3_file* file, int number, int bytes, int make, void volatile** out) {
    *out = opened(file).shared->locks.map_index(opened(file).locks, static_cast<std::size_t>(number),
                                                static_cast<std::size_t>(bytes), make != 0);
    return SQLITE_OK;
}

int lock_index(sqlite3_file* file, int first, int count, int flags) {
    OpenFile& holder = opened(file);
    if ((flags & SQLITE_SHM_UNLOCK) != 0) {
        holder.shared->locks.unlock_index(holder.locks, first, count);
        return SQLITE_OK;
    }
    const bool exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
    return holder.shared->locks.lock_index(holder.locks, first, count, exclusive) ? SQLITE_OK : SQLITE_BUSY;
}

void index_barrier(sqlite3_file*) {} // one thread

int unmap_index(sqlite3_file* file, int) {
    opened(file).shared->locks.unmap_index(opened(file).locks);
    return SQLITE_OK;
}

int control_file(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }

int sector_size(sqlite3_file*) { return kSectorBytes; }

int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE | SQLITE_IOCAP_UNDELETABLE_WHEN_OPEN; }

sqlite3_io_methods pool_methods() {
    sqlite3_io_methods methods{};
    methods.iVersion = 2;
    methods.xClose = close_file;
    methods.xRead = read_file;
    methods.xWrite = write_file;
    methods.xTruncate = truncate_file;
    methods.xSync = sync_file;
    methods.xFileSize = size_of_file;
    methods.xLock = lock_file;
    methods.xUnlock = unlock_file;
    methods.xCheckReservedLock = check_reserved_lock;
    methods.xFileControl = control_file;
    methods.xSectorSize = sector_size;
    methods.xDeviceCharacteristics = characteristics;
    methods.xShmMap = map_index;
    methods.xShmLock = lock_index;
    methods.xShmBarrier = index_barrier;
    methods.xShmUnmap = unmap_index;
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
    const bool is_database = (flags & SQLITE_OPEN_MAIN_DB) != 0, writes = (flags & SQLITE_OPEN_READONLY) == 0;
    if (const auto already = inside.open_slots.find(slot);
        is_database && writes && already != inside.open_slots.end() && already->second.has_writer) {
        return SQLITE_BUSY; // one owner; others may read beside it
    }
    const std::optional<bool> has_checksums =
        is_database ? begins_with_checksums(inside, slot, name) : std::optional<bool>(false);
    if (!has_checksums) {
        return SQLITE_CANTOPEN;
    }
    SharedFile& shared = inside.open_slots[slot];
    ++shared.connections;
    shared.has_writer = shared.has_writer || (is_database && writes);
    opened(file) = {.base = {.pMethods = &kPoolMethods},
                    .inside = &inside,
                    .shared = &shared,
                    .locks = {},
                    .slot = slot,
                    .is_database = is_database,
                    .writes = writes,
                    .has_checksums = *has_checksums};
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
    std::unique_ptr<Inside> inside(new Inside{*std::move(directory), clock, random, {}, {}, true, 0, {}, {}});
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

std::int64_t PoolVfs::now_ms() const { return inside_->clock.wall_ms(); }

void PoolVfs::verify_checksums(bool verify) { inside_->verifies = verify; }

bool PoolVfs::exists(std::string_view file) const { return inside_->directory.find(file) != kNoSlot; }

std::vector<std::string> PoolVfs::files() const { return inside_->directory.names(); }

ports::PoolFile& PoolVfs::pool() const { return inside_->directory.pool(); }

int PoolVfs::slot_of(std::string_view file) const { return inside_->directory.find(file); }

Result<int> PoolVfs::create(std::string_view file) {
    if (inside_->directory.find(file) != kNoSlot) {
        return failure("storage_unavailable", std::string(file) + " exists");
    }
    return inside_->directory.create(file);
}

Result<void> PoolVfs::rename(std::string_view from, std::string_view to) {
    if (inside_->open_slots.contains(inside_->directory.find(from))) {
        return failure("storage_unavailable", std::string(from) + " is open");
    }
    return inside_->directory.rename(from, to);
}

Result<void> PoolVfs::remove(std::string_view file) {
    if (inside_->open_slots.contains(inside_->directory.find(file))) {
        return failure("storage_unavailable", std::string(file) + " is open");
    }
    return inside_->directory.remove(file);
}

} // namespace hypha::storage
