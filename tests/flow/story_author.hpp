// Somebody who writes a story of their own, in a region that has news; the edge is played.
#pragma once

#include <algorithm>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "fakes/contribution_edge.hpp"
#include "fakes/news_worker.hpp"

namespace hypha::flow {

struct StoryAuthor {
    StoryAuthor() {
        edge.publish({});
        go({app::Screen::read, {}, {}});
        stage.ask(app::command::ChooseRegion{"andes"});
        edge.run();
    }
    void go(const app::Route& route) {
        stage.ask(app::command::GoTo{route});
        edge.run();
    }
    std::string write(const std::string& title = "Rain", const std::string& words = "It rained for two nights.") {
        stage.ask(app::command::WriteStory{});
        edge.run();
        stage.ask(app::command::EditOwnStory{app::command::EditOwnStory::Field::title, title});
        stage.ask(app::command::EditOwnStory{app::command::EditOwnStory::Field::words, words});
        return writing().id;
    }
    [[nodiscard]] const app::Contributing& all() const { return stage.state().contributing; }
    [[nodiscard]] const app::OwnStory& writing() const { return all().writing; }
    [[nodiscard]] app::OwnStory own(const std::string& id) const {
        const auto found = std::ranges::find(all().own, id, &app::OwnStory::id);
        REQUIRE(found != all().own.end());
        return *found;
    }
    Stage stage;
    NewsWorker edge{stage};
    ContributionEdge line{stage};
};

} // namespace hypha::flow
