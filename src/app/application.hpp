// The whole program behind its screens: start once, then commands from people and messages from other threads, in order.
// Each is dealt with completely before the next; answers go to the postbox, what screens show is state().
// An event that keeps rows does so wholly or not at all; one that finds the device full waits until room was made, is tried once
// more, and is then refused with a sentence (make_room). Events behind it that keep rows wait for it, so the order stands.
// Total: any message at any time is allowed; a stale or repeated one changes nothing.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <variant>

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
    bool reads_codes = false; // finds QR codes in pictures
    bool metered = false;     // the connection is paid by its size, or data are to be saved
    bool unmetered = false;   // the browser says that it is not, and that nothing is to be saved
    bool line_known = false;  // the browser says what kind of connection it is
    bool saves_data = false;  // Save-Data
};

class Application {
public:
    // The ports and the manifest must outlive it.
    Application(ports::Clock& clock, ports::Random& random, ports::Postbox& postbox,
                const fungi::ModelManifest& manifest, StorageMount mount_storage);
    Application(const Application&) = delete;
    Application& operator=(const Application&) = delete;

    void start(const StartFacts& facts);
    void apply(const Command& command);
    void receive(const ports::Message& message);
    // Nothing moves on the screen: the moment for work that nobody waits for.
    void rest();
    [[nodiscard]] const State& state() const { return state_; }

private:
    using Event = std::variant<Command, ports::Message>;
    enum class Try { first, log_emptied, room_made };

    [[nodiscard]] Workplace workplace();
    // The switchboards.
    static void obey(Workplace& work, const Command& command);
    static void hear(Workplace& work, const ports::Message& message);
    static void deal(Workplace& work, const Event& event);
    // Through these every event goes (take_event.cpp).
    void take(Event event);
    void keep_rows(const Event& event, Try attempt);
    static void refuse(Workplace& work, const Event& event, const std::string& code);

    ports::Clock& clock_;
    ports::Random& random_;
    ports::Postbox& postbox_;
    const fungi::ModelManifest& manifest_;
    StorageMount mount_storage_;
    std::unique_ptr<storage::Database> database_;
    State state_;
    Memory memory_;
    Room room_;
    std::deque<Event> waiting_; // events that keep rows, while room is being made for one before them
};

} // namespace hypha::app
