#include "storage/copied_bytes.hpp"

#include <cstring>
#include <string>

#include <sqlite3.h>

#include "storage/database.hpp"

namespace hypha::storage {
namespace {

constexpr std::size_t kHeaderBytes = 100, kWriteVersionAt = 18, kReadVersionAt = 19;
constexpr unsigned char kRollbackJournal = 1, kWriteAheadLog = 2;

} // namespace

Result<unsigned char*> copied_bytes(std::span<const std::byte> bytes) {
    if (bytes.size() < kHeaderBytes || std::memcmp(bytes.data(), "SQLite format 3", 16) != 0) {
        return failure("not_a_database", "the file does not begin like an SQLite database");
    }
    if (bytes.size() > Database::kMostCopyBytes) {
        return failure("too_large", std::to_string(bytes.size()) + " bytes");
    }
    auto* copy = static_cast<unsigned char*>(sqlite3_malloc64(bytes.size()));
    if (copy == nullptr) {
        return failure("out_of_memory", "no room for a copy of " + std::to_string(bytes.size()) + " bytes");
    }
    std::memcpy(copy, bytes.data(), bytes.size());
    for (const std::size_t at : {kWriteVersionAt, kReadVersionAt}) {
        copy[at] = copy[at] == kWriteAheadLog ? kRollbackJournal : copy[at];
    }
    return copy;
}

} // namespace hypha::storage
