#include "edge/news/news_room.hpp"

#include <utility>

#include "core/sync/attempt.hpp"
#include "edge/host_surroundings.hpp"
#include "edge/log.hpp"
#include "edge/news/news_key.hpp"
#include "edge/store/blob_files.hpp"

namespace hypha::edge {

std::filesystem::path news_folder(const std::filesystem::path& data) { return data / "news"; }
std::filesystem::path news_key_file(const std::filesystem::path& news_folder) { return news_folder / "key"; }

Result<std::unique_ptr<NewsRoom>> NewsRoom::open(const std::filesystem::path& folder, const NewsSettings& settings,
                                                 const std::string& user_agent, std::shared_ptr<Metrics> metrics) {
    HYPHA_SYNC_TRY(make_private_folder(folder));
    const auto key = load_news_key(news_key_file(folder));
    HYPHA_SYNC_TRY(key);
    auto read = NewsStore::open(folder);
    HYPHA_SYNC_TRY(read);
    std::unique_ptr<NewsRoom> room(new NewsRoom);
    room->desk_ =
        std::make_unique<NewsDesk>(*std::move(read), *key, [] { return HostSurroundings().wall_ms() / 1000; });
    if (!settings.polls) {
        return room;
    }
    auto lock = FolderLock::take(folder);
    if (!lock) {
        log_event("news_polled_elsewhere");
        return room;
    }
    auto written = NewsStore::open(folder);
    HYPHA_SYNC_TRY(written);
    room->poller_ =
        std::make_unique<NewsPoller>(*std::move(written), *std::move(lock), settings, user_agent, std::move(metrics));
    return room;
}

void NewsRoom::start() {
    if (poller_) {
        poller_->start();
    }
}

void NewsRoom::stop() {
    if (poller_) {
        poller_->stop();
    }
}

} // namespace hypha::edge
