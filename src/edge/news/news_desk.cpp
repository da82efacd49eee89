#include "edge/news/news_desk.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include <boost/asio/post.hpp>
#include <nlohmann/json.hpp>

#include "core/base/hex.hpp"
#include "core/news/story_index.hpp"
#include "core/news/story_pack.hpp"
#include "core/sync/sha256.hpp"
#include "edge/answer.hpp"
#include "edge/log.hpp"
#include "edge/news/index_maker.hpp"
#include "edge/news/news_reply.hpp"

namespace hypha::edge {
namespace {

constexpr std::int64_t kDay_s = 86'400;
constexpr std::int64_t kNow_s = 2 * kDay_s;
constexpr std::size_t kNowStories = 300;
constexpr std::int64_t kLookAgain_s = 60; // a list that ends now ends later a minute later
constexpr std::size_t kMostKept = 400;    // lists
constexpr std::string_view kBytes = "application/octet-stream";
constexpr std::string_view kWebp = "image/webp";
constexpr std::string_view kJson = "application/json";
constexpr std::string_view kForEver = "public, max-age=31536000, immutable";

} // namespace

NewsDesk::NewsDesk(std::unique_ptr<NewsStore> store, const keys::SigningKey& key, std::function<std::int64_t()> now_s)
    : store_(std::move(store)), key_(key), now_s_(std::move(now_s)) {}

NewsDesk::~NewsDesk() { thread_.join(); }

void NewsDesk::answer(NewsQuestion question, std::move_only_function<void(NewsReply)> done) {
    boost::asio::post(thread_, [this, question = std::move(question), done = std::move(done)]() mutable {
        done(answer_now(question));
    });
}

NewsReply NewsDesk::answer_now(const NewsQuestion& question) {
    auto reply = find(question);
    if (!reply) {
        log_event("news_store_failed", {{"reason", reply.error().code}});
        return refusal(503, "News cannot be read at the moment. Try again soon.\n");
    }
    return *std::move(reply);
}

Result<void> NewsDesk::look_for_changes() {
    const auto version = store_->version();
    if (!version) {
        return std::unexpected(version.error());
    }
    if (*version == version_) {
        return {};
    }
    const auto regions = store_->regions();
    if (!regions) {
        return std::unexpected(regions.error());
    }
    known_regions_.clear();
    for (const NewsRegion& region : *regions) {
        known_regions_.emplace(region.region, region.stories);
    }
    std::erase_if(
        kept_, [this](const auto& one) { return !known_regions_.contains(one.first.substr(0, one.first.find('/'))); });
    for (auto& [name, forms] : kept_) {
        forms.looked_s = 0;
    }
    version_ = *version;
    return {};
}

Result<std::optional<NewsDesk::Forms>> NewsDesk::list(const std::string& region, std::int64_t from_s, std::int64_t to_s,
                                                      std::size_t limit, const std::string& name) {
    if (!known_regions_.contains(region)) {
        return std::nullopt;
    }
    const std::int64_t now_s = now_s_();
    const auto kept = kept_.find(name);
    if (kept != kept_.end() && now_s < kept->second.looked_s + kLookAgain_s && now_s >= kept->second.looked_s) {
        return kept->second;
    }
    const auto stories = store_->listed(region, from_s, to_s, limit);
    if (!stories) {
        return std::unexpected(stories.error());
    }
    sync::Sha256 sum;
    for (const NewsStory& story : *stories) {
        sum.add(story.hash);
    }
    const std::string hashes = to_hex(sum.finish());
    if (kept != kept_.end() && kept->second.hashes == hashes) {
        kept->second.looked_s = now_s;
        return kept->second;
    }
    SignedIndex index = make_index(region, *stories, key_);
    const auto packed = pack_text(index.bytes, Brotli::quick);
    if (!packed) {
        return std::unexpected(packed.error());
    }
    Forms forms;
    forms.etag = to_hex(sync::sha256(index.bytes)).substr(0, 32);
    forms.gzip = shared(gzip_of(std::span(&*packed, 1)));
    forms.brotli = shared(packed->brotli);
    forms.plain = shared(std::move(index.bytes));
    forms.stories = index.stories;
    forms.made_s = index.made_s;
    forms.hashes = hashes;
    forms.looked_s = now_s;
    // Of days on which there is nothing there are as many as anybody can name.
    if (forms.stories > 0 || name.ends_with("/now")) {
        if (kept_.size() >= kMostKept && !kept_.contains(name)) {
            kept_.erase(std::ranges::min_element(kept_, {}, [](const auto& one) { return one.second.looked_s; }));
        }
        kept_.insert_or_assign(name, forms);
    }
    return forms;
}

Result<std::optional<NewsDesk::Forms>> NewsDesk::now_of(const std::string& region) {
    const std::int64_t now_s = now_s_();
    return list(region, now_s - kNow_s, now_s + 1, kNowStories, region + "/now");
}

Result<NewsReply> NewsDesk::story(const NewsQuestion& question) {
    const auto text = store_->story(question.ask.hashes.front());
    if (!text) {
        return std::unexpected(text.error());
    }
    if (!*text) {
        return not_here();
    }
    return reply_in(question, {.gzip = true, .brotli = true}, kText, question.ask.hashes.front(), kForEver,
                    [&](Coding coding) -> Result<std::shared_ptr<const std::string>> {
                        if (coding == Coding::brotli) {
                            return shared((*text)->brotli);
                        }
                        if (coding == Coding::gzip) {
                            return shared(gzip_of(std::span(&**text, 1)));
                        }
                        auto plain = unpack_text(**text);
                        return plain ? Result<std::shared_ptr<const std::string>>(shared(*std::move(plain)))
                                     : std::unexpected(plain.error());
                    });
}

Result<NewsReply> NewsDesk::picture(const NewsQuestion& question) {
    auto bytes = store_->picture(question.ask.hashes.front());
    if (!bytes) {
        return std::unexpected(bytes.error());
    }
    if (!*bytes) {
        return not_here();
    }
    return reply_in(question, {}, kWebp, question.ask.hashes.front(), kForEver,
                    [&](Coding) -> Result<std::shared_ptr<const std::string>> { return shared(*std::move(*bytes)); });
}

// Heads of a pack are packed here, a few bytes each; the stories are put between them as the store has them.
Result<NewsReply> NewsDesk::pack(const NewsQuestion& question) {
    std::vector<PackedText> parts;
    sync::Sha256 sum;
    const auto add = [&parts](std::string_view text) -> Result<void> {
        auto packed = pack_text(text, Brotli::none);
        if (!packed) {
            return std::unexpected(packed.error());
        }
        parts.push_back(*std::move(packed));
        return {};
    };
    if (auto added = add(news::kPackFirstLine); !added) {
        return std::unexpected(added.error());
    }
    std::size_t found = 0;
    for (const std::string& hash : question.ask.hashes) {
        auto text = store_->story(hash);
        if (!text) {
            return std::unexpected(text.error());
        }
        if (!*text) {
            continue;
        }
        ++found;
        sum.add(hash);
        if (auto added = add(news::pack_line(hash, (*text)->bytes)); !added) {
            return std::unexpected(added.error());
        }
        parts.push_back(**std::move(text));
    }
    if (found == 0) {
        return not_here();
    }
    const bool is_whole = found == question.ask.hashes.size();
    return reply_in(question, {.gzip = true, .brotli = false}, kBytes, to_hex(sum.finish()).substr(0, 32),
                    is_whole ? kForEver : kNotKept, [&](Coding coding) -> Result<std::shared_ptr<const std::string>> {
                        if (coding == Coding::gzip) {
                            return shared(gzip_of(parts));
                        }
                        std::string whole;
                        for (const PackedText& part : parts) {
                            const auto plain = unpack_text(part);
                            if (!plain) {
                                return std::unexpected(plain.error());
                            }
                            whole += *plain;
                        }
                        return shared(std::move(whole));
                    });
}

Result<NewsReply> NewsDesk::regions(const NewsQuestion& question) {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const auto& [region, stories] : known_regions_) {
        const auto now = now_of(region);
        if (!now) {
            return std::unexpected(now.error());
        }
        rows.push_back({{"region", region}, {"stories", stories}, {"made", *now ? (*now)->made_s : 0}});
    }
    const std::string text = rows.dump() + "\n";
    return reply_in(question, {}, kJson, to_hex(sync::sha256(text)).substr(0, 32), kKeptForMinutes,
                    [&](Coding) -> Result<std::shared_ptr<const std::string>> { return shared(text); });
}

Result<NewsReply> NewsDesk::find(const NewsQuestion& question) {
    if (question.ask.what == NewsAsk::What::story) {
        return story(question);
    }
    if (question.ask.what == NewsAsk::What::picture) {
        return picture(question);
    }
    if (question.ask.what == NewsAsk::What::page) {
        return page(question);
    }
    if (question.ask.what == NewsAsk::What::pack) {
        return pack(question);
    }
    if (auto looked = look_for_changes(); !looked) {
        return std::unexpected(looked.error());
    }
    if (question.ask.what == NewsAsk::What::regions) {
        return regions(question);
    }
    if (question.ask.what == NewsAsk::What::regions_page) {
        return regions_page(question);
    }
    if (question.ask.what == NewsAsk::What::list_page) {
        return list_page(question);
    }
    const NewsAsk& ask = question.ask;
    const auto forms = ask.what == NewsAsk::What::now
                           ? now_of(ask.region)
                           : list(ask.region, ask.day_s, ask.day_s + kDay_s, news::kMostListed,
                                  ask.region + "/" + std::to_string(ask.day_s));
    if (!forms) {
        return std::unexpected(forms.error());
    }
    if (!*forms) {
        return not_here();
    }
    return reply_in(question, {.gzip = true, .brotli = true}, kText, (*forms)->etag, kKeptForMinutes,
                    [&](Coding coding) -> Result<std::shared_ptr<const std::string>> {
                        return coding == Coding::brotli ? (*forms)->brotli
                               : coding == Coding::gzip ? (*forms)->gzip
                                                        : (*forms)->plain;
                    });
}

} // namespace hypha::edge
