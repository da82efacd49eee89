// Over 300 lines because each use of a screen is a few lines beside the others. What a person does with the screens: every tap goes to where the control is drawn, and what it leads to is checked.
#include <algorithm>
#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include "ui/view_screens.hpp"

using namespace hypha;
using namespace hypha::ui;
using app::Screen;

namespace {

ViewStage& with_find(ViewStage& stage, std::size_t label, float probability) {
    const std::uint32_t ticket = stage.app.shoot();
    stage.app.stored(ticket, 'b');
    stage.app.analysed(ticket, 'b', flow::scores(label, probability));
    stage.settle();
    return stage;
}

} // namespace

TEST_CASE("the shutter asks the camera for the whole mushroom first", "[view_identify]") {
    ViewStage stage;
    stage.settle();
    stage.tap(Role::button, "Take photo, Profile view");
    const auto picker = stage.app.post.last<ports::OpenPicker>();
    CHECK(picker.source == "camera");
    CHECK(picker.slot == "profile");
}

TEST_CASE("a view's sheet explains it and asks for it", "[view_identify]") {
    ViewStage stage;
    stage.settle();
    stage.tap(Role::button, "Underside, empty");
    CHECK(stage.find(Role::dialog, "Underside") != nullptr);
    CHECK(stage.find(Role::button, "Base, empty") == nullptr); // what lies below does not answer
    stage.tap(Role::button, "Choose from gallery");
    CHECK(stage.app.post.last<ports::OpenPicker>().slot == "underside");
    CHECK(stage.app.post.last<ports::OpenPicker>().source == "library");
    CHECK(stage.find(Role::dialog, "Underside") == nullptr);
}

TEST_CASE("Escape closes a sheet and loses nothing", "[view_identify]") {
    ViewStage stage;
    stage.settle();
    stage.tap(Role::button, "Base, empty");
    stage.key("Escape");
    CHECK(stage.find(Role::dialog, "Base") == nullptr);
    CHECK(stage.find(Role::button, "Base, empty") != nullptr);
}

TEST_CASE("identify now waits for a photo", "[view_identify]") {
    ViewStage stage;
    stage.settle();
    const SemanticsNode* now = stage.find(Role::button, "Identify now");
    REQUIRE(now != nullptr);
    CHECK(now->disabled);
    const std::uint32_t ticket = stage.app.pick(app::Slot::profile);
    stage.app.stored(ticket, 'b');
    stage.app.analysed(ticket, 'b', flow::scores(flow::kAmanita, 0.9F));
    stage.settle();
    stage.tap(Role::button, "Identify now");
    CHECK(stage.app.state().route.screen == Screen::result);
}

TEST_CASE("an answer is saved, undone and saved again", "[view_result]") {
    ViewStage stage;
    with_find(stage, flow::kTrametes, 0.9F);
    CHECK(stage.find(Role::heading, "Trametes, Genus. Likely, 90%") != nullptr);
    stage.tap(Role::button, "Save to journal");
    CHECK(stage.app.state().journal.rows() == 1);
    CHECK(stage.find(Role::status, "Saved to journal") != nullptr);
    stage.tap(Role::button, "Undo");
    CHECK(stage.app.state().journal.rows() == 0);
    stage.tap(Role::button, "Save to journal");
    stage.tap(Role::button, "Open in journal");
    CHECK(stage.app.state().route.screen == Screen::observation);
}

TEST_CASE("I don't know offers the same actions as a name", "[view_result][safety_6]") {
    ViewStage stage;
    with_find(stage, flow::kOther, 0.7F);
    CHECK(stage.find(Role::heading, "I don\xE2\x80\x99t know this one") != nullptr);
    stage.tap(Role::button, "Save as unknown");
    CHECK(stage.app.state().journal.rows() == 1);
}

TEST_CASE("not a mushroom names nothing", "[view_result][safety_6]") {
    ViewStage stage;
    with_find(stage, flow::kNotMushroom, 0.95F);
    CHECK(stage.find(Role::heading, "Not a mushroom") != nullptr);
    CHECK(stage.said().find("Agaricus") == std::string::npos);
    CHECK(stage.said().find("Amanita") == std::string::npos);
}

TEST_CASE("a deadly genus warns with the sac at the base", "[view_result][safety_3]") {
    ViewStage stage;
    with_find(stage, flow::kAmanita, 0.9F);
    CHECK(stage.find(Role::image, "Risk: Deadly") != nullptr);
    CHECK(stage.find(Role::region, "Look-alike warning") != nullptr);
}

TEST_CASE("reading shows bytes and can be cancelled", "[view_result]") {
    ViewStage stage;
    const std::uint32_t ticket = stage.app.shoot();
    stage.app.stored(ticket, 'b');
    stage.app.receive(ports::LoadProgressed{ticket, 1'200'000, 14'500'000});
    stage.settle();
    const SemanticsNode* progress = stage.find(Role::progress, "Getting the model, only this once");
    INFO(stage.said());
    REQUIRE(progress != nullptr);
    CHECK(progress->value_text == "1.2\xC2\xA0MB of 15\xC2\xA0MB");
    CHECK(progress->now == 8.0F);
    stage.tap(Role::button, "Cancel");
    CHECK(stage.app.post.last<ports::CancelTicket>().ticket == ticket);
}

TEST_CASE("a failure says what happened, what is kept and what to do", "[view_result]") {
    ViewStage stage;
    const std::uint32_t ticket = stage.app.shoot();
    stage.app.stored(ticket, 'b');
    stage.app.receive(ports::AnalysisFailed{ticket, "model_unavailable", ""});
    stage.settle();
    CHECK(stage.find(Role::alert, "The model is not on this device yet. Your photo is kept. Connect once and try "
                                  "again, or save the find for later.") != nullptr);
    stage.tap(Role::button, "Try again");
    CHECK(stage.app.post.count<ports::AnalyseStoredPhoto>() == 1);
}

TEST_CASE("a photo the device did not store is not said to be kept", "[view_result]") {
    for (const char* code : {"storage_full", "storage_unavailable"}) {
        ViewStage stage;
        stage.app.receive(ports::AnalysisFailed{stage.app.shoot(), code, ""});
        stage.app.answer_room({});
        stage.settle();
        INFO(code << ": " << stage.said());
        const bool own_words = stage.find(Role::alert, "The photo could not be kept. This device did not store it, so "
                                                       "it is not in the find. Saved finds are kept. Choose or take "
                                                       "the photo again.") != nullptr;
        CHECK(own_words == (std::string_view(code) == "storage_unavailable"));
        CHECK(stage.said().find("Your photo is kept") == std::string::npos);
    }
}

TEST_CASE("the strength of a heat map follows a tap on the track and the arrow keys, and stays within its ends",
          "[view_result]") {
    ViewStage stage;
    const auto& screens = all_screens();
    std::ranges::find(screens, std::string_view("result, the heat map"), &NamedScreen::name)->show(stage);
    const std::string name = "Strength of the colours";
    const auto strength = [&] { return stage.find(Role::slider, name)->now.value_or(-1); };
    CHECK(strength() == 85);
    for (int i = 0; i < 20 && stage.find(Role::slider, name)->rect.y > 500; ++i) {
        stage.scroll(60);
    }
    stage.tap(Role::slider, name);
    CHECK(strength() == 50);
    stage.focus(Role::slider, name);
    stage.key("ArrowRight");
    CHECK(strength() == 55);
    for (int i = 0; i < 30; ++i) {
        stage.key("ArrowLeft");
    }
    CHECK(strength() == 0);
}

TEST_CASE("a find is opened from the journal, noted, deleted and brought back", "[view_journal]") {
    ViewStage stage;
    const ObservationId id = stage.app.saved_find('b', flow::scores(flow::kAmanita, 0.9F));
    stage.app.ask(app::command::CloseToast{stage.app.state().toast->serial});
    stage.go(Screen::journal);
    CHECK(stage.find(Role::heading, "1 find") != nullptr);
    const auto row = std::ranges::find_if(stage.nodes(), [](const SemanticsNode& node) {
        return node.role == Role::link && node.name.starts_with("Amanita");
    });
    REQUIRE(row != stage.nodes().end());
    CHECK(row->actions == std::vector<std::string>{"delete"});
    stage.tap(Role::link, std::string(row->name));
    CHECK(stage.app.state().route.observation == id);
    for (int i = 0; i < 20 && stage.find(Role::button, "Delete this find")->rect.y > 300; ++i) {
        stage.scroll(60);
    }
    stage.tap(Role::button, "Delete this find");
    CHECK(stage.find(Role::dialog, "Delete this find?") != nullptr);
    stage.tap(Role::button, "Delete");
    CHECK(stage.app.state().journal.rows() == 0);
    stage.tap(Role::button, "Undo");
    CHECK(stage.app.state().journal.rows() == 1);
}

TEST_CASE("finds are searched by name and note; what was found is said, and the search is ended", "[view_journal]") {
    ViewStage stage;
    stage.app.saved_find('b', flow::scores(flow::kAmanita, 0.9F));
    stage.app.saved_find('c', flow::scores(flow::kTrametes, 0.9F));
    stage.app.ask(app::command::CloseToast{stage.app.state().toast->serial});
    stage.go(Screen::journal);
    const auto rows = [&stage] {
        return std::ranges::count_if(stage.nodes(), [](const SemanticsNode& node) { return !node.actions.empty(); });
    };
    CHECK(rows() == 2);
    stage.edit(Role::searchbox, "Search your finds", "amani");
    CHECK(rows() == 1);
    CHECK(stage.find(Role::searchbox, "Search your finds")->value == "amani");
    CHECK(stage.said().find("1 find has these words") != std::string::npos);
    CHECK(stage.find(Role::heading, "2 finds") != nullptr);
    stage.edit(Role::searchbox, "Search your finds", "nowhere");
    CHECK(rows() == 0);
    CHECK(stage.said().find("Nothing found") != std::string::npos);
    stage.tap(Role::button, "End the search");
    CHECK(rows() == 2);
    CHECK(stage.find(Role::searchbox, "Search your finds")->value.empty());
}

TEST_CASE("the device is asked for the place only after the reason", "[view_observation][safety_12]") {
    ViewStage stage;
    const ObservationId id = stage.app.saved_find('b', flow::scores(flow::kAmanita, 0.9F));
    stage.app.ask(app::command::CloseToast{stage.app.state().toast->serial});
    stage.go(Screen::observation, id);
    stage.scroll(500);
    stage.tap(Role::button, "Add the place");
    CHECK(stage.app.post.count<ports::AskPlace>() == 0);
    CHECK(stage.find(Role::dialog, "Add where you found it?") != nullptr);
    stage.tap(Role::button, "Add the place");
    CHECK(stage.app.post.count<ports::AskPlace>() == 1);
}

TEST_CASE("5,000 finds: only the rows on screen are drawn, and scrolling asks for the rest", "[view_journal]") {
    ViewStage stage;
    for (int i = 0; i < 600; ++i) {
        stage.app.saved_find('b', flow::scores(flow::kAmanita, 0.9F));
    }
    stage.app.ask(app::command::CloseToast{stage.app.state().toast->serial});
    stage.go(Screen::journal);
    const auto rows = [&stage] {
        return std::ranges::count_if(stage.nodes(), [](const SemanticsNode& node) {
            return node.role == Role::link && node.name.starts_with("Amanita");
        });
    };
    CHECK(rows() >= 4);
    CHECK(rows() < 20);
    for (int i = 0; i < 20; ++i) {
        stage.scroll(3000);
        CHECK(rows() >= 3);
        CHECK(rows() < 20);
        CHECK(stage.app.state().journal.pages.size() <= 4);
    }
}

TEST_CASE("language, theme and text size are chosen in Me", "[view_me]") {
    ViewStage stage;
    stage.go(Screen::me);
    stage.tap(Role::link, "Language. As the device");
    stage.tap(Role::radio, "Español");
    CHECK(stage.app.state().look.language == app::Language::spanish);
    stage.go(Screen::me, {}, app::MeSection::look);
    stage.tap(Role::radio, "Oscuro");
    CHECK(stage.app.state().look.dark);
    stage.tap(Role::button, "Texto más grande");
    CHECK(stage.app.state().look.text_scale == 1.15F);
}

TEST_CASE("make ready for the field shows bytes and can be cancelled", "[view_me]") {
    ViewStage stage;
    stage.go(Screen::me, {}, app::MeSection::ready);
    stage.tap(Role::button, "Make ready");
    const std::uint32_t ticket = stage.app.post.last<ports::MakeFieldReady>().ticket;
    REQUIRE(ticket != 0);
    stage.app.receive(ports::LoadProgressed{ticket, 3'000'000, 15'000'000});
    stage.settle();
    const SemanticsNode* progress = stage.find(Role::progress, "Downloading and checking");
    REQUIRE(progress != nullptr);
    CHECK(progress->value_text == "3.0\xC2\xA0MB of 15\xC2\xA0MB");
    stage.tap(Role::button, "Cancel");
    CHECK(stage.app.post.last<ports::CancelTicket>().ticket == ticket);
}

TEST_CASE("the model page shows its measured figures only for the model they were measured on", "[view_me][safety_7]") {
    ViewStage stage;
    stage.go(Screen::me, {}, app::MeSection::model);
    CHECK(stage.said().find("Measured on photos") == std::string::npos); // the test's model is not the measured one
}

TEST_CASE("another tab owns the storage: one sentence, one way on", "[view_other_tab]") {
    app::StartFacts facts = flow::Stage::default_facts();
    facts.storage = "other_tab";
    ViewStage stage({412, 915}, facts);
    stage.settle();
    CHECK(stage.find(Role::heading, "Hypha is open in another tab") != nullptr);
    stage.tap(Role::button, "Use Hypha here");
    CHECK(stage.app.post.count<ports::TakeStorageOver>() == 1);
    stage.app.receive(ports::StorageGained{"opfs"});
    stage.settle();
    CHECK(stage.find(Role::heading, "Identify") != nullptr);
}

TEST_CASE("a tab that waits says what it keeps for the other tab, and when that is written", "[view_other_tab]") {
    app::StartFacts facts = flow::Stage::default_facts();
    facts.storage = "other_tab";
    ViewStage stage({412, 915}, facts);
    stage.app.receive(ports::PhotoPicked{app::kFirstWindowTicket, "", "a.jpg", 1000, {}, "key-1"});
    stage.settle();
    CHECK(stage.find(Role::status,
                     "Waiting for the other tab\xE2\x80\xA6 1 change is kept here and will be written once.") !=
          nullptr);
    stage.app.receive(ports::StorageLost{"owner_asleep"});
    stage.settle();
    CHECK(stage.said().find("The other tab does not answer yet.") != std::string::npos);
    stage.app.receive(ports::RequestFinished{"key-1"});
    stage.settle();
    CHECK(stage.find(Role::status, "The other tab has written 1 change from here.") != nullptr);
    CHECK(stage.said().find("Waiting for the other tab") == std::string::npos);
}

TEST_CASE("what is not built says so and pretends nothing", "[view_coming]") {
    for (const Screen screen : {Screen::papers}) {
        ViewStage stage;
        stage.go(screen);
        INFO(stage.said());
        CHECK(stage.said().find("Not built yet.") != std::string::npos);
        int buttons = 0;
        for (const SemanticsNode& node : stage.nodes()) {
            buttons += node.role == Role::button ? 1 : 0;
        }
        CHECK(buttons == 1); // the way to what works
        stage.tap(Role::button, "Identify");
        CHECK(stage.app.state().route.screen == Screen::identify);
    }
}

TEST_CASE("nothing is kept in memory mode, and the home screen says so", "[view_identify]") {
    app::StartFacts facts = flow::Stage::default_facts();
    facts.storage = "memory";
    ViewStage stage({412, 915}, facts);
    stage.settle();
    CHECK(stage.find(Role::status,
                     "Nothing will be kept. This window cannot store finds. They are gone when it closes.") != nullptr);
}

TEST_CASE(
    "a full device: what is missing, what was let go for the finds and how it comes back, both until they were read",
    "[view_identify][make_room]") {
    ViewStage stage;
    with_find(stage, flow::kAmanita, 0.9F);
    stage.app.run_out_after(0);
    stage.tap(Role::button, "Save to journal");
    stage.app.answer_room({.thumbnails = 1000});
    stage.settle();
    INFO(stage.said());
    CHECK(stage.find(
              Role::alert,
              "There is no space left. About 1.0\xC2\xA0MB more is needed. Saved finds are kept, the last change is "
              "not. Delete finds or free space on this device, then do it again.") != nullptr);
    stage.tap(Role::button, "Close");
    stage.tap(Role::button, "Save to journal");
    stage.app.answer_room({.thumbnails = 1000, .field_kit = 17'000'000});
    stage.settle();
    CHECK(stage.app.state().journal.rows() == 1);
    CHECK(stage.find(Role::alert, "There is no space left") == nullptr);
    CHECK(stage.said().find("The parts that name mushrooms were removed, 17\xC2\xA0MB in all.") != std::string::npos);
    CHECK(stage.said().find("They come back with one, in Me under Make ready for the field.") != std::string::npos);
    CHECK(stage.said().find("Small pictures") == std::string::npos); // they were not needed
    stage.tap(Role::button, "Got it");
    CHECK_FALSE(stage.app.state().storage.let_go.any());
}

TEST_CASE("wide: the answer stands beside the capture, a find beside the list", "[view_result][view_journal]") {
    ViewStage stage({1280, 800});
    with_find(stage, flow::kAmanita, 0.9F);
    CHECK(stage.find(Role::heading, "Identify") != nullptr);
    const SemanticsNode* answer = stage.find(Role::heading, "Amanita, Genus. Likely, 90%");
    INFO(stage.said());
    REQUIRE(answer != nullptr);
    CHECK(answer->rect.x > 600);
    CHECK(answer->level == 2);
    stage.tap(Role::button, "Save to journal");
    stage.tap(Role::button, "Open in journal");
    CHECK(stage.find(Role::heading, "Journal") != nullptr);
    CHECK(stage.find(Role::heading, "Amanita, Genus. Likely, 90%") != nullptr);
}
