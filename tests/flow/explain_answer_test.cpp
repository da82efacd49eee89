// "What it looked at": asked for, answered, given up, failed; never for another model.
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "fakes/stage.hpp"

namespace hypha::flow {
namespace {

constexpr std::size_t kLeaves = 6;

// 2 x 2 cells; `leaf` speaks in the first.
ports::PhotoExplained explained(std::uint32_t ticket, std::size_t leaf) {
    std::vector<float> evidence(kLeaves * 4, 0.F);
    evidence[leaf * 4] = 5;
    return {ticket, std::string(64, 'a'), 2, 2, evidence};
}

struct Answered {
    Stage stage;
    ObservationId id = stage.saved_find('b', scores(kAmanita, 0.9F));

    Answered() { stage.ask(app::command::GoTo{{app::Screen::observation, id, {}}}); }

    std::uint32_t ask() {
        app::Slot slot = app::Slot::profile;
        for (const app::Slot each : app::kSlots) {
            if (!stage.open(id).photos[app::index_of(each)].photo.empty()) {
                slot = each;
            }
        }
        stage.ask(app::command::ShowHeat{id, slot});
        return stage.state().heat ? stage.state().heat->ticket : 0;
    }
};

} // namespace

TEST_CASE("the heat map of a photo is asked for by its hash and speaks for the answer", "[explain]") {
    Answered find;
    const std::uint32_t ticket = find.ask();
    REQUIRE(ticket != 0);
    const auto asked = find.stage.post.last<ports::ExplainPhoto>();
    CHECK(asked.ticket == ticket);
    CHECK(asked.photo == sha('b'));
    find.stage.receive(explained(ticket, kAmanita));
    const app::Heat& heat = *find.stage.state().heat;
    CHECK(heat.ticket == 0);
    CHECK(heat.failure.empty());
    CHECK(heat.genus == "Amanita");
    CHECK(heat.map.cells == std::vector<float>{1, 0, 0, 0});
}

TEST_CASE("evidence of another model, or of no sense, shows no map and says so", "[explain][safety]") {
    Answered find;
    std::uint32_t ticket = find.ask();
    ports::PhotoExplained other = explained(ticket, kAmanita);
    other.model_sha256 = std::string(64, 'f');
    find.stage.receive(other);
    CHECK(find.stage.state().heat->failure == "model_mismatch");
    CHECK(find.stage.state().heat->map.cells.empty());
    ticket = find.ask();
    ports::PhotoExplained short_one = explained(ticket, kAmanita);
    short_one.evidence.pop_back();
    find.stage.receive(short_one);
    CHECK(find.stage.state().heat->failure == "evidence_invalid");
}

TEST_CASE("giving up cancels the work, and what comes after it changes nothing", "[explain]") {
    Answered find;
    const std::uint32_t ticket = find.ask();
    find.stage.ask(app::command::HideHeat{});
    CHECK_FALSE(find.stage.state().heat.has_value());
    CHECK(find.stage.post.last<ports::CancelTicket>().ticket == ticket);
    find.stage.receive(explained(ticket, kAmanita));
    find.stage.receive(ports::AnalysisCancelled{ticket});
    CHECK_FALSE(find.stage.state().heat.has_value());
    CHECK(find.stage.open(find.id).verdict.has_value());
}

TEST_CASE("a heat map that fails spoils neither the photo nor its answer", "[explain]") {
    Answered find;
    const std::uint32_t ticket = find.ask();
    find.stage.receive(ports::AnalysisFailed{ticket, "out_of_memory", ""});
    CHECK(find.stage.state().heat->failure == "out_of_memory");
    CHECK(find.stage.open(find.id).verdict->name == "Amanita");
    for (const app::Slot slot : app::kSlots) {
        CHECK(find.stage.open(find.id).photos[app::index_of(slot)].phase != app::PhotoPhase::failed);
    }
}

TEST_CASE("a verdict without reference pictures gets no heat map", "[explain][safety]") {
    Stage stage;
    const ObservationId id = stage.saved_find('d', scores(kNotMushroom, 0.95F));
    stage.ask(app::command::GoTo{{app::Screen::observation, id, {}}});
    REQUIRE(stage.open(id).verdict->state == fungi::VerdictState::not_mushroom);
    for (const app::Slot slot : app::kSlots) {
        stage.ask(app::command::ShowHeat{id, slot});
    }
    CHECK_FALSE(stage.state().heat.has_value());
}

TEST_CASE("a photo that was not read yet has no heat map", "[explain]") {
    Stage stage;
    const std::uint32_t ticket = stage.pick(app::Slot::profile);
    stage.stored(ticket, 'c');
    stage.ask(app::command::ShowHeat{stage.draft().id, app::Slot::profile});
    CHECK_FALSE(stage.state().heat.has_value());
    CHECK(stage.post.count<ports::ExplainPhoto>() == 0);
}

} // namespace hypha::flow
