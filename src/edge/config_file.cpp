#include "edge/config_file.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace hypha::edge {
namespace {

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlank = " \t\r";
    text.remove_prefix(std::min(text.find_first_not_of(kBlank), text.size()));
    return text.substr(0, text.find_last_not_of(kBlank) + 1);
}

} // namespace

Result<std::vector<ConfigLine>> parse_config(std::string_view text, const std::string& name) {
    std::vector<ConfigLine> lines;
    for (int number = 1; !text.empty(); ++number) {
        const std::string_view whole = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(whole.size() + 1, text.size()));
        const std::string_view line = trimmed(whole);
        if (line.empty() || line.front() == '#') {
            continue;
        }
        const std::string place = name + ", line " + std::to_string(number);
        const std::size_t equals = line.find('=');
        const std::string_view key = trimmed(line.substr(0, equals));
        if (equals == std::string_view::npos || key.empty()) {
            return failure("bad_config", place + ", is not 'key = value'");
        }
        if (std::ranges::any_of(lines, [&](const ConfigLine& one) { return one.key == key; })) {
            return failure("bad_config", place + ", says " + std::string(key) + " again");
        }
        lines.push_back({number, std::string(key), std::string(trimmed(line.substr(equals + 1)))});
    }
    return lines;
}

Result<std::vector<ConfigLine>> read_config(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!file) {
        return failure("unreadable_file", path.string() + " cannot be read");
    }
    return parse_config(text, path.string());
}

} // namespace hypha::edge
