// Where the edge may go for strangers' sake: addresses as a table, addresses of the web as a table, and a client whose names resolve as
// a test says, against sites on the loopback. Whoever is not to be asked must not have been asked: the inner site counts.
#include <catch2/catch_test_macros.hpp>

#include "edge/fetch/address_guard.hpp"
#include "edge/fetch/web_client.hpp"
#include "edge/fetch/web_target.hpp"
#include "edge/scripted_site.hpp"

using namespace hypha;
using namespace hypha::edge;
using namespace hypha::edge::fetch;

namespace {

bool is_public(const char* text) { return is_public_address(boost::asio::ip::make_address(text)); }

const std::string kHello = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

std::string moved_to(const std::string& where) {
    return "HTTP/1.1 301 Moved\r\nLocation: " + where + "\r\nContent-Length: 0\r\n\r\n";
}

// 127.0.0.1 stands for the public net; all else of the loopback for what is inside.
struct Stage {
    int look_ups = 0;
    FetchRules rules;

    Stage() {
        rules.is_public = [](const boost::asio::ip::address& one) { return one.to_string() == "127.0.0.1"; };
        rules.deadline = std::chrono::seconds(10);
    }
    void resolves(std::function<std::vector<const char*>(const std::string& host, int time)> to) {
        rules.resolve = [this, to = std::move(to)](const std::string& host) -> Result<Addresses> {
            Addresses addresses;
            for (const char* text : to(host, ++look_ups)) {
                addresses.push_back(boost::asio::ip::make_address(text));
            }
            return addresses;
        };
    }
};

} // namespace

TEST_CASE("which addresses are the public net's", "[fetch][attack]") {
    for (const char* text : {"8.8.8.8", "1.1.1.1", "172.15.255.255", "172.32.0.1", "100.63.0.1", "100.128.0.1",
                             "192.167.1.1", "198.17.0.1", "198.20.0.1", "223.255.255.255", "169.253.1.1",
                             "2606:4700::1111", "2a00:1450::1", "2001:4860::8888", "2400::1"}) {
        CAPTURE(text);
        CHECK(is_public(text));
    }
    for (const char* text : {"0.0.0.0",
                             "0.1.2.3",
                             "10.0.0.1",
                             "10.255.255.255",
                             "100.64.0.1",
                             "100.100.100.200",
                             "100.127.255.255",
                             "127.0.0.1",
                             "127.255.255.254",
                             "169.254.169.254",
                             "172.16.0.1",
                             "172.31.255.255",
                             "192.0.0.192",
                             "192.0.2.1",
                             "192.88.99.1",
                             "192.168.0.1",
                             "192.168.255.255",
                             "198.18.0.1",
                             "198.19.255.255",
                             "198.51.100.7",
                             "203.0.113.9",
                             "224.0.0.1",
                             "239.255.255.255",
                             "240.0.0.1",
                             "255.255.255.255",
                             "168.63.129.16",
                             "::",
                             "::1",
                             "::ffff:8.8.8.8",
                             "::ffff:127.0.0.1",
                             "::127.0.0.1",
                             "64:ff9b::7f00:1",
                             "64:ff9b::808:808",
                             "64:ff9b:1::1",
                             "100::1",
                             "2001::1",
                             "2001:1ff::1",
                             "2001:db8::1",
                             "2002:7f00:1::1",
                             "3fff::1",
                             "fc00::1",
                             "fd00:ec2::254",
                             "fe80::1",
                             "fec0::1",
                             "ff02::1",
                             "4000::1"}) {
        CAPTURE(text);
        CHECK_FALSE(is_public(text));
    }
}

TEST_CASE("an address of the web is taken apart in one way or refused", "[fetch][attack]") {
    const auto target = parse_target("HTTPS://Example.ORG:8443/a%20b?c=d#e");
    REQUIRE(target.has_value());
    CHECK(target->is_secure);
    CHECK(target->host == "example.org");
    CHECK(target->port == 8443);
    CHECK(target->path == "/a%20b?c=d");
    CHECK(target->authority() == "example.org:8443");
    CHECK(parse_target("http://a.example")->path == "/");
    CHECK(parse_target("http://a.example?x")->path == "/?x");
    CHECK(parse_target("http://[2001:DB8::1]:80/")->host == "2001:db8::1");
    CHECK(parse_target("http://[2001:DB8::1]:81/")->authority() == "[2001:db8::1]:81");
    CHECK(parse_target("http://a.example/ñ")->path == "/%c3%b1");
    for (const char* text :
         {"", "a.example", "ftp://a.example/", "javascript:alert(1)", "http://", "http:///x", "http://user@a.example/",
          "http://user:word@a.example/", "http://a.example\\@b.example/", "http://a.example\r\nX: y/", "http://a b/",
          "http://a.example:0/", "http://a.example:99999/", "http://a.example:x/", "http://[::1", "http://[::1]x/",
          "http://münchen.example/", "http://a%2eb/"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_target(text).has_value());
    }
}

TEST_CASE("attack: a name that points inward is not connected to, whatever it says beside", "[fetch][attack]") {
    ScriptedSite outer("127.0.0.1", [](const std::string&) { return kHello; });
    Stage stage;
    stage.rules.ports = {outer.port()};
    const std::string port = ":" + std::to_string(outer.port());
    stage.resolves([](const std::string& host, int) -> std::vector<const char*> {
        if (host == "both.example") return {"10.0.0.1", "127.0.0.1"};
        if (host == "inner.example") return {"127.0.0.2", "::1", "169.254.169.254"};
        return {"127.0.0.1"};
    });
    WebClient client(stage.rules);
    CHECK(client.fetch({"http://outer.example" + port + "/"})->body == "hello");
    CHECK(client.fetch({"http://both.example" + port + "/"})->body == "hello");
    CHECK(client.fetch({"http://inner.example" + port + "/"}).error().code == "private_address");
    CHECK(client.fetch({"http://127.0.0.2" + port + "/"}).error().code == "private_address");
    CHECK(client.fetch({"http://outer.example:1/"}).error().code == "port_refused");
    CHECK(outer.asked().size() == 2);
}

TEST_CASE("attack: a name that answers otherwise the second time gains nothing (DNS rebinding)", "[fetch][attack]") {
    ScriptedSite outer("127.0.0.1", [](const std::string& path) { return path == "/again" ? moved_to("/") : kHello; });
    ScriptedSite inner("127.0.0.2", [](const std::string&) { return kHello; });
    Stage stage;
    stage.rules.ports = {outer.port(), inner.port()};
    stage.resolves([](const std::string&, int time) -> std::vector<const char*> {
        return {time == 1 ? "127.0.0.1" : "127.0.0.2"};
    });
    {
        WebClient client(stage.rules);
        // What was checked is what is connected to: there is no second look-up in one hop.
        CHECK(client.fetch({"http://two.example:" + std::to_string(outer.port()) + "/"})->body == "hello");
        CHECK(stage.look_ups == 1);
    }
    stage.look_ups = 0;
    WebClient client(stage.rules);
    CHECK(client.fetch({"http://two.example:" + std::to_string(outer.port()) + "/again"}).error().code ==
          "private_address");
    CHECK(inner.asked().empty());
}

TEST_CASE("attack: a redirect inward is refused at its hop", "[fetch][attack]") {
    ScriptedSite inner("127.0.0.2", [](const std::string&) { return kHello; });
    std::string to;
    ScriptedSite outer("127.0.0.1", [&to](const std::string&) { return moved_to(to); });
    Stage stage;
    stage.rules.ports = {outer.port(), inner.port()};
    stage.resolves([](const std::string& host, int) -> std::vector<const char*> {
        return {host == "inner.example" ? "127.0.0.2" : "127.0.0.1"};
    });
    const std::string inward = std::to_string(inner.port());
    const auto fetch = [&](std::string where) {
        to = std::move(where);
        WebClient client(stage.rules);
        return client.fetch({"http://outer.example:" + std::to_string(outer.port()) + "/"}).error().code;
    };
    CHECK(fetch("http://127.0.0.2:" + inward + "/") == "private_address");
    CHECK(fetch("http://inner.example:" + inward + "/") == "private_address");
    CHECK(fetch("//inner.example:" + inward + "/") == "private_address");
    CHECK(fetch("http://[::ffff:127.0.0.2]:" + inward + "/") == "private_address");
    CHECK(fetch("file:///etc/passwd") == "not_an_address");
    CHECK(fetch("gopher://inner.example/") == "not_an_address");
    CHECK(fetch("http://inner.example:22/") == "port_refused");
    CHECK(fetch("/round") == "too_many_redirects");
    CHECK(inner.asked().empty());
}
