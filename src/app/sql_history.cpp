#include "app/sql_history.hpp"

#include <algorithm>

#include "app/settings.hpp"

namespace hypha::app {
namespace {

constexpr const char* kKey = "sql_history";
constexpr char kBetween = '\x1e'; // ASCII's record separator, which nobody types

std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (const std::string& text : texts) {
        all += all.empty() ? "" : std::string(1, kBetween);
        all += text;
    }
    return all;
}

std::string trimmed(const std::string& text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n"), last = text.find_last_not_of(" \t\r\n");
    return first == std::string::npos ? std::string() : text.substr(first, last - first + 1);
}

} // namespace

void remember_sql(Workplace& work, const std::string& text) {
    const std::string kept = trimmed(text);
    if (kept.empty() || kept.size() >= kLongestRemembered || kept.contains(kBetween)) {
        return;
    }
    auto& history = work.state.console.history;
    std::erase(history, kept);
    history.insert(history.begin(), kept);
    if (history.size() > kMostRemembered) {
        history.resize(kMostRemembered);
    }
    work.touch();
}

void read_history(Workplace& work) {
    const std::string stored = read_setting(work, kKey).value_or("");
    work.memory.written_history = stored;
    auto& history = work.state.console.history;
    history.clear();
    for (std::size_t start = 0; start < stored.size() && history.size() < kMostRemembered;) {
        const std::size_t end = std::min(stored.find(kBetween, start), stored.size());
        history.push_back(stored.substr(start, end - start));
        start = end + 1;
    }
}

void write_history(Workplace& work) {
    const std::string all = joined(work.state.console.history);
    if (!work.state.console.is_copy && work.state.console.can_change && all != work.memory.written_history) {
        work.memory.written_history = all;
        write_setting(work, kKey, all);
    }
}

} // namespace hypha::app
