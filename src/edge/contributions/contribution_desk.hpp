// Answers questions about contributions on one thread of its own, with a store of its own: nobody who reads news waits for it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include <boost/asio/thread_pool.hpp>

#include "edge/contributions/contributions.hpp"

namespace hypha::edge {

class ContributionDesk {
public:
    // `folder`: of news. Errors: the store's.
    static Result<std::unique_ptr<ContributionDesk>> open(const std::filesystem::path& folder, std::string address,
                                                          std::function<std::int64_t()> now_ms);
    // Waits for the answer that is under way.
    ~ContributionDesk();
    ContributionDesk(const ContributionDesk&) = delete;
    ContributionDesk& operator=(const ContributionDesk&) = delete;

    // `done` is called on the desk's thread, here and below.
    void answer(ContributionQuestion question, std::move_only_function<void(ContributionReply)> done);
    // contribution_export.hpp.
    void export_page(const sync::StreamId& stream, std::string from,
                     std::move_only_function<void(Result<std::string>)> done);
    // All that is here of an account goes.
    void erase(const sync::StreamId& stream, std::move_only_function<void(Result<std::int64_t>)> done);

private:
    ContributionDesk(std::unique_ptr<ContributionStore> store, std::string address,
                     std::function<std::int64_t()> now_ms);

    const std::unique_ptr<ContributionStore> store_;
    const std::function<std::int64_t()> now_ms_;
    Contributions contributions_;
    boost::asio::thread_pool thread_{1}; // last, so that it ends before what it uses
};

} // namespace hypha::edge
