// Paragraphs laid out with the real fonts: wrapping, breaking, ellipsis, and growing with the text scale.
#include <string>

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "ui/kit_stage.hpp"

using namespace hypha::ui;

TEST_CASE("a paragraph wraps at words, breaks at line feeds and is as high as its lines", "[kit_text]") {
    KitStage stage;
    stage.frame([](Context& context) {
        const float line = context.line(Type::body);
        CHECK(line == 22);
        const float one = text_width(context, "forest floor", Type::body);
        CHECK(measure_text(context, one + 1, "forest floor", Type::body) == line);
        CHECK(measure_text(context, one - 1, "forest floor", Type::body) == 2 * line);
        CHECK(measure_text(context, 400, "a\nb\nc", Type::body) == 3 * line);
        CHECK(measure_text(context, 400, "", Type::body) == line);
    });
}

TEST_CASE("a word longer than the line is broken, not lost", "[kit_text]") {
    KitStage stage;
    stage.frame([](Context& context) {
        const std::string word(60, 'm');
        const float whole = text_width(context, word, Type::body);
        const float height = measure_text(context, whole / 3, word, Type::body);
        CHECK(height >= 3 * context.line(Type::body));
        CHECK(height <= 4 * context.line(Type::body));
    });
}

TEST_CASE("a comma stays with the word of the run before it", "[kit_text]") {
    KitStage stage;
    stage.frame([](Context& context) {
        const Run runs[]{{"Likely 88%", Type::body_strong, Color::text}, {", x", Type::body, Color::text2}};
        const float first = text_width(context, "Likely 88%", Type::body_strong);
        // Room for the first run but not for the comma: the number goes down with it.
        CHECK(measure_text(context, first + 1, runs) == 2 * context.line(Type::body));
        CHECK(measure_text(context, first + 400, runs) == context.line(Type::body));
    });
}

TEST_CASE("too many lines end in an ellipsis within the width", "[kit_text]") {
    KitStage stage(412, 915, 2);
    const auto content = [](Context& context) {
        TextOptions options;
        options.max_lines = 2;
        const float used = text(context, 20, 100, 120, "one two three four five six seven eight nine ten eleven",
                                Type::body, Color::text, options);
        CHECK(used == 2 * context.line(Type::body));
        for (const ImDrawVert& vertex : context.draw->VtxBuffer) {
            CHECK(vertex.pos.x <= 20 + 120 + 1);
        }
    };
    stage.frame(content);
    // The node says all of it all the same.
    CHECK(stage.find(Role::text, "one two three four five six seven eight nine ten eleven") != nullptr);
}

TEST_CASE("text grows with the text scale and is baked at device pixels", "[kit_text]") {
    KitStage stage;
    stage.frame([](Context& context) {
        const float before = text_width(context, "Agaricus", Type::display_italic);
        context.text_scale = 2;
        CHECK(text_width(context, "Agaricus", Type::display_italic) == Catch::Approx(2 * before).epsilon(0.02));
        CHECK(context.line(Type::body) == 44);
    });
}

TEST_CASE("the sizes are those of the design: digits of one width, 15 px em", "[kit_text]") {
    KitStage stage;
    stage.frame([](Context& context) {
        const float digit = text_width(context, "0", Type::body);
        CHECK(digit == Catch::Approx(15 * 0.560).margin(0.15)); // 560 of 1000 units
        for (const char* other : {"1", "4", "7", "9"}) {
            CHECK(text_width(context, other, Type::body) == digit);
        }
    });
}

TEST_CASE("bytes that are not UTF-8 are drawn without harm", "[kit_text]") {
    KitStage stage;
    stage.frame([](Context& context) {
        const std::string broken("caf\xC3 \xFF\xFE\xE2\x80", 9);
        CHECK(measure_text(context, 40, broken, Type::body) >= context.line(Type::body));
        text(context, 0, 0, 40, broken, Type::body);
    });
}
