#include "cli/jpeg_tables.hpp"

namespace hypha::cli {
namespace {

constexpr std::uint32_t kMostCodes = 256;

// A segment holds tables back to back: a byte, 16 counts, the symbols. What lies past the end of the file counts as zero.
bool tables_fit(vision::Bytes file, std::size_t at, std::size_t length) {
    for (std::size_t used = 0; used < length;) {
        std::uint32_t codes = 0;
        vision::ByteReader reader(file);
        for (std::size_t i = 0; i < 16; ++i) {
            codes += reader.u8(at + used + 1 + i);
        }
        if (codes > kMostCodes) {
            return false;
        }
        used += 17 + codes;
    }
    return true;
}

bool stands_alone(std::uint32_t marker) { // without a length: stuffing, TEM, restarts, start of image
    return marker == 0 || marker == 1 || (marker >= 0xD0 && marker <= 0xD8) || marker == 0xFF;
}

} // namespace

bool jpeg_tables_fit(vision::Bytes file) {
    for (std::size_t at = 0; at + 1 < file.size();) {
        if (file[at] != 0xFF || stands_alone(file[at + 1])) {
            at += 1;
            continue;
        }
        vision::ByteReader reader(file);
        const std::uint32_t marker = file[at + 1];
        const std::size_t length = reader.u16(at + 2);
        if (marker == 0xC4 && length > 2 && !tables_fit(file, at + 4, length - 2)) {
            return false;
        }
        const bool skipped = (marker >= 0xC0 && marker <= 0xFE && marker != 0xD9) && length >= 2;
        at += skipped ? 2 + length : 2;
    }
    return true;
}

} // namespace hypha::cli
