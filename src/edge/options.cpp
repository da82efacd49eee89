// Flags are `--name value` or `--name=value`; the last one wins. Nothing is abbreviated and nothing is guessed.
#include "edge/options.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <unistd.h>

#include "edge/config_file.hpp"
#include "edge/settings.hpp"

namespace hypha::edge {
namespace {

using std::string_view;

constexpr string_view kPrefix = "HYPHA_EDGE_";
constexpr string_view kConfigVariable = "HYPHA_EDGE_CONFIG";

struct Said {
    string_view name;
    string_view value;
    bool has_value = false;
};

// `place` is what the setting is called where it was said.
Result<void> take(Options& options, const Setting& setting, string_view value, const std::string& place) {
    if (auto taken = setting.take(options, value); !taken) {
        const bool secret = setting.name == "store" && value.find('@') != string_view::npos;
        return failure(taken.error().code, place + " wants " + taken.error().detail + ", not " +
                                               (secret ? "that" : "'" + std::string(value) + "'"));
    }
    options.sources.insert_or_assign(std::string(setting.name), place);
    options.values.insert_or_assign(std::string(setting.name), std::string(value));
    return {};
}

Result<void> take_file(Options& options, const std::string& path) {
    const auto lines = read_config(path);
    if (!lines) {
        return std::unexpected(lines.error());
    }
    for (const ConfigLine& line : *lines) {
        const std::string place = path + ", line " + std::to_string(line.number);
        const Setting* setting = find_setting(line.key);
        if (setting == nullptr) {
            return failure("unknown_setting", place + ": there is no setting '" + line.key + "'");
        }
        if (auto taken = take(options, *setting, line.value, place + ": " + line.key); !taken) {
            return taken;
        }
    }
    return {};
}

Result<void> take_environment(Options& options, const Environment& environment) {
    for (const auto& [name, value] : environment) {
        if (name == kConfigVariable) {
            continue;
        }
        const auto settings_all = settings();
        const auto setting =
            std::ranges::find_if(settings_all, [&](const Setting& one) { return variable_of(one.name) == name; });
        if (setting == settings_all.end()) {
            return failure("unknown_setting", "there is no setting for the variable " + name);
        }
        if (auto taken = take(options, *setting, value, name); !taken) {
            return taken;
        }
    }
    return {};
}

std::string* text_command(Options& options, string_view name, std::string& config) {
    return name == "--new-session" ? &options.new_session
           : name == "--stream"    ? &options.stream
           : name == "--receipts"  ? &options.receipts
           : name == "--region"    ? &options.region
           : name == "--reason"    ? &options.reason
           : name == "--config"    ? &config
                                   : nullptr;
}

bool* switch_command(Options& options, string_view name) {
    return name == "--help"           ? &options.help
           : name == "--version"      ? &options.version
           : name == "--check-config" ? &options.check_config
                                      : nullptr;
}

struct Flag {
    const Setting* setting = nullptr;
    string_view value;
    std::string name;
};

} // namespace

Environment environment() {
    Environment found;
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        const string_view text(*entry);
        if (text.starts_with(kPrefix)) {
            const std::size_t equals = text.find('=');
            found.emplace(text.substr(0, equals), equals == string_view::npos ? "" : text.substr(equals + 1));
        }
    }
    return found;
}

Result<Options> parse_options(std::span<const string_view> arguments, const Environment& environment) {
    Options options;
    std::string config;
    if (const auto found = environment.find(kConfigVariable); found != environment.end()) {
        config = found->second;
    }
    const bool admin = !arguments.empty() && arguments.front() == "admin";
    std::vector<Flag> flags;
    for (std::size_t i = admin ? 1 : 0; i < arguments.size(); ++i) {
        const string_view argument = arguments[i];
        const std::size_t equals = argument.find('=');
        const string_view name = argument.substr(0, equals);
        if (admin && !argument.starts_with("--")) {
            options.admin.emplace_back(argument);
            continue;
        }
        const Setting* setting = name.starts_with("--") ? find_setting(name.substr(2)) : nullptr;
        bool* const command = switch_command(options, name);
        std::string* const text = text_command(options, name, config);
        if (setting == nullptr && command == nullptr && text == nullptr) {
            return failure("unknown_flag", "there is no flag '" + std::string(argument) + "'");
        }
        if (command != nullptr || (setting != nullptr && setting->wants.empty())) {
            if (equals != string_view::npos) {
                return failure("unwanted_value", std::string(name) + " takes no value");
            }
            if (command != nullptr) {
                *command = true;
            } else {
                flags.push_back({setting, "on", std::string(name)});
            }
            continue;
        }
        string_view value;
        if (equals != string_view::npos) {
            value = argument.substr(equals + 1);
        } else if (i + 1 < arguments.size()) {
            value = arguments[++i];
        }
        if (value.empty()) {
            return failure("missing_value", std::string(name) + " wants a value");
        }
        if (text != nullptr) {
            *text = value;
        } else {
            flags.push_back({setting, value, std::string(name)});
        }
    }
    if (admin && options.admin.empty() && !options.help) {
        return failure("no_command", "admin wants a command; hypha-edge admin --help names them");
    }
    if (!config.empty()) {
        if (auto taken = take_file(options, config); !taken) {
            return std::unexpected(taken.error());
        }
    }
    if (auto taken = take_environment(options, environment); !taken) {
        return std::unexpected(taken.error());
    }
    for (const Flag& flag : flags) {
        if (auto taken = take(options, *flag.setting, flag.value, flag.name); !taken) {
            return std::unexpected(taken.error());
        }
    }
    if (!options.stream.empty() && options.new_session.empty()) {
        return failure("lonely_stream", "--stream says which stream --new-session joins; alone it means nothing");
    }
    return options;
}

std::string usage() {
    std::string text =
        "usage: hypha-edge [--config FILE] [--SETTING VALUE]… [--check-config]\n"
        "       hypha-edge [--data DIR] --new-session NAME [--stream HEX]\n"
        "       hypha-edge admin COMMAND [--data DIR] [--store URL]    (hypha-edge admin --help)\n"
        "Settings, with what they are where nobody says. A setting NAME is the flag --NAME, the variable\n"
        "HYPHA_EDGE_NAME (capitals, _ for -) and the line `NAME = value` of the file; the first of these wins.\n";
    for (const Setting& setting : settings()) {
        std::string head =
            "  --" + std::string(setting.name) + (setting.wants.empty() ? "" : " ") + std::string(setting.wants);
        head.resize(std::max<std::size_t>(head.size() + 1, 30), ' ');
        text += head + std::string(setting.purpose) +
                (setting.fallback.empty() ? "" : " (" + std::string(setting.fallback) + ")") + "\n";
    }
    return text +
           "Commands:\n"
           "  --config FILE               lines of `name = value`; also HYPHA_EDGE_CONFIG\n"
           "  --check-config              say every setting and where it is from, look whether they will do, and end\n"
           "  --new-session NAME          add a session to DIR/sessions, print its token and stream once, and end\n"
           "  --stream HEX                let that session join a stream; without it, it gets one of its own\n"
           "  --help                      this text\n"
           "  --version                   the version\n"
           "SIGHUP reads the site and the sessions again, SIGINT and SIGTERM stop after the answers in progress.\n";
}

std::string describe(const Options& options) {
    std::string text;
    for (const Setting& setting : settings()) {
        const auto said = options.values.find(setting.name);
        std::string value = said == options.values.end() ? std::string(setting.fallback) : said->second;
        // postgresql://name:password@host: what stands between the colon and the last @ is nobody's to read in a log.
        const std::size_t at = value.rfind('@');
        const std::size_t colon = value.find(':', value.find("//") == std::string::npos ? 0 : value.find("//") + 2);
        if (setting.name == "store" && at != std::string::npos && colon < at) {
            value.replace(colon + 1, at - colon - 1, "…");
        }
        const auto source = options.sources.find(setting.name);
        text += std::string(setting.name) + " = " + value +
                (source == options.sources.end() ? "" : "    (" + source->second + ")") + "\n";
    }
    return text;
}

} // namespace hypha::edge
