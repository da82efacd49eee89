// Another model than the one that answered is here: the journal is looked at again, and what changed in risk or name is listed.
// The test plays the media worker, which is asked for one stored photo at a time.
// Over 300 lines because each way such a run can go (stopped, restarted, gone photos, full device, …) is a case of its own.
#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "core/fungi/risk.hpp"
#include "fakes/stage.hpp"

using namespace hypha;
using namespace hypha::flow;
namespace command = app::command;
using app::LookAgainPhase;
using app::Screen;
using app::Slot;
using fungi::Risk;

namespace {

// What the newer model sees in each photo, by its letter; photos that are not in it are gone.
using Sights = std::map<char, std::vector<float>>;

// A new version of the app with another model, and its first quiet moment.
void update_model(Stage& stage) {
    stage.manifest.sha256 = std::string(64, 'e');
    stage.manifest.version = "2";
    stage.restart();
    stage.app->rest();
}

class Worker {
public:
    Worker(Stage& stage, Sights sights) : stage_(stage), sights_(std::move(sights)) {}

    // Reads at most `most` photos that were asked for; answers how many it read.
    int run(int most = 1000) {
        int read = 0;
        for (; read < most; ++read) {
            const auto asked = stage_.post.all<ports::AnalyseStoredPhoto>();
            if (asked.size() <= seen_) {
                break;
            }
            answer(asked[seen_++]);
        }
        return read;
    }
    void forget() { seen_ = 0; } // the postbox was cleared

private:
    void answer(const ports::AnalyseStoredPhoto& asked) {
        for (const ports::CancelTicket& cancelled : stage_.post.all<ports::CancelTicket>()) {
            if (cancelled.ticket == asked.ticket) {
                return stage_.receive(ports::AnalysisCancelled{asked.ticket});
            }
        }
        const auto sight = sights_.find(asked.photo.front());
        if (sight == sights_.end()) {
            stage_.receive(ports::AnalysisFailed{asked.ticket, "decode_failed", "the stored photo is gone"});
        } else {
            stage_.receive(ports::PhotoAnalysed{asked.ticket, asked.photo, stage_.manifest.sha256, sight->second, 90,
                                                0.4F, 1, 1, 1});
        }
    }

    Stage& stage_;
    Sights sights_;
    std::size_t seen_ = 0;
};

void add_view(Stage& stage, ObservationId id, Slot slot, char photo, const std::vector<float>& logits) {
    const std::uint32_t ticket = stage.pick(slot, id);
    stage.stored(ticket, photo);
    stage.analysed(ticket, photo, logits);
}

const app::Observation& shown(Stage& stage, ObservationId id) {
    stage.ask(command::GoTo{{Screen::observation, id, {}}});
    return stage.open(id);
}

std::vector<app::AnswerChange> changes(Stage& stage) {
    stage.ask(command::GoTo{{Screen::changes, {}, {}}});
    REQUIRE(stage.state().other_answers.changes);
    return *stage.state().other_answers.changes;
}

} // namespace

TEST_CASE("another model is offered once it is here, and only for answers of the one before",
          "[look_again][safety_10]") {
    Stage stage;
    stage.saved_find('b', scores(kTrametes, 0.9F));
    stage.saved_find('c', scores(kTrametes, 0.9F));
    stage.app->rest();
    CHECK(stage.state().other_answers.left == 0);
    stage.restart();
    stage.app->rest();
    CHECK(stage.state().other_answers.left == 0);
    update_model(stage);
    CHECK(stage.state().other_answers.left == 2);
    CHECK(stage.state().other_answers.phase == LookAgainPhase::idle);
    CHECK(stage.post.count<ports::AnalyseStoredPhoto>() == 0); // the person starts it
    stage.saved_find('d', scores(kTrametes, 0.9F));
    stage.app->rest();
    CHECK(stage.state().other_answers.left == 2);
}

TEST_CASE("each find gets one more answer, from all its views, and keeps its history and its person's name",
          "[look_again][safety_10]") {
    Stage stage;
    const ObservationId poor = stage.saved_find('b', scores(kTrametes, 0.9F));
    const ObservationId rich = stage.saved_find('c', scores(kTrametes, 0.9F));
    add_view(stage, rich, Slot::base, 'd', scores(kTrametes, 0.9F));
    stage.ask(command::GiveName{poor, "Ganoderma applanatum"});
    update_model(stage);
    const std::size_t answers_of_rich = shown(stage, rich).opinions.size();
    Worker worker(stage,
                  {{'b', scores(kAmanita, 0.9F)}, {'c', scores(kAmanita, 0.55F)}, {'d', scores(kAugustus, 0.97F)}});
    stage.ask(command::LookAgain{});
    CHECK(stage.state().other_answers.phase == LookAgainPhase::working);
    CHECK(stage.post.count<ports::AnalyseStoredPhoto>() == 1); // one at a time
    CHECK(worker.run(1) == 1);
    CHECK(shown(stage, rich).opinions.size() == answers_of_rich); // a half of its views says nothing yet
    CHECK(worker.run() == 2);
    CHECK(stage.state().other_answers.phase == LookAgainPhase::idle);
    CHECK(stage.state().other_answers.left == 0);
    CHECK(stage.state().other_answers.looked == 2);

    const app::Observation& again = shown(stage, rich);
    CHECK(again.opinions.size() == answers_of_rich + 1);
    CHECK(again.provenance.model_version == "2");
    CHECK(again.provenance.model_sha256 == stage.manifest.sha256);
    Stage first; // the same photos, seen for the first time by the newer model
    first.manifest = stage.manifest;
    first.restart();
    const ObservationId same = first.saved_find('c', scores(kAmanita, 0.55F));
    add_view(first, same, Slot::base, 'd', scores(kAugustus, 0.97F));
    CHECK(again.verdict->name == shown(first, same).verdict->name);
    CHECK(again.verdict->probability == shown(first, same).verdict->probability);
    CHECK(again.verdict->risk == shown(first, same).verdict->risk);

    const app::Observation& named = shown(stage, poor);
    REQUIRE(named.opinions.size() == 3);
    CHECK(named.opinions[0].name == "Trametes");
    CHECK(named.opinions[2].name == "Amanita");
    CHECK(app::given_by_person(named)->name == "Ganoderma applanatum");
    stage.ask(command::GoTo{{Screen::journal, {}, {}}});
    const app::JournalRow* row = stage.state().journal.row(1);
    REQUIRE(row != nullptr);
    CHECK(row->name == "Ganoderma applanatum");
    CHECK(row->by_person);
    CHECK(row->risk == Risk::deadly); // what the newer model warns of shows at once
    stage.app->rest();
    CHECK(stage.state().toast->kind == app::ToastKind::looked_again);
}

TEST_CASE("a photo that the person takes goes first", "[look_again]") {
    Stage stage;
    const ObservationId id = stage.saved_find('b', scores(kTrametes, 0.9F));
    update_model(stage);
    Worker worker(stage, {{'b', scores(kAmanita, 0.9F)}});
    stage.ask(command::LookAgain{});
    const std::uint32_t ours = stage.post.last<ports::AnalyseStoredPhoto>().ticket;
    const std::uint32_t theirs = stage.pick(Slot::profile);
    CHECK(stage.post.last<ports::CancelTicket>().ticket == ours);
    CHECK(stage.state().other_answers.waits);
    stage.receive(ports::PhotoAnalysed{ours, sha('b'), stage.manifest.sha256, scores(kAmanita, 0.9F), 1, 1, 1, 1, 1});
    CHECK(shown(stage, id).opinions.size() == 1); // given up is given up
    worker.run();
    CHECK(stage.post.count<ports::AnalyseStoredPhoto>() == 1);
    stage.stored(theirs, 'c');
    stage.analysed(theirs, 'c', scores(kAugustus, 0.9F));
    CHECK_FALSE(stage.state().other_answers.waits);
    CHECK(stage.post.count<ports::AnalyseStoredPhoto>() == 2);
    worker.run();
    CHECK(shown(stage, id).opinions.size() == 2);
}

TEST_CASE("stopped or paused half-way every find has a whole history, and going on does the rest", "[look_again]") {
    const bool stops = GENERATE(true, false);
    const int read = GENERATE(0, 1, 2, 3, 4);
    Stage stage;
    std::vector<ObservationId> ids;
    Sights sights;
    for (const char photo : {'b', 'c', 'd'}) {
        ids.push_back(stage.saved_find(photo, scores(kTrametes, 0.9F)));
        const char base = static_cast<char>(photo + 10);
        add_view(stage, ids.back(), Slot::base, base, scores(kTrametes, 0.9F));
        sights[photo] = sights[base] = scores(kAmanita, 0.9F);
    }
    update_model(stage);
    const std::size_t before = shown(stage, ids[0]).opinions.size();
    Worker worker(stage, sights);
    stage.ask(command::LookAgain{});
    worker.run(read);
    stops ? stage.ask(command::StopLooking{}) : stage.ask(command::PauseLooking{});
    const std::size_t asked = stage.post.count<ports::AnalyseStoredPhoto>();
    worker.run(); // the one that was out is cancelled
    stage.app->rest();
    CHECK(stage.post.count<ports::AnalyseStoredPhoto>() == asked);
    CHECK(stage.state().other_answers.looked == static_cast<std::size_t>(read) / 2);
    std::size_t looked = 0;
    for (const ObservationId id : ids) {
        const app::Observation& find = shown(stage, id);
        const bool again = find.opinions.size() == before + 1;
        CHECK((again || find.opinions.size() == before));
        CHECK(find.verdict->name == (again ? "Amanita" : "Trametes"));
        CHECK(find.provenance.model_version == (again ? "2" : "1"));
        looked += again ? 1 : 0;
    }
    CHECK(looked == static_cast<std::size_t>(read) / 2);
    stage.restart(); // what was stopped or paused does not go on by itself
    worker.forget();
    stage.app->rest();
    CHECK(stage.post.count<ports::AnalyseStoredPhoto>() == 0);
    CHECK(stage.state().other_answers.phase == (stops ? LookAgainPhase::idle : LookAgainPhase::paused));
    stage.ask(command::LookAgain{});
    CHECK(worker.run() == 6 - read / 2 * 2); // finds that are done are not read again
    CHECK(stage.state().other_answers.looked == 3);
}

TEST_CASE("after a restart it goes on where the answers end", "[look_again]") {
    Stage stage;
    for (const char photo : {'b', 'c', 'd'}) {
        stage.saved_find(photo, scores(kTrametes, 0.9F));
    }
    update_model(stage);
    Worker worker(stage, {{'b', scores(kAmanita, 0.9F)}, {'c', scores(kTrametes, 0.9F)}, {'d', scores(kOther, 0.9F)}});
    stage.ask(command::LookAgain{});
    worker.run(2);
    stage.restart();
    worker.forget();
    CHECK(stage.post.count<ports::AnalyseStoredPhoto>() == 0); // not before the first screen is there
    stage.app->rest();
    CHECK(stage.state().other_answers.phase == LookAgainPhase::working);
    CHECK(worker.run() == 1);
    CHECK(stage.state().other_answers.looked == 3);
    stage.restart();
    stage.app->rest();
    CHECK(stage.post.count<ports::AnalyseStoredPhoto>() == 0);
    CHECK(stage.state().other_answers.changed == 2);
}

TEST_CASE("photos that are gone are counted and named, and stop nothing", "[look_again]") {
    Stage stage;
    const ObservationId gone = stage.saved_find('b', scores(kTrametes, 0.9F));
    add_view(stage, gone, Slot::base, 'z', scores(kTrametes, 0.9F));
    stage.saved_find('c', scores(kTrametes, 0.9F));
    update_model(stage);
    const std::size_t before = shown(stage, gone).opinions.size();
    Worker worker(stage, {{'b', scores(kOther, 0.9F)}, {'c', scores(kAmanita, 0.9F)}});
    stage.ask(command::LookAgain{});
    worker.run();
    CHECK(stage.state().other_answers.phase == LookAgainPhase::idle);
    CHECK(stage.state().other_answers.looked == 1);
    CHECK(stage.state().other_answers.missed == 1);
    CHECK(shown(stage, gone).opinions.size() == before); // of all its views, or not at all
    CHECK(shown(stage, gone).verdict->name == "Trametes");
    CHECK(changes(stage).size() == 1);
    REQUIRE(stage.state().other_answers.misses->size() == 1);
    CHECK(stage.state().other_answers.misses->front().find == gone);
    CHECK(stage.state().other_answers.misses->front().name == "Trametes");
    stage.restart();
    stage.app->rest();
    CHECK(stage.state().other_answers.left == 0); // nobody is asked again for what cannot be done
    CHECK(stage.state().other_answers.missed == 1);
    Worker better(stage, {{'b', scores(kOther, 0.9F)}, {'z', scores(kOther, 0.9F)}});
    stage.ask(command::LookAtMissed{});
    CHECK(better.run() == 2);
    CHECK(stage.state().other_answers.missed == 0);
    CHECK(stage.state().other_answers.looked == 2);
}

TEST_CASE("a model that is not here yet, or not the right one, makes it wait with a reason", "[look_again][safety_7]") {
    Stage stage;
    const ObservationId id = stage.saved_find('b', scores(kTrametes, 0.9F));
    update_model(stage);
    Worker worker(stage, {{'b', scores(kAmanita, 0.9F)}});
    stage.ask(command::LookAgain{});
    const auto ticket = [&] { return stage.post.last<ports::AnalyseStoredPhoto>().ticket; };
    stage.receive(ports::LoadProgressed{ticket(), 10, 100});
    CHECK(stage.state().other_answers.total_bytes == 100);
    SECTION("no connection") {
        stage.receive(ports::AnalysisFailed{ticket(), "model_unavailable", ""});
        CHECK(stage.state().other_answers.failure == "model_unavailable");
    }
    SECTION("another model ran") {
        stage.receive(
            ports::PhotoAnalysed{ticket(), sha('b'), std::string(64, 'f'), scores(kAmanita, 0.9F), 1, 1, 1, 1, 1});
        CHECK(stage.state().other_answers.failure == "model_mismatch");
    }
    CHECK(stage.state().other_answers.phase == LookAgainPhase::paused);
    CHECK(stage.state().other_answers.missed == 0);
    CHECK(shown(stage, id).opinions.size() == 1);
    worker.run(); // its cancelled or stale answers change nothing
    stage.ask(command::LookAgain{});
    worker.run();
    CHECK(shown(stage, id).opinions.size() == 2);
}

TEST_CASE("memory that ran out is given back once; then the find is passed over", "[look_again]") {
    Stage stage;
    stage.saved_find('b', scores(kTrametes, 0.9F));
    update_model(stage);
    stage.ask(command::LookAgain{});
    stage.receive(ports::AnalysisFailed{stage.post.last<ports::AnalyseStoredPhoto>().ticket, "out_of_memory", ""});
    CHECK(stage.post.count<ports::ReleaseModel>() == 1);
    CHECK(stage.post.count<ports::AnalyseStoredPhoto>() == 2);
    stage.receive(ports::AnalysisFailed{stage.post.last<ports::AnalyseStoredPhoto>().ticket, "out_of_memory", ""});
    CHECK(stage.state().other_answers.missed == 1);
    CHECK(stage.state().other_answers.phase == LookAgainPhase::idle);
}

TEST_CASE("on a full device no find is half answered", "[look_again]") {
    Stage stage;
    const ObservationId id = stage.saved_find('b', scores(kTrametes, 0.9F));
    update_model(stage);
    Worker worker(stage, {{'b', scores(kAmanita, 0.9F)}});
    stage.ask(command::LookAgain{});
    const std::string before = stage.rows();
    stage.fill_storage(true);
    worker.run();
    CHECK(stage.state().other_answers.phase == LookAgainPhase::paused);
    CHECK(stage.state().other_answers.failure == "storage_full");
    CHECK(stage.rows() == before);
    stage.fill_storage(false);
    stage.ask(command::LookAgain{});
    worker.run();
    CHECK(shown(stage, id).opinions.size() == 2);
}

TEST_CASE("other rules with the same model need no photo", "[look_again]") {
    Stage stage;
    const ObservationId id = stage.saved_find('b', scores(kAugustus, 0.72F));
    REQUIRE(shown(stage, id).verdict->confidence == fungi::Confidence::likely);
    stage.manifest.thresholds.likely = 0.8F;
    stage.restart();
    stage.app->rest();
    CHECK(stage.state().other_answers.left == 1);
    stage.ask(command::LookAgain{});
    CHECK(stage.post.count<ports::AnalyseStoredPhoto>() == 0);
    CHECK(stage.state().other_answers.looked == 1);
    CHECK(shown(stage, id).opinions.size() == 2);
    CHECK(shown(stage, id).verdict->confidence == fungi::Confidence::possibly);
}

TEST_CASE("a find that is deleted meanwhile is left out, and its undo is not pushed away", "[look_again]") {
    Stage stage;
    const ObservationId id = stage.saved_find('b', scores(kTrametes, 0.9F));
    stage.saved_find('c', scores(kTrametes, 0.9F));
    update_model(stage);
    Worker worker(stage, {{'b', scores(kAmanita, 0.9F)}, {'c', scores(kAmanita, 0.9F)}});
    stage.ask(command::LookAgain{});
    stage.ask(command::DeleteObservation{id});
    worker.run();
    stage.app->rest();
    CHECK(stage.state().other_answers.looked == 1);
    CHECK(stage.state().toast->kind == app::ToastKind::deleted);
    stage.ask(command::Undo{stage.state().toast->serial});
    stage.app->rest();
    CHECK(stage.state().other_answers.left == 1); // it is back, with its earlier answer only
    CHECK(shown(stage, id).opinions.size() == 1);
}

TEST_CASE("the list says the risk that the find shows, and what rose comes first",
          "[look_again][safety_3][safety_10]") {
    const std::uint64_t seed = GENERATE(1U, 2U, 3U, 4U, 5U, 6U);
    std::uint64_t state = seed * 0x9E3779B97F4A7C15U;
    const auto chance = [&state](std::size_t below) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        return static_cast<std::size_t>(state >> 33U) % below;
    };
    // So sure at times that nothing else is shown: else the worst of all candidates hides what is asked here.
    const auto some_scores = [&] {
        return scores(chance(6), chance(2) == 0 ? 0.999F : 0.35F + 0.06F * static_cast<float>(chance(11)));
    };
    Stage stage;
    std::vector<ObservationId> ids;
    Sights sights;
    for (char photo = 'b'; photo < 'p'; ++photo) {
        ids.push_back(stage.saved_find(photo, some_scores()));
        sights[photo] = some_scores();
        if (chance(3) == 0) {
            stage.ask(command::GiveName{ids.back(), chance(2) == 0 ? "Amanita phalloides" : "Trametes versicolor"});
        }
    }
    std::map<std::int64_t, std::pair<Risk, std::string>> before;
    for (const ObservationId id : ids) {
        const app::Observation& find = shown(stage, id);
        before[id.value] = {app::shown_risk(find), find.verdict->name};
    }
    update_model(stage);
    Worker worker(stage, sights);
    stage.ask(command::LookAgain{});
    worker.run();
    const auto listed = changes(stage);
    CHECK(listed.size() == stage.state().other_answers.changed);
    std::size_t met = 0;
    for (const ObservationId id : ids) {
        const app::Observation& find = shown(stage, id);
        const auto change = std::ranges::find(listed, id, &app::AnswerChange::find);
        const bool differs = find.opinions.front().risk != find.verdict->risk ||
                             find.opinions.front().state != find.verdict->state ||
                             find.opinions.front().name != find.verdict->name;
        CHECK((change != listed.end()) == differs);
        if (change != listed.end()) {
            ++met;
            CHECK(change->risk_now() == app::shown_risk(find));
            CHECK(change->now.risk == find.verdict->risk);
            CHECK(change->now.name == find.verdict->name);
            CHECK(change->risk_before() == before[id.value].first);
            CHECK(change->before.name == before[id.value].second);
        }
    }
    CHECK(met == listed.size());
    const auto order = [](const app::AnswerChange& change) {
        return std::pair{change.risk_now() > change.risk_before(), change.risk_now()};
    };
    CHECK(std::ranges::is_sorted(listed, std::greater{}, order));
}
