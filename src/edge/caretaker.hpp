// What the server does of itself: asks every so often whether the store answers and what it holds (metrics), and goes a round of
// upkeep (upkeep.hpp) on its schedule. The first round comes soon after the start, at a moment by chance: a server that is restarted
// every day must not put it off for ever, and several on one database should not go together.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>
#include <optional>

#include "edge/store_threads.hpp"
#include "edge/upkeep.hpp"

namespace hypha::edge {

struct CareTimes {
    std::chrono::milliseconds look{15'000};         // whether the store answers
    int figures_every = 20;                         // looks: counting is more than asking
    std::optional<std::chrono::milliseconds> round; // between two; nothing: never
    std::chrono::milliseconds first_least{60'000};
    std::chrono::milliseconds first_most{600'000};
};

class Caretaker : public std::enable_shared_from_this<Caretaker> {
public:
    // `threads` must outlive every task that it was given, as they do: they end before what they call is gone.
    Caretaker(boost::asio::io_context& context, StoreThreads& threads, std::shared_ptr<Metrics> metrics,
              const sync::EdgeLimits& limits, CareTimes times);

    void start();
    // From any thread. A step that is under way ends.
    void stop();

private:
    void look_later();
    void go_round_later(std::chrono::milliseconds wait);
    void step(const std::shared_ptr<UpkeepRound>& round);
    void note(const UpkeepRound& round, bool whole);

    StoreThreads& threads_;
    const std::shared_ptr<Metrics> metrics_;
    const sync::EdgeLimits limits_;
    const CareTimes times_;
    std::atomic<bool> stopping_ = false;
    int looks_ = 0; // on the strand
    // A strand of their own: they are set from the store's threads too.
    boost::asio::steady_timer look_timer_;
    boost::asio::steady_timer round_timer_;
};

} // namespace hypha::edge
