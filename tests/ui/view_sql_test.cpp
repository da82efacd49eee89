// The SQL page as it is seen and said: a table with heads, rows and cells, only those in view; every way through it by tap and key.
#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "ui/view_screens.hpp"

using namespace hypha;
using namespace hypha::ui;
using app::Screen;

namespace {

std::vector<std::string> names_of(const ViewStage& stage, Role role) {
    std::vector<std::string> names;
    for (const SemanticsNode& node : stage.nodes()) {
        if (node.role == role) {
            names.push_back(node.name);
        }
    }
    return names;
}

void type(ViewStage& stage, const std::string& sql) {
    stage.app.ask(app::command::EditSql{sql});
    stage.settle();
}

} // namespace

TEST_CASE("Lab leads to SQL and says what is not built", "[view_lab]") {
    ViewStage stage;
    stage.go(Screen::lab);
    CHECK(stage.find(Role::heading, "Not built yet") != nullptr);
    CHECK(stage.find(Role::heading, "Small models of your own") != nullptr);
    stage.tap(Role::link, "SQL. Ask your finds and photos anything, read only");
    CHECK(stage.app.state().route.screen == Screen::sql);
    CHECK(stage.find(Role::heading, "SQL") != nullptr);
    const SemanticsNode* field = stage.find(Role::textbox, "Your query");
    REQUIRE(field != nullptr);
    CHECK(field->multiline);
    CHECK(field->code);
}

TEST_CASE("a starter runs with one tap, and its rows are a table", "[view_sql]") {
    ViewStage stage;
    stage.app.saved_find('b', flow::scores(flow::kAmanita, 0.9F));
    stage.app.ask(app::command::CloseToast{stage.app.state().toast->serial});
    stage.go(Screen::sql);
    const auto starter = std::ranges::find_if(stage.nodes(), [](const SemanticsNode& node) {
        return node.role == Role::button && node.name.starts_with("What was named how often");
    });
    REQUIRE(starter != stage.nodes().end());
    stage.tap(Role::button, std::string(starter->name));
    INFO(stage.said());
    const auto finds = std::ranges::find(stage.nodes(), "finds", &SemanticsNode::name);
    REQUIRE(finds != stage.nodes().end());
    CHECK(finds->described_by_text == "integer"); // an expression has no declared type: what its values are
    const SemanticsNode* table = stage.find(Role::table, "Result, 1 row");
    REQUIRE(table != nullptr);
    CHECK(table->rows == 2);
    CHECK(table->columns == 3);
    CHECK(names_of(stage, Role::column_header) == std::vector<std::string>{"name", "finds", "mean_probability"});
    CHECK(names_of(stage, Role::cell) == std::vector<std::string>{"Amanita", "1", "0.9"});
    CHECK(stage.find(Role::heading, "1 row") != nullptr);
}

TEST_CASE("NULL and BLOB are said as what they are", "[view_sql]") {
    ViewStage stage;
    stage.go(Screen::sql);
    type(stage, "SELECT NULL, x'00ff', '', zeroblob(3000)");
    stage.tap(Role::button, "Run");
    const auto cells = names_of(stage, Role::cell);
    REQUIRE(cells.size() == 4);
    CHECK(cells[0] == "NULL");
    CHECK(cells[1].starts_with("x'00ff' \xC2\xB7 2"));
    CHECK(cells[2].empty());
    CHECK(cells[3].starts_with("x'000000000000000000000000\xE2\x80\xA6'"));
}

TEST_CASE("90,000 rows: only those in view are drawn, wherever one looks", "[view_sql]") {
    ViewStage stage;
    stage.go(Screen::sql);
    type(stage, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 90000) SELECT i, -i FROM n");
    stage.tap(Role::button, "Run");
    stage.settle();
    CHECK(stage.app.state().console.rows == 90'000);
    stage.scroll(2'000'000);
    const auto rows = names_of(stage, Role::row);
    CHECK(rows.size() > 5);
    CHECK(rows.size() < 40);
    const auto row = std::ranges::find_if(stage.nodes(), [](const SemanticsNode& node) { return node.row_number > 1; });
    REQUIRE(row != stage.nodes().end());
    const auto cells = names_of(stage, Role::cell);
    CHECK(std::ranges::find(cells, "Reading") == cells.end());
    CHECK(cells.at(0) == std::to_string(row->row_number - 1));
    CHECK(cells.at(1) == std::to_string(1 - row->row_number));
    CHECK(row->row_number > 30'000);
    const auto head = std::ranges::find(stage.nodes(), Role::column_header, &SemanticsNode::role);
    REQUIRE(head != stage.nodes().end());
    CHECK(head->rect.y < 200); // the head stays in view
}

TEST_CASE("Ctrl and Enter run what stands in the editor", "[view_sql]") {
    ViewStage stage;
    stage.go(Screen::sql);
    type(stage, "SELECT 'by key'");
    stage.key("Enter");
    CHECK(names_of(stage, Role::cell) == std::vector<std::string>{"by key"});
}

TEST_CASE("a change waits in sight until it is undone or kept", "[view_sql]") {
    ViewStage stage;
    stage.go(Screen::sql);
    type(stage, "INSERT INTO setting VALUES ('a', 'b')");
    stage.tap(Role::button, "Run");
    CHECK(
        stage.find(Role::alert,
                   "This does not run here. This would change something. Turn on Allow changes, then run it again.") !=
        nullptr);
    stage.tap(Role::toggle_switch, "Allow changes");
    stage.tap(Role::button, "Run");
    CHECK(stage.find(Role::heading, "1 row changed") != nullptr);
    stage.tap(Role::button, "Undo");
    CHECK(stage.find(Role::status, "Undone. Everything is as it was before.") != nullptr);
    stage.tap(Role::button, "Run");
    stage.tap(Role::button, "Keep");
    CHECK(stage.find(Role::heading, "1 row changed") == nullptr);
    type(stage, "SELECT value FROM setting WHERE key = 'a'");
    stage.tap(Role::button, "Run");
    CHECK(names_of(stage, Role::cell) == std::vector<std::string>{"b"});
}

TEST_CASE("SQLite's own sentence is shown with what to do", "[view_sql]") {
    ViewStage stage;
    stage.go(Screen::sql);
    type(stage, "SELECT missing FROM photo");
    stage.tap(Role::button, "Run");
    CHECK(stage.find(Role::alert, "SQLite does not accept this. \xE2\x80\x9Cno such column: missing\xE2\x80\x9D. Check "
                                  "the words and names at that place, and run it again.") != nullptr);
}

TEST_CASE("tables and columns are tapped into the editor, history brings a statement back", "[view_sql]") {
    ViewStage stage;
    stage.go(Screen::sql);
    stage.tap(Role::button, "Tables");
    stage.tap(Role::button, "photo");
    CHECK(stage.app.state().console.text == "SELECT * FROM photo LIMIT 100");
    stage.reach(Role::button, "Columns of photo");
    stage.reach(Role::button, "sha256");
    CHECK(stage.app.state().console.text == "SELECT * FROM photo LIMIT 100 sha256");
    stage.scroll(-5000);
    type(stage, "SELECT 7");
    stage.tap(Role::button, "Run");
    type(stage, "");
    stage.scroll(-5000);
    stage.tap(Role::button, "History");
    stage.tap(Role::button, "SELECT 7");
    CHECK(stage.app.state().console.text == "SELECT 7");
}

TEST_CASE("the plan is a list with levels", "[view_sql]") {
    ViewStage stage;
    stage.go(Screen::sql);
    type(stage, "SELECT key FROM setting UNION SELECT sha256 FROM photo");
    stage.tap(Role::button, "Plan");
    const auto lines = names_of(stage, Role::list_item);
    REQUIRE(lines.size() >= 3);
    CHECK(std::ranges::any_of(
        stage.nodes(), [](const SemanticsNode& node) { return node.role == Role::list_item && node.level >= 3; }));
}

TEST_CASE("a copy that is gone says so, and offers to open one", "[view_sql]") {
    ViewStage stage;
    stage.go(Screen::sql_copy);
    CHECK(stage.find(Role::heading, "No copy is open") != nullptr);
    stage.tap(Role::button, "Open a copy");
    CHECK(stage.app.post.count<ports::PickFile>() == 1);
}
