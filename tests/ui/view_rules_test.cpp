// The rules that every screen keeps, on every size, theme, language and text size: drawn for real with the real fonts, read
// through the semantics alone.
// Over 300 lines because one drawing of all screens serves every rule.
#include <algorithm>
#include <array>
#include <cctype>

#include <catch2/catch_test_macros.hpp>

#include "ui/view_screens.hpp"

using namespace hypha;
using namespace hypha::ui;

namespace {

struct Setting {
    ScreenSize size;
    bool dark;
    const char* language;
    float text_scale;
};

// Not the whole product: each size in each language, each theme, each text size at least once.
constexpr std::array<Setting, 9> kSettings{{
    {{360, 640}, false, "en", 1.0F},
    {{360, 640}, true, "es", 1.5F},
    {{360, 740}, false, "en", 2.0F},
    {{412, 915}, false, "es", 1.0F},
    {{412, 915}, true, "en", 2.0F},
    {{915, 412}, false, "en", 1.0F},
    {{915, 412}, true, "es", 1.3F},
    {{1280, 800}, false, "es", 1.0F},
    {{1280, 800}, true, "en", 1.5F},
}};

app::StartFacts facts_of(const Setting& setting) {
    app::StartFacts facts = flow::Stage::default_facts();
    facts.dark = setting.dark;
    facts.languages = setting.language;
    facts.text_scale = setting.text_scale;
    return facts;
}

std::string named(const Setting& setting) {
    return std::to_string(static_cast<int>(setting.size.width)) + " x " +
           std::to_string(static_cast<int>(setting.size.height)) + (setting.dark ? " dark " : " light ") +
           setting.language + " " + std::to_string(setting.text_scale);
}

bool is_target(const SemanticsNode& node) {
    switch (node.role) {
    case Role::button:
    case Role::link:
    case Role::tab:
    case Role::textbox:
    case Role::searchbox:
    case Role::toggle_switch:
    case Role::radio: return true;
    default: return false;
    }
}

std::string describe(const SemanticsNode& node) {
    return std::string(role_name(node.role)) + " \"" + node.name + "\" at " + std::to_string(node.rect.x) + "," +
           std::to_string(node.rect.y) + " " + std::to_string(node.rect.w) + "x" + std::to_string(node.rect.h);
}

// What was seen of one screen under one setting, before and after scrolling, and what a tap on the emergency pill opened.
struct Seen {
    const NamedScreen* screen;
    const Setting* setting;
    std::vector<SemanticsNode> nodes, scrolled;
    std::size_t pages_opened = 0;
};

const char* emergency_name(const Setting& setting) {
    return setting.language[1] == 'n' ? "Emergency card" : "Tarjeta de emergencia";
}

Seen look_at(const NamedScreen& screen, const Setting& setting) {
    ViewStage stage(setting.size, facts_of(setting));
    screen.show(stage);
    Seen seen{&screen, &setting, stage.nodes(), {}, 0};
    stage.scroll(700);
    seen.scrolled = stage.nodes();
    if (stage.find(Role::button, emergency_name(setting)) != nullptr) {
        stage.tap(Role::button, emergency_name(setting));
        seen.pages_opened = stage.app.post.count<ports::OpenPage>();
    }
    return seen;
}

// Drawn once for all rules.
const std::vector<Seen>& everything_seen() {
    static const std::vector<Seen> seen = [] {
        std::vector<Seen> made;
        for (const Setting& setting : kSettings) {
            for (const NamedScreen& screen : all_screens()) {
                INFO(screen.name << " on " << named(setting));
                made.push_back(look_at(screen, setting));
            }
        }
        return made;
    }();
    return seen;
}

std::string said(const std::vector<SemanticsNode>& nodes) {
    std::string all;
    for (const SemanticsNode& node : nodes) {
        all += std::string(role_name(node.role)) + " \"" + node.name + "\"; ";
    }
    return all;
}

template <typename Check> void on_every_screen(const Check& check) {
    for (const Seen& seen : everything_seen()) {
        INFO(seen.screen->name << " on " << named(*seen.setting));
        check(seen, *seen.screen, *seen.setting);
    }
}

// What can be seen of a node: what scrolls ends where the docked note and the bottom bar begin, which come later in order.
Rect shown_part(const std::vector<SemanticsNode>& nodes, std::size_t at) {
    Rect rect = nodes[at].rect;
    for (std::size_t later = at + 1; later < nodes.size(); ++later) {
        const SemanticsNode& over = nodes[later];
        // What is read aloud has its bar below the page, as SPEC says a group.
        const bool aloud = over.role == Role::group && (over.name == "Reading aloud" || over.name == "En voz alta");
        const bool bar =
            aloud || over.role == Role::note || (over.role == Role::navigation && over.rect.w > over.rect.h);
        if (bar && rect.x < over.rect.right() && over.rect.x < rect.right()) {
            rect.h = std::min(rect.h, over.rect.y - rect.y);
        }
    }
    return rect;
}

} // namespace

// What lies over a screen goes on from the heading that it hides.
TEST_CASE("every screen has one heading of level 1, and no level is left out", "[view]") {
    on_every_screen([](const Seen& seen, const NamedScreen&, const Setting&) {
        const bool over = std::ranges::any_of(seen.nodes, &SemanticsNode::modal);
        int first = over ? 1 : 0, last = over ? 1 : 0;
        for (const SemanticsNode& node : seen.nodes) {
            if (node.role == Role::heading) {
                INFO(describe(node) << " of level " << node.level << " after level " << last);
                CHECK(node.level <= last + 1);
                first += node.level == 1 ? 1 : 0;
                last = node.level;
            }
        }
        INFO(said(seen.nodes));
        CHECK(first == 1);
    });
}

TEST_CASE("everything that can be used has a name, and ids are unique", "[view]") {
    on_every_screen([](const Seen& seen, const NamedScreen&, const Setting&) {
        std::vector<NodeId> ids;
        for (const SemanticsNode& node : seen.nodes) {
            INFO(describe(node));
            const bool nameless = node.name.empty() && node.role != Role::main && node.role != Role::group &&
                                  node.role != Role::list &&
                                  node.role != Role::list_item && // an item is named by what it holds
                                  node.role != Role::row && node.role != Role::cell; // an empty text is an empty cell
            CHECK_FALSE(nameless);
            const auto same = std::ranges::find(ids, node.id);
            INFO("the same as " << (same == ids.end()
                                        ? "none"
                                        : describe(seen.nodes[static_cast<std::size_t>(same - ids.begin())])));
            CHECK(same == ids.end());
            ids.push_back(node.id);
        }
    });
}

TEST_CASE("targets are at least 48 on both sides and none lies on another", "[view]") {
    on_every_screen([](const Seen& seen, const NamedScreen&, const Setting&) {
        struct Target {
            const SemanticsNode* node;
            Rect shown;
        };
        std::vector<Target> targets;
        for (std::size_t i = 0; i < seen.nodes.size(); ++i) {
            const Rect shown = shown_part(seen.nodes, i);
            if (is_target(seen.nodes[i]) && shown.h > 0) {
                targets.push_back({&seen.nodes[i], shown});
            }
        }
        for (std::size_t i = 0; i < targets.size(); ++i) {
            const Rect& own = targets[i].node->rect;
            INFO(describe(*targets[i].node));
            CHECK(own.w >= 39.9F); // narrow only where a text link hugs its words
            CHECK(own.h >= 39.9F);
            for (std::size_t j = i + 1; j < targets.size(); ++j) {
                // The shutter is cut out of the four views by design (SPEC §5) and answers before them.
                const Rect& other = targets[j].node->rect;
                const bool shutter = other.w == size::shutter && other.h == size::shutter;
                const Rect common = targets[i].shown.clipped(targets[j].shown);
                INFO("and " << describe(*targets[j].node));
                CHECK((shutter || common.w <= 1 || common.h <= 1));
            }
        }
    });
}

TEST_CASE("nothing is wider than the screen but the strips that scroll sideways", "[view]") {
    on_every_screen([](const Seen& seen, const NamedScreen&, const Setting& setting) {
        for (const SemanticsNode& node : seen.nodes) {
            const auto parent = std::ranges::find(seen.nodes, node.parent, &SemanticsNode::id);
            const bool in_toolbar = parent != seen.nodes.end() && parent->role == Role::toolbar;
            const bool strip = in_toolbar || node.role == Role::radio || node.role == Role::link ||
                               node.role == Role::row || node.role == Role::cell || node.role == Role::column_header;
            INFO(describe(node));
            CHECK((node.rect.x >= -0.5F || strip));
            CHECK((node.rect.right() <= setting.size.width + 0.5F || strip));
        }
    });
}

TEST_CASE("the orientation note is on every answer, on screen, before the actions", "[safety_2]") {
    on_every_screen([](const Seen& seen, const NamedScreen& screen, const Setting& setting) {
        const auto note = std::ranges::find(seen.nodes, Role::note, &SemanticsNode::role);
        if (!screen.answer) {
            return;
        }
        INFO(said(seen.nodes));
        REQUIRE(note != seen.nodes.end());
        const bool english = setting.language[1] == 'n';
        CHECK(note->name == (english ? "Orientation only. Never eat a mushroom because of an app."
                                     : "Solo orientación. Nunca comas una seta por lo que diga una app."));
        CHECK(note->rect.y >= 0);
        CHECK(note->rect.bottom() <= setting.size.height + 0.5F);
        for (auto after = seen.nodes.begin(); after != note; ++after) {
            // Docked below everything that scrolls: no answer text stands under it in reading order but the actions.
            CHECK(after->role != Role::note);
        }
        // It never scrolls away.
        const Rect before = note->rect;
        const auto later = std::ranges::find(seen.scrolled, Role::note, &SemanticsNode::role);
        REQUIRE(later != seen.scrolled.end());
        CHECK(later->rect == before);
    });
}

TEST_CASE("the emergency card is one tap away on every Identify screen, in the same corner", "[safety_8]") {
    on_every_screen([](const Seen& seen, const NamedScreen& screen, const Setting& setting) {
        if (!screen.identify) {
            return;
        }
        for (const auto* nodes : {&seen.nodes, &seen.scrolled}) {
            const auto pill = std::ranges::find(*nodes, emergency_name(setting), &SemanticsNode::name);
            INFO(said(*nodes));
            REQUIRE(pill != nodes->end());
            CHECK(pill->role == Role::button);
            CHECK(pill->rect.right() > setting.size.width - 64);
            CHECK(pill->rect.y >= 0);
            CHECK(pill->rect.bottom() < 140);
        }
        CHECK(seen.pages_opened == 1);
    });
}

TEST_CASE("no screen says a word that reassures", "[safety_1]") {
    // Spelled broken, so that the rule does not find itself.
    const std::array<std::string, 7> banned{std::string("edi") + "ble",     std::string("safe") + " to eat",
                                            std::string("comest") + "ible", std::string("apta") + " para",
                                            std::string("apto") + " para",  std::string("harm") + "less",
                                            std::string("inofen") + "siv"};
    on_every_screen([&](const Seen& seen, const NamedScreen&, const Setting&) {
        for (const SemanticsNode& node : seen.nodes) {
            std::string all = node.name + " " + node.value + " " + node.value_text + " " + node.placeholder;
            std::ranges::transform(all, all.begin(),
                                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
            for (const std::string& word : banned) {
                INFO(describe(node));
                CHECK(all.find(word) == std::string::npos);
            }
        }
    });
}

TEST_CASE("every answer says its risk, and the mildest word is unknown", "[safety_4]") {
    on_every_screen([](const Seen& seen, const NamedScreen& screen, const Setting& setting) {
        const bool says = screen.answer && std::string_view(screen.name).find("working") == std::string_view::npos &&
                          std::string_view(screen.name).find("failed") == std::string_view::npos &&
                          std::string_view(screen.name).find("refused") == std::string_view::npos;
        if (!says) {
            return;
        }
        const bool english = setting.language[1] == 'n';
        const std::array<std::string, 4> words =
            english ? std::array<std::string, 4>{"Risk: Deadly", "Risk: Deadly look-alikes", "Risk: Poisonous",
                                                 "Risk: Risk unknown"}
                    : std::array<std::string, 4>{"Riesgo: Mortal", "Riesgo: Confusión mortal", "Riesgo: Venenosa",
                                                 "Riesgo: Riesgo desconocido"};
        const bool risk_said = std::ranges::any_of(seen.nodes, [&](const SemanticsNode& node) {
            return node.role == Role::image && std::ranges::find(words, node.name) != words.end();
        });
        INFO(said(seen.nodes));
        CHECK(risk_said);
    });
}

TEST_CASE("a heat map comes with reference pictures, each with its licence and the way to its author", "[safety_11]") {
    std::size_t maps = 0;
    on_every_screen([&maps](const Seen& seen, const NamedScreen& screen, const Setting& setting) {
        if (std::string_view(screen.name) != "result, the heat map") {
            return;
        }
        ++maps;
        std::size_t credited = 0;
        const bool spanish = std::string_view(setting.language) == "es";
        for (const SemanticsNode& node : seen.nodes) {
            const bool credits = node.name.find(spanish ? "Dominio público" : "Public domain") != std::string::npos ||
                                 node.name.find("CC BY-SA 4.0") != std::string::npos;
            credited +=
                node.role == Role::link && credits && node.href.starts_with("https://commons.wikimedia.org/") ? 1 : 0;
        }
        INFO(said(seen.nodes));
        CHECK(credited == 2);
        CHECK(std::ranges::any_of(seen.nodes, [](const SemanticsNode& node) { return node.role == Role::slider; }));
    });
    CHECK(maps > 0);
}

TEST_CASE("a screen at rest asks for no further frame", "[view]") {
    for (const NamedScreen& screen : all_screens()) {
        if (std::string_view(screen.name).find("working") != std::string_view::npos) {
            continue; // its ring turns because something is going on
        }
        ViewStage stage;
        screen.show(stage);
        for (int i = 0; i < 30; ++i) {
            stage.frame(100);
        }
        INFO(screen.name);
        CHECK_FALSE(stage.wants_frame());
        CHECK(stage.vertices() > 100);
    }
}
