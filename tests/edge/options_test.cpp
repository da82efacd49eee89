// The flags as tables: what is understood and what is refused, with its code.
#include "edge/options.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string_view>
#include <vector>

using namespace hypha;
using namespace hypha::edge;

using Arguments = std::vector<std::string_view>;

TEST_CASE("flags are understood with a space or an equals sign, and the last one wins", "[options]") {
    const auto options =
        parse_options(Arguments{"--port", "81", "--host=0.0.0.0", "--root", "site", "--port=0", "--kill-switch"});
    REQUIRE(options.has_value());
    CHECK(options->port == 0);
    CHECK(options->host == "0.0.0.0");
    CHECK(options->root == "site");
    CHECK(options->kill_switch);
    CHECK_FALSE(options->help);
}

TEST_CASE("a session to be made, and the folder of both", "[options]") {
    const auto options = parse_options(Arguments{"--new-session=phone", "--stream", "ab", "--data", "here"});
    REQUIRE(options.has_value());
    CHECK(options->new_session == "phone");
    CHECK(options->stream == "ab");
    CHECK(options->data == "here");
    CHECK(parse_options(Arguments{})->store.empty());
    CHECK(parse_options(Arguments{"--store", "postgresql://a,b/c"})->store == "postgresql://a,b/c");
    CHECK(parse_options(Arguments{})->data == "build/edge-data");
}

TEST_CASE("without flags it is port 8080 of this machine only", "[options]") {
    const auto options = parse_options(Arguments{});
    REQUIRE(options.has_value());
    CHECK(options->port == 8080);
    CHECK(options->host == "localhost");
}

TEST_CASE("wrong flags are refused with a code and a sentence that quotes them", "[options]") {
    struct Row {
        Arguments arguments;
        std::string_view code;
        std::string_view quoted;
    };
    const std::vector<Row> table{
        {{"--prot", "1"}, "unknown_flag", "--prot"},
        {{"8080"}, "unknown_flag", "8080"},
        {{"-p", "1"}, "unknown_flag", "-p"},
        {{"--port"}, "missing_value", "--port"},
        {{"--port="}, "missing_value", "--port"},
        {{"--port", "65536"}, "bad_port", "65536"},
        {{"--port", "-1"}, "bad_port", "-1"},
        {{"--port", "80a"}, "bad_port", "80a"},
        {{"--port", "99999999999999"}, "bad_port", "99999999999999"},
        {{"--host"}, "missing_value", "--host"},
        {{"--root", ""}, "missing_value", "--root"},
        {{"--data"}, "missing_value", "--data"},
        {{"--new-session", ""}, "missing_value", "--new-session"},
        {{"--store", "mysql://x"}, "bad_store", "mysql://x"},
        {{"--store", "postgresql:/x"}, "bad_store", "postgresql:/x"},
        {{"--stream", "00"}, "lonely_stream", "--stream"},
        {{"--help=yes"}, "unwanted_value", "--help"},
        {{"--kill-switch=1"}, "unwanted_value", "--kill-switch"},
    };
    for (const Row& row : table) {
        CAPTURE(row.quoted);
        const auto options = parse_options(row.arguments);
        REQUIRE_FALSE(options.has_value());
        CHECK(options.error().code == row.code);
        CHECK(options.error().detail.find(row.quoted) != std::string::npos);
    }
}
