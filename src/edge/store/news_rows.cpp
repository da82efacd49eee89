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
    for (const NewsPicture& picture : story.pictures) {
        HYPHA_SYNC_TRY(rows.change("INSERT OR IGNORE INTO picture(hash, bytes) VALUES(?, ?)", picture.hash,
                                   bytes_of(picture.bytes)));
        HYPHA_SYNC_TRY(
            rows.change("INSERT OR IGNORE INTO story_picture(story, picture) VALUES(?, ?)", story.hash, picture.hash));
    }
    return rows.change(
        "INSERT INTO story(region, place, source, hash, listed, title, publisher, language, topic, published_s, "
        "placed_s, seen_s, bytes, crc, deflated, brotli, resemblance) VALUES(?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
        "?, ?, ?)",
        region, story.place, source, story.hash, story.title, story.publisher, story.language, story.topic,
        story.published_s, story.placed_s, story.seen_s, story.text.bytes, story.text.crc,
        bytes_of(story.text.deflated), bytes_of(story.text.brotli), bytes_of(bytes_of_signature(story.resemblance)));
}

Result<std::optional<std::string>> picture_of(SqliteRows& rows, std::string_view hash) {
    return rows.one(
        "SELECT bytes FROM picture WHERE hash = ?",
        [](const storage::Statement& row) -> Result<std::string> { return std::string(view_of(row.blob(0))); }, hash);
}

Result<void> drop_lone_pictures(SqliteRows& rows) {
    HYPHA_SYNC_TRY(rows.change("DELETE FROM story_picture WHERE story NOT IN (SELECT hash FROM story)"));
    return rows.change("DELETE FROM picture WHERE hash NOT IN (SELECT picture FROM story_picture)");
}

} // namespace hypha::edge
