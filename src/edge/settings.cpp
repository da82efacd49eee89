// The order is that of --help. A default stands here as text and in Options as a value: a test holds them against each other.
#include "edge/settings.hpp"

#include "core/news/article_blocks.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace hypha::edge {
namespace {

using std::string_view;

std::unexpected<Error> wanted(const std::string& what) { return failure("bad_value", what); }

Result<std::uint64_t> number(string_view text, std::uint64_t least, std::uint64_t most, string_view or_else = "") {
    std::uint64_t value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc{} || end != text.data() + text.size() || value < least || value > most) {
        return wanted("a number from " + std::to_string(least) + " to " + std::to_string(most) + std::string(or_else));
    }
    return value;
}

template <typename Value>
Result<void> take_number(string_view text, std::uint64_t least, std::uint64_t most, Value& into, Value unit = 1) {
    const auto value = number(text, least, most);
    if (!value) {
        return std::unexpected(value.error());
    }
    into = static_cast<Value>(*value) * unit;
    return {};
}

// off: `without`.
template <typename Value>
Result<void> take_number_or_off(string_view text, std::uint64_t most, Value& into, Value without, Value unit = 1) {
    if (text == "off") {
        into = without;
        return {};
    }
    const auto value = number(text, 1, most, ", or off");
    if (!value) {
        return std::unexpected(value.error());
    }
    into = static_cast<Value>(*value) * unit;
    return {};
}

Result<void> take_seconds(string_view text, std::chrono::milliseconds& into) {
    const auto value = number(text, 1, 86'400);
    if (!value) {
        return std::unexpected(value.error());
    }
    into = std::chrono::seconds(*value);
    return {};
}

template <typename Text> Result<void> take_text(string_view text, Text& into) {
    if (text.empty()) {
        return wanted("a value");
    }
    into = text;
    return {};
}

Result<void> take_switch(string_view text, bool& into) {
    if (text != "on" && text != "off") {
        return wanted("on or off");
    }
    into = text == "on";
    return {};
}

Result<void> take_store(Options& options, string_view text) {
    if (!text.starts_with("postgresql://") && !text.starts_with("postgres://")) {
        return wanted("postgresql://…");
    }
    options.store = text;
    return {};
}

Result<void> take_proxies(Options& options, string_view text) {
    options.server.trusted_proxies.clear();
    while (!text.empty()) {
        const string_view one = text.substr(0, text.find(','));
        text.remove_prefix(std::min(one.size() + 1, text.size()));
        const auto address = parse_address(one);
        if (!address) {
            return wanted("IP addresses with commas between them");
        }
        options.server.trusted_proxies.push_back(*address);
    }
    return {};
}

constexpr std::uint64_t kMiB = 1024ULL * 1024;

const std::array kSettings{
    Setting{"host", "NAME", "localhost", "name or address to listen on; localhost is this machine only",
            [](Options& o, string_view v) { return take_text(v, o.host); }},
    Setting{"port", "N", "8080", "port to listen on, 0 for any free one",
            [](Options& o, string_view v) { return take_number(v, 0, 65535, o.port); }},
    Setting{"root", "DIR", "build/web/site", "the site made by web/build/bundle.mjs",
            [](Options& o, string_view v) { return take_text(v, o.root); }},
    Setting{"data", "DIR", "build/edge-data", "where what people sync is kept, made if it is not there",
            [](Options& o, string_view v) { return take_text(v, o.data); }},
    Setting{
        "store", "URL", "",
        "postgresql://… of one or several hosts: keep it there, together with other edges; a password is safer in the "
        "file or the environment than in a flag",
        take_store},
    Setting{"store-connections", "N", "4", "connections to that database, each with a thread",
            [](Options& o, string_view v) { return take_number(v, 1, 256, o.store_connections); }},
    Setting{"metrics-host", "NAME", "127.0.0.1", "address of /metrics, which is never on the port of the site",
            [](Options& o, string_view v) { return take_text(v, o.metrics_host); }},
    Setting{"metrics-port", "N", "9464",
            "port of /metrics, 0 for any free one, off for none; where nobody said it and it is taken, there are none",
            [](Options& o, string_view v) -> Result<void> {
                if (v == "off") {
                    o.metrics_port.reset();
                    return {};
                }
                const auto taken = number(v, 0, 65535, ", or off");
                if (!taken) {
                    return std::unexpected(taken.error());
                }
                o.metrics_port = static_cast<std::uint16_t>(*taken);
                return {};
            }},
    Setting{"log-requests", "", "off", "a line in the log for every request, without its address and its query",
            [](Options& o, string_view v) { return take_switch(v, o.log_requests); }},
    Setting{"kill-switch", "", "off", "answer /sw.js with a worker that removes itself and the cached app",
            [](Options& o, string_view v) { return take_switch(v, o.kill_switch); }},
    Setting{"trusted-proxies", "IP,…", "",
            "proxies (IPv6: their /64) whose X-Forwarded-For says who asks; without it whoever connects is who asks",
            take_proxies},
    Setting{"connections", "N", "2048", "connections at once",
            [](Options& o, string_view v) { return take_number(v, 1, 1'000'000, o.server.connections); }},
    Setting{"address-connections", "N", "256", "connections at once of one address (IPv6: of one /64), or off",
            [](Options& o, string_view v) {
                return take_number_or_off(v, 1'000'000, o.server.address_connections, std::size_t{0});
            }},
    Setting{"address-rate", "N", "200", "requests a second of one address in the long run, or off",
            [](Options& o, string_view v) {
                return take_number_or_off(v, 1'000'000, o.server.address_rate.per_second, 0.0);
            }},
    Setting{"address-burst", "N", "2000", "requests of one address at once, after a pause",
            [](Options& o, string_view v) { return take_number(v, 1, 10'000'000, o.server.address_rate.burst); }},
    Setting{"session-rate", "N", "50", "requests a second of one session in the long run, or off",
            [](Options& o, string_view v) {
                return take_number_or_off(v, 1'000'000, o.server.session_rate.per_second, 0.0);
            }},
    Setting{"session-burst", "N", "500", "requests of one session at once, after a pause",
            [](Options& o, string_view v) { return take_number(v, 1, 10'000'000, o.server.session_rate.burst); }},
    Setting{
        "door-rate", "N", "12",
        "requests a minute of one address in the long run for a challenge, a new device, a new session or a pairing, "
        "or off",
        [](Options& o, string_view v) {
            return take_number_or_off(v, 100'000, o.server.door_rate.per_second, 0.0, 1.0 / 60);
        }},
    Setting{"door-burst", "N", "30", "the same at once, after a pause",
            [](Options& o, string_view v) { return take_number(v, 1, 1'000'000, o.server.door_rate.burst); }},
    Setting{"closed", "", "off", "nobody makes a new account here; devices of accounts that are here still come in",
            [](Options& o, string_view v) {
                bool closed = false;
                auto taken = take_switch(v, closed);
                o.accounts.registration_open = !closed;
                return taken;
            }},
    Setting{"header-bytes", "N", "16384", "the largest header of a request",
            [](Options& o, string_view v) { return take_number(v, 1024, 1'048'576, o.server.header_bytes); }},
    Setting{"bodies-mib", "N", "64", "bodies that come and answers that go, of all connections together, in MiB",
            [](Options& o, string_view v) {
                return take_number(v, 2, 65'536, o.server.bodies_bytes, static_cast<std::size_t>(kMiB));
            }},
    Setting{"header-seconds", "N", "10", "from the first byte of a request to the end of its header",
            [](Options& o, string_view v) { return take_seconds(v, o.server.header_deadline); }},
    Setting{"idle-seconds", "N", "30", "between two requests of a connection",
            [](Options& o, string_view v) { return take_seconds(v, o.server.idle_deadline); }},
    Setting{"body-seconds", "N", "30", "for each piece of a body that comes",
            [](Options& o, string_view v) { return take_seconds(v, o.server.body_deadline); }},
    Setting{"body-total-seconds", "N", "600", "for all of it: 1 MiB over 2G takes six minutes",
            [](Options& o, string_view v) { return take_seconds(v, o.server.body_total); }},
    Setting{"write-seconds", "N", "30", "for each piece of an answer",
            [](Options& o, string_view v) { return take_seconds(v, o.server.write_deadline); }},
    Setting{"stop-seconds", "N", "5", "for answers in progress when the server is told to stop",
            [](Options& o, string_view v) { return take_seconds(v, o.server.stop_deadline); }},
    Setting{"quota-mib", "N", "5120", "what one user may keep here, operations and blobs, in MiB, or off",
            [](Options& o, string_view v) {
                return take_number_or_off(v, 1'000'000'000, o.sync.quota_bytes, sync::kNoQuota, kMiB);
            }},
    Setting{"blob-mib", "N", "256", "the largest blob, in MiB",
            [](Options& o, string_view v) { return take_number(v, 1, 256, o.sync.blob_bytes, kMiB); }},
    Setting{"kept-days", "N", "90",
            "how long operations are kept; a device that was away longer takes a snapshot. Not less than clients keep "
            "theirs",
            [](Options& o, string_view v) {
                return take_number(v, 1, 36'500, o.sync.kept_ms, std::int64_t{24} * 60 * 60 * 1000);
            }},
    Setting{"compact-minutes", "N", "1440", "how often old operations and lost files are removed, or off",
            [](Options& o, string_view v) -> Result<void> {
                std::int64_t minutes = 0;
                auto taken = take_number_or_off(v, 525'600, minutes, std::int64_t{0});
                o.compact_every.reset();
                if (minutes > 0) {
                    o.compact_every = std::chrono::minutes(minutes);
                }
                return taken;
            }},
    Setting{"news", "on|off", "on", "ask the sources of `admin sources` for news; off: serve what is here",
            [](Options& o, string_view v) { return take_switch(v, o.news.polls); }},
    Setting{"news-pictures", "on|off", "on",
            "ask for the pictures of new stories too, and keep two small sizes of each; off: stories come without",
            [](Options& o, string_view v) { return take_switch(v, o.news.pictures); }},
    Setting{"news-least-seconds", "N", "600", "between two polls of a source that often has something new",
            [](Options& o, string_view v) { return take_number(v, 1, 86'400, o.news.least_s); }},
    Setting{"news-most-seconds", "N", "86400", "between two polls of a source that seldom has, or does not answer",
            [](Options& o, string_view v) { return take_number(v, 1, 2'592'000, o.news.most_s); }},
    Setting{"news-days", "N", "14", "how long a story is kept",
            [](Options& o, string_view v) { return take_number(v, 1, 3'650, o.news.kept_s, std::int64_t{86'400}); }},
    Setting{"news-stories", "N", "5000", "how many stories of a region are kept, the newest ones",
            [](Options& o, string_view v) { return take_number(v, 1, 1'000'000, o.news.kept_stories); }},
    Setting{"news-seconds", "N", "30", "for one request to a site, its redirects together",
            [](Options& o, string_view v) { return take_seconds(v, o.news.deadline); }},
    Setting{"news-kib", "N", "4096", "the largest feed or page that is taken, unpacked, in KiB",
            [](Options& o, string_view v) { return take_number(v, 1, 8'192, o.news.most_bytes, std::size_t{1024}); }},
    Setting{"news-contact", "TEXT", "", "whom a site may write to about being asked, said in User-Agent",
            [](Options& o, string_view v) -> Result<void> {
                if (v.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@.:/+_- ") !=
                    string_view::npos) {
                    return wanted("an address of mail or the web");
                }
                return take_text(v, o.news.contact);
            }},
    Setting{"news-address", "URL", "",
            "https://NAME of this edge, as readers reach it: photos of contributed stories are named by it; without it "
            "those stories have none",
            [](Options& o, string_view v) -> Result<void> {
                const std::size_t host = v.find("://");
                if (!news::is_web_address(v) || v.find_first_of("/?#", host + 3) != string_view::npos) {
                    return wanted("https://NAME, with a port where it has one, and no path");
                }
                return take_text(v, o.news.address);
            }},
    Setting{"news-allow-private", "", "off",
            "sources and pages may have private addresses and any port: for intranets and tests alone",
            [](Options& o, string_view v) { return take_switch(v, o.news.allows_private); }},
};

} // namespace

std::span<const Setting> settings() { return kSettings; }

const Setting* find_setting(string_view name) {
    const auto* const found = std::ranges::find(kSettings, name, &Setting::name);
    return found == kSettings.end() ? nullptr : found;
}

std::string variable_of(string_view name) {
    std::string text = "HYPHA_EDGE_";
    for (const char c : name) {
        text += c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return text;
}

} // namespace hypha::edge
