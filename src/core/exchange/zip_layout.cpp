#include "core/exchange/zip_layout.hpp"

namespace hypha::exchange {
namespace {

constexpr std::uint16_t kVersion = 20, kVersionZip64 = 45, kStored = 0, kMidnight = 0, kFirstDay = 0x21;
constexpr std::uint16_t kZip64Field = 1, kZip64OffsetOnly = 8;
constexpr std::uint32_t kInZip64 = 0xFFFFFFFFU;
constexpr std::uint16_t kCountInZip64 = 0xFFFFU;

void put(std::string& out, std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) {
        out += static_cast<char>((value >> (8 * i)) & 0xFFU);
    }
}

// What local header and directory record have alike, from "version needed" to the lengths of name and extra field.
void put_facts(std::string& out, const ZipEntry& entry, std::uint16_t version, std::uint16_t extra_bytes) {
    put(out, version, 2);
    put(out, 0, 2); // flags
    put(out, kStored, 2);
    put(out, kMidnight, 2);
    put(out, kFirstDay, 2);
    put(out, entry.crc, 4);
    put(out, entry.size_bytes, 4);
    put(out, entry.size_bytes, 4);
    put(out, entry.name.size(), 2);
    put(out, extra_bytes, 2);
}

} // namespace

std::string local_header(const ZipEntry& entry) {
    std::string out = "PK\x03\x04";
    put_facts(out, entry, kVersion, 0);
    out += entry.name;
    return out;
}

std::string directory_record(const ZipEntry& entry) {
    const bool far = entry.offset >= kInZip64;
    const std::uint16_t version = far ? kVersionZip64 : kVersion;
    std::string out = "PK\x01\x02";
    put(out, version, 2);
    put_facts(out, entry, version, far ? kZip64OffsetBytes : 0);
    put(out, 0, 2); // comment
    put(out, 0, 2); // disk
    put(out, 0, 2); // internal attributes
    put(out, 0, 4); // external attributes
    put(out, far ? kInZip64 : entry.offset, 4);
    out += entry.name;
    if (far) {
        put(out, kZip64Field, 2);
        put(out, kZip64OffsetOnly, 2);
        put(out, entry.offset, 8);
    }
    return out;
}

std::string zip_end(const ZipEnd& end) {
    const bool many = end.entries >= kCountInZip64;
    const bool large = end.directory_offset >= kInZip64 || end.directory_bytes >= kInZip64;
    std::string out;
    if (many || large) {
        out += "PK\x06\x06";
        put(out, kZip64EndBytes - 12, 8);
        put(out, kVersionZip64, 2);
        put(out, kVersionZip64, 2);
        put(out, 0, 4); // this disk
        put(out, 0, 4); // the directory's disk
        put(out, end.entries, 8);
        put(out, end.entries, 8);
        put(out, end.directory_bytes, 8);
        put(out, end.directory_offset, 8);
        out += "PK\x06\x07";
        put(out, 0, 4);
        put(out, end.directory_offset + end.directory_bytes, 8);
        put(out, 1, 4);
    }
    const std::uint64_t count = many || large ? kCountInZip64 : end.entries;
    out += "PK\x05\x06";
    put(out, 0, 2);
    put(out, 0, 2);
    put(out, count, 2);
    put(out, count, 2);
    put(out, many || large ? kInZip64 : end.directory_bytes, 4);
    put(out, many || large ? kInZip64 : end.directory_offset, 4);
    put(out, 0, 2); // comment
    return out;
}

} // namespace hypha::exchange
