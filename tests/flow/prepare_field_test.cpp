// Make ready for the field, offline readiness, updates, installing.
#include <catch2/catch_test_macros.hpp>

#include "fakes/news_worker.hpp"
#include "fakes/stage.hpp"

using namespace hypha;
using namespace hypha::flow;
using app::FieldPhase;
using app::OfflinePhase;
namespace command = app::command;

TEST_CASE("make ready for the field: bytes, then ready, and remembered", "[prepare_field]") {
    Stage stage;
    CHECK(stage.state().field.phase == FieldPhase::unknown);
    stage.ask(command::MakeFieldReady{});
    stage.ask(command::MakeFieldReady{}); // while it runs: one wish
    REQUIRE(stage.post.count<ports::MakeFieldReady>() == 1);
    const std::uint32_t ticket = stage.post.last<ports::MakeFieldReady>().ticket;
    stage.receive(ports::LoadProgressed{ticket, 1'000'000, 15'000'000});
    CHECK(stage.state().field.phase == FieldPhase::working);
    CHECK(stage.state().field.done_bytes == 1'000'000);
    CHECK_FALSE(stage.state().load);
    stage.receive(ports::FieldChecked{ticket, true, 15'000'000, 15'000'000, ""});
    CHECK(stage.state().field.phase == FieldPhase::ready);
    stage.restart();
    CHECK(stage.state().field.phase == FieldPhase::ready);
    stage.manifest.sha256 = std::string(64, 'e'); // a new model is not there yet
    stage.restart();
    CHECK(stage.state().field.phase == FieldPhase::absent);
}

TEST_CASE("make ready can be cancelled and can fail, and be tried again", "[prepare_field]") {
    Stage stage;
    stage.ask(command::MakeFieldReady{});
    const std::uint32_t first = stage.post.last<ports::MakeFieldReady>().ticket;
    stage.ask(command::CancelFieldReady{});
    CHECK(stage.post.last<ports::CancelTicket>().ticket == first);
    stage.receive(ports::AnalysisCancelled{first});
    CHECK(stage.state().field.phase == FieldPhase::absent);
    CHECK(stage.state().field.failure.empty());

    stage.ask(command::MakeFieldReady{});
    stage.receive(
        ports::FieldChecked{stage.post.last<ports::MakeFieldReady>().ticket, false, 5, 15, "model_unavailable"});
    CHECK(stage.state().field.phase == FieldPhase::failed);
    CHECK(stage.state().field.failure == "model_unavailable");

    stage.ask(command::MakeFieldReady{});
    CHECK(stage.state().field.phase == FieldPhase::working);
    stage.receive(ports::AnalysisFailed{stage.post.last<ports::MakeFieldReady>().ticket, "storage_full", ""});
    stage.answer_room({});
    CHECK(stage.state().field.phase == FieldPhase::failed);
}

TEST_CASE("an unasked report about the kit is believed, but not while it is being fetched", "[prepare_field]") {
    Stage stage;
    stage.receive(ports::FieldChecked{0, true, 15, 15, ""});
    CHECK(stage.state().field.phase == FieldPhase::ready);
    stage.receive(ports::FieldChecked{0, false, 0, 15, "model_unavailable"});
    CHECK(stage.state().field.phase == FieldPhase::absent);
    stage.ask(command::MakeFieldReady{});
    stage.receive(ports::FieldChecked{0, false, 0, 15, ""});
    CHECK(stage.state().field.phase == FieldPhase::working);
}

TEST_CASE("the first answer of a session has the kit checked, once", "[prepare_field]") {
    Stage stage;
    stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.saved_find('c', scores(kAmanita, 0.9F));
    REQUIRE(stage.post.count<ports::MakeFieldReady>() == 1);
    CHECK_FALSE(stage.post.last<ports::MakeFieldReady>().texts); // nobody asked, and the line may cost
    stage.receive(ports::FieldChecked{stage.post.last<ports::MakeFieldReady>().ticket, true, 15, 15, ""});
    CHECK(stage.state().field.phase == FieldPhase::ready);
    stage.restart();
    stage.saved_find('d', scores(kAmanita, 0.9F));
    CHECK(stage.post.count<ports::MakeFieldReady>() == 0);
}

TEST_CASE("text models come with the kit by hand, and unasked where the line costs nothing", "[prepare_field]") {
    Stage stage;
    SECTION("by hand") { stage.ask(command::MakeFieldReady{}); }
    SECTION("a free line") {
        stage.receive(ports::ConnectionChanged{true, false, true, true, false});
        stage.saved_find('b', scores(kAmanita, 0.9F));
    }
    CHECK(stage.post.last<ports::MakeFieldReady>().texts);
}

TEST_CASE("ready offline is what the check found, no more", "[apply_update]") {
    Stage stage;
    CHECK(stage.post.count<ports::CheckOffline>() == 1);
    CHECK(stage.state().offline.phase == OfflinePhase::checking);
    stage.receive(ports::OfflineChecked{true, 31, 900'000, ""});
    CHECK(stage.state().offline.phase == OfflinePhase::ready);
    CHECK(stage.state().offline.files == 31);
    stage.ask(command::CheckOffline{});
    stage.receive(ports::OfflineChecked{false, 30, 800'000, "file_missing"});
    CHECK(stage.state().offline.phase == OfflinePhase::failed);
    CHECK(stage.state().offline.failure == "file_missing");
}

TEST_CASE("an update waits until it is wanted, and is applied once", "[apply_update]") {
    Stage stage;
    stage.ask(command::ApplyUpdate{});
    CHECK(stage.post.count<ports::ApplyUpdate>() == 0);
    stage.receive(ports::UpdateWaited{"0.2.0"});
    CHECK(stage.state().waiting_update == "0.2.0");
    CHECK(stage.post.count<ports::ApplyUpdate>() == 0);
    stage.ask(command::ApplyUpdate{});
    stage.ask(command::ApplyUpdate{});
    CHECK(stage.post.count<ports::ApplyUpdate>() == 1);
}

TEST_CASE("installing is offered only when the browser can", "[apply_update]") {
    Stage stage;
    stage.ask(command::AskInstall{});
    CHECK(stage.post.count<ports::AskInstall>() == 0);
    stage.receive(ports::InstallOffered{true});
    stage.ask(command::AskInstall{});
    CHECK(stage.post.count<ports::AskInstall>() == 1);
}

TEST_CASE("the device's look is followed until a choice is made", "[choose_look]") {
    app::StartFacts facts = Stage::default_facts();
    facts.languages = "fr-FR,es-PE,en";
    facts.dark = true;
    Stage stage(facts);
    CHECK(stage.state().look.language == app::Language::spanish);
    CHECK(stage.state().look.dark);
    stage.receive(ports::AppearanceChanged{false, true, 1.6F});
    CHECK_FALSE(stage.state().look.dark);
    CHECK(stage.state().look.reduced_motion);
    CHECK(stage.state().look.text_scale == 1.6F);
    stage.ask(command::ChooseTextScale{1.5F});
    CHECK(stage.state().look.text_scale == 2.0F); // 1.6 x 1.5, held at the largest
    stage.ask(command::ChooseTheme{app::ThemeChoice::dark});
    stage.ask(command::ChooseLanguage{app::LanguageChoice::english});
    stage.receive(ports::AppearanceChanged{false, false, 1});
    stage.receive(ports::LanguagesChanged{"es", 0});
    CHECK(stage.state().look.dark);
    CHECK(stage.state().look.language == app::Language::english);
}

TEST_CASE("what the kit cost is in the ledger as Hypha itself, and no limit counts it", "[prepare_field]") {
    Stage stage;
    stage.receive(ports::KitFileReceived{300'000}); // before anybody looked at news
    NewsWorker edge(stage);
    edge.publish({});
    stage.ask(command::GoTo{{app::Screen::read, {}, {}}});
    edge.run();
    stage.receive(ports::KitFileReceived{20'000});
    stage.receive(ports::KitFileReceived{0});
    const app::Reading& reading = stage.state().reading;
    std::int64_t app_bytes = 0, other_bytes = 0;
    for (const app::LedgerEntry& entry : reading.ledger) {
        (entry.kind == taste::ReceivedKind::app ? app_bytes : other_bytes) += entry.bytes;
    }
    CHECK(app_bytes == 320'000);
    CHECK(other_bytes == reading.spent_bytes);
    stage.run_out_after(0); // a device that is full loses a line of the ledger, and hears nothing of it
    stage.receive(ports::KitFileReceived{10'000});
    CHECK(stage.state().storage.failure.empty());
}
