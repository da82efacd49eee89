// What stands ready on the device before the reader opens the app: one interface for all policies. A policy sees only the known past;
// the replay (replay.hpp) decides how far that goes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/taste/known_past.hpp"

namespace hypha::taste {

// The prefetch happens at past.now_s() for a reader who opens the app at opens_s. past.has_seen() speaks of that reader.
struct Moment {
    std::int64_t opens_s = 0;
    std::uint32_t reader = 0;
};

class Policy {
public:
    Policy() = default;
    Policy(const Policy&) = delete;
    Policy& operator=(const Policy&) = delete;
    virtual ~Policy() = default;

    [[nodiscard]] virtual std::string_view name() const = 0;

    // At most `count` articles that the reader has not seen, best first, none twice; replaces `chosen`. The first n of them are what
    // it would choose for a count of n.
    virtual void choose(const KnownPast& past, const Moment& moment, std::size_t count,
                        std::vector<std::uint32_t>& chosen) = 0;

    // For policies that learn: every ten minutes of the log, and for each return that is replayed before the first that counts.
    virtual void watch(const KnownPast& /*past*/) {}
    virtual void rehearse(const KnownPast& /*past*/, const Moment& /*moment*/) {}
};

} // namespace hypha::taste
