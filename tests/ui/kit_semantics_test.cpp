// What the screen says as data: JSON, ids, and that a dialog, sheet or toast takes and gives back the floor as it should.
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "ui/kit_stage.hpp"

using namespace hypha::ui;

TEST_CASE("the JSON of the semantics says what was added, nested and escaped", "[kit_semantics]") {
    Semantics semantics;
    semantics.add(7, Role::list, "Finds \"of\" the\nweek \\ é", {1, 2, 3, 4});
    semantics.open(7);
    SemanticsNode& item = semantics.add(8, Role::list_item, "", {});
    item.position = 3;
    item.set_size = 5000;
    item.actions = {"delete", "a\"b"};
    semantics.close();
    SemanticsNode& meter = semantics.add(9, Role::meter, "Confidence", {});
    meter.now = 81;
    meter.min = 0;
    meter.max = 100;
    meter.value_text = "Likely, 81%";
    SemanticsNode& field = semantics.add(10, Role::textbox, "Note", {});
    field.checked = false;
    const auto nodes = nlohmann::json::parse(semantics.to_json());
    REQUIRE(nodes.size() == 4);
    CHECK(nodes[0]["name"] == "Finds \"of\" the\nweek \\ é");
    CHECK(nodes[0]["role"] == "list");
    CHECK(nodes[0]["h"] == 4);
    CHECK(nodes[1]["parent"] == 7);
    CHECK(nodes[1]["posInSet"] == 3);
    CHECK(nodes[1]["setSize"] == 5000);
    CHECK(nodes[1]["actions"] == nlohmann::json::array({"delete", "a\"b"}));
    CHECK(nodes[2]["parent"] == 0);
    CHECK(nodes[2]["now"] == 81);
    CHECK(nodes[2]["valueText"] == "Likely, 81%");
    CHECK(nodes[3]["value"] == ""); // an empty field says so
    CHECK(nodes[3]["checked"] == false);
    CHECK_FALSE(nodes[0].contains("checked"));
}

TEST_CASE("ids above 2^31 stay the same number as id and as parent", "[kit_semantics]") {
    Semantics semantics;
    const NodeId high = 0xEA050A2FU; // where long has 32 bits (wasm) it once came out negative
    semantics.add(high, Role::radio_group, "Show", {});
    semantics.open(high);
    semantics.add(1, Role::radio, "All", {});
    semantics.close();
    const auto nodes = nlohmann::json::parse(semantics.to_json());
    CHECK(nodes[0]["id"].get<std::int64_t>() == 0xEA050A2FLL);
    CHECK(nodes[1]["parent"].get<std::int64_t>() == 0xEA050A2FLL);
}

TEST_CASE("the same key in the same scope is the same node, in another scope another", "[kit_semantics]") {
    CHECK(node_id(5, "row") == node_id(5, "row"));
    CHECK(node_id(5, "row") != node_id(6, "row"));
    CHECK(node_id(5, "row") != node_id(5, "rov"));
    Context context;
    NodeId first = 0, second = 0;
    {
        const KeyScope scope(context, "row", 1);
        first = context.id("save");
    }
    {
        const KeyScope scope(context, "row", 2);
        second = context.id("save");
    }
    CHECK(first != second);
    CHECK(context.scope == 0);
}

TEST_CASE("while a dialog is open it is all there is, and what lies below does not answer", "[kit_semantics]") {
    KitStage stage;
    bool open = true;
    int below = 0;
    DialogAnswer answer = DialogAnswer::none;
    const KitStage::Content content = [&](Context& context) {
        if (button(context, "below", {20, 20, 300, 52}, "Below")) {
            ++below;
        }
        if (open) {
            DialogSpec spec;
            spec.title = "Delete this find?";
            spec.body = "It can be undone for four seconds.";
            spec.first = "Delete";
            spec.second = "Keep";
            const DialogAnswer now = dialog(context, "ask", spec);
            if (now != DialogAnswer::none) {
                answer = now;
                open = false;
            }
        }
    };
    stage.settle(content);
    CHECK(stage.find(Role::button, "Below") == nullptr);
    CHECK(stage.node(Role::dialog, "Delete this find?").modal);
    const SemanticsNode& keep = stage.node(Role::button, "Keep");
    CHECK(keep.parent == stage.node(Role::dialog, "Delete this find?").id);
    stage.down(100, 40); // on the button below, which the scrim covers: closes the dialog, presses nothing
    stage.up(100, 40);
    stage.settle(content);
    CHECK(answer == DialogAnswer::dismissed);
    CHECK(below == 0);
    CHECK(stage.find(Role::dialog, "Delete this find?") == nullptr);
    open = true;
    answer = DialogAnswer::none;
    stage.settle(content);
    stage.tap(stage.node(Role::button, "Keep"));
    stage.settle(content);
    CHECK(answer == DialogAnswer::second);
    stage.tap(stage.node(Role::button, "Below"));
    stage.frame(content);
    CHECK(below == 1);
}

TEST_CASE("a sheet closes by Escape, by its button and by being dragged down, but not by a short drag",
          "[kit_semantics]") {
    KitStage stage;
    bool open = true;
    const KitStage::Content content = [&](Context& context) {
        if (open && sheet(context, "slot", "Underside", [](Context& inner, Column& column) {
                text(inner, column, "Turn the cap over.", Type::body);
                column.gap(200);
            })) {
            open = false;
        }
    };
    const auto drag = [&](float by) {
        const Rect box = stage.node(Role::dialog, "Underside").rect;
        const float x = box.x + 60, y = box.y + 20;
        stage.down(x, y);
        stage.frame(content);
        for (int i = 1; i <= 5; ++i) {
            stage.move(x, y + by * static_cast<float>(i) / 5);
            stage.frame(content);
        }
        stage.frame(content, 120); // held still: no speed
        stage.move(x, y + by);
        stage.up(x, y + by);
        stage.settle(content);
    };
    stage.settle(content);
    drag(40);
    CHECK(open);
    drag(250);
    CHECK_FALSE(open);
    open = true;
    stage.settle(content);
    stage.context.input.keys.push_back({"Escape", false, false});
    stage.settle(content);
    CHECK_FALSE(open);
    open = true;
    stage.settle(content);
    stage.tap(stage.node(Role::button, "Close"));
    stage.settle(content);
    CHECK_FALSE(open);
}

TEST_CASE("a toast goes after four seconds by itself and is asked for with one wake, not with frames",
          "[kit_semantics]") {
    KitStage stage;
    ToastAnswer answer = ToastAnswer::none;
    const KitStage::Content content = [&](Context& context) {
        const ToastAnswer now = toast(context, 800, {"toast.1", "Saved to journal", "Undo"});
        answer = now == ToastAnswer::none ? answer : now;
    };
    stage.settle(content);
    const SemanticsNode& said = stage.node(Role::status, "Saved to journal");
    CHECK(said.live == "polite");
    CHECK_FALSE(stage.context.wants_frame);
    const double left_ms = stage.context.wake_ms - stage.context.now_ms;
    CHECK(left_ms > 3000);
    CHECK(left_ms <= 4000);
    stage.frame(content, left_ms + 1);
    stage.frame(content);
    CHECK(answer == ToastAnswer::expired);
}

TEST_CASE("a node that its scroll region cuts says what is seen of it; a list that holds others does not",
          "[kit_semantics]") {
    Semantics semantics;
    semantics.add(1, Role::button, "Bar", {0, 0, 100, 50});
    semantics.view = Rect{0, 50, 100, 200};
    semantics.add(2, Role::list, "List", {0, 20, 100, 400});
    semantics.open(2);
    semantics.add(3, Role::link, "Under the bar", {0, 0, 100, 40});
    semantics.add(4, Role::link, "Cut", {0, 40, 100, 40});
    semantics.add(5, Role::link, "Whole", {0, 80, 100, 40});
    semantics.close();
    const auto nodes = nlohmann::json::parse(semantics.to_json());
    CHECK_FALSE(nodes[0].contains("seen"));
    CHECK_FALSE(nodes[1].contains("seen"));
    CHECK(nodes[2]["seen"][3].get<float>() <= 0);
    CHECK(nodes[3]["seen"] == nlohmann::json::array({0, 50, 100, 30}));
    CHECK_FALSE(nodes[4].contains("seen"));
}
