// The flags as tables: what is understood and what is refused, with its code.
#include "edge/options.hpp"

#include "edge/settings.hpp"
#include "fakes/scratch_folder_native.hpp"

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iterator>
#include <string>
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
        {{"--port", "65536"}, "bad_value", "65536"},
        {{"--port", "-1"}, "bad_value", "-1"},
        {{"--port", "80a"}, "bad_value", "80a"},
        {{"--port", "99999999999999"}, "bad_value", "99999999999999"},
        {{"--host"}, "missing_value", "--host"},
        {{"--root", ""}, "missing_value", "--root"},
        {{"--data"}, "missing_value", "--data"},
        {{"--new-session", ""}, "missing_value", "--new-session"},
        {{"--store", "mysql://x"}, "bad_value", "mysql://x"},
        {{"--store", "postgresql:/x"}, "bad_value", "postgresql:/x"},
        {{"--stream", "00"}, "lonely_stream", "--stream"},
        {{"--help=yes"}, "unwanted_value", "--help"},
        {{"--kill-switch=1"}, "unwanted_value", "--kill-switch"},
        {{"--quota-mib", "0"}, "bad_value", "--quota-mib"},
        {{"--metrics-port", "on"}, "bad_value", "--metrics-port"},
        {{"--trusted-proxies", "proxy.example"}, "bad_value", "--trusted-proxies"},
        {{"--trusted-proxies", "10.0.0.1, ,::1"}, "bad_value", "--trusted-proxies"},
        {{"--config", "/nonexistent/edge.conf"}, "unreadable_file", "/nonexistent/edge.conf"},
        {{"list"}, "unknown_flag", "list"},
        {{"admin"}, "no_command", "admin"},
        {{"admin", "list", "--nonsense"}, "unknown_flag", "--nonsense"},
    };
    for (const Row& row : table) {
        CAPTURE(row.quoted);
        const auto options = parse_options(row.arguments);
        REQUIRE_FALSE(options.has_value());
        CHECK(options.error().code == row.code);
        CHECK(options.error().detail.find(row.quoted) != std::string::npos);
    }
}

TEST_CASE("a flag is stronger than the environment, which is stronger than the file", "[options]") {
    const fakes::ScratchFolder scratch;
    const std::string file = scratch.path() + "/edge.conf";
    std::ofstream(file) << "# an edge\n\nport = 81\r\n  host=file.example \nquota-mib = 7\nlog-requests = on\n";
    const Environment environment{{"HYPHA_EDGE_CONFIG", file}, {"HYPHA_EDGE_PORT", "82"}, {"HYPHA_EDGE_DATA", "there"}};
    const auto options = parse_options(Arguments{"--data", "here"}, environment);
    REQUIRE(options.has_value());
    CHECK(options->port == 82);
    CHECK(options->host == "file.example");
    CHECK(options->data == "here");
    CHECK(options->sync.quota_bytes == 7ULL * 1024 * 1024);
    CHECK(options->log_requests);
    CHECK(options->sources.at("port") == "HYPHA_EDGE_PORT");
    CHECK(options->sources.at("data") == "--data");
    CHECK(options->sources.at("host").find("edge.conf, line 4") != std::string::npos);
    const std::string flag = "--config=" + file; // a flag names the file too
    CHECK(parse_options(Arguments{flag})->port == 81);
}

TEST_CASE("what is not understood in the environment or the file is refused with its place", "[options]") {
    const fakes::ScratchFolder scratch;
    const std::string file = scratch.path() + "/edge.conf";
    const auto said = [&](std::string_view text) {
        std::ofstream(file) << text;
        const std::string flag = "--config=" + file;
        const auto options = parse_options(Arguments{flag});
        REQUIRE_FALSE(options.has_value());
        return options.error().code + " " + options.error().detail.substr(options.error().detail.find("line"));
    };
    CHECK(said("port = 81\nprot = 82\n").starts_with("unknown_setting line 2"));
    CHECK(said("port = many\n") == "bad_value line 1: port wants a number from 0 to 65535, not 'many'");
    CHECK(said("port\n").starts_with("bad_config line 1"));
    CHECK(said("port = 1\nport = 2\n").starts_with("bad_config line 2"));
    CHECK(said("config = other.conf\n").starts_with("unknown_setting"));
    CHECK(said("help = on\n").starts_with("unknown_setting"));
    const auto variable = parse_options(Arguments{}, {{"HYPHA_EDGE_PROT", "81"}});
    REQUIRE_FALSE(variable.has_value());
    CHECK(variable.error().detail.find("HYPHA_EDGE_PROT") != std::string::npos);
}

TEST_CASE("the default that is written is the default that is", "[options]") {
    const Options plain;
    for (const Setting& setting : settings()) {
        CAPTURE(setting.name);
        if (setting.fallback.empty()) {
            continue;
        }
        Options said;
        REQUIRE(setting.take(said, setting.fallback));
        CHECK(said.host == plain.host);
        CHECK(said.port == plain.port);
        CHECK(said.root == plain.root);
        CHECK(said.data == plain.data);
        CHECK(said.store_connections == plain.store_connections);
        CHECK(said.metrics_host == plain.metrics_host);
        CHECK(said.metrics_port == plain.metrics_port);
        CHECK(said.kill_switch == plain.kill_switch);
        CHECK(said.log_requests == plain.log_requests);
        CHECK(said.compact_every == plain.compact_every);
        CHECK(said.sync.blob_bytes == plain.sync.blob_bytes);
        CHECK(said.sync.quota_bytes == plain.sync.quota_bytes);
        CHECK(said.sync.kept_ms == plain.sync.kept_ms);
        CHECK(said.server.connections == plain.server.connections);
        CHECK(said.server.address_connections == plain.server.address_connections);
        CHECK(said.server.address_rate.per_second == plain.server.address_rate.per_second);
        CHECK(said.server.address_rate.burst == plain.server.address_rate.burst);
        CHECK(said.server.session_rate.per_second == plain.server.session_rate.per_second);
        CHECK(said.server.session_rate.burst == plain.server.session_rate.burst);
        CHECK(said.server.header_bytes == plain.server.header_bytes);
        CHECK(said.server.bodies_bytes == plain.server.bodies_bytes);
        CHECK(said.server.header_deadline == plain.server.header_deadline);
        CHECK(said.server.idle_deadline == plain.server.idle_deadline);
        CHECK(said.server.body_deadline == plain.server.body_deadline);
        CHECK(said.server.body_total == plain.server.body_total);
        CHECK(said.server.write_deadline == plain.server.write_deadline);
        CHECK(said.server.stop_deadline == plain.server.stop_deadline);
    }
}

TEST_CASE("every setting is in the help and in the table of OPERATING.md, with the same default", "[options]") {
    std::ifstream file(HYPHA_SOURCE_DIR "/src/edge/OPERATING.md");
    const std::string table{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    for (const Setting& setting : settings()) {
        const std::string name(setting.name);
        CAPTURE(name);
        CHECK(usage().find("  --" + name) != std::string::npos);
        const std::string row = "| `--" + name + "` | `" + variable_of(name) + "` | `" + name + "` | " +
                                (setting.fallback.empty() ? "" : "`" + std::string(setting.fallback) + "`") + " |";
        CHECK(table.find(row) != std::string::npos);
    }
}

TEST_CASE("the description of the settings has no password", "[options]") {
    const auto options = parse_options(Arguments{"--store", "postgresql://edge:s3:cr@t@db/hypha", "--port", "9"});
    REQUIRE(options.has_value());
    const std::string text = describe(*options);
    CHECK(text.find("s3") == std::string::npos);
    CHECK(text.find("cr@") == std::string::npos);
    CHECK(text.find("store = postgresql://edge:…@db/hypha    (--store)") != std::string::npos);
    CHECK(text.find("port = 9    (--port)") != std::string::npos);
    CHECK(text.find("quota-mib = 5120\n") != std::string::npos);
    const auto wrong = parse_options(Arguments{"--store", "mysql://edge:secret@db"});
    CHECK(wrong.error().detail.find("secret") == std::string::npos);
}

TEST_CASE("admin takes words and the same settings", "[options]") {
    const auto options = parse_options(Arguments{"admin", "quota", "ab", "--data", "here", "10"});
    REQUIRE(options.has_value());
    CHECK(options->admin == std::vector<std::string>{"quota", "ab", "10"});
    CHECK(options->data == "here");
}
