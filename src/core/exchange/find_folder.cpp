#include "core/exchange/find_folder.hpp"

#include <algorithm>
#include <set>
#include <string_view>

#include "core/exchange/archive_names.hpp"
#include "core/exchange/find_json.hpp"

namespace hypha::exchange {
namespace {

std::unexpected<Error> stray(const std::string& name) { return failure("not_our_zip", "unexpected: " + name); }

bool is_find_file(const ZipEntry& entry) { return entry.name.ends_with(std::string("/").append(kFindFile)); }

} // namespace

Result<void> check_folders(const std::vector<ZipEntry>& entries) {
    if (entries.empty() || entries.front().name != kReadmeName || entries.front().size_bytes > kMostReadmeBytes) {
        return failure("not_our_zip", "no README first");
    }
    std::set<std::string_view> finds; // uuids whose find.json was there
    std::set<std::string_view> files; // of the folder that is open
    std::string_view open;
    for (std::size_t i = 1; i < entries.size(); ++i) {
        const ZipEntry& entry = entries[i];
        const auto name = find_entry_name(entry.name);
        if (!name || finds.contains(name->uuid) || (!files.empty() && name->folder != open)) {
            return stray(entry.name);
        }
        open = name->folder;
        const bool ends = name->file == kFindFile;
        if (!files.insert(name->file).second || entry.size_bytes == 0 ||
            entry.size_bytes > (ends ? kMostFindJsonBytes : kMostPhotoBytes)) {
            return stray(entry.name);
        }
        if (ends) {
            finds.insert(name->uuid);
            files.clear();
        }
    }
    return files.empty() ? Result<void>{} : stray(std::string(open));
}

std::size_t count_finds(const std::vector<ZipEntry>& entries) {
    return static_cast<std::size_t>(std::ranges::count_if(entries, is_find_file));
}

std::size_t count_photos(const std::vector<ZipEntry>& entries) {
    return entries.size() - std::min<std::size_t>(entries.size(), 1) - count_finds(entries);
}

Result<void> check_record(const FindRecord& record, const ZipEntry& entry, const std::vector<FindPhoto>& photos,
                          bool hashes) {
    const auto name = find_entry_name(entry.name);
    if (!name || name->uuid != record.uuid || record.photos.size() != photos.size()) {
        return failure("not_our_zip", entry.name + " is of another find");
    }
    for (const FindPhoto& photo : photos) {
        const auto named = std::ranges::find(record.photos, photo.file, &PhotoRecord::file);
        if (named == record.photos.end() || named->size_bytes != photo.size_bytes ||
            (hashes && named->sha256 != photo.sha256)) {
            return failure("not_our_zip", photo.file + " is not the photo of " + entry.name);
        }
    }
    return {};
}

} // namespace hypha::exchange
