#include "fakes/file_worker.hpp"

#include <algorithm>
#include <utility>

#include <catch2/catch_test_macros.hpp>

namespace hypha::flow {

Bytes bytes_of(std::string_view text) {
    Bytes bytes(text.size());
    std::ranges::transform(text, bytes.begin(), [](char c) { return static_cast<std::byte>(c); });
    return bytes;
}

void FileWorker::run(std::size_t answers) {
    while (answers > 0 && seen_ < stage_.post.sent().size()) {
        const ports::Message message = stage_.post.sent()[seen_++];
        answers -= answer(message) ? 1 : 0;
    }
}

bool FileWorker::answer(const ports::Message& message) {
    if (const auto* read = get_if<ports::ReadPhoto>(&message)) {
        const auto found = photos.find(read->part + "/" + read->photo);
        if (found == photos.end()) {
            stage_.receive(ports::FileFailed{read->ticket, "not_found"});
        } else {
            stage_.receive(ports::FileRead{read->ticket, found->second});
        }
        return true;
    }
    if (const auto* file = get_if<ports::ReadFile>(&message)) {
        const auto from = std::min(static_cast<std::size_t>(file->offset_bytes), picked_.size());
        const auto to = std::min(from + file->most_bytes, picked_.size());
        stage_.receive(ports::FileRead{file->ticket, std::span<const std::byte>(picked_).subspan(from, to - from)});
        return true;
    }
    if (const auto* grow = get_if<ports::GrowFile>(&message)) {
        Bytes& file = growing_[grow->ticket];
        file.insert(file.end(), grow->bytes.begin(), grow->bytes.end());
        stage_.receive(ports::FileGrown{grow->ticket});
        return true;
    }
    if (const auto* keep = get_if<ports::KeepPhoto>(&message)) {
        if (!keep_failure.empty()) {
            stage_.receive(ports::FileFailed{keep->ticket, std::exchange(keep_failure, "")});
            return true;
        }
        const bool made =
            photos.insert_or_assign(keep->part + "/" + keep->photo, Bytes(keep->bytes.begin(), keep->bytes.end()))
                .second;
        stage_.receive(ports::PhotoKept{keep->ticket, !made});
        return true;
    }
    if (const auto* gone = get_if<ports::DeletePhoto>(&message)) {
        photos.erase("original/" + gone->photo);
        photos.erase("thumbnail/" + gone->photo);
    }
    if (holds_alternative<ports::DeleteAllPhotos>(message)) {
        photos.clear();
    }
    return false;
}

void FileWorker::pick(const Bytes& file, const std::string& name) {
    picked_ = file;
    stage_.receive(ports::FilePicked{
        stage_.post.last<ports::PickFile>().ticket, name, static_cast<std::int64_t>(file.size()), {}});
}

const Bytes& FileWorker::sent() const {
    const auto found = growing_.find(stage_.post.last<ports::ShareFile>().ticket);
    REQUIRE(found != growing_.end());
    return found->second;
}

void FileWorker::saved(const std::string& outcome) {
    stage_.receive(ports::FileShared{stage_.post.last<ports::ShareFile>().ticket, outcome});
}

} // namespace hypha::flow
