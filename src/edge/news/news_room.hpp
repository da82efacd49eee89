// News as the server has it: the desk that answers, and the poller, in FOLDER/news with its database and key. A room that could not be
// opened answers 503, and the edge serves everything else.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "core/base/error.hpp"
#include "edge/metrics.hpp"
#include "edge/news/news_desk.hpp"
#include "edge/news/news_poller.hpp"
#include "edge/news/news_settings.hpp"

namespace hypha::edge {

class NewsRoom {
public:
    // Errors: those of the store and of news_key.
    static Result<std::unique_ptr<NewsRoom>> open(const std::filesystem::path& folder, const NewsSettings& settings,
                                                  const std::string& user_agent, std::shared_ptr<Metrics> metrics);

    [[nodiscard]] NewsDesk& desk() { return *desk_; }
    void start();
    // From any thread; the desk goes on until it is destroyed.
    void stop();

private:
    NewsRoom() = default;

    std::unique_ptr<NewsDesk> desk_;
    std::unique_ptr<NewsPoller> poller_; // null: another process polls, or nobody does
};

// Of the folder of an edge.
std::filesystem::path news_folder(const std::filesystem::path& data);
std::filesystem::path news_key_file(const std::filesystem::path& news_folder);

} // namespace hypha::edge
