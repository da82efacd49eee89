// The desk's pages for people: one of a story, of a region's list, of the regions.
#include <utility>
#include <vector>

#include "core/base/hex.hpp"
#include "core/news/list_page.hpp"
#include "core/news/story_file.hpp"
#include "core/news/story_index.hpp"
#include "core/news/story_page.hpp"
#include "core/sync/sha256.hpp"
#include "edge/news/news_desk.hpp"
#include "edge/news/news_reply.hpp"

namespace hypha::edge {
namespace {

constexpr std::string_view kHtml = "text/html; charset=utf-8";

Result<NewsReply> page_reply(const NewsQuestion& question, std::string html) {
    const std::string name = to_hex(sync::sha256(html)).substr(0, 32);
    auto reply = reply_in(question, {.gzip = true, .brotli = true}, kHtml, name, kKeptForMinutes,
                          [&](Coding coding) -> Result<std::shared_ptr<const std::string>> {
                              if (coding == Coding::identity) {
                                  return shared(std::move(html));
                              }
                              auto packed = pack_text(html, Brotli::quick);
                              if (!packed) {
                                  return std::unexpected(packed.error());
                              }
                              return shared(coding == Coding::brotli ? std::move(packed->brotli)
                                                                     : gzip_of(std::span(&*packed, 1)));
                          });
    if (reply) {
        reply->policy = news::kStoryPagePolicy;
    }
    return reply;
}

} // namespace

// Made anew each time: a page is asked for by who has no app, and a newer edge makes a better one.
Result<NewsReply> NewsDesk::page(const NewsQuestion& question) {
    const std::string& hash = question.ask.hashes.front();
    const auto text = store_->story(hash);
    if (!text) {
        return std::unexpected(text.error());
    }
    if (!*text) {
        return not_here();
    }
    const auto plain = unpack_text(**text);
    const auto story = plain ? news::parse_story(*plain) : std::unexpected(plain.error());
    if (!story) {
        return std::unexpected(story.error());
    }
    return page_reply(question, news::write_story_page(*story, hash));
}

Result<NewsReply> NewsDesk::list_page(const NewsQuestion& question) {
    const auto forms = now_of(question.ask.region);
    if (!forms) {
        return std::unexpected(forms.error());
    }
    if (!*forms) {
        return not_here();
    }
    const auto parts = news::parse_signed(*(*forms)->plain);
    const auto index = parts ? news::parse_index(parts->body) : std::unexpected(parts.error());
    if (!index) {
        return std::unexpected(index.error());
    }
    return page_reply(question, news::write_list_page(*index));
}

Result<NewsReply> NewsDesk::regions_page(const NewsQuestion& question) {
    std::vector<std::string> regions;
    regions.reserve(known_regions_.size());
    for (const auto& [region, stories] : known_regions_) {
        regions.push_back(region);
    }
    return page_reply(question, news::write_regions_page(regions));
}

} // namespace hypha::edge
