// One client: a coroutine on its own strand that reads a header within limits and deadlines and writes what answer.hpp
// decides. Lives as long as it is served; tells its server when it ends. Its functions may be called from any thread.
#pragma once

#include "edge/answer.hpp"
#include "edge/api.hpp"
#include "edge/client_address.hpp"
#include "edge/metrics.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace hypha::edge {

class HttpServer;

class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(boost::asio::ip::tcp::socket socket, std::shared_ptr<HttpServer> server, const AddressKey& peer);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // `refusal`: it is only told this, which must live for ever.
    void start(std::optional<std::string_view> refusal);
    void close_if_idle();
    void close();

private:
    using Parser = boost::beast::http::request_parser<boost::beast::http::empty_body>;
    using BodyParser = boost::beast::http::request_parser<boost::beast::http::string_body>;

    boost::asio::awaitable<void> serve();
    // Answers false when no request will come.
    boost::asio::awaitable<bool> wait_for_request();
    // Answers whether the connection goes on.
    boost::asio::awaitable<bool> answer(Parser& parser);
    boost::asio::awaitable<bool> answer_metrics(Parser& parser, bool keeps_alive);
    // What a request that came too soon is told; nothing: it did not.
    std::optional<Answer> refuse_by_address(Parser& parser);
    // For metrics and log: an answer is ready.
    void note_answer(const Answer& answer);
    // connection_api.cpp.
    boost::asio::awaitable<bool> answer_api(Parser& parser, bool keeps_alive);
    boost::asio::awaitable<bool> answer_sync(Parser& parser, ApiCall call, bool keeps_alive);
    boost::asio::awaitable<bool> answer_news(ApiCall call, bool keeps_alive);
    // Sets call.session where its cookie opens one now; else what to say.
    boost::asio::awaitable<std::optional<Answer>> look_up(ApiCall& call);
    boost::asio::awaitable<bool> write_100(bool waits);
    // connection_contributions.cpp.
    boost::asio::awaitable<bool> answer_contribution(Parser& parser, ApiCall call, bool keeps_alive);
    // connection_accounts.cpp.
    boost::asio::awaitable<bool> answer_account(Parser& parser, ApiCall call, bool keeps_alive);
    boost::asio::awaitable<AccountReply> export_contributions(sync::StreamId stream, std::string from);
    boost::asio::awaitable<AccountReply> erase(sync::StreamId stream, StreamFigures figures);
    // Nothing: all of it has come. Status 0: the client has gone or was too slow.
    boost::asio::awaitable<std::optional<Answer>> read_body(BodyParser& parser);
    boost::asio::awaitable<bool> write_and_end(const Answer& answer, bool keeps_alive);
    boost::asio::awaitable<bool> write(const Answer& answer, bool keeps_alive);
    boost::asio::awaitable<void> refuse_and_close(Answer answer);
    // Closing with unread bytes would reset the connection and could take the answer away from the client.
    boost::asio::awaitable<void> drain();

    boost::beast::tcp_stream stream_;
    std::shared_ptr<HttpServer> server_;
    boost::beast::flat_buffer buffer_;
    const AddressKey peer_;
    AddressKey address_{}; // who asks: the peer, or whom a trusted proxy names
    // Only touched on the strand.
    bool is_idle_ = false;
    std::chrono::steady_clock::time_point asked_at_ = std::chrono::steady_clock::now(); // the last byte of the request
    Route route_ = Route::site;
    std::string method_;
    std::string session_; // its name
};

} // namespace hypha::edge
