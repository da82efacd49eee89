#include "app/signed_list.hpp"

#include "app/settings.hpp"
#include "core/base/hex.hpp"
#include "keys/signature.hpp"

namespace hypha::app {
namespace {

constexpr const char* kKey = "news_key";

} // namespace

Result<news::StoryIndex> believed_list(Workplace& work, std::string_view bytes, const std::string& region) {
    const auto parts = news::parse_signed(bytes);
    if (!parts) {
        return failure("not_understood", parts.error().code);
    }
    if (!keys::verify(parts->key, parts->body, parts->signature)) {
        return failure("bad_signature");
    }
    const std::string key = to_hex(parts->key);
    const auto pinned = read_setting(work, kKey);
    if (pinned && *pinned != key) {
        work.state.reading.new_key = key;
        return failure("new_key");
    }
    auto index = news::parse_index(parts->body);
    if (!index || index->region != region) {
        return failure("not_understood", index ? "another region" : index.error().detail);
    }
    if (!pinned) {
        pin_key(work, key);
    }
    return index;
}

void pin_key(Workplace& work, const std::string& key) {
    write_setting(work, kKey, key);
    work.memory.news.plan_is_old = true;
}

std::string pinned_key(Workplace& work) { return read_setting(work, kKey).value_or(""); }

} // namespace hypha::app
