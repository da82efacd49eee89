#include "app/contribution_line.hpp"

#include <charconv>
#include <compare>
#include <optional>
#include <span>
#include <utility>

namespace hypha::app {
namespace {

constexpr double kAfterFailure_ms = 60'000, kAfterTooMany_ms = 3'600'000;

struct PageEnd { // "milliseconds-id"
    std::int64_t at_ms = 0;
    std::string_view id;
    auto operator<=>(const PageEnd&) const = default;
};

std::optional<PageEnd> page_end(std::string_view text) {
    PageEnd end;
    const auto [rest, problem] = std::from_chars(text.data(), text.data() + text.size(), end.at_ms);
    const bool is_one = problem == std::errc{} && rest != text.data() + text.size() && *rest == '-';
    end.id = is_one ? text.substr(static_cast<std::size_t>(rest - text.data()) + 1) : "";
    constexpr std::string_view kLetters = "0123456789abcdef-"; // nothing that an address would have to escape
    return is_one && end.id.size() <= 64 && end.id.find_first_not_of(kLetters) == std::string_view::npos
               ? std::optional(end)
               : std::nullopt;
}

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

bool is_older_page(std::string_view next, std::string_view before) {
    const auto end = page_end(next), last = page_end(before);
    return end && (!last || *end < *last);
}

} // namespace hypha::app
