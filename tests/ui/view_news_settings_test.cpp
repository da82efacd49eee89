// The settings of reading, through what they say and the commands they make: hours with their two times, what holds now and until when, what
// a browser does not say, how it fetches, and what the network cost by kind.
#include <catch2/catch_test_macros.hpp>

#include <span>

#include "fakes/news_worker.hpp"
#include "ui/news_screens.hpp"

using namespace hypha;
using namespace hypha::ui;

namespace {

struct Settings {
    Settings() {
        stage.go(app::Screen::read);
        edge.run();
        stage.go(app::Screen::news_settings);
        stage.settle();
    }
    void toggle(const std::string& name) {
        stage.reach(Role::toggle_switch, name);
        stage.settle();
    }
    void press(const std::string& name, int times = 1) {
        for (int i = 0; i < times; ++i) {
            stage.reach(Role::button, name);
            stage.settle();
        }
    }
    void hear(const ports::Message& message) {
        stage.app.receive(message);
        stage.settle();
    }
    [[nodiscard]] const app::Reading& reading() const { return stage.app.state().reading; }
    [[nodiscard]] bool says(const std::string& words) const { return stage.starting(Role::text, words) != nullptr; }

    ViewStage stage{{412, 915}, flow::Stage::default_facts()};
    flow::NewsWorker edge{stage.app};
};

} // namespace

TEST_CASE("hours are switched on with their usual times, moved in half hours, and switched off",
          "[view_news_settings]") {
    Settings settings;
    CHECK(settings.stage.find(Role::button, "Quiet hours, from: later") == nullptr);
    settings.toggle("Quiet hours");
    CHECK(settings.reading().quiet == taste::DayWindow{22 * 60, 7 * 60});
    CHECK(settings.says("22:00"));
    settings.press("Quiet hours, from: later", 2);
    CHECK(settings.reading().quiet == taste::DayWindow{23 * 60, 7 * 60});
    settings.press("Quiet hours, from: later", 3); // over midnight
    CHECK(settings.reading().quiet.from_min == 30);
    settings.press("Quiet hours, until: earlier", 12);
    CHECK(settings.reading().quiet == taste::DayWindow{30, 60});
    settings.press("Quiet hours, until: earlier"); // two equal times would be none: it goes over them
    CHECK(settings.reading().quiet == taste::DayWindow{30, 0});
    settings.toggle("Quiet hours");
    CHECK_FALSE(settings.reading().quiet.is_set());
    settings.toggle("Cheap hours");
    CHECK(settings.reading().cheap == taste::DayWindow{0, 5 * 60});
    settings.toggle("Quiet hours");
    CHECK(settings.says("The quiet hours cover all of the cheap hours"));
}

TEST_CASE("what holds is said, with when it ends", "[view_news_settings]") {
    Settings settings;
    CHECK(settings.says("Texts come by themselves now"));
    settings.toggle("Cheap hours");
    CHECK(settings.says("Waits for the cheap hours, from 00:00."));
    settings.toggle("Cheap hours");
    settings.toggle("Pause downloads");
    CHECK(settings.says("Paused."));
    settings.toggle("Pause downloads");
    settings.hear(ports::ConnectionChanged{true, true, false, true, true});
    settings.stage.app.ask(app::command::ChooseBudget{true, 5}); // judged anew
    settings.stage.settle();
    CHECK(settings.says("Your browser is set to save data"));
}

TEST_CASE("what the browser does not say is said", "[view_news_settings]") {
    Settings settings;
    const SemanticsNode* charging = settings.stage.find(Role::toggle_switch, "Only while charging");
    REQUIRE(charging != nullptr);
    CHECK(charging->disabled);
    CHECK(charging->described_by_text == "This browser does not say whether the device charges.");
    settings.hear(ports::PowerChanged{"yes"});
    settings.toggle("Only while charging");
    CHECK(settings.reading().only_charging);
    settings.toggle("Count this connection as Wi-Fi");
    CHECK(settings.reading().unknown_is_free);
    settings.hear(ports::ConnectionChanged{true, false, true, true, false});
    CHECK(settings.stage.find(Role::toggle_switch, "Count this connection as Wi-Fi") == nullptr);
}

TEST_CASE("which pictures come without a tap is one choice of three", "[view_news_settings]") {
    Settings settings;
    const auto checked = [&settings](const std::string& name) {
        const SemanticsNode* node = settings.stage.find(Role::radio, name);
        REQUIRE(node != nullptr);
        return node->checked.value_or(false);
    };
    CHECK(checked("Only when I tap one"));
    settings.stage.tap(Role::radio, "Small ones, with the texts");
    settings.stage.settle();
    CHECK(settings.reading().pictures == taste::PictureWish::small);
    CHECK(checked("Small ones, with the texts"));
    CHECK_FALSE(checked("Only when I tap one"));
    settings.stage.tap(Role::radio, "Large ones, with the texts");
    settings.stage.settle();
    CHECK(settings.reading().pictures == taste::PictureWish::all);
}

TEST_CASE("how this browser fetches is said only once it is known", "[view_news_settings]") {
    Settings settings;
    CHECK(settings.stage.find(Role::heading, "In this browser") == nullptr);
    settings.hear(ports::BackgroundFound{"on", true});
    CHECK(settings.says("While it is closed: from time to time."));
    CHECK(settings.says("While it is closed: once, when"));
    settings.hear(ports::BackgroundFound{"refused", false});
    CHECK(settings.says("From time to time while it is closed: only once Hypha is installed"));
    CHECK_FALSE(settings.says("While it is closed: once, when"));
    settings.hear(ports::BackgroundFound{"absent", false});
    CHECK(settings.says("This browser fetches nothing from time to time"));
}

TEST_CASE("pictures that are kept are said beside the stories, and none is not said", "[view_news_settings]") {
    Settings settings;
    settings.hear(ports::PicturesCounted{0, 0, {}});
    CHECK(settings.stage.starting(Role::text, "0 pictures") == nullptr);
    settings.hear(ports::PicturesCounted{2, 27'600, {}});
    CHECK(settings.says("2 pictures of stories with 28\u00A0KB are kept too."));
    settings.hear(ports::PicturesCounted{1, 13'600, {}});
    CHECK(settings.says("One picture of a story with 14\u00A0KB is kept too."));
}

TEST_CASE("what the network cost is told by kind and by source", "[view_news_settings]") {
    Settings settings;
    const std::int64_t day = settings.reading().week.back().day;
    std::string journal = "hypha-journal 1 " + std::string(32, '7') + "\n";
    const auto add = [&](int number, const std::string& kind, int bytes, const std::string& source) {
        journal += std::to_string(number) + '\t' + std::to_string(day) + '\t' + kind + '\t' + std::to_string(bytes) +
                   "\t\t" + source + "\n";
    };
    add(1, "texts", 900, "Radio Ribera");
    add(2, "texts", 100, "Boulevard");
    add(3, "pages", 70, "Radio Ribera");
    add(4, "app", 9'000, "");
    add(5, "pictures", 14'000, "Boulevard");
    settings.hear(ports::FetchJournalFound{std::as_bytes(std::span(journal))});
    CHECK(settings.says("Texts of stories, 2 answers, 1\u00A0KB"));
    CHECK(settings.says("Stories as pages, One answer, 70\u00A0B"));
    CHECK(settings.says("Pictures of stories, One answer, 14\u00A0KB"));
    CHECK(settings.says("Hypha itself, One answer"));
    CHECK(settings.says("Radio Ribera, 970\u00A0B"));
    CHECK(settings.says("Boulevard, 14\u00A0KB"));
}
