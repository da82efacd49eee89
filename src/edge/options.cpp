// Flags are `--name value` or `--name=value`; the last one wins. Nothing is abbreviated and nothing is guessed.
#include "edge/options.hpp"

#include <charconv>

namespace hypha::edge {

const std::string_view kUsage = "usage: hypha-edge [--port N] [--host NAME] [--root DIR] [--kill-switch]\n"
                                "  --port N       port to listen on, 0 for any free one (8080)\n"
                                "  --host NAME    name or address to listen on (localhost: this machine only)\n"
                                "  --root DIR     the site made by web/build/bundle.mjs (build/web/site)\n"
                                "  --kill-switch  answer /sw.js with a worker that removes itself and the cached app\n"
                                "  --help         this text\n"
                                "  --version      the version\n"
                                "SIGHUP reads the site again, SIGINT and SIGTERM stop after the answers in progress.\n";

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
        const bool takes_value = name == "--port" || name == "--host" || name == "--root";
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
        } else if (name == "--host") {
            options.host = value;
        } else {
            options.root = value;
        }
    }
    return options;
}

} // namespace hypha::edge
