// One hop is a coroutine on an io_context that lives as long as the hop: what is abandoned at a stop goes with its context.
#include "edge/fetch/web_client.hpp"

#include <algorithm>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include "edge/feeds/url.hpp"
#include "edge/fetch/address_guard.hpp"
#include "edge/gzip_body.hpp"

namespace hypha::edge::fetch {
namespace {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = net::ip::tcp;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;

constexpr auto kAnswer = net::as_tuple(net::use_awaitable);
constexpr std::uint32_t kMostHeader_bytes = 32 * 1024;
constexpr int kMostInterim = 5; // answers of 1xx before the real one

std::string field_of(const http::fields& fields, http::field name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : std::string(found->value());
}

std::unexpected<Error> failed(const error_code& problem, std::string_view otherwise) {
    if (problem == beast::error::timeout) {
        return failure("too_slow");
    }
    if (problem == http::error::body_limit || problem == http::error::header_limit ||
        problem == http::error::buffer_overflow) {
        return failure("too_large");
    }
    return failure(std::string(otherwise), problem.message());
}

Result<Addresses> look_up(const std::string& host) {
    net::io_context context(1);
    error_code problem;
    tcp::resolver resolver(context);
    const auto found = resolver.resolve(host, "", tcp::resolver::flags(), problem);
    if (problem) {
        return failure("unknown_host", host);
    }
    Addresses addresses;
    for (const auto& entry : found) {
        addresses.push_back(entry.endpoint().address());
    }
    return addresses;
}

bool is_redirect(unsigned status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

} // namespace

struct WebClient::Hop {
    WebTarget target;
    std::vector<tcp::endpoint> endpoints;
    http::request<http::empty_body> request;
    std::size_t most_bytes = 0;
    Clock::time_point deadline;
    std::chrono::milliseconds connect_deadline{};
    std::shared_ptr<net::ssl::context> tls;
    std::optional<Result<http::response<http::string_body>>> result;

    template <typename Stream> net::awaitable<Result<http::response<http::string_body>>> talk(Stream& stream) {
        const auto [unsent, sent] = co_await http::async_write(stream, request, kAnswer);
        if (unsent) {
            co_return failed(unsent, "unreachable");
        }
        beast::flat_buffer buffer;
        for (int interim = 0; interim <= kMostInterim; ++interim) {
            http::response_parser<http::string_body> parser;
            parser.header_limit(kMostHeader_bytes);
            parser.body_limit(most_bytes);
            const auto [problem, size] = co_await http::async_read(stream, buffer, parser, kAnswer);
            if (problem) {
                co_return failed(problem, "bad_answer");
            }
            if (parser.get().result_int() >= 200) {
                co_return parser.release();
            }
        }
        co_return failure("bad_answer", "too many interim answers");
    }

    net::awaitable<Result<http::response<http::string_body>>> go(net::io_context& context) {
        beast::tcp_stream stream(context);
        stream.expires_at(std::min(deadline, Clock::now() + connect_deadline));
        const auto [unconnected, endpoint] = co_await stream.async_connect(endpoints, kAnswer);
        if (unconnected) {
            co_return failed(unconnected, "unreachable");
        }
        stream.expires_at(deadline);
        if (!target.is_secure) {
            co_return co_await talk(stream);
        }
        beast::ssl_stream<beast::tcp_stream> secure(std::move(stream), *tls);
        error_code problem;
        if (SSL_set_tlsext_host_name(secure.native_handle(), target.host.c_str()) != 1) {
            co_return failure("not_trusted", "SNI");
        }
        secure.set_verify_mode(net::ssl::verify_peer, problem);
        if (!problem) {
            secure.set_verify_callback(net::ssl::host_name_verification(target.host), problem);
        }
        if (problem) {
            co_return failed(problem, "not_trusted");
        }
        const auto [untrusted] = co_await secure.async_handshake(net::ssl::stream_base::client, kAnswer);
        if (untrusted) {
            co_return failed(untrusted, "not_trusted");
        }
        co_return co_await talk(secure);
    }
};

WebClient::WebClient(FetchRules rules)
    : rules_(std::move(rules)), tls_(std::make_shared<net::ssl::context>(net::ssl::context::tls_client)) {
    error_code ignored; // without roots no certificate is trusted, which is what the request then says
    tls_->set_default_verify_paths(ignored);
    tls_->set_options(
        net::ssl::context::default_workarounds | net::ssl::context::no_tlsv1 | net::ssl::context::no_tlsv1_1, ignored);
}

Result<Addresses> WebClient::addresses_of(const WebTarget& target) const {
    if (!rules_.allows_private && std::ranges::find(rules_.ports, target.port) == rules_.ports.end()) {
        return failure("port_refused", std::to_string(target.port));
    }
    error_code is_name;
    const auto literal = net::ip::make_address(target.host, is_name);
    Result<Addresses> found = !is_name         ? Result<Addresses>({literal})
                              : rules_.resolve ? rules_.resolve(target.host)
                                               : look_up(target.host);
    if (!found || rules_.allows_private) {
        return found;
    }
    const auto is_refused = [this](const net::ip::address& address) {
        return !(rules_.is_public ? rules_.is_public(address) : is_public_address(address));
    };
    std::erase_if(*found, is_refused);
    if (found->empty()) {
        return failure("private_address", target.host);
    }
    return found;
}

Result<Fetched> WebClient::ask(const WebTarget& target, const FetchRequest& request, std::string& location,
                               Clock::time_point deadline) {
    const auto addresses = addresses_of(target);
    if (!addresses) {
        return std::unexpected(addresses.error());
    }
    net::io_context context(1);
    const auto hop = std::make_shared<Hop>();
    hop->target = target;
    for (const auto& address : *addresses) {
        hop->endpoints.emplace_back(address, target.port);
    }
    hop->request = {http::verb::get, target.path, 11};
    hop->request.set(http::field::host, target.authority());
    hop->request.set(http::field::user_agent, rules_.user_agent);
    hop->request.set(http::field::accept, request.accept);
    hop->request.set(http::field::accept_encoding, "gzip");
    hop->request.set(http::field::connection, "close");
    if (!request.etag.empty()) {
        hop->request.set(http::field::if_none_match, request.etag);
    }
    if (!request.last_modified.empty()) {
        hop->request.set(http::field::if_modified_since, request.last_modified);
    }
    hop->most_bytes = request.most_bytes;
    hop->deadline = deadline;
    hop->connect_deadline = rules_.connect_deadline;
    hop->tls = tls_;
    net::co_spawn(
        context,
        [hop, &context]() -> net::awaitable<void> {
            auto result = co_await hop->go(context);
            hop->result.emplace(std::move(result));
        },
        net::detached);
    const HostTurns::Turn turn(turns_, target.authority());
    // The turn may have come late: what waited its time away is asked all the same, for a moment.
    hop->deadline = std::max(hop->deadline, Clock::now() + std::chrono::seconds(1));
    while (!hop->result && !is_stopped_) {
        context.run_for(std::chrono::milliseconds(200));
        if (context.stopped() && !hop->result) {
            return failure("bad_answer");
        }
    }
    if (!hop->result) {
        return failure("stopped");
    }
    if (!*hop->result) {
        return std::unexpected(hop->result->error());
    }
    http::response<http::string_body>& response = **hop->result;
    Fetched fetched;
    fetched.status = response.result_int();
    fetched.url = target.origin() + target.path;
    fetched.content_type = field_of(response, http::field::content_type);
    fetched.content_language = field_of(response, http::field::content_language);
    fetched.content_location = field_of(response, http::field::content_location);
    fetched.etag = field_of(response, http::field::etag);
    fetched.last_modified = field_of(response, http::field::last_modified);
    fetched.retry_after = field_of(response, http::field::retry_after);
    location = field_of(response, http::field::location);
    fetched.wire_bytes = response.body().size();
    wire_bytes_ += fetched.wire_bytes;
    const std::string coding = field_of(response, http::field::content_encoding);
    if (coding.empty() || beast::iequals(coding, "identity") || response.body().empty()) {
        fetched.body = std::move(response.body());
    } else if (beast::iequals(coding, "gzip") || beast::iequals(coding, "x-gzip")) {
        auto plain = unpacked_gzip(response.body(), request.most_bytes);
        if (!plain) {
            return failure(plain.error().code == "too_large" ? "too_large" : "bad_answer", "gzip");
        }
        fetched.body = *std::move(plain);
    } else {
        return failure("bad_answer", "a coding that nobody asked for");
    }
    return fetched;
}

Result<Fetched> WebClient::fetch(const FetchRequest& request) {
    auto target = parse_target(request.url);
    if (!target) {
        return std::unexpected(target.error());
    }
    const Clock::time_point deadline = Clock::now() + rules_.deadline;
    for (int redirects = 0;; ++redirects) {
        std::string location;
        auto fetched = ask(*target, request, location, deadline);
        if (!fetched) {
            return fetched;
        }
        if (!is_redirect(fetched->status) || location.empty()) {
            return fetched;
        }
        if (redirects == rules_.redirects) {
            return failure("too_many_redirects");
        }
        auto next = parse_target(feeds::resolve_url(fetched->url, location));
        if (!next) {
            return std::unexpected(next.error());
        }
        if (target->is_secure && !next->is_secure) {
            return failure("insecure_redirect");
        }
        target = std::move(next);
    }
}

} // namespace hypha::edge::fetch
