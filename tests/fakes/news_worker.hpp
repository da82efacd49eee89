// Plays the app worker's side of news (web/news_link.ts) and an edge that has some, for one Stage: stories are real story files named by
// their hash, pictures any bytes named by theirs, lists are signed with a real key. A test may cut the network, damage a story, exchange the key or the whole edge.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/news/story_index.hpp"
#include "fakes/stage.hpp"
#include "keys/signature.hpp"

namespace hypha::flow {

class NewsWorker {
public:
    explicit NewsWorker(Stage& stage) : stage_(stage) {}

    struct Draft {
        std::string title = "Rain wakes the beech wood";
        std::string source = "Radio Ribera";
        std::int64_t published_s = 1'789'990'000; // a few hours before the stage's clock
        std::string text = "It rained for two nights.";
        std::string topic{};
        std::string language = "en";
        std::string tells_as{}; // hash of the story that tells the same
    };
    // Writes a story, lists it in "andes", and answers its hash.
    std::string publish(const Draft& draft);
    // The same with blocks and links of its own.
    std::string publish_story(const news::Story& story, const std::string& tells_as = "");
    // Names a picture of the story, before it is published, and serves both its sizes from then on: the large one has these bytes and is
    // `width_px` wide. A place above 0 needs as many figures. Answers the large one's hash.
    std::string add_picture(news::Story& story, std::uint32_t place, const std::string& bytes,
                            std::uint32_t width_px = 640, std::uint32_t height_px = 360);

    // Answers what was asked, in order, until nothing is asked any more. Answers how many requests those were.
    int run();
    // Until one request was answered; false where there was none.
    bool run_one();
    void forget() { seen_ = 0; } // the postbox was cleared
    [[nodiscard]] std::string signed_index(const std::string& region) const;

    bool no_network = false;
    bool holds = false;                         // answers nothing for now
    bool keeps_pictures = false;                // that came, as a service worker does
    bool answers_kept = false;                  // lists come from the service worker's cache
    std::map<std::string, std::string> away;    // by address: what the service worker fetched without the app
    std::string portal;                         // when set, the bytes of every answer
    std::map<std::string, std::string> stories; // by hash
    std::map<std::string, std::string> pictures;
    std::vector<std::string> regions{"andes"};
    std::vector<std::string> asked;      // of the network
    std::vector<std::string> asked_kept; // of what the service worker has
    std::int64_t received_bytes = 0;
    std::uint8_t key = 1;
    std::int64_t made_s = 1'790'000'000;

private:
    void answer(std::uint32_t ticket, const std::string& target);
    void answer_kept(std::uint32_t ticket, const std::string& target);
    void count_pictures();

    Stage& stage_;
    std::vector<news::Listed> listed_;
    std::vector<std::string> told_as_;
    std::vector<std::string> sources_;
    std::size_t seen_ = 0;
};

} // namespace hypha::flow
