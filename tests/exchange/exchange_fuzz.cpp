// libFuzzer's way into what reads files from outside: the first byte picks a reader, the rest is its input. Under the sanitizers;
// besides crashes it looks for a find that does not survive its own writer, a zip whose accepted bytes are not those that the writer
// makes, and a photo that loses more the second time. `npm test` runs it for ten seconds from tests/exchange/corpus.
#include "core/exchange/crc32.hpp"
#include "core/exchange/find_folder.hpp"
#include "core/exchange/find_json.hpp"
#include "core/exchange/zip_reader.hpp"
#include "core/exchange/zip_writer.hpp"
#include "core/vision/strip_metadata.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace hypha;
using namespace hypha::exchange;

namespace {

std::string_view text_of(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void read_find(std::string_view json) {
    const auto find = decode_find(json);
    if (!find) return;
    const std::string written = encode_find(*find, Tongue::english);
    const auto again = decode_find(written);
    if (!again || encode_find(*again, Tongue::english) != written) std::abort();
}

void read_zip(std::span<const std::byte> file) {
    const auto end = read_zip_end(file.last(std::min(file.size(), kMostEndBytes)), file.size());
    if (!end) return;
    const auto entries = read_zip_directory(file.subspan(end->directory_offset, end->directory_bytes), *end);
    if (!entries) return;
    (void)check_folders(*entries);
    ZipWriter writer;
    std::string written;
    for (const ZipEntry& entry : *entries) {
        const std::size_t header = kLocalHeaderBytes + entry.name.size();
        const auto whole = file.subspan(entry.offset, end_of(entry) - entry.offset);
        if (!is_header_of(whole.first(header), entry)) return;
        written += writer.begin_entry(entry.name, entry.size_bytes, entry.crc);
        written += text_of(whole.subspan(header));
    }
    if (written + writer.finish() != text_of(file)) std::abort();
}

void strip(vision::Bytes photo) {
    const auto once = vision::strip_metadata(photo);
    if (!once) return;
    if (once->size() > photo.size() + 64) std::abort();
    const auto twice = vision::strip_metadata(*once);
    if (!twice || *twice != *once) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size == 0) return 0;
    const vision::Bytes input(bytes + 1, size - 1);
    switch (bytes[0] % 3) {
    case 0: read_zip(std::as_bytes(input)); break;
    case 1: read_find(text_of(std::as_bytes(input))); break;
    default: strip(input);
    }
    return 0;
}
