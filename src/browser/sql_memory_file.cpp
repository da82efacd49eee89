#include "browser/sql_memory_file.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace hypha::sql {

namespace {

std::vector<MemoryFile*>& listed_files() {
    static std::vector<MemoryFile*> files;
    return files;
}

} // namespace

MemoryFile::~MemoryFile() {
    truncate(0);
    drop_index();
}

bool MemoryFile::read(std::uint8_t* into, int amount, std::int64_t from) const {
    const int there = static_cast<int>(std::clamp<std::int64_t>(size_bytes - from, 0, amount));
    for (int done = 0; done < there;) {
        const std::int64_t at = from + done;
        const std::int64_t within = at % kPieceBytes;
        const int part = static_cast<int>(std::min<std::int64_t>(there - done, kPieceBytes - within));
        std::memcpy(into + done, pieces[static_cast<std::size_t>(at / kPieceBytes)] + within,
                    static_cast<std::size_t>(part));
        done += part;
    }
    std::memset(into + there, 0, static_cast<std::size_t>(amount - there));
    return there == amount;
}

bool MemoryFile::reserve(std::int64_t size) {
    while (static_cast<std::int64_t>(pieces.size()) * kPieceBytes < size) {
        // Zeroed, because a file that is written past its end reads as zero in between.
        auto* piece = static_cast<std::uint8_t*>(std::calloc(1, kPieceBytes));
        if (piece == nullptr) {
            return false;
        }
        pieces.push_back(piece);
    }
    return true;
}

bool MemoryFile::write(const std::uint8_t* bytes, int amount, std::int64_t to) {
    if (!reserve(to + amount)) {
        return false;
    }
    for (int done = 0; done < amount;) {
        const std::int64_t at = to + done;
        const std::int64_t within = at % kPieceBytes;
        const int part = static_cast<int>(std::min<std::int64_t>(amount - done, kPieceBytes - within));
        std::memcpy(pieces[static_cast<std::size_t>(at / kPieceBytes)] + within, bytes + done,
                    static_cast<std::size_t>(part));
        done += part;
    }
    size_bytes = std::max(size_bytes, to + amount);
    return true;
}

void MemoryFile::truncate(std::int64_t size) {
    const auto kept = static_cast<std::size_t>((size + kPieceBytes - 1) / kPieceBytes);
    while (pieces.size() > kept) {
        std::free(pieces.back());
        pieces.pop_back();
    }
    if (size < size_bytes && size % kPieceBytes != 0) {
        std::memset(pieces.back() + size % kPieceBytes, 0, static_cast<std::size_t>(kPieceBytes - size % kPieceBytes));
    }
    size_bytes = std::min(size_bytes, size);
}

void MemoryFile::drop_index() {
    for (std::uint8_t* region : index) {
        std::free(region);
    }
    index.clear();
}

MemoryFile* find_file(const char* name) {
    const auto& files = listed_files();
    const auto found =
        std::find_if(files.begin(), files.end(), [&](const MemoryFile* file) { return file->name == name; });
    return found == files.end() ? nullptr : *found;
}

MemoryFile* list_file(const char* name) {
    auto file = std::make_unique<MemoryFile>();
    file->name = name;
    file->listed = true;
    listed_files().push_back(file.get());
    return file.release();
}

void unlist_file(MemoryFile* file) {
    auto& files = listed_files();
    files.erase(std::remove(files.begin(), files.end(), file), files.end());
    file->listed = false;
    if (file->handles == 0) {
        delete file;
    }
}

} // namespace hypha::sql
