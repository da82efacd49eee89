#include "app/open_copy.hpp"

#include <algorithm>
#include <bitset>
#include <utility>

#include "app/follow_route.hpp"
#include "app/query_own_rows.hpp"
#include "storage/big_endian.hpp"

namespace hypha::app {
namespace {

using storage::big_endian;

constexpr std::uint32_t kPartBytes = 4U << 20U;
constexpr std::size_t kHeaderBytes = 100;
constexpr std::size_t kSampledBytes = 4096;
constexpr std::size_t kKindsOfRandomBytes = 240; // of 256 that 4096 random bytes nearly always hold

// The header says how many pages there should be (SQLite's file format, 1.3); a file with fewer was cut.
bool is_cut(std::span<const std::byte> bytes) {
    if (bytes.size() < kHeaderBytes) {
        return true;
    }
    const std::uint32_t page = big_endian(bytes, 16, 2) == 1 ? 65536 : big_endian(bytes, 16, 2);
    const bool counted = big_endian(bytes, 24, 4) == big_endian(bytes, 92, 4);
    return counted && std::uint64_t{page} * big_endian(bytes, 28, 4) > bytes.size();
}

// Whole pages of nothing but noise, from the first byte on: what SQLCipher and its like write.
bool looks_encrypted(std::span<const std::byte> bytes) {
    if (bytes.size() < kSampledBytes || bytes.size() % 1024 != 0) {
        return false;
    }
    std::bitset<256> seen;
    for (const std::byte each : bytes.first(kSampledBytes)) {
        seen.set(static_cast<std::size_t>(each));
    }
    return seen.count() > kKindsOfRandomBytes;
}

void fail(Workplace& work, const std::string& code) {
    if (work.memory.copy.ticket != 0) {
        work.postbox.send(ports::DropFile{work.memory.copy.ticket});
    }
    work.memory.copy = CopyRun{};
    work.state.copy_pick.phase = CopyPick::Phase::failed;
    work.state.copy_pick.failure = code;
    work.touch();
}

void ask_for_part(Workplace& work) {
    const CopyRun& run = work.memory.copy;
    work.postbox.send(ports::ReadFile{run.ticket, static_cast<std::int64_t>(run.bytes.size()), kPartBytes});
}

void open(Workplace& work) {
    const CopyRun run = std::exchange(work.memory.copy, CopyRun{});
    work.postbox.send(ports::DropFile{run.ticket});
    auto opened = storage::Database::open_copy(run.bytes);
    auto console = opened ? storage::SqlConsole::on_copy(*std::move(opened)) : std::unexpected(opened.error());
    if (!console) {
        const std::string& code = console.error().code;
        fail(work, code == "not_a_database" && looks_encrypted(run.bytes) ? "encrypted"
                   : code == "database_corrupt" && is_cut(run.bytes)      ? "cut_short"
                                                                          : code);
        return;
    }
    const std::string name = work.state.copy_pick.name;
    work.state.copy_pick = CopyPick{};
    open_console_on(work, *std::move(console), name);
    go_to(work, Route{Screen::sql_copy, {}, {}});
}

} // namespace

void pick_copy(Workplace& work) {
    cancel_copy(work);
    work.memory.copy.ticket = work.take_tickets();
    work.postbox.send(ports::PickFile{work.memory.copy.ticket});
}

void cancel_copy(Workplace& work) {
    if (work.memory.copy.ticket != 0) {
        work.postbox.send(ports::DropFile{work.memory.copy.ticket});
    }
    work.memory.copy = CopyRun{};
    work.state.copy_pick = CopyPick{};
    work.touch();
}

void copy_picked(Workplace& work, const ports::FilePicked& picked) {
    if (picked.ticket != work.memory.copy.ticket || work.state.copy_pick.phase == CopyPick::Phase::reading) {
        return;
    }
    work.state.copy_pick = {CopyPick::Phase::reading, picked.name, 0, picked.size_bytes, ""};
    if (picked.size_bytes > static_cast<std::int64_t>(storage::Database::kMostCopyBytes)) {
        fail(work, "too_large");
        return;
    }
    work.memory.copy.bytes.reserve(static_cast<std::size_t>(std::max<std::int64_t>(0, picked.size_bytes)));
    ask_for_part(work);
    work.touch();
}

void copy_part_read(Workplace& work, const ports::FileRead& read) {
    CopyRun& run = work.memory.copy;
    if (read.ticket != run.ticket || work.state.copy_pick.phase != CopyPick::Phase::reading) {
        return;
    }
    run.bytes.insert(run.bytes.end(), read.bytes.begin(), read.bytes.end());
    work.state.copy_pick.done_bytes = std::ssize(run.bytes);
    work.touch();
    if (run.bytes.size() > storage::Database::kMostCopyBytes) {
        fail(work, "too_large");
    } else if (read.bytes.size() < kPartBytes) {
        open(work);
    } else {
        ask_for_part(work);
    }
}

void copy_failed(Workplace& work, const ports::FileFailed& failed) {
    if (failed.ticket == work.memory.copy.ticket && failed.ticket != 0) {
        fail(work, failed.code);
    }
}

} // namespace hypha::app
