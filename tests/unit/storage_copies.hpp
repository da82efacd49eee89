// Copies of a journal on their way out and in, as tests of backups and of their faults need them.
#pragma once

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "storage/backup.hpp"
#include "storage/place_files.hpp"
#include "storage/restore.hpp"
#include "storage/slot_header.hpp"
#include "storage_journal_rows.hpp"
#include "storage_shelf.hpp"

namespace hypha {

using namespace storage;

inline constexpr int kSlots = 12;

inline std::vector<std::byte> photo_bytes(int number, std::size_t size) {
    std::vector<std::byte> bytes(size);
    for (std::size_t i = 0; i < size; ++i) {
        bytes[i] = static_cast<std::byte>((i * 31 + static_cast<std::size_t>(number) * 7) & 0xff);
    }
    return bytes;
}

inline std::vector<std::byte> whole_backup(Shelf& shelf, Database& database, int photos) {
    auto writer = BackupWriter::begin(database, 123456789);
    REQUIRE(writer.has_value());
    for (int number = 0; number < photos; ++number) {
        const auto bytes = photo_bytes(number, 40000 + static_cast<std::size_t>(number));
        REQUIRE(writer->add_photo("sha-" + std::to_string(number), "original", bytes).has_value());
        REQUIRE(writer->add_photo("sha-" + std::to_string(number), "original", bytes).has_value()); // once
        REQUIRE(
            writer->add_photo("sha-" + std::to_string(number), "thumbnail", std::span(bytes).first(100)).has_value());
    }
    const auto file = writer->finish();
    REQUIRE(file.has_value());
    std::vector<std::byte> out;
    for (;;) {
        const auto part = read_part(shelf.place(), file->file, std::ssize(out), 100000);
        REQUIRE(part.has_value());
        if (part->empty()) {
            break;
        }
        out.insert(out.end(), part->begin(), part->end());
    }
    CHECK(std::ssize(out) == file->size_bytes);
    REQUIRE(remove_file(shelf.place(), file->file).has_value());
    return out;
}

inline Result<DatabaseFacts> take_in(Shelf& shelf, std::span<const std::byte> bytes, int* photos = nullptr) {
    auto incoming = Incoming::begin(shelf.place());
    if (!incoming) {
        return std::unexpected(incoming.error());
    }
    for (std::size_t at = 0; at < bytes.size(); at += 77777) {
        if (auto put = incoming->append(bytes.subspan(at, std::min<std::size_t>(77777, bytes.size() - at))); !put) {
            return std::unexpected(put.error());
        }
    }
    auto facts = incoming->check();
    if (!facts) {
        return facts;
    }
    for (;;) {
        const auto photo = incoming->next_photo();
        if (!photo) {
            return std::unexpected(photo.error());
        }
        if (!photo->has_value()) {
            break;
        }
        if (photos != nullptr) {
            const int number = std::stoi((*photo)->sha256.substr(4));
            const auto expected = photo_bytes(number, 40000 + static_cast<std::size_t>(number));
            const std::size_t size = (*photo)->part == "original" ? expected.size() : 100;
            REQUIRE((*photo)->bytes.size() == size);
            CHECK(std::ranges::equal((*photo)->bytes, std::span(expected).first(size)));
            ++*photos;
        }
    }
    if (auto finished = incoming->finish(); !finished) {
        return std::unexpected(finished.error());
    }
    return facts;
}

inline std::int64_t finds_of(Shelf& shelf) {
    REQUIRE(shelf.mount().has_value());
    const auto facts = facts_of(shelf.place(), "hypha.db");
    return facts ? facts->finds : -1;
}

} // namespace hypha
