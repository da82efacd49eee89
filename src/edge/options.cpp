// Flags are `--name value` or `--name=value`; the last one wins. Nothing is abbreviated and nothing is guessed.
#include "edge/options.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace hypha::edge {

const std::string_view kUsage =
    "usage: hypha-edge [--port N] [--host NAME] [--root DIR] [--data DIR] [--store URL] [--kill-switch]\n"
    "       hypha-edge [--data DIR] --new-session NAME [--stream HEX]\n"
    "  --port N       port to listen on, 0 for any free one (8080)\n"
    "  --host NAME    name or address to listen on (localhost: this machine only)\n"
    "  --root DIR     the site made by web/build/bundle.mjs (build/web/site)\n"
    "  --data DIR     where what people sync is kept, made if it is not there (build/edge-data)\n"
    "  --store URL    postgresql://… of one or several hosts: keep it there, together with other edges\n"
    "  --kill-switch  answer /sw.js with a worker that removes itself and the cached app\n"
    "  --new-session NAME  add a session to DIR/sessions, print its token and stream once, and end\n"
    "  --stream HEX   let that session join a stream; without it, it gets one of its own\n"
    "  --help         this text\n"
    "  --version      the version\n"
    "SIGHUP reads the site and the sessions again, SIGINT and SIGTERM stop after the answers in progress.\n";

namespace {

Result<std::uint16_t> parse_port(std::string_view text) {
    unsigned value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc{} || end != text.data() + text.size() || value > 65535) {
        return failure("bad_port", "--port wants a number from 0 to 65535, not '" + std::string(text) + "'");
    }
    return static_cast<std::uint16_t>(value);
}

} // namespace

Result<Options> parse_options(std::span<const std::string_view> arguments) {
    Options options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view argument = arguments[i];
        const std::size_t equals = argument.find('=');
        const std::string_view name = argument.substr(0, equals);
        const bool is_switch = name == "--help" || name == "--version" || name == "--kill-switch";
        constexpr std::array<std::string_view, 7> kWithValue{"--port", "--host",        "--root",  "--store",
                                                             "--data", "--new-session", "--stream"};
        const bool takes_value = std::ranges::find(kWithValue, name) != kWithValue.end();
        if (!is_switch && !takes_value) {
            return failure("unknown_flag", "there is no flag '" + std::string(argument) + "'");
        }
        if (is_switch) {
            if (equals != std::string_view::npos) {
                return failure("unwanted_value", std::string(name) + " takes no value");
            }
            (name == "--help" ? options.help : name == "--version" ? options.version : options.kill_switch) = true;
            continue;
        }
        std::string_view value;
        if (equals != std::string_view::npos) {
            value = argument.substr(equals + 1);
        } else if (i + 1 < arguments.size()) {
            value = arguments[++i];
        }
        if (value.empty()) {
            return failure("missing_value", std::string(name) + " wants a value");
        }
        if (name == "--port") {
            const Result<std::uint16_t> port = parse_port(value);
            if (!port) {
                return std::unexpected(port.error());
            }
            options.port = *port;
        } else if (name == "--store") {
            if (!value.starts_with("postgresql://") && !value.starts_with("postgres://")) {
                return failure("bad_store", "--store wants postgresql://…, not '" + std::string(value) + "'");
            }
            options.store = value;
        } else if (name == "--host" || name == "--new-session" || name == "--stream") {
            (name == "--host" ? options.host : name == "--stream" ? options.stream : options.new_session) = value;
        } else {
            (name == "--data" ? options.data : options.root) = value;
        }
    }
    if (!options.stream.empty() && options.new_session.empty()) {
        return failure("lonely_stream", "--stream says which stream --new-session joins; alone it means nothing");
    }
    return options;
}

} // namespace hypha::edge
