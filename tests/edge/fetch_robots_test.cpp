// robots.txt as RFC 9309 has it: groups, the longest match, wildcards, percent codes; and what its absence means. Any bytes are a file.
#include <catch2/catch_test_macros.hpp>

#include <map>

#include "edge/fetch/robots.hpp"
#include "edge/fetch/robots_cache.hpp"

using namespace hypha;
using namespace hypha::edge::fetch;

namespace {

bool allows(std::string_view file, std::string_view path) { return Robots::parse(file, "hypha-edge").allows(path); }

} // namespace

TEST_CASE("robots: the group of our name, else of everybody", "[fetch][robots]") {
    constexpr std::string_view kFile =
        "User-agent: *\nDisallow: /\n\nUser-Agent: Hypha-Edge/2 # us\nUser-agent: other\n"
        "Disallow: /private\n\nuser-agent: HYPHA-EDGE\nDisallow: /more\n";
    CHECK(allows(kFile, "/"));
    CHECK_FALSE(allows(kFile, "/private/x"));
    CHECK_FALSE(allows(kFile, "/more"));
    CHECK_FALSE(Robots::parse(kFile, "somebody").allows("/"));
    CHECK(Robots::parse("User-agent: hypha\nDisallow: /\n", "hypha-edge").allows("/"));
    CHECK(allows("", "/x"));
    CHECK(allows("Disallow: /\n", "/x"));
    CHECK(allows("User-agent: *\nDisallow:\n", "/x"));
    CHECK_FALSE(allows("\xEF\xBB\xBFUser-agent: *\r\nDisallow: /x\r\n", "/x"));
}

TEST_CASE("robots: the longest rule decides, and Allow where two are as long", "[fetch][robots]") {
    constexpr std::string_view kFile =
        "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c\nAllow: /same\nDisallow: /same\n";
    CHECK_FALSE(allows(kFile, "/a/x"));
    CHECK(allows(kFile, "/a/b/x"));
    CHECK_FALSE(allows(kFile, "/a/b/c"));
    CHECK(allows(kFile, "/same"));
    CHECK(allows("User-agent: *\nDisallow: /\n", "/robots.txt"));
}

TEST_CASE("robots: * is any letters, $ the end, percent codes are what they mean", "[fetch][robots]") {
    constexpr std::string_view kFile =
        "User-agent: *\nDisallow: /*.pdf$\nDisallow: /q?*id=\nDisallow: /caf%C3%A9\nDisallow: /%61bc\n";
    CHECK_FALSE(allows(kFile, "/x/y.pdf"));
    CHECK(allows(kFile, "/x/y.pdf?z"));
    CHECK_FALSE(allows(kFile, "/q?a=1&id=2"));
    CHECK(allows(kFile, "/q?a=1"));
    CHECK_FALSE(allows(kFile, "/café"));
    CHECK_FALSE(allows(kFile, "/caf%c3%a9/x"));
    CHECK_FALSE(allows(kFile, "/abc"));
    // A pattern of many stars is answered at once.
    std::string stars = "User-agent: *\nDisallow: /";
    for (int i = 0; i < 900; ++i) stars += "*a";
    CHECK(allows(stars + "$\n", "/" + std::string(1'900, 'a') + "b"));
}

TEST_CASE("robots: what could not be had forbids nothing at 4xx and everything else at 5xx", "[fetch][robots]") {
    std::map<std::string, int> asked;
    unsigned status = 200;
    bool comes = true;
    RobotsCache cache([&](const FetchRequest& request) -> Result<Fetched> {
        ++asked[request.url];
        if (!comes) return failure("too_slow");
        Fetched fetched;
        fetched.status = status;
        fetched.body = "User-agent: *\nDisallow: /no\n";
        return fetched;
    });
    CHECK(cache.allows("https://a.example/yes", 0));
    CHECK_FALSE(cache.allows("https://a.example/no", 100));
    CHECK(asked["https://a.example/robots.txt"] == 1);
    CHECK(cache.allows("https://a.example:8443/yes", 100));
    CHECK(asked["https://a.example:8443/robots.txt"] == 1);
    (void)cache.allows("https://a.example/", 90'000);
    CHECK(asked["https://a.example/robots.txt"] == 2);
    status = 404;
    CHECK(cache.allows("http://b.example/no", 0));
    status = 503;
    CHECK_FALSE(cache.allows("http://c.example/yes", 0));
    status = 200;
    CHECK(cache.allows("http://c.example/yes", 3'700));
    comes = false;
    CHECK_FALSE(cache.allows("http://d.example/yes", 0));
    CHECK_FALSE(cache.allows("nonsense", 0));
}
