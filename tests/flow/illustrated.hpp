// A reader of one story with a picture above its text and two figures, for tests of pictures.
#pragma once

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "fakes/news_worker.hpp"

namespace hypha::flow {

inline const std::string kAddress = "/v1/news/picture/";

struct Illustrated {
    Illustrated() {
        story.title = "A wood in pictures";
        story.source = "Radio Ribera";
        story.url = "https://example.org/wood";
        story.published_s = 1'789'990'000;
        story.picture = "https://example.org/lead.jpg";
        for (int i = 0; i < 2; ++i) {
            news::Block& figure = story.blocks.emplace_back();
            figure.kind = news::Block::Kind::figure;
            figure.address = "https://example.org/" + std::to_string(i) + ".jpg";
            figure.text = "A beech";
        }
    }
    // The texts are here after this; no picture is.
    void publish() {
        hash = edge.publish_story(story);
        stage.ask(app::command::GoTo{{app::Screen::read, {}, {}}});
        edge.run();
    }
    void publish_three() {
        lead = edge.add_picture(story, 0, "lead bytes");
        first = edge.add_picture(story, 1, "first bytes");
        second = edge.add_picture(story, 2, "second bytes");
        publish();
    }
    void open() {
        stage.ask(app::command::GoTo{{app::Screen::story, {}, {}, hash}});
        edge.run();
    }
    void tap(std::uint32_t place) {
        stage.ask(app::command::ShowPicture{place});
        edge.run();
    }
    [[nodiscard]] const std::vector<app::OpenPicture>& pictures() const { return stage.state().reading.open.pictures; }
    [[nodiscard]] std::vector<app::PicturePhase> phases() const {
        std::vector<app::PicturePhase> all;
        for (const app::OpenPicture& picture : pictures()) {
            all.push_back(picture.phase);
        }
        return all;
    }
    [[nodiscard]] std::vector<std::string> asked() const {
        std::vector<std::string> all;
        std::ranges::copy_if(edge.asked, std::back_inserter(all),
                             [](const std::string& target) { return target.starts_with(kAddress); });
        return all;
    }
    [[nodiscard]] std::int64_t counted() const {
        std::int64_t bytes = 0;
        for (const app::LedgerEntry& entry : stage.state().reading.ledger) {
            bytes += entry.kind == taste::ReceivedKind::pictures ? entry.bytes : 0;
        }
        return bytes;
    }

    // The hash of the small file beside that large one.
    [[nodiscard]] std::string small_of(const std::string& large) const {
        const auto found = std::ranges::find_if(
            story.pictures, [&large](const news::StoryPicture& picture) { return picture.large.sha256 == large; });
        return found->small.sha256;
    }

    Stage stage;
    NewsWorker edge{stage};
    news::Story story;
    std::string hash, lead, first, second;
};

} // namespace hypha::flow
