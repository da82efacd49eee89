// The journal: saving, pages, filters, notes, deleting with a way back.
#include <catch2/catch_test_macros.hpp>

#include "fakes/stage.hpp"

using namespace hypha;
using namespace hypha::flow;
using app::JournalFilter;
using app::Slot;
namespace command = app::command;

TEST_CASE("saving moves the draft to the journal, and undo brings it back", "[keep_journal]") {
    Stage stage;
    const std::uint32_t ticket = stage.shoot();
    stage.stored(ticket, 'b');
    stage.analysed(ticket, 'b', scores(kAmanita, 0.9F));
    const ObservationId id = stage.state().draft;
    stage.ask(command::SaveObservation{id});
    CHECK(stage.state().draft_observation() == nullptr);
    CHECK(stage.open(id).saved);
    CHECK(stage.state().journal.rows() == 1);
    REQUIRE(stage.state().toast);
    CHECK(stage.state().toast->kind == app::ToastKind::saved);
    stage.ask(command::Undo{stage.state().toast->serial});
    CHECK(stage.state().draft == id);
    CHECK(stage.state().journal.rows() == 0);
    CHECK_FALSE(stage.state().toast);
    stage.ask(command::SaveObservation{id});
    stage.ask(command::SaveObservation{id}); // twice is once
    CHECK(stage.state().journal.rows() == 1);
}

TEST_CASE("the browser is asked to keep the storage once, after the first saved find", "[own_storage]") {
    Stage stage;
    CHECK(stage.post.count<ports::AskPersist>() == 0);
    stage.saved_find('b', scores(kAmanita, 0.9F));
    REQUIRE(stage.post.count<ports::AskPersist>() == 1);
    CHECK(stage.post.last<ports::AskPersist>().request);
    stage.saved_find('c', scores(kAmanita, 0.9F));
    CHECK(stage.post.count<ports::AskPersist>() == 1);
    stage.receive(ports::PersistAnswered{true, 10, 100});
    CHECK(stage.state().storage.persisted == true);
    stage.restart();
    stage.saved_find('d', scores(kAmanita, 0.9F));
    CHECK(stage.post.count<ports::AskPersist>() == 0);
}

TEST_CASE("deleting offers undo; without it the photo goes", "[keep_journal]") {
    Stage stage;
    const ObservationId id = stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.ask(command::GoTo{{app::Screen::observation, id, {}}});
    stage.ask(command::AskDelete{id});
    CHECK(std::holds_alternative<app::DeleteQuestion>(stage.state().overlay));
    stage.ask(command::DeleteObservation{id});
    CHECK(std::holds_alternative<std::monostate>(stage.state().overlay));
    CHECK(stage.state().route.screen == app::Screen::journal);
    CHECK(stage.state().journal.rows() == 0);
    CHECK(stage.state().find(id) == nullptr);
    const std::uint32_t serial = stage.state().toast->serial;

    SECTION("undone") {
        stage.ask(command::Undo{serial});
        CHECK(stage.state().journal.rows() == 1);
        stage.ask(command::GoTo{{app::Screen::observation, id, {}}});
        CHECK(stage.open(id).verdict->name == "Amanita");
        CHECK(stage.post.count<ports::DeletePhoto>() == 0);
        stage.ask(command::CloseToast{serial}); // late: changes nothing
        CHECK(stage.state().journal.rows() == 1);
    }
    SECTION("let go") {
        stage.ask(command::CloseToast{serial});
        CHECK(stage.post.last<ports::DeletePhoto>().photo == sha('b'));
        stage.ask(command::Undo{serial});
        CHECK(stage.state().journal.rows() == 0);
    }
    SECTION("another deletion makes the first one final") {
        const ObservationId second = stage.saved_find('c', scores(kTrametes, 0.9F));
        stage.ask(command::DeleteObservation{second});
        CHECK(stage.post.last<ports::DeletePhoto>().photo == sha('b'));
        stage.ask(command::Undo{stage.state().toast->serial});
        CHECK(stage.state().journal.rows() == 1);
    }
}

TEST_CASE("a photo that two finds share outlives one of them", "[keep_journal]") {
    Stage stage;
    const ObservationId first = stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.ask(command::DeleteObservation{first});
    stage.ask(command::CloseToast{stage.state().toast->serial});
    CHECK(stage.post.count<ports::DeletePhoto>() == 0);
}

TEST_CASE("deleting while it is being read cancels the reading", "[keep_journal]") {
    Stage stage;
    const std::uint32_t ticket = stage.shoot();
    stage.stored(ticket, 'b');
    stage.ask(command::DiscardDraft{});
    CHECK(stage.post.last<ports::CancelTicket>().ticket == ticket);
    CHECK(stage.state().draft_observation() == nullptr);
    CHECK(stage.state().route.screen == app::Screen::identify);
    stage.analysed(ticket, 'b', scores(kAmanita, 0.9F)); // too late
    CHECK(stage.state().draft_observation() == nullptr);
    stage.ask(command::Undo{stage.state().toast->serial});
    CHECK(stage.draft().photos[index_of(Slot::profile)].photo == sha('b'));
}

TEST_CASE("notes are kept as they are typed", "[keep_journal]") {
    Stage stage;
    const ObservationId id = stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.ask(command::GoTo{{app::Screen::observation, id, {}}});
    stage.ask(command::WriteNote{id, "Under an oak, ñandú \xF0\x9F\x8D\x84"});
    stage.restart();
    stage.ask(command::GoTo{{app::Screen::observation, id, {}}});
    CHECK(stage.open(id).note == "Under an oak, ñandú \xF0\x9F\x8D\x84");
}

TEST_CASE("filters and counts follow the finds", "[keep_journal]") {
    Stage stage;
    stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.saved_find('c', scores(kOther, 0.9F));    // unknown
    stage.saved_find('d', scores(kTrametes, 0.5F)); // possibly: to check
    const auto count = [&stage](JournalFilter filter) {
        return stage.state().journal.counts[static_cast<std::size_t>(filter)];
    };
    CHECK(count(JournalFilter::all) == 3);
    CHECK(count(JournalFilter::unknown) == 1);
    CHECK(count(JournalFilter::to_check) == 1);
    CHECK(count(JournalFilter::place_hidden) == 0);
    stage.ask(command::GoTo{{app::Screen::journal, {}, {}}});
    stage.ask(command::ChooseFilter{JournalFilter::unknown});
    stage.ask(command::ShowRows{0, 10});
    REQUIRE(stage.state().journal.row(0) != nullptr);
    CHECK(stage.state().journal.row(0)->cover == sha('c'));
    CHECK(stage.state().journal.row(1) == nullptr);
    CHECK(stage.state().journal.photo_bytes == 3000);
}

TEST_CASE("a search shows what was found and follows what is written meanwhile", "[keep_journal]") {
    Stage stage;
    const ObservationId oak = stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.ask(command::GoTo{{app::Screen::observation, oak, {}}});
    stage.ask(command::WriteNote{oak, "under an oak"});
    stage.saved_find('c', scores(kTrametes, 0.5F)); // possibly: to check
    stage.ask(command::GoTo{{app::Screen::journal, {}, {}}});
    CHECK(stage.state().journal.rows() == 2);
    const auto shown = [&stage](std::string words) {
        stage.ask(command::SearchFinds{std::move(words)});
        stage.ask(command::ShowRows{0, 10});
        return stage.state().journal.rows();
    };
    CHECK(shown("oak") == 1);
    CHECK(stage.state().journal.row(0)->id == oak);
    CHECK(stage.state().journal.counts[0] == 2); // of the journal, not of the search
    CHECK(stage.state().journal.months.size() == 1);
    CHECK(shown("amani") == 1);
    CHECK(shown("nowhere") == 0);
    CHECK(stage.state().journal.row(0) == nullptr);
    CHECK(stage.state().storage.failure.empty());

    CHECK(shown("trametes") == 1);
    stage.ask(command::ChooseFilter{JournalFilter::unknown});
    CHECK(stage.state().journal.rows() == 0);
    stage.ask(command::ChooseFilter{JournalFilter::to_check});
    CHECK(stage.state().journal.rows() == 1);
    stage.ask(command::ChooseFilter{JournalFilter::all});

    CHECK(shown("oak") == 1);
    stage.ask(command::WriteNote{oak, "under a beech"});
    CHECK(stage.state().journal.rows() == 0);
    stage.ask(command::GoTo{{app::Screen::identify, {}, {}}});
    stage.saved_find('d', scores(kAmanita, 0.9F));
    CHECK(stage.state().journal.rows() == 0); // the search is still on
    CHECK(shown("amanita") == 2);
    CHECK(shown("   ") == 3);
    CHECK(shown("") == 3);
}

TEST_CASE("a deleted find leaves the search, and comes back to it", "[keep_journal]") {
    Stage stage;
    const ObservationId find = stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.ask(command::GoTo{{app::Screen::journal, {}, {}}});
    stage.ask(command::SearchFinds{"amanita"});
    CHECK(stage.state().journal.rows() == 1);
    stage.ask(command::DeleteObservation{find});
    CHECK(stage.state().journal.rows() == 0);
    stage.ask(command::Undo{stage.state().toast->serial});
    CHECK(stage.state().journal.rows() == 1);
}

TEST_CASE("a search ends when another tab takes the journal, and can be made again when it comes back",
          "[keep_journal]") {
    Stage stage;
    stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.ask(command::GoTo{{app::Screen::journal, {}, {}}});
    stage.ask(command::SearchFinds{"nowhere"});
    stage.receive(ports::StorageLost{"taken_over"});
    stage.receive(ports::StorageGained{"opfs"});
    CHECK(stage.state().journal.words.empty());
    CHECK(stage.state().journal.rows() == 1);
    stage.ask(command::SearchFinds{"amanita"});
    CHECK(stage.state().journal.rows() == 1);
}

TEST_CASE("a long journal is paged: memory holds pages, not the list", "[keep_journal]") {
    Stage stage;
    for (int i = 0; i < 320; ++i) {
        stage.saved_find('b', scores(kAmanita, 0.9F));
    }
    stage.ask(command::GoTo{{app::Screen::journal, {}, {}}});
    CHECK(stage.state().journal.rows() == 320);
    for (std::size_t first = 0; first < 320; first += 20) {
        stage.ask(command::ShowRows{first, 20});
        REQUIRE(stage.state().journal.row(first) != nullptr);
        CHECK(stage.state().journal.pages.size() <= 4);
    }
    CHECK(stage.state().journal.row(319) != nullptr);
    CHECK(stage.state().journal.row(0) == nullptr);
    // Newest first, without a gap between pages.
    stage.ask(command::ShowRows{40, 20});
    for (std::size_t i = 41; i < 60; ++i) {
        CHECK(stage.state().journal.row(i)->created_ms == stage.state().journal.row(i - 1)->created_ms - 60'000);
    }
    const std::uint64_t revision = stage.state().revision;
    stage.ask(command::ShowRows{40, 20});
    CHECK(stage.state().revision == revision);
    stage.ask(command::ShowRows{100'000, 20}); // beyond the end: the last page
    CHECK(stage.state().journal.row(319) != nullptr);
}

TEST_CASE("months follow the local clock", "[keep_journal]") {
    Stage stage;
    stage.clock.set_wall(1'793'490'600'000); // 2026-10-31 23:50 UTC
    stage.saved_find('b', scores(kAmanita, 0.9F));
    REQUIRE(stage.state().journal.months.size() == 1);
    CHECK(stage.state().journal.months[0].month == 10);
    stage.receive(ports::LanguagesChanged{"en", 60});
    CHECK(stage.state().journal.months[0].month == 11);
}

TEST_CASE("erasing everything leaves choices and nothing else", "[keep_journal]") {
    Stage stage;
    stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.saved_find('c', scores(kAmanita, 0.9F));
    stage.pick(Slot::profile);
    stage.ask(command::ChooseTheme{app::ThemeChoice::dark});
    stage.ask(command::AskErase{});
    CHECK(std::holds_alternative<app::EraseQuestion>(stage.state().overlay));
    CHECK(stage.state().journal.rows() == 2);
    stage.ask(command::EraseEverything{});
    CHECK(stage.state().journal.rows() == 0);
    CHECK(stage.state().journal.photo_bytes == 0);
    CHECK(stage.state().draft_observation() == nullptr);
    CHECK(stage.post.count<ports::DeletePhoto>() == 2);
    CHECK(stage.post.count<ports::CancelTicket>() == 1);
    stage.restart();
    CHECK(stage.state().journal.rows() == 0);
    CHECK(stage.state().look.dark);
}
