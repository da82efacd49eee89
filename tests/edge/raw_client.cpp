// See raw_client.hpp.
#include "edge/raw_client.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cctype>
#include <charconv>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace hypha::edge {

RawClient::RawClient(std::uint16_t port) : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval limit{20, 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    if (connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        throw std::runtime_error("cannot connect to the server under test");
    }
}

RawClient::~RawClient() { close(socket_); }

bool RawClient::send(std::string_view bytes) const {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

RawAnswer RawClient::read_answer(bool has_body) {
    std::array<char, 65536> piece{};
    const auto read_more = [&] {
        const ssize_t got = recv(socket_, piece.data(), piece.size(), 0);
        if (got > 0) {
            unread_.append(piece.data(), static_cast<std::size_t>(got));
        }
        return got > 0;
    };
    while (unread_.find("\r\n\r\n") == std::string::npos) {
        if (!read_more()) {
            return {};
        }
    }
    RawAnswer answer;
    const std::size_t end = unread_.find("\r\n\r\n");
    std::string_view header = std::string_view(unread_).substr(0, end);
    std::from_chars(header.data() + 9, header.data() + 12, answer.status);
    for (std::size_t line = header.find("\r\n"); line != std::string_view::npos;) {
        const std::size_t next = header.find("\r\n", line + 2);
        const std::string_view field = header.substr(line + 2, next == std::string_view::npos ? next : next - line - 2);
        const std::size_t colon = field.find(": ");
        std::string name(field.substr(0, colon));
        std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        answer.fields[name] = std::string(field.substr(colon + 2));
        line = next;
    }
    std::size_t length = 0;
    if (const auto found = answer.fields.find("content-length"); has_body && found != answer.fields.end()) {
        std::from_chars(found->second.data(), found->second.data() + found->second.size(), length);
    }
    answer.header_bytes = end + 4;
    unread_.erase(0, end + 4);
    while (unread_.size() < length) {
        if (!read_more()) {
            return {};
        }
    }
    answer.body = unread_.substr(0, length);
    unread_.erase(0, length);
    return answer;
}

bool RawClient::ends() const {
    char byte = 0;
    return unread_.empty() && recv(socket_, &byte, 1, 0) <= 0;
}

bool RawClient::ends_in_order() const {
    char byte = 0;
    return unread_.empty() && recv(socket_, &byte, 1, 0) == 0;
}

std::size_t RawClient::read_some(std::size_t bytes) const {
    std::string room(bytes, '\0');
    const ssize_t got = recv(socket_, room.data(), room.size(), 0);
    return got > 0 ? static_cast<std::size_t>(got) : 0;
}

RawAnswer request(std::uint16_t port, std::string_view method_and_target, std::string_view more_fields) {
    RawClient client(port);
    client.send(std::string(method_and_target) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(more_fields) +
                "\r\n");
    return client.read_answer(!method_and_target.starts_with("HEAD"));
}

} // namespace hypha::edge
