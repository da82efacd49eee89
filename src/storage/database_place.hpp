// Where a database lives: in memory (nothing is kept), in the pool of durable slots, or in a file of the operating system.
// The pool place names a mounted PoolVfs, which must outlive every Database opened on it.
#pragma once

#include <string>

namespace hypha::storage {

class PoolVfs;

inline constexpr const char* kLogSuffix = "-wal"; // SQLite's name for the log beside a file

struct DatabasePlace {
    enum class Kind { memory, pool, native };
    Kind kind = Kind::memory;
    std::string name; // file name in the pool, or the path; empty in memory
    PoolVfs* pool = nullptr;

    static DatabasePlace in_memory() { return {}; }
    static DatabasePlace in_pool(PoolVfs& pool, std::string name = "hypha.db") {
        return {Kind::pool, std::move(name), &pool};
    }
    static DatabasePlace at_path(std::string path) { return {Kind::native, std::move(path), nullptr}; }
};

} // namespace hypha::storage
