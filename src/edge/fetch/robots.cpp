#include "edge/fetch/robots.hpp"

#include <algorithm>
#include <cstdint>

#include "core/base/hex.hpp"
#include "edge/feeds/ascii.hpp"

namespace hypha::edge::fetch {
namespace {

constexpr std::size_t kMostRules = 500;
constexpr std::size_t kMostPattern_bytes = 500;

bool is_unreserved(char c) { return feeds::is_word(c) || c == '-' || c == '.' || c == '~'; }

// One form: letters that need no percent code have none, bytes beyond ASCII have one, in capitals.
std::string normal(std::string_view path) {
    std::string text;
    for (std::size_t i = 0; i < path.size(); ++i) {
        std::uint8_t byte[1] = {static_cast<std::uint8_t>(path[i])};
        bool is_coded = byte[0] >= 0x80;
        if (path[i] == '%' && i + 2 < path.size() && from_hex(feeds::lower(path.substr(i + 1, 2)), byte)) {
            is_coded = !is_unreserved(static_cast<char>(byte[0]));
            i += 2;
        }
        if (!is_coded) {
            text += static_cast<char>(byte[0]);
            continue;
        }
        std::string code = to_hex(byte);
        std::ranges::transform(code, code.begin(), [](char c) { return c >= 'a' ? static_cast<char>(c - 32) : c; });
        text += '%' + code;
    }
    return text;
}

// Greedy with one point of return: linear in practice, at worst the product of both lengths, which are bounded.
bool matches(std::string_view pattern, std::string_view path) {
    const bool to_the_end = pattern.ends_with('$');
    if (to_the_end) pattern.remove_suffix(1);
    std::size_t p = 0, t = 0, star = std::string_view::npos, again = 0;
    for (;;) {
        if (p == pattern.size() && (!to_the_end || t == path.size())) return true;
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            again = t;
        } else if (p < pattern.size() && t < path.size() && pattern[p] == path[t]) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos && again < path.size()) {
            p = star + 1;
            t = ++again;
        } else {
            return false;
        }
    }
}

struct Line {
    std::string key;
    std::string_view value;
};

Line read_line(std::string_view line) {
    line = line.substr(0, line.find('#'));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return {};
    return {feeds::lower(feeds::trim(line.substr(0, colon))), feeds::trim(line.substr(colon + 1))};
}

// What stands of a name before anything that no name has: "Hypha-Edge/2.0" is hypha-edge.
std::string token_of(std::string_view agent) {
    std::size_t end = 0;
    while (end < agent.size() && (feeds::is_letter(agent[end]) || agent[end] == '-' || agent[end] == '_')) ++end;
    return feeds::lower(agent.substr(0, end));
}

} // namespace

Robots Robots::parse(std::string_view bytes, std::string_view product) {
    bytes = bytes.substr(0, kMostRobots_bytes);
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    Robots named, any;
    bool is_ours = false, is_anyones = false, found_ours = false, in_agents = false;
    while (!bytes.empty()) {
        const std::size_t end = std::min(bytes.find_first_of("\r\n"), bytes.size());
        const Line line = read_line(bytes.substr(0, end));
        bytes.remove_prefix(std::min(end + 1, bytes.size()));
        if (line.key == "user-agent") {
            if (!in_agents) is_ours = is_anyones = false;
            in_agents = true;
            is_anyones |= line.value == "*";
            if (token_of(line.value) == feeds::lower(product)) is_ours = found_ours = true;
        } else if (line.key == "allow" || line.key == "disallow") {
            in_agents = false;
            // An empty Disallow forbids nothing.
            if (line.value.empty() || line.value.size() > kMostPattern_bytes) continue;
            const Rule rule{line.key == "allow", normal(line.value)};
            if (is_ours && named.rules_.size() < kMostRules) named.rules_.push_back(rule);
            if (is_anyones && any.rules_.size() < kMostRules) any.rules_.push_back(rule);
        }
    }
    return found_ours ? named : any;
}

Robots Robots::none_allowed() {
    Robots robots;
    robots.rules_.push_back({false, "/"});
    return robots;
}

bool Robots::allows(std::string_view path) const {
    const std::string normal_path = normal(path);
    if (normal_path == "/robots.txt") return true;
    const Rule* best = nullptr;
    for (const Rule& rule : rules_) {
        if (best != nullptr && (rule.pattern.size() < best->pattern.size() ||
                                (rule.pattern.size() == best->pattern.size() && !rule.allows))) {
            continue;
        }
        if (matches(rule.pattern, normal_path)) best = &rule;
    }
    return best == nullptr || best->allows;
}

} // namespace hypha::edge::fetch
