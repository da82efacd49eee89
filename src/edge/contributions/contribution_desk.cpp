#include "edge/contributions/contribution_desk.hpp"

#include <utility>

#include <boost/asio/post.hpp>

#include "core/sync/attempt.hpp"
#include "edge/contributions/contribution_export.hpp"
#include "edge/log.hpp"

namespace hypha::edge {

Result<std::unique_ptr<ContributionDesk>>
ContributionDesk::open(const std::filesystem::path& folder, std::string address, std::function<std::int64_t()> now_ms) {
    auto store = ContributionStore::open(folder);
    HYPHA_SYNC_TRY(store);
    return std::unique_ptr<ContributionDesk>(
        new ContributionDesk(*std::move(store), std::move(address), std::move(now_ms)));
}

ContributionDesk::ContributionDesk(std::unique_ptr<ContributionStore> store, std::string address,
                                   std::function<std::int64_t()> now_ms)
    : store_(std::move(store)), now_ms_(std::move(now_ms)), contributions_(*store_, std::move(address), now_ms_) {}

ContributionDesk::~ContributionDesk() { thread_.join(); }

void ContributionDesk::answer(ContributionQuestion question, std::move_only_function<void(ContributionReply)> done) {
    boost::asio::post(thread_, [this, question = std::move(question), done = std::move(done)]() mutable {
        ContributionReply reply = contributions_.answer(question);
        if (reply.status == 503) {
            log_event("contribution_store_failed");
        }
        done(std::move(reply));
    });
}

void ContributionDesk::export_page(const sync::StreamId& stream, std::string from,
                                   std::move_only_function<void(Result<std::string>)> done) {
    boost::asio::post(thread_, [this, stream, from = std::move(from), done = std::move(done)]() mutable {
        done(contribution_export_page(*store_, stream, from, now_ms_()));
    });
}

void ContributionDesk::erase(const sync::StreamId& stream, std::move_only_function<void(Result<std::int64_t>)> done) {
    boost::asio::post(thread_, [this, stream, done = std::move(done)]() mutable {
        done(store_->within([&] { return store_->erase(stream); }));
    });
}

} // namespace hypha::edge
