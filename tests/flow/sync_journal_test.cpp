// Two devices of one person and a real edge: what one does to its journal is in the other's rows, photos too, through lost connections,
// foreign pages, restored edges and restarts. The edge's answers are the product's; the test plays the network and the photo store.
#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "fakes/edge_worker.hpp"
#include "fakes/file_worker.hpp"
#include "fakes/three_finds.hpp"

using namespace hypha;
using namespace hypha::flow;
using app::AccountAsk;
using app::SyncPhase;

namespace {

struct Device {
    explicit Device(TestEdge& edge) : network(stage, edge) {}

    // Until nobody asks anything any more.
    void settle() {
        for (int quiet = 0; quiet < 2;) {
            const std::size_t before = stage.post.sent().size();
            network.run();
            files.run();
            stage.app->rest();
            quiet = stage.post.sent().size() == before ? quiet + 1 : 0;
        }
    }
    void begin(AccountAsk ask = AccountAsk::begin) {
        stage.ask(command::AskAccount{.ask = ask, .value = "eight words", .name = "Phone"});
        settle();
    }
    void sync() {
        stage.clock.advance(60'000);
        stage.ask(command::SyncNow{});
        settle();
    }
    ObservationId find(char photo, std::size_t label = kAmanita) {
        const ObservationId id = stage.saved_find(photo, scores(label, 0.9F));
        files.photos["original/" + sha(photo)] = jpeg(std::string(300'000, photo));
        files.photos["thumbnail/" + sha(photo)] = jpeg(std::string("small ") + photo);
        return id;
    }
    [[nodiscard]] std::size_t finds() const { return stage.state().journal.counts[0]; }
    // The only find.
    ObservationId only() {
        REQUIRE(finds() == 1);
        return stage.state().journal.recent.front().id;
    }
    const app::Observation& open(ObservationId id) {
        stage.ask(command::GoTo{{app::Screen::observation, id, {}}});
        return stage.open(id);
    }
    void restart() {
        stage.restart();
        network.forget();
        files.forget();
        settle();
    }

    Stage stage;
    FileWorker files{stage};
    EdgeWorker network;
};

} // namespace

TEST_CASE("a find, its note, its opinions and its photos come to the other device", "[sync_journal]") {
    TestEdge edge;
    Device one(edge), two(edge);
    const ObservationId find = one.find('b');
    one.stage.ask(command::WriteNote{find, "under the old beech"});
    one.stage.ask(command::GiveName{find, "Amanita muscaria"});
    place(one.stage, find, app::PlacePrivacy::one_km);
    one.begin();
    CHECK(one.stage.state().sync.here);
    CHECK(one.stage.state().sync.phase == SyncPhase::idle);
    CHECK(one.stage.state().sync.waiting == 0);
    CHECK(one.stage.state().sync.photos_up == 0);
    two.begin(AccountAsk::take);
    const app::Observation& there = two.open(two.only());
    CHECK(there.note == "under the old beech");
    CHECK(there.privacy == app::PlacePrivacy::one_km);
    REQUIRE(there.place);
    CHECK(there.place->latitude == 42.8125678);
    REQUIRE(there.opinions.size() == 2);
    CHECK(there.opinions[0].name == "Amanita");
    CHECK(there.opinions[1].name == "Amanita muscaria");
    CHECK(there.opinions[1].by_person);
    CHECK(there.photos[app::index_of(app::Slot::profile)].photo == sha('b'));
    CHECK(two.files.photos == one.files.photos);
    CHECK(two.stage.state().sync.photos_down == 0);
}

TEST_CASE("the edge sees no word, no place and no picture", "[sync_journal]") {
    TestEdge edge;
    Device one(edge);
    const ObservationId find = one.find('b');
    one.stage.ask(command::WriteNote{find, "under the old beech"});
    one.begin();
    std::string everything;
    for (const ports::AskEdge& asked : one.stage.post.all<ports::AskEdge>()) {
        everything.append(reinterpret_cast<const char*>(asked.bytes.data()), asked.bytes.size());
    }
    REQUIRE(everything.size() > 300'000);
    CHECK(everything.find("old beech") == std::string::npos);
    CHECK(everything.find("Amanita") == std::string::npos);
    CHECK(everything.find("bbbbbbbb") == std::string::npos);
}

TEST_CASE("a find without a photo is at the edge after one request of less than 1 KB", "[sync_journal]") {
    TestEdge edge;
    Device one(edge);
    const ObservationId find = one.find('b');
    one.begin();
    one.stage.post.clear();
    one.network.forget();
    one.files.forget();
    one.network.sent_bytes = 0;
    one.stage.ask(command::WriteNote{find, "a note of some forty letters, as they are"});
    one.stage.ask(command::GiveName{find, "Agaricus augustus"});
    one.stage.clock.advance(60'000);
    one.stage.app->rest();
    const auto first = one.stage.post.last<ports::AskEdge>();
    CHECK(first.target == "/v1/push");
    CHECK(first.bytes.size() + first.target.size() < 1000);
    one.settle();
    CHECK(one.stage.state().sync.waiting == 0);
}

TEST_CASE("edits made offline on both devices meet, and the later note stands", "[sync_journal]") {
    TestEdge edge;
    Device one(edge), two(edge);
    const ObservationId here = one.find('b');
    one.begin();
    two.begin(AccountAsk::take);
    const ObservationId there = two.only();
    one.network.no_network = two.network.no_network = true;
    one.stage.ask(command::WriteNote{here, "first of one"});
    for (fakes::FakeClock* clock : {&one.stage.clock, &two.stage.clock}) {
        clock->advance(3'600'000);
    }
    edge.advance(3'600'000);
    two.stage.ask(command::WriteNote{there, "then of two"});
    two.stage.ask(command::ChoosePrivacy{there, app::PlacePrivacy::hidden});
    two.sync();
    CHECK(two.stage.state().sync.phase == SyncPhase::no_connection);
    CHECK(two.stage.state().sync.waiting == 1); // one operation of both columns
    CHECK(two.stage.post.count<ports::WishSync>() > 0);
    one.network.no_network = two.network.no_network = false;
    two.sync();
    one.sync();
    two.sync();
    CHECK(one.open(here).note == "then of two");
    CHECK(two.open(there).note == "then of two");
    CHECK(one.open(here).privacy == app::PlacePrivacy::hidden);
    for (Device* device : {&one, &two}) {
        REQUIRE(device->stage.state().sync.conflicts.size() == 1);
        CHECK(device->stage.state().sync.conflicts[0].lost == "first of one");
        CHECK(device->stage.state().sync.conflicts[0].now == "then of two");
    }

    one.stage.ask(command::SettleConflict{one.stage.state().sync.conflicts[0].copy, command::NoteChoice::both});
    CHECK(one.stage.state().sync.conflicts.empty());
    one.sync();
    two.sync();
    CHECK(two.open(there).note == "then of two\n\nfirst of one");
    CHECK(two.stage.state().sync.conflicts.empty());
}

TEST_CASE("a find that is deleted goes on both, and comes back on both", "[sync_journal]") {
    TestEdge edge;
    Device one(edge), two(edge);
    const ObservationId here = one.find('b');
    one.begin();
    two.begin(AccountAsk::take);
    two.open(two.only());
    one.stage.ask(command::DeleteObservation{here});
    one.sync();
    two.sync();
    CHECK(two.finds() == 0);
    one.stage.ask(command::Undo{one.stage.state().toast->serial});
    one.sync();
    two.sync();
    CHECK(two.finds() == 1);
}

TEST_CASE("a login page is no answer, and a restart goes on where it stood", "[sync_journal]") {
    TestEdge edge;
    Device one(edge), two(edge);
    one.find('b');
    one.network.portal = true;
    one.begin();
    CHECK(one.stage.state().sync.phase == SyncPhase::failed);
    CHECK(one.stage.state().sync.failure == "not_understood");
    CHECK(one.stage.state().sync.waiting > 0);
    one.network.portal = false;
    one.restart();
    CHECK(one.stage.state().sync.waiting == 0);
    two.begin(AccountAsk::take);
    CHECK(two.finds() == 1);
}

TEST_CASE("an edge that was restored from an old copy gets back what it lost", "[sync_journal]") {
    TestEdge edge;
    Device one(edge), two(edge);
    one.find('b');
    one.begin();
    const auto backup = edge.store.streams;
    one.find('c');
    one.sync();
    edge.store.streams = backup;
    edge.new_epoch();
    one.sync();
    two.begin(AccountAsk::restore);
    CHECK(two.finds() == 2);
    CHECK(two.files.photos == one.files.photos);
}

TEST_CASE("photos wait while the connection is paid by its size; records do not", "[sync_journal]") {
    TestEdge edge;
    Device one(edge), two(edge);
    one.stage.receive(ports::ConnectionChanged{true, true});
    one.find('b');
    one.begin();
    CHECK(one.stage.state().sync.waiting == 0);
    CHECK(one.stage.state().sync.photos_wait);
    CHECK(one.stage.state().sync.photos_up == 2);
    two.begin(AccountAsk::take);
    CHECK(two.finds() == 1);
    CHECK(two.files.photos.empty());
    one.stage.receive(ports::ConnectionChanged{true, false});
    one.settle();
    two.sync();
    CHECK(two.files.photos == one.files.photos);
}

TEST_CASE("paused, nothing is asked of the edge; leaving keeps the journal and forgets the account", "[sync_journal]") {
    TestEdge edge;
    Device one(edge);
    const ObservationId find = one.find('b');
    one.begin();
    one.stage.ask(command::PauseSync{true});
    const std::size_t asked = one.network.asked.size();
    one.stage.ask(command::WriteNote{find, "while paused"});
    one.sync();
    CHECK(one.network.asked.size() == asked);
    one.restart();
    CHECK(one.stage.state().sync.paused);
    one.stage.ask(command::PauseSync{false});
    one.settle();
    CHECK(one.stage.state().sync.waiting == 0);
    one.stage.ask(command::AskAccount{.ask = AccountAsk::leave});
    one.settle();
    CHECK_FALSE(one.stage.state().sync.here);
    CHECK(one.finds() == 1);
    one.restart();
    CHECK_FALSE(one.stage.state().sync.here);
}

TEST_CASE("what the account answers is shown, and what it refuses is said", "[sync_journal]") {
    TestEdge edge;
    Device one(edge);
    one.network.account_failure = "no_offer";
    one.begin(AccountAsk::take);
    CHECK_FALSE(one.stage.state().sync.here);
    CHECK(one.stage.state().sync.problem == "no_offer");
    one.begin();
    one.network.account_answer = R"({"words":"a b c","untilMs":1758000300000,"modules":["101","010","111"]})";
    one.stage.ask(command::AskAccount{.ask = AccountAsk::offer});
    one.network.run();
    CHECK(one.stage.state().sync.offer.words == "a b c");
    CHECK(one.stage.state().sync.offer.modules == std::vector<std::string>{"101", "010", "111"});
    one.network.account_answer =
        R"({"wordsOpen":true,"devices":[{"key":"k1","name":"Phone","addedMs":1,"seenMs":2,"revokedMs":0,"isAsking":true},{"key":"k2","name":null,"addedMs":1,"seenMs":2,"revokedMs":3,"isAsking":false},7]})";
    one.stage.ask(command::AskAccount{.ask = AccountAsk::devices});
    one.network.run();
    REQUIRE(one.stage.state().sync.devices.size() == 2); // a number is no device
    CHECK(one.stage.state().sync.devices[0].is_this);
    CHECK(one.stage.state().sync.devices[1].revoked_ms == 3);
    one.network.account_answer = "no JSON";
    one.stage.ask(command::AskAccount{.ask = AccountAsk::words});
    one.network.run();
    CHECK(one.stage.state().sync.words.empty());
}
