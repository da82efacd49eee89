// A fixed pool of random-access files that are open from start to end: what SQLite's VFS (storage/pool_vfs) stands on.
// In the browser each is an OPFS synchronous access handle, natively a POSIX file. C names, because in the browser they are
// imports of src/browser/hypha_library.js; src/native/pool_file.cpp is their twin, tests/fakes has one that fails on demand.
// Offsets and sizes are bytes (double holds 2^53 exactly: wasm has no 64-bit integer imports here). Slots count from 0.
// Every implementation must pass tests/contract/pool_file_contract.hpp.
#pragma once

#include <cstdint>

extern "C" {
// Number of open slots; 0 when there is no durable storage.
int hypha_pool_slots();
// Bytes read (fewer at the end of the file), or -1 on failure.
int hypha_pool_read(int slot, void* into, int length_bytes, double offset_bytes);
// length_bytes when all was written; -1 failure; -2 no space left.
int hypha_pool_write(int slot, const void* from, int length_bytes, double offset_bytes);
// 0, or -1.
int hypha_pool_truncate(int slot, double size_bytes);
// Makes everything written before durable. 0, or -1.
int hypha_pool_flush(int slot);
// Size in bytes, or -1.
double hypha_pool_size(int slot);
}
