#include "edge/store/news_rows.hpp"

#include <cstring>

#include "core/sync/attempt.hpp"
#include "edge/store/packed_rows.hpp"

namespace hypha::edge {

std::string bytes_of_signature(const articles::MinHashSignature& signature) {
    if (signature.is_empty) {
        return {};
    }
    std::string bytes(sizeof signature.values, '\0');
    std::memcpy(bytes.data(), signature.values.data(), bytes.size());
    return bytes;
}

articles::MinHashSignature signature_of(std::span<const std::byte> bytes) {
    articles::MinHashSignature signature;
    if (bytes.size() == sizeof signature.values) {
        std::memcpy(signature.values.data(), bytes.data(), bytes.size());
        signature.is_empty = false;
    }
    return signature;
}

Result<bool> has_story(SqliteRows& rows, std::string_view region, std::string_view hash) {
    const auto twin = rows.one(
        "SELECT id FROM story WHERE region = ? AND hash = ? AND listed = 1",
        [](const storage::Statement& row) -> Result<std::int64_t> { return row.integer(0); }, region, hash);
    HYPHA_SYNC_TRY(twin);
    return twin->has_value();
}

Result<void> insert_story(SqliteRows& rows, std::string_view region, std::string_view source, const NewsStory& story) {
    return rows.change(
        "INSERT INTO story(region, place, source, hash, listed, title, publisher, language, topic, published_s, "
        "placed_s, seen_s, bytes, crc, deflated, brotli, resemblance) VALUES(?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
        "?, ?, ?)",
        region, story.place, source, story.hash, story.title, story.publisher, story.language, story.topic,
        story.published_s, story.placed_s, story.seen_s, story.text.bytes, story.text.crc,
        bytes_of(story.text.deflated), bytes_of(story.text.brotli), bytes_of(bytes_of_signature(story.resemblance)));
}

} // namespace hypha::edge
