// Answers what is asked for, on one thread of its own, so that no reader of news waits for a disk on the threads that speak with
// everybody. Lists are made when they are asked for and something changed, then kept with their packed forms; a story's packed forms are
// the store's. Nothing is asked of the web here, and nothing about a reader is kept.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/thread_pool.hpp>

#include "edge/news/news_question.hpp"
#include "edge/store/news_store.hpp"
#include "keys/signature.hpp"

namespace hypha::edge {

class NewsDesk {
public:
    // A store of its own; `key` signs.
    NewsDesk(std::unique_ptr<NewsStore> store, const keys::SigningKey& key, std::function<std::int64_t()> now_s);
    // Waits for the answer that is under way.
    ~NewsDesk();
    NewsDesk(const NewsDesk&) = delete;
    NewsDesk& operator=(const NewsDesk&) = delete;

    // `done` is called on the desk's thread.
    void answer(NewsQuestion question, std::move_only_function<void(NewsReply)> done);

private:
    struct Forms {
        std::shared_ptr<const std::string> plain, gzip, brotli;
        std::string etag;
        std::size_t stories = 0;
        std::int64_t made_s = 0;
        std::string hashes; // of what is in it: the same ones, the same list
        std::int64_t looked_s = 0;
    };

    NewsReply answer_now(const NewsQuestion& question);
    Result<NewsReply> find(const NewsQuestion& question);
    // Nothing: there is no such region.
    Result<std::optional<Forms>> list(const std::string& region, std::int64_t from_s, std::int64_t to_s,
                                      std::size_t limit, const std::string& name);
    Result<std::optional<Forms>> now_of(const std::string& region);
    Result<NewsReply> story(const NewsQuestion& question);
    Result<NewsReply> picture(const NewsQuestion& question);
    Result<NewsReply> page(const NewsQuestion& question);
    Result<NewsReply> list_page(const NewsQuestion& question);
    Result<NewsReply> regions_page(const NewsQuestion& question);
    Result<NewsReply> pack(const NewsQuestion& question);
    Result<NewsReply> regions(const NewsQuestion& question);
    Result<void> look_for_changes();

    const std::unique_ptr<NewsStore> store_;
    const keys::SigningKey key_;
    const std::function<std::int64_t()> now_s_;
    std::int64_t version_ = -1;
    std::map<std::string, std::uint64_t, std::less<>> known_regions_;
    std::map<std::string, Forms, std::less<>> kept_;
    boost::asio::thread_pool thread_{1}; // last, so that it ends before what it uses
};

} // namespace hypha::edge
