// The C face of the replay in taste.wasm, called by web/cli/replay.mjs. One log at a time: begin, feed its bytes in pieces, end it, then
// replay it. Texts live until the next call; one that begins with "!" is a failure, its code and, after a space, its detail.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

#include "core/taste/policies.hpp"
#include "core/taste/replay.hpp"
#include "core/taste/replay_json.hpp"

namespace {

using namespace hypha;

struct Replaying {
    taste::ClickLogReader reader;
    taste::ClickLog log;
    taste::ReplaySettings settings;
};

std::optional<Replaying>& running() {
    static std::optional<Replaying> replaying;
    return replaying;
}

const char* say(std::string text) {
    static std::string answer;
    answer = std::move(text);
    return answer.c_str();
}

const char* say(const Error& error) { return say('!' + error.code + ' ' + error.detail); }

} // namespace

extern "C" {

[[gnu::used]] void* taste_alloc(std::uint32_t bytes) { return std::malloc(bytes); }

[[gnu::used]] void taste_free(void* memory) { std::free(memory); }

[[gnu::used]] void taste_begin() { running().emplace(); }

[[gnu::used]] const char* taste_feed(const char* piece, std::uint32_t size) {
    const auto fed = running()->reader.feed({piece, size});
    return fed ? say(std::string()) : say(fed.error());
}

[[gnu::used]] const char* taste_end() {
    auto log = running()->reader.finish();
    if (!log) {
        return say(log.error());
    }
    running()->log = std::move(*log);
    return say(std::string());
}

[[gnu::used]] void taste_add_items(std::uint32_t count) { running()->settings.items.push_back(count); }

// `policy`: empty for all. `from_day`: below 0 for the later half. Returns replay_json.hpp.
[[gnu::used]] const char* taste_replay(double lead_minutes, const char* policy, std::int32_t from_day) {
    taste::ReplaySettings& settings = running()->settings;
    settings.lead_s = static_cast<std::int64_t>(lead_minutes * 60);
    settings.policy = policy;
    if (from_day >= 0) {
        settings.from_day = static_cast<std::uint32_t>(from_day);
    }
    const auto result = taste::replay(running()->log, settings);
    return result ? say(taste::encode_replay(*result)) : say(result.error());
}

// The names that `policy` may be, a line each.
[[gnu::used]] const char* taste_policies() {
    std::string names;
    for (const std::string_view name : taste::kPolicyNames) {
        names.append(name).push_back('\n');
    }
    return say(names.append(taste::kClairvoyant));
}
}
