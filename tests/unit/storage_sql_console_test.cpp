// A person's own SQL: read in slices, windows and counts that agree, refusals, changes that are kept, undone or ended by others,
// and the attacks: endless and huge queries, hostile text, bytes that are no UTF-8.
// Over 300 lines because each of these is a table of cases on one bench.
#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "storage/clean_text.hpp"
#include "storage/migrations.hpp"
#include "storage/setting_table.hpp"
#include "storage/sql_console.hpp"
#include "storage/sql_starters.hpp"
#include "unit/storage_shelf.hpp"

using namespace hypha;
using namespace hypha::storage;

namespace {

struct Bench {
    Shelf shelf;
    std::unique_ptr<Database> owner = *shelf.open();
    std::unique_ptr<SqlConsole> console = *SqlConsole::on_own(*owner);

    std::string run(std::string_view sql, bool may_change = false) {
        const auto ran = console->run(sql, may_change);
        return ran ? finish() : ran.error().code;
    }
    std::string finish() {
        for (;;) {
            const auto more = console->work();
            if (!more) {
                return more.error().code;
            }
            if (!*more) {
                return "";
            }
        }
    }
    std::string cell(std::size_t row, std::size_t column) {
        return console->rows().window().at(row - console->rows().window_first()).at(column).text;
    }
    std::string value(std::string_view sql) {
        const auto failed = run(sql);
        return failed.empty() ? cell(0, 0) : failed;
    }
};

// 1, 2, 3 … up to `last`.
std::string numbers(const std::string& last) {
    return "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + last + ") SELECT i FROM n";
}

} // namespace

TEST_CASE("a query answers columns, declared types and typed values", "[sql_console]") {
    Bench bench;
    REQUIRE(bench.run("SELECT key, value AS v, 1, 2.5, NULL, x'00ff', 'a' || char(10) || 'b' FROM setting") == "");
    CHECK(bench.console->rows().count() == 0);
    CHECK(bench.console->rows().columns().at(0).declared_type == "TEXT");
    REQUIRE(bench.run("SELECT 1, 2.5, NULL, x'00ff', 'a' || char(10) || 'b', '' AS empty") == "");
    const SqlRow row = bench.console->rows().window().at(0);
    CHECK(row.at(0).type == ColumnType::integer);
    CHECK(row.at(1).text == "2.5");
    CHECK(row.at(2).type == ColumnType::null);
    CHECK(row.at(3).type == ColumnType::blob);
    CHECK(row.at(3).text == "00ff");
    CHECK(row.at(3).size_bytes == 2);
    CHECK(row.at(4).text == "a b");
    CHECK(row.at(5).type == ColumnType::text);
    CHECK(bench.console->rows().columns().at(5).name == "empty");
    CHECK(bench.console->rows().columns().at(5).declared_type.empty());
}

TEST_CASE("100,000 rows: the window holds a few hundred, the count is right, and any place can be looked at",
          "[sql_console]") {
    Bench bench;
    REQUIRE(bench.console->run(numbers("99999"), false));
    int slices = 0;
    while (*bench.console->work()) {
        ++slices;
        REQUIRE(bench.console->rows().window().size() < 500);
    }
    CHECK(slices > 5); // it was not done in one go
    CHECK(bench.console->rows().count() == 99'999);
    CHECK_FALSE(bench.console->rows().capped());
    for (const std::size_t first : {std::size_t{90'000}, std::size_t{10}, std::size_t{99'980}, std::size_t{50'000}}) {
        bench.console->show(first, 19);
        REQUIRE(bench.finish() == "");
        CHECK(bench.cell(first, 0) == std::to_string(first + 1));
        CHECK(bench.cell(first + 18, 0) == std::to_string(first + 19));
        CHECK(bench.console->rows().window().size() < 500);
    }
}

TEST_CASE("more rows than the table shows: the cap is reached and said", "[sql_console]") {
    Bench bench;
    REQUIRE(bench.run(numbers("100000")) == "");
    CHECK(bench.console->rows().count() == 100'000);
    CHECK_FALSE(bench.console->rows().capped());
    REQUIRE(bench.run(numbers("100001")) == "");
    CHECK(bench.console->rows().count() == 100'000);
    CHECK(bench.console->rows().capped());
}

TEST_CASE("an endless query gives way after every slice and is stopped", "[sql_console]") {
    Bench bench;
    REQUIRE(bench.console->run(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n WHERE i < 0", false));
    for (int slice = 0; slice < 4; ++slice) {
        REQUIRE(*bench.console->work());
    }
    bench.console->stop();
    CHECK_FALSE(*bench.console->work());
    CHECK(bench.console->rows().count() == 0);
    CHECK(bench.value("SELECT 42") == "42"); // and the next one runs
}

TEST_CASE("a query that never finds a row is cut at last", "[sql_console]") {
    Bench bench;
    CHECK(bench.run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n") ==
          "too_slow");
}

TEST_CASE("a slow first row comes after some cuts", "[sql_console]") {
    Bench bench;
    REQUIRE(bench.console->run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000) "
                               "SELECT count(*), max(i) FROM n",
                               false));
    int slices = 0;
    while (*bench.console->work()) {
        ++slices;
    }
    CHECK(slices > 3);
    CHECK(bench.cell(0, 1) == "200000");
}

TEST_CASE("what a console must not do is refused by name", "[sql_console]") {
    Bench bench;
    const std::vector<std::pair<const char*, const char*>> refused{
        {"ATTACH 'hypha.db' AS other", "refused_attach"},
        {"DETACH main", "refused_attach"},
        {"/* x */ -- y\n attach ':memory:' as m", "refused_attach"},
        {"SELECT load_extension('x')", "sql_failed"}, // the build has none
        {"VACUUM", "refused_vacuum"},
        {"VACUUM INTO 'stolen.db'", "refused_vacuum"},
        {"BEGIN", "refused_transaction"},
        {"COMMIT", "refused_transaction"},
        {"END", "refused_transaction"},
        {"ROLLBACK", "refused_transaction"},
        {"SAVEPOINT s", "refused_transaction"},
        {"RELEASE s", "refused_transaction"},
        {"PRAGMA journal_mode = DELETE", "refused_pragma"},
        {"PRAGMA user_version = 9", "refused_pragma"},
        {"PRAGMA writable_schema = 1", "refused_pragma"},
        {"EXPLAIN PRAGMA cache_size = 1", "refused_pragma"},
        {"PRAGMA wal_checkpoint", "refused_pragma"},
        {"PRAGMA no_such_thing", "refused_pragma"},
        {"CREATE TEMP TABLE observation(x)", "refused_temporary"},
        {"DROP TABLE observation", "refused_schema"},
        {"drop table \"Setting\"", "refused_schema"},
        {"DROP INDEX observation_journal", "refused_schema"},
        {"ALTER TABLE photo ADD COLUMN x", "refused_schema"},
        {"CREATE TRIGGER t AFTER INSERT ON observation BEGIN SELECT 1; END", "refused_schema"},
        {"SELECT 1; SELECT 2", "several_statements"},
        {"SELECT 1; DROP TABLE observation", "several_statements"},
        {"", "nothing_to_run"},
        {"  -- only a remark", "nothing_to_run"},
        {"/* not ended", "nothing_to_run"},
        {";;;", "nothing_to_run"},
        {"DELETE FROM setting", "needs_switch"},
        {"CREATE TABLE mine(x)", "needs_switch"},
    };
    for (const auto& [sql, code] : refused) {
        INFO(sql);
        CHECK(bench.run(sql) == code);
    }
    for (const auto& [sql, code] : refused) {
        INFO(sql << " with the switch");
        if (std::string_view(code) != "needs_switch") {
            CHECK(bench.run(sql, true) == code);
            CHECK_FALSE(bench.console->pending());
        }
    }
    CHECK(bench.run("SELECT 1; -- and a remark") == "");
    CHECK(bench.value("PRAGMA user_version") == std::to_string(schema_version()));
    CHECK(bench.run("PRAGMA table_info(observation)") == "");
    CHECK(bench.console->rows().count() > 5);
}

TEST_CASE("the pages below the tables cannot be written", "[sql_console]") {
    Bench bench;
    CHECK(bench.run("UPDATE sqlite_dbpage SET data = zeroblob(16384) WHERE pgno = 1", true) != "");
    CHECK(bench.run("UPDATE sqlite_schema SET sql = ''", true) != "");
    bench.console->undo();
    CHECK(bench.value("PRAGMA integrity_check") == "ok");
}

TEST_CASE("SQLite's own sentence comes with a mistake", "[sql_console]") {
    Bench bench;
    const auto ran = bench.console->run("SELEC 1", false);
    REQUIRE_FALSE(ran);
    CHECK(ran.error().code == "sql_failed");
    CHECK(ran.error().detail == "near \"SELEC\": syntax error");
    CHECK(bench.console->run("SELECT missing FROM setting", false).error().detail == "no such column: missing");
}

TEST_CASE("a change waits, is seen by reads, and is undone or kept", "[sql_console]") {
    Bench bench;
    SettingTable(*bench.owner).set("theme", "1");
    REQUIRE(bench.run("UPDATE setting SET value = '2' WHERE key = 'theme' RETURNING key, value", true) == "");
    CHECK(bench.console->changed() == 1);
    CHECK(bench.cell(0, 1) == "2");
    CHECK(bench.console->pending());
    CHECK(bench.console->pending_rows() == 1);
    CHECK(bench.value("SELECT value FROM setting WHERE key = 'theme'") == "2");
    CHECK((*Database::open_reader(*bench.owner))->prepare("SELECT 1")); // others still read
    bench.console->undo();
    CHECK(bench.value("SELECT value FROM setting WHERE key = 'theme'") == "1");
    REQUIRE(bench.run("UPDATE setting SET value = '3'", true) == "");
    REQUIRE(bench.run("CREATE TABLE mine(x)", true) == "");
    REQUIRE(bench.run("INSERT INTO mine VALUES (1), (2)", true) == "");
    CHECK(bench.console->pending_rows() == 3);
    REQUIRE(bench.console->keep());
    CHECK_FALSE(bench.console->pending());
    CHECK(bench.value("SELECT value FROM setting WHERE key = 'theme'") == "3");
    CHECK(bench.value("SELECT count(*) FROM mine") == "2");
    CHECK(bench.run("DROP TABLE mine", true) == ""); // one's own table may go
    bench.console->keep();
    CHECK(bench.run("SELECT * FROM mine") == "sql_failed");
}

TEST_CASE("a failed change leaves the earlier ones waiting; a failed first one leaves nothing", "[sql_console]") {
    Bench bench;
    CHECK(bench.run("INSERT INTO setting VALUES (NULL, NULL)", true) == "sql_failed");
    CHECK_FALSE(bench.console->pending());
    REQUIRE(bench.run("INSERT INTO setting VALUES ('a', 'b')", true) == "");
    CHECK(bench.run("INSERT INTO setting VALUES ('c', 'd'), ('a', 'again')", true) == "sql_failed");
    CHECK(bench.console->pending());
    CHECK(bench.value("SELECT group_concat(key) FROM setting") == "a");
}

TEST_CASE("a write of the program's own ends the trial first, and is kept itself", "[sql_console]") {
    for (const int way : {0, 1, 2}) {
        INFO("way " << way);
        Bench bench;
        REQUIRE(bench.run("INSERT INTO setting VALUES ('trial', '1')", true) == "");
        if (way == 0) {
            REQUIRE(SettingTable(*bench.owner).set("own", "1"));
        } else if (way == 1) {
            auto transaction = Transaction::begin(*bench.owner);
            REQUIRE(transaction);
            REQUIRE(SettingTable(*bench.owner).set("own", "1"));
            REQUIRE(transaction->commit());
        } else {
            REQUIRE(bench.owner->run("INSERT INTO setting VALUES ('own', '1')"));
        }
        CHECK_FALSE(bench.console->pending());
        CHECK(bench.console->keep().error().code == "not_found");
        CHECK(bench.value("SELECT group_concat(key) FROM setting") == "own");
        // Transactions count right afterwards.
        auto again = Transaction::begin(*bench.owner);
        REQUIRE(again);
        REQUIRE(again->commit());
    }
}

TEST_CASE("reading does not end the trial", "[sql_console]") {
    Bench bench;
    REQUIRE(bench.run("INSERT INTO setting VALUES ('trial', '1')", true) == "");
    CHECK(SettingTable(*bench.owner).find("trial")->value_or("") == "1");
    CHECK(bench.console->pending());
}

TEST_CASE("a console that goes undoes what was not kept", "[sql_console]") {
    Bench bench;
    REQUIRE(bench.run("INSERT INTO setting VALUES ('trial', '1')", true) == "");
    SECTION("the console first") { bench.console.reset(); }
    SECTION("after a restart") {
        bench.console.reset();
        bench.owner.reset();
        bench.owner = *Database::open(bench.shelf.place());
    }
    CHECK_FALSE(SettingTable(*bench.owner).find("trial")->has_value());
}

TEST_CASE("a result stands still while the program writes", "[sql_console]") {
    Bench bench;
    for (int i = 0; i < 600; ++i) {
        REQUIRE(SettingTable(*bench.owner).set("k" + std::to_string(1000 + i), "v"));
    }
    REQUIRE(bench.run("SELECT key FROM setting ORDER BY key") == "");
    CHECK(bench.console->rows().count() == 600);
    REQUIRE(bench.owner->run("DELETE FROM setting"));
    bench.console->show(550, 20);
    REQUIRE(bench.finish() == "");
    CHECK(bench.cell(550, 0) == "k1550");
    CHECK(bench.value("SELECT count(*) FROM setting") == "0"); // the next run is of now
}

TEST_CASE("the plan is a tree", "[sql_console]") {
    Bench bench;
    const auto plan = bench.console->plan(
        "SELECT * FROM observation AS o JOIN photo AS p ON p.observation_id = o.id ORDER BY o.note");
    REQUIRE(plan);
    CHECK(plan->at(0).depth == 0);
    CHECK(std::ranges::any_of(*plan, [](const SqlPlanLine& line) { return line.text.contains(" p"); }));
    const auto deep = bench.console->plan("SELECT 1 FROM setting UNION SELECT 2 FROM photo");
    REQUIRE(deep);
    CHECK(std::ranges::any_of(*deep, [](const SqlPlanLine& line) { return line.depth >= 2; }));
    CHECK(bench.console->plan("ATTACH 'x' AS y").error().code == "refused_attach");
    CHECK(bench.console->plan("EXPLAIN SELECT 1").error().code == "explains_already");
    CHECK(bench.console->plan("DELETE FROM setting")); // asking changes nothing
    CHECK_FALSE(bench.console->pending());
}

TEST_CASE("tables are listed with their columns, and names are quoted where they must be", "[sql_console]") {
    Bench bench;
    REQUIRE(bench.run("CREATE TABLE \"a b\"(\"x\"\"y\" TEXT, z)", true) == "");
    const auto tables = bench.console->tables();
    REQUIRE(tables);
    const auto found = std::ranges::find(*tables, "a b", &SqlTable::name);
    REQUIRE(found != tables->end());
    CHECK(found->columns.at(0).name == "x\"y");
    CHECK(std::ranges::find(*tables, "observation", &SqlTable::name) != tables->end());
    CHECK(std::ranges::none_of(*tables, [](const SqlTable& table) { return table.name.starts_with("sqlite_"); }));
    CHECK(sql_name("a b") == "\"a b\"");
    CHECK(sql_name("x\"y") == "\"x\"\"y\"");
    CHECK(sql_name("select") == "\"select\"");
    CHECK(sql_name("photo") == "photo");
    CHECK(bench.run(sql_browse("a b")) == "");
}

TEST_CASE("the starters run on the present schema", "[sql_console]") {
    Bench bench;
    CHECK(sql_starters().size() == kStarters);
    for (const std::string& sql : sql_starters()) {
        INFO(sql);
        CHECK(bench.run(sql) == "");
    }
}

TEST_CASE("CSV keeps every value apart and whole", "[sql_csv]") {
    Bench bench;
    REQUIRE(bench.run("SELECT 1 AS a, 'x,\"y\"' AS \"b,c\", NULL AS n, '' AS e, x'0aff' AS blob, 'two' || char(13, 10) "
                      "|| 'lines' AS t, "
                      "' edge' AS s, hex(zeroblob(200)) AS long") == "");
    REQUIRE(bench.console->begin_csv());
    while (*bench.console->work_csv()) {}
    CHECK(bench.console->csv()->take() ==
          "a,\"b,c\",n,e,blob,t,s,long\r\n1,\"x,\"\"y\"\"\",,\"\",x'0aff',\"two\r\nlines\",\" edge\"," +
              std::string(400, '0') + "\r\n");
    REQUIRE(bench.run(numbers("100000")) == "");
    REQUIRE(bench.console->begin_csv());
    std::size_t bytes = 0;
    while (*bench.console->work_csv()) {
        bytes += bench.console->csv()->take().size();
        REQUIRE(bench.console->csv()->size_bytes() < 2'000'000);
    }
    bytes += bench.console->csv()->take().size();
    CHECK(bench.console->csv()->rows() == 100'000);
    CHECK(bytes == 3 + 488'895 + 200'000); // head, digits of 1 to 100,000, line ends
}

TEST_CASE("hostile text and values break nothing", "[sql_console]") {
    Bench bench;
    CHECK(bench.run(std::string(10'000'000, 'x')) == "sql_too_long");
    CHECK(bench.run("SELECT '" + std::string(900'000, 'x') + "'") == "");
    CHECK(bench.run("SELECT " + std::string(400'000, '(')) == "sql_failed");
    CHECK(bench.run("SELECT " + std::string(300, '(') + "1" + std::string(300, ')')) != "crash");
    std::string deep = "SELECT 1";
    for (int i = 0; i < 2000; ++i) {
        deep = "SELECT * FROM (" + deep + ")";
    }
    CHECK(bench.run(deep) == "sql_failed");
    std::string sums = "1";
    for (int i = 0; i < 5000; ++i) {
        sums += "+1";
    }
    CHECK(bench.run("SELECT " + sums) == "sql_failed");
    CHECK(bench.run("SELECT zeroblob(2000000000)") == "too_large");
    REQUIRE(bench.run("SELECT zeroblob(50000000)") == "");
    CHECK(bench.console->rows().window().at(0).at(0).size_bytes == 50'000'000);
    CHECK(bench.console->rows().window().at(0).at(0).cut);
    REQUIRE(bench.run("SELECT CAST(x'61fffe62c328e28263' AS TEXT)") == "");
    CHECK(bench.cell(0, 0) == "a\xEF\xBF\xBD\xEF\xBF\xBD"
                              "b\xEF\xBF\xBD(\xEF\xBF\xBD" // two bytes of three are one
                              "c");
    REQUIRE(bench.run(std::string("SELECT 'a\0b'", 12)) != "crash");
    std::string many = "SELECT 1";
    for (int i = 2; i <= 1999; ++i) {
        many += "," + std::to_string(i);
    }
    REQUIRE(bench.run(many) == "");
    CHECK(bench.console->rows().columns().size() == kMostShownColumns);
    CHECK(bench.console->rows().all_columns() == 1999);
}

TEST_CASE("a change that takes too long is undone whole", "[sql_console]") {
    Bench bench;
    CHECK(bench.run("INSERT INTO setting WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i, i "
                    "FROM n WHERE i < 0",
                    true) == "too_slow");
    CHECK_FALSE(bench.console->pending());
    CHECK(bench.value("SELECT count(*) FROM setting") == "0");
    REQUIRE(SettingTable(*bench.owner).set("own", "1"));
}

TEST_CASE("a database in memory is read as it is at each run", "[sql_console]") {
    const auto owner = *Database::open(DatabasePlace::in_memory());
    const auto console = *SqlConsole::on_own(*owner);
    REQUIRE(SettingTable(*owner).set("a", "1"));
    REQUIRE(console->run("SELECT count(*) FROM setting", false));
    while (*console->work()) {}
    CHECK(console->rows().window().at(0).at(0).text == "1");
    REQUIRE(console->run("DELETE FROM setting", true));
    console->undo();
    CHECK(SettingTable(*owner).find("a")->has_value());
}

TEST_CASE("a copy is read only, switch or not", "[sql_console]") {
    Bench bench;
    auto copy = Database::open_reader(*Database::open(DatabasePlace::in_memory()).value());
    REQUIRE(copy);
    const auto console = *SqlConsole::on_copy(*std::move(copy));
    CHECK_FALSE(console->can_change());
    CHECK(console->run("DELETE FROM setting", true).error().code == "read_only");
    CHECK(console->tables()->size() >= 4);
}

TEST_CASE("text of any origin becomes UTF-8", "[clean_text]") {
    CHECK(clean_line("a\tb\r\n", 100) == "a b  ");
    CHECK(clean_line("äöü", 4) == "äö");
    CHECK(clean_line("\xED\xA0\x80", 100) == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"); // a surrogate
    CHECK(clean_text("\xC0\xAF\n\xF0\x9F\x8D\x84") == "\xEF\xBF\xBD\xEF\xBF\xBD\n\xF0\x9F\x8D\x84");
    std::string any;
    for (int c = 0; c < 256; ++c) {
        any += static_cast<char>(c);
        any += static_cast<char>(255 - c);
        const std::string once = clean_text(any);
        CHECK(clean_text(once) == once);
    }
}
