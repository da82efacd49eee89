// SQLite's only file system in the sql.js face: files in linear memory (sql_memory_file.hpp), shared by all databases of the
// module, as ATTACH expects. Does what the unix VFS does with Emscripten's file system in sql.js 1.16, without leaving
// WebAssembly: locks between connections, rollback journals, write-ahead logs. Nothing is durable; export() is the way out.
// Over 300 lines would be wrong here: each function is one entry of sqlite3_io_methods or sqlite3_vfs.
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <new>

#include <sqlite3.h>

#include "browser/sql_imports.hpp"
#include "browser/sql_memory_file.hpp"

namespace {

using hypha::sql::find_file;
using hypha::sql::list_file;
using hypha::sql::MemoryFile;
using hypha::sql::unlist_file;

struct Handle {
    sqlite3_file base;
    MemoryFile* file;
    int level; // of SQLite's five locks
    bool gone_when_closed;
    bool uses_index;
};

Handle& handle_of(sqlite3_file* file) { return *reinterpret_cast<Handle*>(file); }

int unlock(sqlite3_file* base, int level) {
    Handle& own = handle_of(base);
    MemoryFile& file = *own.file;
    if (level <= SQLITE_LOCK_SHARED) {
        file.exclusive_by = file.exclusive_by == &own ? nullptr : file.exclusive_by;
        file.reserved_by = file.reserved_by == &own ? nullptr : file.reserved_by;
    }
    if (level == SQLITE_LOCK_NONE && own.level >= SQLITE_LOCK_SHARED) {
        --file.shared;
    }
    own.level = std::min(own.level, level);
    return SQLITE_OK;
}

int lock(sqlite3_file* base, int level) {
    Handle& own = handle_of(base);
    MemoryFile& file = *own.file;
    if (own.level >= level) {
        return SQLITE_OK;
    }
    if (level == SQLITE_LOCK_SHARED) {
        if (file.exclusive_by != nullptr) {
            return SQLITE_BUSY;
        }
        ++file.shared;
    } else if (level == SQLITE_LOCK_RESERVED) {
        if (file.reserved_by != nullptr) {
            return SQLITE_BUSY;
        }
        file.reserved_by = &own;
    } else {
        if ((file.exclusive_by != nullptr && file.exclusive_by != &own) ||
            (file.reserved_by != nullptr && file.reserved_by != &own)) {
            return SQLITE_BUSY;
        }
        file.exclusive_by = &own; // no reader may begin from here
        if (file.shared > 1) {
            own.level = SQLITE_LOCK_PENDING;
            return SQLITE_BUSY;
        }
    }
    own.level = level;
    return SQLITE_OK;
}

int reserved(sqlite3_file* base, int* answer) {
    *answer = handle_of(base).file->reserved_by != nullptr ? 1 : 0;
    return SQLITE_OK;
}

int index_unmap(sqlite3_file* base, int remove) {
    Handle& own = handle_of(base);
    own.uses_index = false;
    for (int i = 0; i < 8; ++i) {
        own.file->index_exclusive[i] = own.file->index_exclusive[i] == &own ? nullptr : own.file->index_exclusive[i];
    }
    if (remove != 0) {
        own.file->drop_index();
    }
    return SQLITE_OK;
}

int close_file(sqlite3_file* base) {
    Handle& own = handle_of(base);
    unlock(base, SQLITE_LOCK_NONE);
    if (own.uses_index) {
        index_unmap(base, 0);
    }
    --own.file->handles;
    if (own.file->listed && own.gone_when_closed) {
        unlist_file(own.file);
    } else if (!own.file->listed && own.file->handles == 0) {
        delete own.file;
    }
    return SQLITE_OK;
}

int read_file(sqlite3_file* base, void* into, int amount, sqlite3_int64 from) {
    return handle_of(base).file->read(static_cast<std::uint8_t*>(into), amount, from) ? SQLITE_OK
                                                                                      : SQLITE_IOERR_SHORT_READ;
}

int write_file(sqlite3_file* base, const void* bytes, int amount, sqlite3_int64 to) {
    return handle_of(base).file->write(static_cast<const std::uint8_t*>(bytes), amount, to) ? SQLITE_OK : SQLITE_FULL;
}

int truncate_file(sqlite3_file* base, sqlite3_int64 size) {
    handle_of(base).file->truncate(size);
    return SQLITE_OK;
}

int sync_file(sqlite3_file*, int) { return SQLITE_OK; }

int size_of_file(sqlite3_file* base, sqlite3_int64* size) {
    *size = handle_of(base).file->size_bytes;
    return SQLITE_OK;
}

int control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }

int sector_bytes(sqlite3_file*) { return 512; }

int traits(sqlite3_file*) {
    return SQLITE_IOCAP_SAFE_APPEND | SQLITE_IOCAP_SEQUENTIAL | SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

int index_map(sqlite3_file* base, int region, int region_bytes, int extend, void volatile** out) {
    Handle& own = handle_of(base);
    auto& index = own.file->index;
    own.uses_index = true;
    *out = nullptr;
    while (static_cast<int>(index.size()) <= region) {
        if (extend == 0) {
            return SQLITE_OK;
        }
        auto* memory = static_cast<std::uint8_t*>(std::calloc(1, static_cast<std::size_t>(region_bytes)));
        if (memory == nullptr) {
            return SQLITE_NOMEM;
        }
        index.push_back(memory);
    }
    *out = index[static_cast<std::size_t>(region)];
    return SQLITE_OK;
}

int index_lock(sqlite3_file* base, int first, int count, int flags) {
    Handle& own = handle_of(base);
    MemoryFile& file = *own.file;
    const bool shared = (flags & SQLITE_SHM_SHARED) != 0;
    for (int i = first; (flags & SQLITE_SHM_LOCK) != 0 && i < first + count; ++i) {
        if ((file.index_exclusive[i] != nullptr && file.index_exclusive[i] != &own) ||
            (!shared && file.index_shared[i] > 0)) {
            return SQLITE_BUSY;
        }
    }
    for (int i = first; i < first + count; ++i) {
        if (shared) {
            file.index_shared[i] += (flags & SQLITE_SHM_LOCK) != 0 ? 1 : -1;
        } else {
            file.index_exclusive[i] = (flags & SQLITE_SHM_LOCK) != 0 ? &own : nullptr;
        }
    }
    return SQLITE_OK;
}

void index_barrier(sqlite3_file*) {}

const sqlite3_io_methods methods = {
    2,       close_file,   read_file, write_file, truncate_file, sync_file,     size_of_file, lock,    unlock, reserved,
    control, sector_bytes, traits,    index_map,  index_lock,    index_barrier, index_unmap,  nullptr, nullptr};

int open_file(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* base, int flags, int* out_flags) {
    base->pMethods = nullptr;
    MemoryFile* file = name != nullptr ? find_file(name) : new MemoryFile;
    if (file == nullptr && (flags & SQLITE_OPEN_CREATE) == 0) {
        return SQLITE_CANTOPEN;
    }
    if (file == nullptr) {
        file = list_file(name);
    }
    ++file->handles;
    new (base) Handle{{&methods}, file, SQLITE_LOCK_NONE, (flags & SQLITE_OPEN_DELETEONCLOSE) != 0, false};
    if (out_flags != nullptr) {
        *out_flags = flags;
    }
    return SQLITE_OK;
}

int delete_file(sqlite3_vfs*, const char* name, int) {
    MemoryFile* file = find_file(name);
    if (file == nullptr) {
        return SQLITE_IOERR_DELETE_NOENT;
    }
    unlist_file(file);
    return SQLITE_OK;
}

int file_exists(sqlite3_vfs*, const char* name, int, int* answer) {
    *answer = find_file(name) != nullptr ? 1 : 0;
    return SQLITE_OK;
}

int same_name(sqlite3_vfs*, const char* name, int room, char* out) {
    const std::size_t length = std::strlen(name);
    if (length + 1 > static_cast<std::size_t>(room)) {
        return SQLITE_CANTOPEN;
    }
    std::memcpy(out, name, length + 1);
    return SQLITE_OK;
}

int random_seed(sqlite3_vfs*, int amount, char* out) {
    sql_random_bytes(out, amount);
    return amount;
}

int no_sleep(sqlite3_vfs*, int) { return 0; }

// Milliseconds since noon of 24 November 4714 before our era, which is SQLite's clock.
int julian_ms(sqlite3_vfs*, sqlite3_int64* out) {
    *out = static_cast<sqlite3_int64>(sql_now_ms()) + 210866760000000;
    return SQLITE_OK;
}

int julian_days(sqlite3_vfs* vfs, double* out) {
    sqlite3_int64 now = 0;
    julian_ms(vfs, &now);
    *out = static_cast<double>(now) / 86400000.0;
    return SQLITE_OK;
}

int no_error(sqlite3_vfs*, int, char*) { return 0; }

// The page's time zone for SQLite's 'localtime' and 'utc'.
int local_time(const void* seconds, void* out) {
    const auto utc = *static_cast<const std::time_t*>(seconds);
    const double offset_min = sql_local_offset_minutes(static_cast<double>(utc) * 1000.0);
    const std::time_t there = utc + static_cast<std::time_t>(offset_min * 60.0);
    gmtime_r(&there, static_cast<std::tm*>(out));
    return 0;
}

sqlite3_vfs make_vfs() {
    sqlite3_vfs vfs{};
    vfs.iVersion = 2;
    vfs.szOsFile = sizeof(Handle);
    vfs.mxPathname = 512;
    vfs.zName = "memory-files";
    vfs.xOpen = open_file;
    vfs.xDelete = delete_file;
    vfs.xAccess = file_exists;
    vfs.xFullPathname = same_name;
    vfs.xRandomness = random_seed;
    vfs.xSleep = no_sleep;
    vfs.xCurrentTime = julian_days;
    vfs.xGetLastError = no_error;
    vfs.xCurrentTimeInt64 = julian_ms;
    return vfs;
}

} // namespace

extern "C" int sqlite3_os_init() {
    static sqlite3_vfs vfs = make_vfs();
    sqlite3_test_control(SQLITE_TESTCTRL_LOCALTIME_FAULT, 2, local_time);
    return sqlite3_vfs_register(&vfs, 1);
}

extern "C" int sqlite3_os_end() { return SQLITE_OK; }
