#include "app/all_or_nothing.hpp"

#include <set>
#include <utility>
#include <vector>

#include "storage/transaction.hpp"

namespace hypha::app {
namespace {

// What an event changes in Memory and an event done over must find again. Numbers that only rise stay: none is given twice.
struct Remembered {
    explicit Remembered(const Memory& memory)
        : window_tickets(memory.window_tickets),
          chooser(memory.chooser),
          story_chooser(memory.contributions.chooser),
          history(memory.history),
          waiting_requests(memory.waiting_requests),
          snapshot_behind(memory.snapshot_behind),
          field_confirmed(memory.field_confirmed) {}
    void bring_back(Memory& memory) {
        memory.window_tickets = std::move(window_tickets);
        memory.chooser = std::move(chooser);
        memory.contributions.chooser = std::move(story_chooser);
        memory.history = std::move(history);
        memory.waiting_requests = std::move(waiting_requests);
        memory.snapshot_behind = snapshot_behind;
        memory.field_confirmed = field_confirmed;
    }
    std::set<std::uint32_t> window_tickets;
    OpenChooser chooser;
    StoryChooser story_chooser;
    std::vector<Route> history;
    std::set<std::string> waiting_requests;
    bool snapshot_behind, field_confirmed;
};

class HeldPostbox final : public ports::Postbox {
public:
    void send(const ports::Message& message) override { held_.push_back(message); }
    void deliver(ports::Postbox& to) const {
        for (const ports::Message& message : held_) {
            to.send(message);
        }
    }

private:
    std::vector<ports::Message> held_;
};

} // namespace

std::string all_or_nothing(Workplace& work, const std::function<void(Workplace&)>& deal) {
    if (!work.database || work.database->read_only()) {
        deal(work);
        return "";
    }
    auto transaction = storage::Transaction::begin(*work.database);
    if (!transaction) {
        return transaction.error().code;
    }
    // Copies cost tens of microseconds: rows in memory are what is on screen, never the whole journal.
    State state_before = work.state;
    Remembered memory_before(work.memory);
    HeldPostbox held;
    std::string failed;
    Workplace inner{work.state, work.memory,   work.database,      work.clock, work.random,
                    held,       work.manifest, work.mount_storage, work.room,  &failed};
    deal(inner);
    if (failed.empty()) {
        if (const auto committed = transaction->commit(); !committed) {
            failed = committed.error().code;
        }
    }
    if (failed.empty()) {
        held.deliver(work.postbox);
        return "";
    }
    const std::uint64_t revision = work.state.revision + 1; // it only rises: a frame may have been drawn of any before
    work.state = std::move(state_before);
    work.state.revision = revision;
    memory_before.bring_back(work.memory);
    return failed;
}

} // namespace hypha::app
