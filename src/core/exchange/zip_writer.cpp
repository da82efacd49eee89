#include "core/exchange/zip_writer.hpp"

namespace hypha::exchange {

std::string ZipWriter::begin_entry(std::string_view name, std::uint64_t size_bytes, std::uint32_t crc) {
    const ZipEntry entry{std::string(name), size_bytes, crc, size_bytes_};
    directory_ += directory_record(entry);
    ++entries_;
    size_bytes_ = end_of(entry);
    return local_header(entry);
}

std::string ZipWriter::finish() {
    const ZipEnd end{entries_, size_bytes_, directory_.size()};
    std::string last = directory_ + zip_end(end);
    size_bytes_ += last.size();
    directory_.clear();
    return last;
}

} // namespace hypha::exchange
