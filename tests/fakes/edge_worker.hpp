// Plays the app worker's side of an account and of the network (web/account_link.ts, web/edge_fetch.ts) for one Stage: the account is
// the test's, the edge is the real one (core/sync/edge.hpp) over a store in memory, reached by HTTP forms as over a network.
#pragma once

#include <string>

#include "core/sync/edge.hpp"
#include "fakes/fixed_surroundings.hpp"
#include "fakes/memory_edge_store.hpp"
#include "fakes/stage.hpp"

namespace hypha::flow {

// One edge for all devices of a test.
class TestEdge {
public:
    TestEdge() : edge_(store, world_) { world_.now_ms = 1'758'000'000'000; }
    sync::Reply answer(const std::string& method, const std::string& target, std::string body);
    void new_epoch();
    void advance(std::int64_t by_ms) { world_.now_ms += by_ms; }

    fakes::MemoryEdgeStore store;
    static sync::StreamId stream();

private:
    fakes::FixedSurroundings world_;
    sync::Edge edge_;
};

class EdgeWorker {
public:
    EdgeWorker(Stage& stage, TestEdge& edge) : stage_(stage), edge_(edge) {}

    // Answers what was asked, in order, until nothing is asked any more; photos are the FileWorker's. How many requests those were.
    int run();
    void forget() { seen_ = 0; } // the postbox was cleared

    bool in_account = false;
    bool no_network = false;
    bool portal = false;               // a page that is nobody's answer
    std::string account_failure;       // code of the next answer about the account
    std::string account_answer = "{}"; // JSON of the next one
    std::vector<std::string> asked;    // "POST /v1/push" …
    std::size_t sent_bytes = 0;

private:
    bool answer(const ports::Message& message);
    void answer_edge(const ports::AskEdge& request);

    Stage& stage_;
    TestEdge& edge_;
    std::size_t seen_ = 0;
};

} // namespace hypha::flow
