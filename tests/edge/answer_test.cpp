// The pure part of an answer: conditions, codings, paths. What travels over a socket is in http_server_test.cpp.
#include "edge/answer.hpp"

#include "edge/security_headers.hpp"
#include "edge/temporary_site.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <string_view>

using namespace hypha;
using namespace hypha::edge;

namespace {

constexpr std::string_view kScript = "/app/main-0123456789ab.js";

std::string field(const Answer& answer, std::string_view name) {
    for (const auto& [each, value] : answer.fields) {
        if (each == name) {
            return value;
        }
    }
    return "";
}

Answer get(const Site& site, std::string_view target, RequestFacts facts = {}) {
    facts.target = target;
    return answer_request(site, facts);
}

} // namespace

TEST_CASE("hashed files are immutable, everything else is asked for again", "[answer]") {
    const TemporarySite folder;
    const Site site = Site::load(folder.root(), false).value();
    CHECK(field(get(site, kScript), "Cache-Control") == "public, max-age=31536000, immutable");
    for (const std::string_view target : {"/", "/index.html", "/sw.js", "/manifest.webmanifest", "/models/card.md"}) {
        CAPTURE(target);
        const Answer answer = get(site, target);
        CHECK(answer.status == 200);
        CHECK(field(answer, "Cache-Control") == "no-cache");
    }
}

TEST_CASE("each kind of file has its type", "[answer]") {
    const TemporarySite folder;
    const Site site = Site::load(folder.root(), false).value();
    CHECK(field(get(site, "/"), "Content-Type") == "text/html; charset=utf-8");
    CHECK(field(get(site, kScript), "Content-Type") == "text/javascript; charset=utf-8");
    CHECK(field(get(site, "/app/core-0123456789ab.wasm"), "Content-Type") == "application/wasm");
    CHECK(field(get(site, "/manifest.webmanifest"), "Content-Type") == "application/manifest+json; charset=utf-8");
    CHECK(field(get(site, "/models/card.md"), "Content-Type") == "text/plain; charset=utf-8");
}

TEST_CASE("each coding of a file has its own strong tag, and its tag answers 304", "[answer]") {
    const TemporarySite folder;
    const Site site = Site::load(folder.root(), false).value();
    const Answer plain = get(site, kScript);
    const Answer brotli = get(site, kScript, {.accept_encoding = "br"});
    const Answer gzip = get(site, kScript, {.accept_encoding = "gzip"});
    CHECK(plain.body == "0123456789");
    CHECK(brotli.body == "BROTLI");
    CHECK(gzip.body == "GZIPPED");
    CHECK(field(plain, "Content-Encoding").empty());
    CHECK(field(brotli, "Content-Encoding") == "br");
    CHECK(field(gzip, "Content-Encoding") == "gzip");
    const std::string tag = field(plain, "ETag");
    CHECK(tag.size() == 34);
    CHECK(tag != field(brotli, "ETag"));
    CHECK(tag != field(gzip, "ETag"));
    for (const std::string& list : {tag, "W/" + tag, "\"other\", " + tag, std::string("*")}) {
        CAPTURE(list);
        const Answer answer = get(site, kScript, {.if_none_match = list, .range = "bytes=0-1"});
        CHECK(answer.status == 304);
        CHECK(answer.body_is_withheld);
        CHECK(field(answer, "ETag") == tag);
        CHECK(field(answer, "Vary") == "Accept-Encoding");
    }
    for (const std::string& list :
         {field(brotli, "ETag"), std::string("\"0\""), tag.substr(0, 33), std::string("\"")}) {
        CAPTURE(list);
        CHECK(get(site, kScript, {.if_none_match = list}).status == 200);
    }
    CHECK(get(site, kScript, {.accept_encoding = "identity;q=0"}).status == 406);
}

TEST_CASE("a range is a part of the coding that is sent", "[answer]") {
    const TemporarySite folder;
    const Site site = Site::load(folder.root(), false).value();
    const Answer middle = get(site, kScript, {.range = "bytes=2-4"});
    CHECK(middle.status == 206);
    CHECK(middle.body == "234");
    CHECK(field(middle, "Content-Range") == "bytes 2-4/10");
    CHECK(field(middle, "Content-Length") == "3");
    const Answer packed = get(site, kScript, {.accept_encoding = "br", .range = "bytes=-2"});
    CHECK(packed.body == "LI");
    CHECK(field(packed, "Content-Range") == "bytes 4-5/6");
    const Answer beyond = get(site, kScript, {.range = "bytes=10-"});
    CHECK(beyond.status == 416);
    CHECK(field(beyond, "Content-Range") == "bytes */10");
    const std::string tag = field(get(site, kScript), "ETag");
    CHECK(get(site, kScript, {.if_range = tag, .range = "bytes=0-1"}).status == 206);
    CHECK(get(site, kScript, {.if_range = "\"older\"", .range = "bytes=0-1"}).status == 200);
    CHECK(get(site, kScript, {.if_range = "W/" + tag, .range = "bytes=0-1"}).status == 200);
}

TEST_CASE("every answer carries the security fields, errors too", "[answer]") {
    const TemporarySite folder;
    const Site site = Site::load(folder.root(), false).value();
    const std::string tag = field(get(site, "/"), "ETag");
    const Answer answers[] = {
        get(site, "/"),
        get(site, "/nowhere"),
        get(site, "/%zz"),
        get(site, "/", {.method = "POST"}),
        get(site, "/", {.if_none_match = tag}),
        get(site, kScript, {.range = "bytes=99-"}),
        get(site, kScript, {.accept_encoding = "*;q=0"}),
        refuse(431, "too large"),
    };
    const unsigned statuses[] = {200, 404, 400, 405, 304, 416, 406, 431};
    for (std::size_t i = 0; i < std::size(answers); ++i) {
        CAPTURE(statuses[i]);
        CHECK(answers[i].status == statuses[i]);
        for (const auto& [name, value] : kSecurityHeaders) {
            CAPTURE(name);
            CHECK(field(answers[i], name) == value);
        }
    }
}

TEST_CASE("the policy allows our own scripts and WebAssembly, and nothing inline", "[answer]") {
    std::string_view policy;
    for (const auto& [name, value] : kSecurityHeaders) {
        if (name == "Content-Security-Policy") {
            policy = value;
        }
    }
    CHECK(policy.find("script-src 'self' 'wasm-unsafe-eval';") != std::string_view::npos);
    CHECK(policy.find("'unsafe-inline'") == std::string_view::npos);
    CHECK(policy.find("'unsafe-eval'") == std::string_view::npos);
    CHECK(policy.find("http") == std::string_view::npos);
}

TEST_CASE("no path leads outside the site", "[answer]") {
    const TemporarySite folder;
    folder.write("../hypha-edge-outside.txt", "outside");
    std::filesystem::create_symlink("/etc/hostname", folder.root() / "link.txt");
    std::filesystem::create_directory_symlink("/etc", folder.root() / "etc");
    const Site site = Site::load(folder.root(), false).value();
    for (const std::string_view target :
         {"/../hypha-edge-outside.txt", "/%2e%2e/hypha-edge-outside.txt", "/..%2fhypha-edge-outside.txt",
          "/app/../../hypha-edge-outside.txt", "//index.html", "/./index.html", "/app/", "/app", "/.secret",
          "/link.txt", "/etc/hostname", "/etc/passwd", "/index.html/", "/INDEX.HTML", "/app/main-0123456789ab.js.br",
          "/app/main-0123456789ab.js.gz"}) {
        CAPTURE(target);
        const Answer answer = get(site, target);
        CHECK(answer.status == 404);
        CHECK(answer.body == "<!doctype html><title>Not here</title>");
    }
    for (const std::string_view target : {"/..\\..\\x", "/%00index.html", "/index.html%00", "/a%0d%0ab", "/%", "/%4",
                                          "/%g1", "index.html", "*", "", "http://other/index.html", "?x"}) {
        CAPTURE(target);
        CHECK(get(site, target).status == 400);
    }
    CHECK(get(site, "/index.html?version=2").status == 200);
    CHECK(get(site, "/%69ndex.html").status == 200);
    std::filesystem::remove(folder.root() / "../hypha-edge-outside.txt");
}

TEST_CASE("only GET and HEAD are answered", "[answer]") {
    const TemporarySite folder;
    const Site site = Site::load(folder.root(), false).value();
    for (const std::string_view method : {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get", "PATCH"}) {
        CAPTURE(method);
        const Answer answer = get(site, "/", {.method = method});
        CHECK(answer.status == 405);
        CHECK(field(answer, "Allow") == "GET, HEAD");
    }
    const Answer head = get(site, "/", {.method = "HEAD"});
    CHECK(head.status == 200);
    CHECK(head.body_is_withheld);
    CHECK(field(head, "Content-Length") == field(get(site, "/"), "Content-Length"));
}

TEST_CASE("the kill switch answers for the worker", "[site]") {
    const TemporarySite folder;
    CHECK(get(Site::load(folder.root(), false).value(), "/sw.js").body == "the worker");
    const Site killed = Site::load(folder.root(), true).value();
    CHECK(get(killed, "/sw.js").body == "the kill switch");
    CHECK(field(get(killed, "/sw.js"), "ETag") == field(get(killed, "/kill.js"), "ETag"));
    std::filesystem::remove(folder.root() / "kill.js");
    CHECK(Site::load(folder.root(), true).error().code == "no_kill_switch");
}

TEST_CASE("a folder that is not a site is refused with a sentence", "[site]") {
    const TemporarySite folder;
    CHECK(Site::load(folder.root() / "nowhere", false).error().code == "no_site");
    CHECK(Site::load(folder.root() / "index.html", false).error().code == "no_site");
    std::filesystem::remove(folder.root() / "index.html");
    const Result<Site> site = Site::load(folder.root(), false);
    REQUIRE_FALSE(site.has_value());
    CHECK(site.error().detail.find("index.html") != std::string::npos);
}
