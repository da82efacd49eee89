// SQLite's default file system where there is none (WebAssembly, SQLITE_OS_OTHER=1): it opens nothing, so that databases in
// memory work and a file name without a mounted PoolVfs is an error, never a file in a file system that forgets.
// Its clock, which the marks of syncing and a person's own SQL ask for, and its random seed are the standard library's.
#include <algorithm>
#include <chrono>
#include <cstring>
#include <random>

#include <sqlite3.h>

namespace {

int open_nothing(sqlite3_vfs*, sqlite3_filename, sqlite3_file* file, int, int*) {
    file->pMethods = nullptr;
    return SQLITE_CANTOPEN;
}

int delete_nothing(sqlite3_vfs*, const char*, int) { return SQLITE_IOERR_DELETE_NOENT; }

int nothing_exists(sqlite3_vfs*, const char*, int, int* answer) {
    *answer = 0;
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

int seed(sqlite3_vfs*, int amount, char* out) {
    std::random_device device;
    for (int at = 0; at < amount; at += 4) {
        const unsigned bits = device();
        std::memcpy(out + at, &bits, static_cast<std::size_t>(std::min(4, amount - at)));
    }
    return amount;
}

int sleep_not(sqlite3_vfs*, int) { return 0; }

// SQLite counts milliseconds since noon of 24 November 4714 BC.
constexpr sqlite3_int64 kJulianOfUnix_ms = 210866760000000;

int julian_ms(sqlite3_vfs*, sqlite3_int64* now) {
    const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
    *now = kJulianOfUnix_ms + std::chrono::duration_cast<std::chrono::milliseconds>(since_1970).count();
    return SQLITE_OK;
}

int julian_days(sqlite3_vfs* vfs, double* now) {
    sqlite3_int64 ms = 0;
    julian_ms(vfs, &ms);
    *now = static_cast<double>(ms) / 86'400'000.0;
    return SQLITE_OK;
}

int no_error(sqlite3_vfs*, int, char*) { return 0; }

sqlite3_vfs make_vfs() {
    sqlite3_vfs vfs{};
    vfs.iVersion = 2;
    vfs.szOsFile = sizeof(sqlite3_file);
    vfs.mxPathname = 512;
    vfs.zName = "no-files";
    vfs.xOpen = open_nothing;
    vfs.xDelete = delete_nothing;
    vfs.xAccess = nothing_exists;
    vfs.xFullPathname = same_name;
    vfs.xRandomness = seed;
    vfs.xSleep = sleep_not;
    vfs.xCurrentTime = julian_days;
    vfs.xGetLastError = no_error;
    vfs.xCurrentTimeInt64 = julian_ms;
    return vfs;
}

} // namespace

extern "C" int sqlite3_os_init() {
    static sqlite3_vfs vfs = make_vfs();
    return sqlite3_vfs_register(&vfs, 1);
}

extern "C" int sqlite3_os_end() { return SQLITE_OK; }
