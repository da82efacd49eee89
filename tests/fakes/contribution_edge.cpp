#include "fakes/contribution_edge.hpp"

#include <nlohmann/json.hpp>

namespace hypha::flow {

void ContributionEdge::has_account() {
    const std::vector<std::byte> keys(80, std::byte{7});
    stage_.receive(ports::AccountFound{keys});
}

void ContributionEdge::has_no_account() { stage_.receive(ports::AccountFound{{}}); }

std::string ContributionEdge::to_sign() const {
    std::string file;
    for (const auto& wish : stage_.post.all<ports::AskAccount>()) {
        file = wish.wish == "sign" ? wish.value : file;
    }
    return file;
}

void ContributionEdge::sign(const std::string& code) {
    std::uint32_t ticket = 0;
    for (const auto& wish : stage_.post.all<ports::AskAccount>()) {
        ticket = wish.wish == "sign" ? wish.ticket : ticket;
    }
    const std::string body = code.empty() ? "signed " + to_sign() : "";
    stage_.receive(ports::AccountAnswered{ticket, code, "{}", std::as_bytes(std::span(body))});
}

std::vector<ContributionEdge::Asked> ContributionEdge::asked() const {
    std::vector<Asked> all;
    for (const auto& wish : stage_.post.all<ports::AskEdge>()) {
        if (wish.target.starts_with("/v1/contributions") || wish.target.starts_with("/v1/moderation")) {
            all.push_back({wish.ticket, wish.method, wish.target});
        }
    }
    return all;
}

void ContributionEdge::answer(std::uint32_t status, const std::string& body) {
    stage_.receive(ports::EdgeAnswered{asked().back().ticket, status, 0, 0, std::as_bytes(std::span(body))});
}

std::string ContributionEdge::standing(const std::string& id, const std::string& state, int rev,
                                       const std::string& more) {
    return R"({"id":")" + id + R"(","rev":)" + std::to_string(rev) + R"(,"state":")" + state + "\"" + more + "}";
}

std::string ContributionEdge::file_member(const std::string& file) {
    return ",\"file\":" + nlohmann::json(file).dump();
}

} // namespace hypha::flow
