#include "fakes/edge_worker.hpp"

#include <span>

#include <catch2/catch_test_macros.hpp>

#include "core/sync/http_form.hpp"

namespace hypha::flow {
namespace {

std::vector<std::byte> keys() {
    std::vector<std::byte> bytes(80, std::byte{5});
    for (std::size_t i = 0; i < 16; ++i) {
        bytes[i] = static_cast<std::byte>(TestEdge::stream().value[i]);
    }
    return bytes;
}

} // namespace

sync::StreamId TestEdge::stream() { return {{1, 2, 3, 4}}; }

sync::Reply TestEdge::answer(const std::string& method, const std::string& target, std::string body) {
    auto request = sync::request_of(method, target);
    REQUIRE(request);
    if (request->body.empty()) {
        request->body = std::move(body);
    }
    return edge_.answer(stream(), *request);
}

void TestEdge::new_epoch() { REQUIRE(edge_.new_epoch(stream())); }

int EdgeWorker::run() {
    int requests = 0;
    while (seen_ < stage_.post.sent().size()) {
        const ports::Message message = stage_.post.sent()[seen_++];
        requests += answer(message) ? 1 : 0;
        REQUIRE(requests < 500);
    }
    return requests;
}

bool EdgeWorker::answer(const ports::Message& message) {
    if (holds_alternative<ports::FindAccount>(message)) {
        const auto bytes = in_account ? keys() : std::vector<std::byte>{};
        stage_.receive(ports::AccountFound{bytes});
    } else if (const auto* wish = get_if<ports::AskAccount>(&message)) {
        const bool comes_in = wish->wish == "begin" || wish->wish == "take" || wish->wish == "restore";
        const std::string failed = std::exchange(account_failure, "");
        in_account =
            failed.empty() ? comes_in || (in_account && wish->wish != "leave" && wish->wish != "delete") : in_account;
        const auto bytes = comes_in && failed.empty() ? keys() : std::vector<std::byte>{};
        stage_.receive(ports::AccountAnswered{wish->ticket, failed, std::exchange(account_answer, "{}"), bytes});
    } else if (const auto* request = get_if<ports::AskEdge>(&message)) {
        answer_edge(*request);
        return true;
    }
    return false;
}

void EdgeWorker::answer_edge(const ports::AskEdge& request) {
    if (request.target.starts_with("/v1/contributions") && !no_network && !portal) { // nobody wrote any
        const std::string_view none = R"({"moderator":false,"contributions":[],"next":null})";
        return stage_.receive(ports::EdgeAnswered{request.ticket, 200, 0, 0, std::as_bytes(std::span(none))});
    }
    asked.push_back(request.method + " " + request.target.substr(0, request.target.find_first_of("?")));
    sent_bytes += request.bytes.size() + request.target.size();
    if (no_network) {
        return stage_.receive(ports::EdgeAnswered{request.ticket, 0, 0, 0, {}});
    }
    const auto page = std::as_bytes(std::span(std::string_view("<html>Welcome to the hotel</html>")));
    if (portal) {
        return stage_.receive(ports::EdgeAnswered{request.ticket, 200, 10, 40, page});
    }
    const sync::Reply reply = edge_.answer(request.method, request.target,
                                           {reinterpret_cast<const char*>(request.bytes.data()), request.bytes.size()});
    const auto bytes = std::as_bytes(std::span(reply.body));
    stage_.receive(ports::EdgeAnswered{request.ticket, static_cast<std::uint32_t>(reply.status),
                                       static_cast<std::int64_t>(request.bytes.size()),
                                       static_cast<std::int64_t>(bytes.size()), bytes});
}

} // namespace hypha::flow
