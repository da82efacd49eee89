// Requests as HTTP and back: both sides read the same function, so what one makes the other must take, and nothing else.
#include <catch2/catch_test_macros.hpp>

#include <string>

#include "core/sync/base64url.hpp"
#include "core/sync/http_form.hpp"

using namespace hypha::sync;

namespace {

bool same(const Request& a, const Request& b) {
    return a.kind == b.kind && a.body == b.body && a.hash == b.hash && a.offset == b.offset && a.size == b.size &&
           a.epoch == b.epoch && a.witness == b.witness;
}

} // namespace

TEST_CASE("base64url: the vectors of RFC 4648, any bytes there and back, and one form only", "[sync]") {
    CHECK(to_base64url("f") == "Zg");
    CHECK(to_base64url("fo") == "Zm8");
    CHECK(to_base64url("foobar") == "Zm9vYmFy");
    CHECK(to_base64url("\xfb\xff") == "-_8");
    std::string bytes;
    for (int i = 0; i < 300; ++i) {
        CHECK(from_base64url(to_base64url(bytes)) == bytes);
        bytes += static_cast<char>(i * 37);
    }
    for (const char* wrong : {"Zg==", "Z", "Zh", "Zm9v Ym", "Zm+v", "Zm9vY"}) {
        CAPTURE(wrong);
        CHECK_FALSE(from_base64url(wrong).has_value());
    }
}

TEST_CASE("every request comes back from its HTTP form", "[sync]") {
    using Kind = Request::Kind;
    const BlobHash hash{{0xab, 1, 0xff}};
    const std::string message("\0\xff ask", 6);
    for (const Request& request :
         {Request{.kind = Kind::push, .body = message}, Request{.kind = Kind::pull, .body = message},
          Request{.kind = Kind::snapshot, .body = message},
          Request{Kind::blob_state, "", hash, 0, 7, UINT64_MAX, {9, UINT64_MAX}},
          Request{Kind::blob_put, "part", hash, 1024, UINT64_MAX, 3, {0, 0}},
          Request{.kind = Kind::blob_get, .body = {}, .hash = hash, .offset = 5}}) {
        const HttpForm form = http_form(request);
        CAPTURE(form.method, form.target);
        auto read = request_of(form.method, form.target);
        REQUIRE(read);
        if (!form.content_type.empty()) {
            CHECK(read->body.empty());
            read->body = request.body;
        }
        CHECK(same(*read, request));
        CHECK(methods_of(form.target.substr(0, form.target.find('?'))).find(form.method) != std::string_view::npos);
    }
    CHECK(http_form({.kind = Kind::blob_get, .body = {}, .hash = hash, .offset = 5}).target ==
          "/v1/blob/ab01ff" + std::string(58, '0') + "?offset=5");
}

TEST_CASE("what is not exactly a request is none", "[sync]") {
    const std::string blob = "/v1/blob/" + std::string(64, '0');
    for (const auto& [method, target] : std::initializer_list<std::pair<const char*, std::string>>{
             {"GET", "/v1/push"},
             {"POST", "/v1/push?x=1"},
             {"POST", "/v1/push/"},
             {"POST", "/v1/pull?ask=Zg"},
             {"GET", "/v1/pull"},
             {"GET", "/v1/pull?"},
             {"GET", "/v1/pull?ask=Zg&ask=Zg"},
             {"GET", "/v1/pull?ask=Zg=="},
             {"GET", "/v1/pull?ask=Zg&"},
             {"GET", "/v1/pull?Ask=Zg"},
             {"GET", blob},
             {"GET", blob + "?offset="},
             {"GET", blob + "?offset=-1"},
             {"GET", blob + "?offset=+1"},
             {"GET", blob + "?offset=01"},
             {"GET", blob + "?offset=1x"},
             {"GET", blob + "?offset=18446744073709551616"},
             {"GET", blob + "?offset=1&size=2"},
             {"GET", "/v1/blob/" + std::string(63, '0') + "?offset=1"},
             {"GET", "/v1/blob/" + std::string(64, 'A') + "?offset=1"},
             {"GET", "/v1/blob/../" + std::string(61, '0') + "?offset=1"},
             {"PUT", blob + "?offset=1"},
             {"PUT", blob + "?offset=1&size=1&epoch=1&seq=1"},
             {"PUT", blob + "?offset=1&offset=1&epoch=1&seq=1&check=1"},
             {"HEAD", blob + "?offset=1&size=1&epoch=1&seq=1&check=1"},
             {"DELETE", blob + "?offset=1"},
         }) {
        CAPTURE(method, target);
        CHECK_FALSE(request_of(method, target).has_value());
    }
    CHECK(request_of("PUT", blob + "?check=5&seq=4&epoch=3&size=2&offset=1").has_value()); // in any order
    CHECK(methods_of("/v1/blob/" + std::string(64, '0')) == "GET, HEAD, PUT");
    CHECK(methods_of("/v1/blob/x").empty());
    CHECK(methods_of("/v1/").empty());
}
