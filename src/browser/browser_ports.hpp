// The browser's answers to ports: its clocks, its random numbers, and the postbox that hands messages to JavaScript.
#pragma once

#include "browser/imports.hpp"
#include "ports/clock.hpp"
#include "ports/message_json.hpp"
#include "ports/postbox.hpp"
#include "ports/random.hpp"

namespace hypha::browser {

class BrowserClock final : public ports::Clock {
public:
    [[nodiscard]] std::int64_t wall_ms() const override { return static_cast<std::int64_t>(hypha_wall_ms()); }
    [[nodiscard]] double monotonic_ms() const override { return hypha_monotonic_ms(); }
};

// The generator of crypto.getRandomValues.
class BrowserRandom final : public ports::Random {
public:
    std::uint64_t next() override {
        return (static_cast<std::uint64_t>(hypha_random_bits()) << 32U) | hypha_random_bits();
    }
};

class WorkerPostbox final : public ports::Postbox {
public:
    void send(const ports::Message& message) override {
        const std::string json = ports::encode(message);
        if (!json.empty()) {
            const auto bytes = ports::content_of(message);
            hypha_emit(json.data(), static_cast<int>(json.size()), bytes.data(), static_cast<int>(bytes.size()));
        }
    }
};

} // namespace hypha::browser
