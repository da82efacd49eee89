// SQL on one's own rows as a person uses it: asked, answered in slices, changed on trial, kept or undone, copied out; and copies of
// other files, sound and broken.
// Over 300 lines because the use cases share one page, and the ways to leave it.
#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "fakes/stage.hpp"

using namespace hypha;
using namespace hypha::flow;
using app::CopyPick;
using app::CsvPhase;
using app::RunPhase;
using app::Screen;
using app::Undone;
namespace command = app::command;

namespace {

void work_on(Stage& stage) {
    for (int i = 0; stage.state().console.working() && i < 10'000; ++i) {
        stage.ask(command::GoOnWithSql{});
    }
}

const app::Console& run(Stage& stage, const std::string& sql) {
    stage.ask(command::EditSql{sql});
    stage.ask(command::RunSql{});
    if (stage.state().console.phase == RunPhase::running) {
        work_on(stage);
    }
    return stage.state().console;
}

void open_sql(Stage& stage) { stage.ask(command::GoTo{{Screen::sql, {}, {}}}); }

std::string first_cell(const Stage& stage) {
    const app::SqlRow* row = stage.state().console.row(0);
    return row == nullptr ? "no row" : row->at(0).text;
}

void leave(Stage& stage) { stage.ask(command::GoTo{{Screen::journal, {}, {}}}); }

// The person picks a file with these bytes; the worker hands it over in parts.
void open_copy(Stage& stage, std::span<const std::byte> bytes, std::int64_t said_bytes = -1) {
    stage.ask(command::GoTo{{Screen::me, {}, app::MeSection::records}});
    stage.ask(command::PickCopy{});
    const std::uint32_t ticket = stage.post.last<ports::PickFile>().ticket;
    stage.receive(ports::FilePicked{ticket, "theirs.sqlite", said_bytes < 0 ? std::ssize(bytes) : said_bytes, {}});
    while (stage.state().copy_pick.phase == CopyPick::Phase::reading) {
        const auto asked = stage.post.last<ports::ReadFile>();
        const auto from = std::min<std::size_t>(bytes.size(), static_cast<std::size_t>(asked.offset_bytes));
        stage.receive(ports::FileRead{
            asked.ticket, bytes.subspan(from, std::min<std::size_t>(asked.most_bytes, bytes.size() - from))});
    }
}

} // namespace

TEST_CASE("finds are asked with SQL, and the answer has columns, types and rows", "[query_own_rows]") {
    Stage stage;
    stage.saved_find('b', scores(kAmanita, 0.9F));
    open_sql(stage);
    CHECK(stage.state().route.screen == Screen::sql);
    CHECK(stage.state().console.can_change);
    CHECK(stage.state().console.tables.size() >= 4);
    REQUIRE(stage.state().console.starters.size() == 3);
    const app::Console& console = run(stage, stage.state().console.starters[1]);
    CHECK(console.phase == RunPhase::done);
    CHECK(console.rows == 1);
    CHECK(console.columns.at(0).name == "name");
    CHECK(console.columns.at(0).declared_type == "TEXT");
    CHECK(first_cell(stage) == "Amanita");
    CHECK(run(stage, "SELEC").failure_detail == "near \"SELEC\": syntax error");
    CHECK(run(stage, "SELECT 1; SELECT 2").failure == "several_statements");
}

TEST_CASE("a long answer comes in slices, is looked at anywhere, and can be stopped", "[query_own_rows]") {
    Stage stage;
    open_sql(stage);
    stage.ask(command::EditSql{
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 90000) SELECT i FROM n"});
    stage.ask(command::RunSql{});
    CHECK(stage.state().console.phase == RunPhase::running);
    CHECK(first_cell(stage) == "1"); // the first rows are there at once
    work_on(stage);
    CHECK(stage.state().console.rows == 90'000);
    stage.ask(command::ShowSqlRows{70'000, 20});
    work_on(stage);
    REQUIRE(stage.state().console.row(70'000) != nullptr);
    CHECK(stage.state().console.row(70'000)->at(0).text == "70001");
    CHECK(stage.state().console.window.size() < 500);
    stage.ask(command::EditSql{
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n WHERE i < 0"});
    stage.ask(command::RunSql{});
    stage.ask(command::GoOnWithSql{});
    stage.ask(command::StopSql{});
    CHECK(stage.state().console.phase == RunPhase::stopped);
    stage.ask(command::GoOnWithSql{});
    CHECK(stage.state().console.phase == RunPhase::stopped);
}

TEST_CASE("a change needs the switch, waits, and is kept for good", "[change_own_rows]") {
    Stage stage;
    const ObservationId id = stage.saved_find('b', scores(kAmanita, 0.9F));
    open_sql(stage);
    const std::string sql = "UPDATE observation SET note = 'by hand'";
    CHECK(run(stage, sql).failure == "needs_switch");
    stage.ask(command::AllowChanges{true});
    CHECK(run(stage, sql).changed == 1);
    CHECK(stage.state().console.pending);
    CHECK(stage.state().console.pending_rows == 1);
    stage.ask(command::KeepChanges{});
    CHECK_FALSE(stage.state().console.pending);
    CHECK_FALSE(stage.state().console.allow_changes); // asked for anew
    stage.restart();
    stage.ask(command::GoTo{{Screen::observation, id, {}}});
    CHECK(stage.open(id).note == "by hand");
}

TEST_CASE("a kept change shows everywhere at once", "[change_own_rows]") {
    Stage stage;
    stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.ask(command::GoTo{{Screen::journal, {}, {}}});
    REQUIRE(stage.state().journal.rows() == 1);
    open_sql(stage);
    stage.ask(command::AllowChanges{true});
    run(stage, "UPDATE observation SET saved = 0, deleted_ms = 1");
    CHECK(stage.state().journal.rows() == 1); // not before it is kept
    stage.ask(command::KeepChanges{});
    CHECK(stage.state().journal.rows() == 0);
}

TEST_CASE("what was not kept is undone, and it is said, whatever ends it", "[change_own_rows]") {
    Stage stage;
    const ObservationId id = stage.saved_find('b', scores(kAmanita, 0.9F));
    open_sql(stage);
    stage.ask(command::AllowChanges{true});
    run(stage, "UPDATE observation SET note = 'by hand'");
    REQUIRE(stage.state().console.pending);
    SECTION("by the person") {
        stage.ask(command::UndoChanges{});
        CHECK(stage.state().console.undone == Undone::by_person);
    }
    SECTION("by leaving the page") {
        leave(stage);
        REQUIRE(stage.state().toast);
        CHECK(stage.state().toast->kind == app::ToastKind::changes_undone);
    }
    SECTION("by the address") {
        stage.receive(ports::RouteChanged{"#/me"});
        REQUIRE(stage.state().toast);
        CHECK(stage.state().toast->kind == app::ToastKind::changes_undone);
    }
    SECTION("by a photo that comes in") {
        stage.receive(ports::PhotoPicked{app::kFirstWindowTicket + 1, "", "shared.jpg", 1000, {}});
        CHECK(stage.state().draft.value != 0); // the photo is kept
        CHECK_FALSE(stage.state().console.pending);
    }
    SECTION("by another choice that is kept") {
        stage.ask(command::ChooseTheme{app::ThemeChoice::dark});
        CHECK_FALSE(stage.state().console.pending);
        CHECK(stage.state().console.undone == Undone::own_write);
        stage.restart();
        CHECK(stage.state().look.dark);
    }
    SECTION("by another tab") {
        stage.receive(ports::StorageLost{"taken_over"});
        REQUIRE(stage.state().toast);
        CHECK(stage.state().toast->kind == app::ToastKind::changes_undone);
        stage.receive(ports::StorageGained{"opfs"});
    }
    SECTION("by the end of the app") { stage.restart(); }
    stage.ask(command::GoTo{{Screen::observation, id, {}}});
    CHECK(stage.open(id).note.empty());
}

TEST_CASE("what ran is remembered: newest first, each once, fifty, over a restart, and never at the price of a change",
          "[sql_history]") {
    Stage stage;
    open_sql(stage);
    for (int i = 0; i < 60; ++i) {
        run(stage, "SELECT " + std::to_string(i));
    }
    run(stage, "  SELECT 30 \n");
    CHECK(stage.state().console.history.size() == 50);
    CHECK(stage.state().console.history.at(0) == "SELECT 30");
    CHECK(stage.state().console.history.at(1) == "SELECT 59");
    CHECK(std::ranges::count(stage.state().console.history, "SELECT 30") == 1);
    stage.ask(command::AllowChanges{true});
    run(stage, "CREATE TABLE mine(x)");
    run(stage, "INSERT INTO mine VALUES (1)");
    CHECK(stage.state().console.pending);
    stage.ask(command::KeepChanges{});
    stage.restart();
    open_sql(stage);
    REQUIRE(stage.state().console.history.size() == 50);
    CHECK(stage.state().console.history.at(0) == "INSERT INTO mine VALUES (1)");
    run(stage, std::string(5000, ' ') + "SELECT '" + std::string(4000, 'x') + "'");
    CHECK(stage.state().console.history.at(0) == "INSERT INTO mine VALUES (1)"); // too long to be typed
}

TEST_CASE("names go into the editor, the text stays while one looks elsewhere", "[query_own_rows]") {
    Stage stage;
    open_sql(stage);
    const auto& tables = stage.state().console.tables;
    const auto photo =
        static_cast<std::size_t>(std::ranges::find(tables, "photo", &app::SqlTable::name) - tables.begin());
    stage.ask(command::UseTable{photo});
    CHECK(stage.state().console.text == "SELECT * FROM photo LIMIT 100");
    stage.ask(command::UseColumn{photo, 0});
    CHECK(stage.state().console.text == "SELECT * FROM photo LIMIT 100 observation_id");
    leave(stage);
    CHECK_FALSE(stage.state().console.open);
    open_sql(stage);
    CHECK(stage.state().console.text == "SELECT * FROM photo LIMIT 100 observation_id");
    stage.ask(command::UseTable{999});
    stage.ask(command::UseColumn{photo, 999});
}

TEST_CASE("the plan is shown without running anything", "[query_own_rows]") {
    Stage stage;
    open_sql(stage);
    stage.ask(command::EditSql{"DELETE FROM observation WHERE id = 1"});
    stage.ask(command::PlanSql{});
    CHECK_FALSE(stage.state().console.plan.empty());
    stage.ask(
        command::EditSql{"DELETE FROM write_key"}); // SQLite empties a table without triggers and never looks for rows
    stage.ask(command::PlanSql{});
    CHECK(stage.state().console.plan.empty());
    CHECK(stage.state().console.planned);
    CHECK_FALSE(stage.state().console.pending);
    stage.ask(command::EditSql{"BEGIN"});
    stage.ask(command::PlanSql{});
    CHECK(stage.state().console.failure == "refused_transaction");
}

TEST_CASE("CSV goes to the clipboard, and to a file part by part", "[export_rows]") {
    Stage stage;
    open_sql(stage);
    run(stage, "SELECT 1 AS a, NULL AS b, 'x,y' AS c");
    stage.ask(command::CopyCsv{});
    work_on(stage);
    const auto copied = stage.post.last<ports::CopyText>();
    const std::string text(reinterpret_cast<const char*>(copied.bytes.data()), copied.bytes.size());
    CHECK(text == "a,b,c\r\n1,,\"x,y\"\r\n");
    stage.receive(ports::TextCopied{copied.ticket, true});
    CHECK(stage.state().console.csv == CsvPhase::copied);
    stage.ask(command::CopyCsv{});
    work_on(stage);
    stage.receive(ports::TextCopied{stage.post.last<ports::CopyText>().ticket, false});
    CHECK(stage.state().console.csv == CsvPhase::refused);

    run(stage, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 250000) SELECT i FROM n");
    CHECK(stage.state().console.capped);
    stage.ask(command::CopyCsv{});
    work_on(stage);
    CHECK(stage.state().console.csv == CsvPhase::too_large);
    stage.ask(command::SaveCsv{});
    std::size_t bytes = 0, parts = 0;
    for (int i = 0; i < 10'000 && stage.state().console.csv == CsvPhase::making; ++i) {
        const std::size_t before = stage.post.count<ports::GrowFile>();
        stage.ask(command::GoOnWithSql{});
        if (stage.post.count<ports::GrowFile>() > before) {
            const auto part = stage.post.last<ports::GrowFile>();
            bytes += part.bytes.size();
            ++parts;
            stage.receive(ports::FileGrown{part.ticket});
        }
    }
    CHECK(stage.state().console.csv == CsvPhase::ready);
    CHECK(parts >= 2);
    CHECK(bytes == 3 + 1'388'895 + 500'000); // head, digits of 1 to 250,000, line ends
    const auto share = stage.post.last<ports::ShareFile>();
    CHECK(share.name == "hypha-rows.csv");
    stage.receive(ports::FileShared{share.ticket, "blocked"});
    CHECK(stage.state().console.csv == CsvPhase::ready);
    stage.ask(command::SaveCsvNow{});
    stage.receive(ports::FileShared{share.ticket, "saved"});
    CHECK(stage.state().console.csv == CsvPhase::saved);
}

TEST_CASE("another file is opened as a copy, read only, and one's own rows stay apart", "[open_copy]") {
    Stage stage;
    stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.restart(); // the log is in the file then: a whole database as it lies on a disk
    std::vector<std::byte> bytes;
    for (const auto& file : stage.stored_bytes()) {
        const std::string_view head(reinterpret_cast<const char*>(file.data()), file.size());
        const std::size_t at = head.find("SQLite format 3");
        if (at != std::string_view::npos && bytes.empty()) {
            bytes.assign(file.begin() + static_cast<std::ptrdiff_t>(at), file.end());
        }
    }
    REQUIRE_FALSE(bytes.empty());
    SECTION("sound") {
        open_copy(stage, bytes);
        INFO(stage.state().copy_pick.failure);
        REQUIRE(stage.state().route.screen == Screen::sql_copy);
        CHECK(stage.state().console.is_copy);
        CHECK(stage.state().console.copy_name == "theirs.sqlite");
        CHECK_FALSE(stage.state().console.can_change);
        CHECK(stage.state().console.starters.size() == 3);
        CHECK(run(stage, stage.state().console.starters[0]).phase == RunPhase::done);
        stage.ask(command::AllowChanges{true});
        CHECK(run(stage, "DELETE FROM setting").failure == "read_only");
        CHECK(stage.post.last<ports::DropFile>().ticket == stage.post.last<ports::PickFile>().ticket);
        open_sql(stage); // from the copy to one's own
        CHECK_FALSE(stage.state().console.is_copy);
        CHECK(stage.state().console.can_change);
        stage.receive(ports::RouteChanged{"#/lab/sql/copy"});
        CHECK_FALSE(stage.state().console.open); // closed when it was left
    }
    SECTION("cut") {
        open_copy(stage, std::span(bytes).first(bytes.size() / 2));
        CHECK(stage.state().copy_pick.failure == "cut_short");
    }
    SECTION("damaged") {
        // The lists of cells of every page behind the first.
        for (std::size_t page = 16384; page < bytes.size(); page += 16384) {
            std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(page), 200, std::byte{0xA5});
        }
        open_copy(stage, bytes);
        CHECK(stage.state().copy_pick.failure == "database_corrupt");
    }
    SECTION("a picture") {
        std::vector<std::byte> picture(5000, std::byte{7});
        open_copy(stage, picture);
        CHECK(stage.state().copy_pick.failure == "not_a_database");
        CHECK(stage.state().copy_pick.name == "theirs.sqlite");
        stage.ask(command::CancelCopy{});
        CHECK(stage.state().copy_pick.phase == CopyPick::Phase::none);
    }
    SECTION("encrypted") {
        fakes::FakeRandom random;
        std::vector<std::byte> noise(16384);
        for (std::byte& each : noise) {
            each = static_cast<std::byte>(random.next() >> 17U);
        }
        open_copy(stage, noise);
        CHECK(stage.state().copy_pick.failure == "encrypted");
    }
    SECTION("empty") {
        open_copy(stage, {});
        CHECK(stage.state().copy_pick.failure == "not_a_database");
    }
    SECTION("too large, said before it is read") {
        open_copy(stage, bytes, 257LL << 20U);
        CHECK(stage.state().copy_pick.failure == "too_large");
        CHECK(stage.post.count<ports::ReadFile>() == 0);
    }
    SECTION("gone while it was read") {
        stage.ask(command::PickCopy{});
        const std::uint32_t ticket = stage.post.last<ports::PickFile>().ticket;
        stage.receive(ports::FilePicked{ticket, "x", 100, {}});
        stage.receive(ports::FileFailed{ticket, "unreadable"});
        CHECK(stage.state().copy_pick.failure == "unreadable");
    }
}
