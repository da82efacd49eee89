#include "edge/http_transport.hpp"

#include <stdexcept>

#include "core/sync/base64url.hpp"
#include "core/sync/http_form.hpp"

namespace hypha::edge {

std::optional<sync::Reply> HttpTransport::ask(const sync::Request& request) {
    const sync::HttpForm form = sync::http_form(request);
    std::string text = std::string(form.method) + " " + form.target + " HTTP/1.1\r\nHost: localhost\r\n";
    if (!token_.empty()) {
        text += "Authorization: Bearer " + token_ + "\r\n";
    }
    if (!form.content_type.empty()) {
        text += "Content-Type: " + std::string(form.content_type) +
                "\r\nContent-Length: " + std::to_string(request.body.size()) + "\r\n";
    }
    text += "\r\n";
    if (!form.content_type.empty()) {
        text += request.body;
    }
    try {
        if (!client_) {
            client_ = std::make_unique<RawClient>(port_);
        }
    } catch (const std::runtime_error&) {
        return std::nullopt;
    }
    ++requests;
    const bool head = form.method == "HEAD";
    const RawAnswer answer = client_->send(text) ? client_->read_answer(!head) : RawAnswer{};
    if (answer.status == 0) {
        client_.reset();
        return std::nullopt;
    }
    bytes += text.size() + answer.header_bytes + answer.body.size();
    if (answer.fields.at("connection") == "close") {
        client_.reset();
    }
    sync::Reply reply{answer.status, answer.body};
    if (const auto field = answer.fields.find("hypha-reply"); head && field != answer.fields.end()) {
        reply.body = sync::from_base64url(field->second).value_or("");
    }
    return reply;
}

bool HttpTransport::sync(sync::ReplicaStore& store, sync::Surroundings& surroundings) {
    sync::SyncSession session(store, surroundings);
    for (;;) {
        const auto request = session.next();
        if (!request) {
            throw std::runtime_error(request.error().code);
        }
        if (!*request) {
            return true;
        }
        const auto reply = ask(**request);
        if (!reply) {
            return false;
        }
        const auto answer = session.answered(*reply);
        if (!answer || *answer == sync::Answer::not_understood) {
            return false;
        }
    }
}

} // namespace hypha::edge
