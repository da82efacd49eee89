#include "ports/contribution_answer.hpp"

#include <nlohmann/json.hpp>

namespace hypha::ports {
namespace {

using nlohmann::json;

constexpr std::size_t kMostListed = 100, kMostText_bytes = 30'000;

std::string text_of(const json& from, const char* name) {
    const auto at = from.find(name);
    return at != from.end() && at->is_string() ? at->get<std::string>().substr(0, kMostText_bytes) : "";
}

// 0 of what no counter reaches.
std::int64_t number_of(const json& from, const char* name) {
    const auto at = from.find(name);
    return at != from.end() && at->is_number_unsigned() && at->get<std::uint64_t>() < (1ULL << 53U)
               ? static_cast<std::int64_t>(at->get<std::uint64_t>())
               : 0;
}

// Texts of an array.
std::vector<std::string> texts_of(const json& from, const char* name) {
    std::vector<std::string> texts;
    const auto at = from.find(name);
    if (at == from.end() || !at->is_array()) {
        return texts;
    }
    for (const json& each : *at) {
        if (each.is_string() && texts.size() < kMostListed) {
            texts.push_back(each.get<std::string>().substr(0, kMostText_bytes));
        }
    }
    return texts;
}

ContributionStanding standing_of(const json& from) {
    ContributionStanding one;
    one.id = text_of(from, "id");
    one.rev = number_of(from, "rev");
    one.state = text_of(from, "state");
    for (const std::string& word : texts_of(from, "held_for")) {
        one.held_for += (one.held_for.empty() ? "" : " ") + word;
    }
    one.reason = text_of(from, "reason");
    one.file = text_of(from, "file");
    one.photos_missing = texts_of(from, "photos_missing");
    one.author = text_of(from, "author");
    one.author_accepted = number_of(from, "author_accepted");
    one.author_rejected = number_of(from, "author_rejected");
    one.flag_reasons = texts_of(from, "flag_reasons");
    return one;
}

} // namespace

ContributionAnswer read_contribution_answer(std::string_view text) {
    ContributionAnswer answer;
    const json said = json::parse(text, nullptr, false);
    if (!said.is_object()) {
        return answer;
    }
    answer.refused = text_of(said, "refused");
    answer.rev = number_of(said, "rev");
    const auto moderator = said.find("moderator");
    answer.moderator = moderator != said.end() && moderator->is_boolean() && moderator->get<bool>();
    answer.waiting = number_of(said, "waiting");
    answer.next = text_of(said, "next");
    answer.sha256 = text_of(said, "sha256");
    const auto list = said.find("contributions");
    if (list != said.end() && list->is_array()) {
        for (const json& one : *list) {
            if (one.is_object() && answer.contributions.size() < kMostListed) {
                answer.contributions.push_back(standing_of(one));
            }
        }
    } else if (answer.refused.empty() && !text_of(said, "id").empty()) {
        answer.contributions.push_back(standing_of(said));
    }
    return answer;
}

std::string write_decision(bool accept, std::string_view reason, std::int64_t rev) {
    const json decision{{"decision", accept ? "accept" : "reject"}, {"reason", reason}, {"rev", rev}};
    return decision.dump(-1, ' ', false, json::error_handler_t::replace);
}

} // namespace hypha::ports
