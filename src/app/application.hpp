// The whole program behind its screens: start once, then commands from people and messages from other threads, in order.
// Each is dealt with completely before the next; answers go to the postbox, what screens show is state().
// Total: any message at any time is allowed; a stale or repeated one changes nothing.
#pragma once

#include <memory>
#include <string>

#include "app/command.hpp"
#include "app/workplace.hpp"

namespace hypha::app {

// What the window knows before anything is drawn.
struct StartFacts {
    std::string path;      // of the address, "#/journal/42"
    std::string storage;   // "opfs", "memory" or "other_tab"
    std::string languages; // navigator.languages, comma separated
    std::int64_t zone_offset_min = 0;
    bool dark = false;
    bool reduced_motion = false;
    float text_scale = 1;
    bool online = true;
};

class Application {
public:
    // The ports and the manifest must outlive it.
    Application(ports::Clock& clock, ports::Random& random, ports::Postbox& postbox,
                const fungi::ModelManifest& manifest, StorageOpener open_storage);
    Application(const Application&) = delete;
    Application& operator=(const Application&) = delete;

    void start(const StartFacts& facts);
    void apply(const Command& command);
    void receive(const ports::Message& message);
    [[nodiscard]] const State& state() const { return state_; }

private:
    [[nodiscard]] Workplace workplace();

    ports::Clock& clock_;
    ports::Random& random_;
    ports::Postbox& postbox_;
    const fungi::ModelManifest& manifest_;
    StorageOpener open_storage_;
    std::unique_ptr<storage::Database> database_;
    State state_;
    Memory memory_;
};

} // namespace hypha::app
