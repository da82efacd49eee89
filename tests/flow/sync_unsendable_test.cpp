// A change that no edge could take, since its key is longer than the wire's: it is said to wait, and begins no round after round.
#include <catch2/catch_test_macros.hpp>

#include "fakes/edge_worker.hpp"
#include "fakes/three_finds.hpp"

using namespace hypha;
using namespace hypha::flow;
namespace command = hypha::app::command;

namespace {

// Until nobody asks anything any more; at most `most` times at rest.
void settle(Stage& stage, EdgeWorker& network, int most) {
    for (int times = 0; times < most; ++times) {
        network.run();
        stage.app->rest();
    }
    network.run();
}

} // namespace

TEST_CASE("what can never be sent waits without asking the edge again and again", "[sync_unsendable]") {
    Stage stage;
    TestEdge edge;
    EdgeWorker network(stage, edge);
    stage.receive(ports::ConnectionChanged{true, true}); // photos wait: nobody reads them here
    stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.ask(command::AskAccount{.ask = app::AccountAsk::begin, .name = "Phone"});
    settle(stage, network, 10);
    CHECK(stage.state().sync.waiting == 0);

    stage.ask(command::GoTo{{app::Screen::sql, {}, {}}});
    stage.ask(command::AllowChanges{true});
    stage.ask(command::EditSql{"UPDATE observation SET uuid = '" + std::string(100, 'u') + "'"});
    stage.ask(command::RunSql{});
    while (stage.state().console.phase == app::RunPhase::running) {
        stage.ask(command::GoOnWithSql{});
    }
    REQUIRE(stage.state().console.pending);
    stage.ask(command::KeepChanges{});
    settle(stage, network, 10);
    REQUIRE(stage.state().sync.waiting > 0);
    CHECK(stage.state().sync.phase == app::SyncPhase::idle);
    const std::size_t asked = network.asked.size();
    settle(stage, network, 20);
    CHECK(network.asked.size() == asked);

    // Another change goes, and takes no more than its own round.
    stage.saved_find('c', scores(kAmanita, 0.9F));
    settle(stage, network, 20);
    CHECK(network.asked.size() > asked);
    const std::size_t after = network.asked.size();
    settle(stage, network, 20);
    CHECK(network.asked.size() == after);
}
