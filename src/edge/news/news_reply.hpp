// The replies that every question of news can have: a body in the coding that was asked for, the same as before, or a sentence.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/error.hpp"
#include "edge/answer.hpp"
#include "edge/content_coding.hpp"
#include "edge/news/news_question.hpp"

namespace hypha::edge {

inline constexpr std::string_view kText = "text/plain; charset=utf-8";
inline constexpr std::string_view kNotKept = "no-store";
inline constexpr std::string_view kKeptForMinutes = "public, max-age=300";

inline std::shared_ptr<const std::string> shared(std::string text) {
    return std::make_shared<const std::string>(std::move(text));
}

inline NewsReply refusal(unsigned status, std::string_view sentence) {
    NewsReply reply;
    reply.status = status;
    reply.type = kText;
    reply.cache = kNotKept;
    reply.body = shared(std::string(sentence));
    return reply;
}

inline NewsReply not_here() { return refusal(404, "There is no such news here.\n"); }

// The body in the coding that was chosen; `body` is asked for it once.
template <typename Body>
Result<NewsReply> reply_in(const NewsQuestion& question, CodingsOnOffer offer, std::string_view type,
                           const std::string& name, std::string_view cache, Body body) {
    const auto coding = choose_coding(question.accept_encoding, offer);
    if (!coding) {
        return refusal(406, "This exists only in codings that the request refuses.\n");
    }
    NewsReply reply;
    reply.type = type;
    reply.coding = *coding;
    reply.cache = cache;
    reply.etag = '"' + name + (*coding == Coding::brotli ? "-br\"" : *coding == Coding::gzip ? "-gz\"" : "\"");
    if (lists_tag(question.if_none_match, reply.etag)) {
        reply.status = 304;
        reply.body = shared({});
        return reply;
    }
    Result<std::shared_ptr<const std::string>> bytes = body(*coding);
    if (!bytes) {
        return std::unexpected(bytes.error());
    }
    reply.body = *std::move(bytes);
    return reply;
}

} // namespace hypha::edge
