// Our zip: what is written is read, and every file that is not what the writer writes is refused: cut, flipped, longer, overlapping,
// compressed, with other names. ZIP64 is tried with sizes, not with bytes.
#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "core/exchange/archive_names.hpp"
#include "core/exchange/crc32.hpp"
#include "core/exchange/find_folder.hpp"
#include "core/exchange/zip_reader.hpp"
#include "core/exchange/zip_writer.hpp"
#include "unit/attack.hpp"
#include "unit/exchange_records.hpp"

namespace hypha::exchange {
namespace {

std::span<const std::byte> bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }

std::string entry(ZipWriter& zip, const std::string& name, std::string_view content) {
    return zip.begin_entry(name, content.size(), crc32_of(bytes_of(content))) + std::string(content);
}

std::string example_zip() {
    ZipWriter zip;
    const std::string folder = find_folder("2026-10-04", kUuid);
    std::string file = entry(zip, std::string(kReadmeName), "read me");
    file += entry(zip, folder + "profile.jpg", "a photo");
    file += entry(zip, folder + "find.json", "{}");
    file += zip.finish();
    REQUIRE(zip.size_bytes() == file.size());
    return file;
}

// A zip's figures are 64 bits wide, a span's are not on wasm32: what lies in memory fits.
std::span<const std::byte> part_of(std::span<const std::byte> file, std::uint64_t offset, std::uint64_t size_bytes) {
    return file.subspan(static_cast<std::size_t>(offset), static_cast<std::size_t>(size_bytes));
}

// All that the app checks of a zip but what its JSON says; the entries, or the code.
Result<std::vector<ZipEntry>> read(std::span<const std::byte> file) {
    const auto tail = file.last(std::min(file.size(), kMostEndBytes));
    const auto end = read_zip_end(tail, file.size());
    if (!end) {
        return std::unexpected(end.error());
    }
    auto entries = read_zip_directory(part_of(file, end->directory_offset, end->directory_bytes), *end);
    const auto folders = entries ? check_folders(*entries) : std::unexpected(entries.error());
    if (!folders) {
        return std::unexpected(folders.error());
    }
    for (const ZipEntry& each : *entries) {
        const std::size_t header = kLocalHeaderBytes + each.name.size();
        const auto whole = part_of(file, each.offset, end_of(each) - each.offset);
        if (!is_header_of(whole.first(header), each) || crc32_of(whole.subspan(header)) != each.crc) {
            return failure("not_our_zip", each.name);
        }
    }
    return entries;
}

} // namespace

TEST_CASE("a checksum is the one that everybody makes", "[exchange]") {
    CHECK(crc32_of(bytes_of("123456789")) == 0xCBF43926U);
    CHECK(crc32_of({}) == 0);
}

TEST_CASE("what is written is read", "[exchange_zip]") {
    const std::string file = example_zip();
    const auto entries = read(bytes_of(file));
    REQUIRE(entries.has_value());
    REQUIRE(entries->size() == 3);
    CHECK((*entries)[1].name == find_folder("2026-10-04", kUuid) + "profile.jpg");
    CHECK((*entries)[1].size_bytes == 7);
    CHECK(count_finds(*entries) == 1);
    CHECK(count_photos(*entries) == 1);
    CHECK(example_zip() == file); // no time, no chance in it
}

TEST_CASE("every cut, every flipped bit and every byte too many is refused", "[exchange_zip][attack]") {
    const std::string file = example_zip();
    const std::vector<std::uint8_t> whole(file.begin(), file.end());
    std::size_t accepted = 0, tried = 0;
    attack(whole, [&](std::span<const std::uint8_t> bytes) {
        ++tried;
        const auto entries = read(std::as_bytes(bytes));
        if (entries) {
            ++accepted;
            CHECK(bytes.size() == whole.size());
            CHECK(std::ranges::equal(bytes, whole));
        } else {
            CHECK(entries.error().code == "not_our_zip");
        }
    });
    CHECK(accepted == 1); // the file itself: nothing cut off
    CHECK(tried == file.size() + 1 + 8 * file.size() + 1);
}

TEST_CASE("an empty journal is a zip of a README", "[exchange_zip]") {
    ZipWriter zip;
    const std::string begun = entry(zip, std::string(kReadmeName), "read me");
    const std::string file = begun + zip.finish();
    const auto entries = read(bytes_of(file));
    REQUIRE(entries.has_value());
    CHECK(count_finds(*entries) == 0);
    CHECK(count_photos(*entries) == 0);
}

TEST_CASE("folders that are not as the app makes them are refused", "[exchange_zip][attack]") {
    const std::string folder = find_folder("2026-10-04", kUuid);
    const std::string other = find_folder("2026-10-05", "1f8fad5b-d9cb-469f-a165-70867728950e");
    const auto code_of = [](const std::vector<std::string>& names) {
        ZipWriter zip;
        std::string file;
        for (const std::string& name : names) {
            file += entry(zip, name, "x");
        }
        file += zip.finish();
        const auto entries = read(bytes_of(file));
        return entries ? std::string("taken") : entries.error().code;
    };
    const std::string readme(kReadmeName);
    CHECK(code_of({readme, folder + "find.json", other + "base.png", other + "find.json"}) == "taken");
    CHECK(code_of({folder + "find.json"}) == "not_our_zip");
    CHECK(code_of({readme, "finds/../../etc/passwd"}) == "not_our_zip");
    CHECK(code_of({readme, "/etc/passwd"}) == "not_our_zip");
    CHECK(code_of({readme, folder + "profile.jpg"}) == "not_our_zip");                     // no find.json
    CHECK(code_of({readme, folder + "find.json", folder + "find.json"}) == "not_our_zip"); // twice
    CHECK(code_of({readme, folder + "base.jpg", other + "find.json"}) == "not_our_zip");   // mixed
    CHECK(code_of({readme, folder + "find.json", folder + "profile.jpg", folder + "find.json"}) == "not_our_zip");
    CHECK(code_of({readme, folder + "find.json", readme}) == "not_our_zip");
}

TEST_CASE("beyond 4 GiB and 65,535 entries the numbers stand in ZIP64 records", "[exchange_zip]") {
    ZipWriter zip;
    std::string directory_and_end;
    std::vector<ZipEntry> written;
    for (int i = 0; i < 70'000; ++i) {
        const std::string name = "e" + std::to_string(i);
        written.push_back({name, 1'000'000, 7, zip.size_bytes()});
        zip.begin_entry(name, 1'000'000, 7); // the bytes are imagined
    }
    const std::uint64_t content = zip.size_bytes();
    directory_and_end = zip.finish();
    REQUIRE(content > 0xFFFFFFFFULL * 16);
    const auto all = bytes_of(directory_and_end);
    const auto end = read_zip_end(all.last(kMostEndBytes), content + directory_and_end.size());
    REQUIRE(end.has_value());
    CHECK(end->entries == 70'000);
    CHECK(end->directory_offset == content);
    const auto entries = read_zip_directory(part_of(all, 0, end->directory_bytes), *end);
    REQUIRE(entries.has_value());
    CHECK(*entries == written);
    CHECK(directory_and_end.size() < std::size_t{70'000} * 110); // what the writer holds in memory
    CHECK(read_zip_end(all.last(kMostEndBytes), content + directory_and_end.size() + 1).error().code == "not_our_zip");
}

TEST_CASE("a directory larger than memory is not read", "[exchange_zip][attack]") {
    ZipEnd end{2'000'000, 10'000'000'000, kMostDirectoryBytes + 1};
    const std::string text = zip_end(end);
    CHECK(read_zip_end(bytes_of(text), end.directory_offset + end.directory_bytes + text.size()).error().code ==
          "too_large");
    end = {0xFFFFFFFFFFFFFFFFULL, 10, 46};
    CHECK(read_zip_directory(bytes_of(std::string(46, 'x')), end).error().code ==
          "not_our_zip"); // and reserves nothing
}

TEST_CASE("a record speaks of its own folder and of exactly its photos", "[exchange_zip]") {
    const FindRecord record = example_find();
    const ZipEntry here{find_folder("2026-10-04", kUuid) + "find.json", 10, 0, 0};
    const FindPhoto photo{"profile.jpg", std::string(64, 'c'), 1000};
    CHECK(check_record(record, here, {photo}, true).has_value());
    CHECK_FALSE(check_record(record, here, {}, true).has_value());
    CHECK_FALSE(check_record(record, here, {{"base.jpg", photo.sha256, 1000}}, true).has_value());
    CHECK_FALSE(check_record(record, here, {{"profile.jpg", std::string(64, 'd'), 1000}}, true).has_value());
    CHECK_FALSE(check_record(record, here, {{"profile.jpg", photo.sha256, 999}}, true).has_value());
    const ZipEntry there{find_folder("2026-10-04", "1f8fad5b-d9cb-469f-a165-70867728950e") + "find.json", 10, 0, 0};
    CHECK_FALSE(check_record(record, there, {photo}, true).has_value());
}

} // namespace hypha::exchange
