// Language and topic of stories at the edge: the models are there and whole, claims of feeds give way to a model that is sure and stand
// where it knows nothing, and what is judged is in the file that readers get.
#include <catch2/catch_test_macros.hpp>

#include "core/news/story_file.hpp"
#include "edge/news/story_judge.hpp"

using namespace hypha;
using namespace hypha::edge;

namespace {

constexpr const char* kSports =
    "La selección ganó el partido de fútbol con un gol en el último minuto. El entrenador celebró el "
    "triunfo del equipo y el delantero dijo que el campeonato aún no está decidido.";
constexpr const char* kEconomy =
    "The central bank raised interest rates as inflation and prices kept climbing, and shares fell on the "
    "stock market after the company reported lower profits.";
constexpr const char* kQuechua =
    "Llaqtapi runakuna qhatuman rinku, papata sarata apaspa. Wawakuna yachay wasiman rinku, "
    "paykunaqa runasimita yachanku.";

} // namespace

TEST_CASE("a story has the language and the topic of its words", "[news][judge]") {
    CHECK(judge_story(kSports, "es").language == "es");
    CHECK(judge_story(kSports, "es").topic == "sports");
    CHECK(judge_story(kEconomy, "en").topic == "economy");
    CHECK(judge_story(kQuechua, "qu").language == "qu");
    CHECK(judge_story(kQuechua, "qu").topic.empty()); // no model reads it
}

TEST_CASE("a false claim gives way to a model that is sure, a claim it does not know stands", "[news][judge]") {
    CHECK(judge_story(kSports, "en").language == "es");
    CHECK(judge_story(kSports, "en").topic == "sports");
    CHECK(judge_story(kSports, "").language == "es");
    CHECK(judge_story(kQuechua, "es").language == "qu");
    CHECK(judge_story("Ministrul a anunțat astăzi un nou buget pentru școlile din țară.", "ro").language == "ro");
    CHECK(judge_story("2026 — 17:30", "es").language == "es"); // no word: nothing to judge
    CHECK(judge_story("2026 — 17:30", "").language.empty());
    CHECK(judge_story("", "qu").topic.empty());
}

TEST_CASE("what was judged is in the file", "[news][judge]") {
    news::Story story;
    story.title = "La selección ganó el partido";
    story.source = "Radio Valle";
    story.language = "en";
    news::Block block;
    block.spans.push_back({kSports, false, false, false, ""});
    story.blocks.push_back(block);
    judge(story);
    const auto read = news::parse_story(news::write_story(story));
    REQUIRE(read.has_value());
    CHECK(read->language == "es");
    CHECK(read->topic == "sports");
}
