// How a Request of a SyncSession travels over HTTP, for both sides: method, target and content type out, and back again.
//   push        POST /v1/push                       body: the message
//   pull        GET  /v1/pull?ask=BASE64URL         ask: the message
//   snapshot    GET  /v1/snapshot?ask=BASE64URL     ask: the message
//   blob_state  HEAD /v1/blob/HASH?size=&epoch=&seq=&check=
//   blob_put    PUT  /v1/blob/HASH?offset=&size=&epoch=&seq=&check=   body: the part
//   blob_get    GET  /v1/blob/HASH?offset=
// A GET has no body in a browser, and a pull is 110 bytes: so it is in the target. A HEAD's answer has no body: the message is in
// kReplyField then, as base64url. Numbers are decimal without sign or leading zeros; each name stands once, in any order.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/sync/sync_session.hpp"

namespace hypha::sync {

inline constexpr std::string_view kMessageType = "application/cbor";
inline constexpr std::string_view kPartType = "application/octet-stream";
inline constexpr std::string_view kReplyField = "Hypha-Reply";

struct HttpForm {
    std::string_view method;
    std::string target;
    std::string_view content_type; // empty: the request has no body
};

HttpForm http_form(const Request& request);

// The methods that a path of the API has, as an Allow field says it; empty for a path that is none of the API's.
std::string_view methods_of(std::string_view path);

// The request that was meant, its body not yet in it where http_form() has a content type. Nothing: malformed.
std::optional<Request> request_of(std::string_view method, std::string_view target);

} // namespace hypha::sync
