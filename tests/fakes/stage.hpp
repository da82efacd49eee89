// One person's session for whole-flow tests: a real Application on a real SQLite database, with a clock that stands still and a
// postbox that remembers. The database lives in a pool of files in memory that survives restart(), as OPFS survives a reload.
// The test plays the window and the media worker: it answers the messages that the application sent.
#pragma once

#include <memory>
#include <string>

#include "app/application.hpp"
#include "fakes/fake_clock.hpp"
#include "fakes/fake_postbox.hpp"
#include "fakes/fake_random.hpp"
#include "fakes/memory_pool.hpp"
#include "storage/place_files.hpp"
#include "storage/pool_vfs.hpp"

namespace hypha::flow {

// Three genera, one of them with a trained species; hash "aaaa…".
const fungi::ModelManifest& test_manifest();
inline constexpr std::size_t kAugustus = 0, kOtherAgaricus = 1, kAmanita = 2, kTrametes = 3, kOther = 4,
                             kNotMushroom = 5;
// Scores whose calibrated probabilities are `probability` for `label`, the rest spread evenly.
std::vector<float> scores(std::size_t label, float probability);
// A photo's name as the media worker gives it: 64 hex digits made of `letter`.
std::string sha(char letter);

// What the device has to give when it is full.
struct Spare {
    std::int64_t free_bytes = 0, old_files = 0, thumbnails = 0, field_kit = 0;
};

class Stage {
public:
    explicit Stage(app::StartFacts facts = default_facts());
    ~Stage() { app.reset(); } // before the files it stands on
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;
    static app::StartFacts default_facts();

    // Ends the application without warning and starts it anew on the same storage.
    void restart(app::StartFacts facts = default_facts());
    // restart() on a journal whose second page is noise; on one where a bit of the last page has flipped; on one that a newer
    // Hypha wrote.
    void restart_damaged();
    void restart_damaged_lightly();
    void restart_newer();
    [[nodiscard]] Result<storage::DatabaseFacts> facts_of_snapshot();
    // Everything in the storage, byte for byte.
    [[nodiscard]] std::vector<std::vector<std::byte>> stored_bytes();
    // The next write to storage, and all after it, fail for want of space; or work again.
    void fill_storage(bool full);
    // The device has space for this many more writes, then for none, until it refused `refusals` of them.
    void run_out_after(int writes, int refusals = -1) { pool_.run_out_after(writes, refusals); }
    [[nodiscard]] bool ran_out() const { return pool_.ran_out(); }
    // Plays window and media worker: answers every question for space that is out, until none is. What is let go makes the device
    // writable again.
    void answer_room(const Spare& spare);
    // Every row of every table, as an app that starts on what is on the disk now would read them; uuids apart.
    [[nodiscard]] std::string rows() const;
    // A file where the automatic copy lies.
    void add_snapshot();
    [[nodiscard]] bool has_snapshot() const { return vfs_->exists("hypha.db.snapshot"); }

    template <typename C> void ask(C command) { app->apply(std::move(command)); }
    void receive(const ports::Message& message) { app->receive(message); }
    [[nodiscard]] const app::State& state() const { return app->state(); }
    [[nodiscard]] const app::Observation& draft() const;
    [[nodiscard]] const app::Observation& open(ObservationId id) const;

    // The person asks for one photo and picks one; answers the ticket of its analysis.
    std::uint32_t pick(app::Slot slot, ObservationId observation = {});
    // Asks through the shutter, without naming a view.
    std::uint32_t shoot();
    void stored(std::uint32_t ticket, char photo);
    void analysed(std::uint32_t ticket, char photo, const std::vector<float>& logits);
    // pick, stored, analysed, saved; answers the find.
    ObservationId saved_find(char photo, const std::vector<float>& logits);

    // The model that the first answer asked for is here: no work is under way any more.
    void finish_field();

    fakes::FakeClock clock;
    fakes::FakeRandom random;
    fakes::FakePostbox post;
    fungi::ModelManifest manifest;
    app::StartFacts facts;     // of the last start
    std::string mount_failure; // when set, the next mount of the storage answers this code
    std::unique_ptr<app::Application> app;

private:
    void start(const app::StartFacts& with);
    Result<storage::DatabasePlace> mount();
    void stop();
    int journal_slot();
    MemoryPool pool_;
    std::size_t room_answered_ = 0; // messages of `post` that answer_room has seen
    std::unique_ptr<storage::PoolVfs> vfs_;
};

} // namespace hypha::flow
