#include "edge/http_transport.hpp"

#include <stdexcept>

#include "core/sync/base64url.hpp"
#include "core/sync/http_form.hpp"
#include "core/sync/limits.hpp"
#include "edge/gzip_body.hpp"

namespace hypha::edge {

std::optional<sync::Reply> HttpTransport::ask(const sync::Request& request) {
    const sync::HttpForm form = sync::http_form(request);
    std::string text = std::string(form.method) + " " + form.target + " HTTP/1.1\r\nHost: localhost\r\n";
    if (!token_.empty()) {
        text += "Authorization: Bearer " + token_ + "\r\n";
    }
    if (packs) {
        text += "Accept-Encoding: gzip\r\n";
    }
    if (!form.content_type.empty()) {
        const bool push = request.kind == sync::Request::Kind::push;
        const auto packed = packs && push ? packed_gzip(request.body) : std::nullopt;
        const std::string& body = packed ? *packed : request.body;
        text += "Content-Type: " + std::string(form.content_type) + (packed ? "\r\nContent-Encoding: gzip" : "") +
                "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    } else {
        text += "\r\n";
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
    RawAnswer answer = client_->send(text) ? client_->read_answer(!head) : RawAnswer{};
    if (answer.status == 0) {
        client_.reset();
        return std::nullopt;
    }
    bytes += text.size() + answer.header_bytes + answer.body.size();
    if (answer.fields.at("connection") == "close") {
        client_.reset();
    }
    if (const auto coding = answer.fields.find("content-encoding"); coding != answer.fields.end()) {
        auto plain =
            coding->second == "gzip" ? unpacked_gzip(answer.body, 8 * sync::kMostBody_bytes) : failure("malformed");
        if (!plain) {
            return std::nullopt;
        }
        answer.body = *std::move(plain);
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
