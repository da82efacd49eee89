#include "app/contribution_line.hpp"

#include <span>
#include <utility>

namespace hypha::app {
namespace {

constexpr double kAfterFailure_ms = 60'000, kAfterTooMany_ms = 3'600'000;

} // namespace

bool may_contribute(const Workplace& work) {
    return work.database && !work.database->read_only() && work.memory.contributions.ticket == 0;
}

void begin_contribution(Workplace& work, ContributionAsked asked, const std::string& id) {
    ContributionRun& run = work.memory.contributions;
    run.ticket = work.take_tickets();
    run.asked = asked;
    run.id = id;
    work.state.contributing.working = true;
    work.touch();
}

void ask_contributions(Workplace& work, ContributionAsked asked, const std::string& id, const char* method,
                       std::string target, std::string kind, std::string_view body) {
    begin_contribution(work, asked, id);
    work.postbox.send(ports::AskEdge{work.memory.contributions.ticket, method, std::move(target), std::move(kind),
                                     std::as_bytes(std::span(body))});
}

void end_contribution(Workplace& work, const std::string& failure) {
    ContributionRun& run = work.memory.contributions;
    run.ticket = 0;
    run.asked = ContributionAsked::none;
    work.state.contributing.working = false;
    work.state.contributing.failure = failure;
    if (!failure.empty()) {
        run.wants_list = run.wants_queue = false;
        run.not_before_ms = work.clock.monotonic_ms() + (failure == "too_many" ? kAfterTooMany_ms : kAfterFailure_ms);
    }
    work.touch();
}

std::string contribution_failure(std::uint32_t status) {
    switch (status) {
    case 0: return "no_network";
    case 401: return "signed_out";
    case 429: return "too_many";
    default: return status >= 500 ? "busy" : "";
    }
}

} // namespace hypha::app
