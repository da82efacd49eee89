#include "core/exchange/zip_reader.hpp"

#include <algorithm>
#include <string_view>

namespace hypha::exchange {
namespace {

constexpr std::size_t kLongestName = 200;
constexpr std::uint32_t kInZip64 = 0xFFFFFFFFU;

std::string_view text_of(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// The caller has seen that the bytes are there.
std::uint64_t number(std::string_view bytes, std::size_t at, int width) {
    std::uint64_t value = 0;
    for (int i = width - 1; i >= 0; --i) {
        value = (value << 8U) | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
    }
    return value;
}

std::unexpected<Error> changed(const char* what) { return failure("not_our_zip", what); }

} // namespace

Result<ZipEnd> read_zip_end(std::span<const std::byte> tail, std::uint64_t file_bytes) {
    const std::string_view bytes = text_of(tail);
    if (bytes.size() < kEndBytes) {
        return changed("too short for a zip");
    }
    const std::string_view last = bytes.substr(bytes.size() - kEndBytes);
    ZipEnd end{number(last, 10, 2), number(last, 16, 4), number(last, 12, 4)};
    if (end.directory_offset == kInZip64) {
        if (bytes.size() < kMostEndBytes) {
            return changed("the ZIP64 end is missing");
        }
        const std::string_view large = bytes.substr(bytes.size() - kMostEndBytes);
        end = {number(large, 24, 8), number(large, 48, 8), number(large, 40, 8)};
    }
    const std::string expected = zip_end(end);
    if (!bytes.ends_with(expected)) {
        return changed("the end is not as it was written");
    }
    // Compared by differences, so that no sum can wrap.
    const std::uint64_t before_end = file_bytes - expected.size();
    if (file_bytes < expected.size() || end.directory_bytes > before_end ||
        end.directory_offset != before_end - end.directory_bytes) {
        return changed("the directory does not lie before the end");
    }
    if (end.directory_bytes > kMostDirectoryBytes) {
        return failure("too_large", "a directory of " + std::to_string(end.directory_bytes) + " bytes");
    }
    return end;
}

Result<std::vector<ZipEntry>> read_zip_directory(std::span<const std::byte> directory, const ZipEnd& end) {
    std::string_view rest = text_of(directory);
    if (rest.size() != end.directory_bytes || end.entries > rest.size() / kDirectoryRecordBytes) {
        return changed("the directory is cut");
    }
    std::vector<ZipEntry> entries;
    entries.reserve(static_cast<std::size_t>(end.entries));
    std::uint64_t next = 0;
    while (!rest.empty()) {
        if (rest.size() < kDirectoryRecordBytes) {
            return changed("a record is cut");
        }
        const auto name_bytes = static_cast<std::size_t>(number(rest, 28, 2));
        if (name_bytes == 0 || name_bytes > kLongestName || rest.size() < kDirectoryRecordBytes + name_bytes) {
            return changed("a name is cut or absurd");
        }
        // Where it has to be, whatever the record says; the comparison below finds out.
        const ZipEntry entry{std::string(rest.substr(kDirectoryRecordBytes, name_bytes)), number(rest, 20, 4),
                             static_cast<std::uint32_t>(number(rest, 16, 4)), next};
        const std::string expected = directory_record(entry);
        if (entry.size_bytes > kMostEntryBytes || !rest.starts_with(expected)) {
            return changed("a record is not as it was written");
        }
        rest.remove_prefix(expected.size());
        next = end_of(entry);
        if (next > end.directory_offset) {
            return changed("an entry reaches into the directory");
        }
        entries.push_back(entry);
    }
    if (entries.size() != end.entries || next != end.directory_offset) {
        return changed("the directory does not name all that there is");
    }
    return entries;
}

bool is_header_of(std::span<const std::byte> bytes, const ZipEntry& entry) {
    return text_of(bytes) == local_header(entry);
}

} // namespace hypha::exchange
