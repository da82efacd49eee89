// Bytes of blobs as files: FOLDER/<stream>/<name>, names by chance, so that no two uploads ever share a file. What is written is on
// disk when write() answers; remove() may leave a file behind (a crash), never a hole in another one.
// Errors: "storage_full", "storage_unavailable".
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/error.hpp"
#include "core/sync/operation.hpp"

namespace hypha::edge {

class BlobFiles {
public:
    explicit BlobFiles(std::filesystem::path folder) : folder_(std::move(folder)) {}

    // A new, empty file; its folder's entry is on disk too.
    Result<void> create(const sync::StreamId& stream, const std::string& name) const;
    Result<void> write(const sync::StreamId& stream, const std::string& name, std::uint64_t offset,
                       std::string_view bytes) const;
    // Fewer bytes than were asked for are an error: the caller knows how many there are.
    Result<sync::Bytes> read(const sync::StreamId& stream, const std::string& name, std::uint64_t offset,
                             std::size_t length) const;
    void remove(const sync::StreamId& stream, const std::string& name) const;

private:
    [[nodiscard]] std::filesystem::path folder_of(const sync::StreamId& stream) const;

    std::filesystem::path folder_;
};

// A file that root writes belongs to whom `other` belongs, so that the edge, which is not root, may read it. Nothing for anybody else.
void own_like(int file, const std::filesystem::path& other);

// Makes a folder that only its owner may enter, with all above it; its entry is on disk.
Result<void> make_private_folder(const std::filesystem::path& folder);

} // namespace hypha::edge
