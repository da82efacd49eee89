// What is learned of a person: which traits a story has, that choices move the right weights and no other, that the person's own wishes
// win, and that a model made again from fewer choices knows nothing of those that were forgotten.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "core/taste/taste_model.hpp"

namespace taste = hypha::taste;

namespace {

taste::Subject story(const std::string& title, const std::string& source = "Radio", const std::string& topic = "") {
    return {source, topic, "es-PE", title};
}

std::vector<std::string> keys_of(const taste::Subject& subject) {
    std::vector<std::string> keys;
    for (const taste::Trait& trait : taste::traits_of(subject)) {
        keys.push_back(trait.key);
    }
    return keys;
}

double weight_of(const taste::TasteModel& model, taste::TraitKind kind, const std::string& key) {
    const auto all = model.weights(kind);
    const auto found = std::ranges::find(all, key, &taste::Weighed::key);
    return found == all.end() ? 0 : found->weight;
}

} // namespace

TEST_CASE("a story's traits are its words without plural and accent, its source, topic and language", "[taste]") {
    CHECK(keys_of(story("Las lluvias vuelven a la quebrada", "Radio", "society")) ==
          std::vector<std::string>{"w:lluvia", "w:vuelven", "w:quebrada", "s:Radio", "t:society", "l:es"});
    CHECK(keys_of({"", "other", "", "Flores, acciones y voces"}) ==
          std::vector<std::string>{"w:flore", "w:accione", "w:voce"}); // of no known language: only the s
}

TEST_CASE("plurals follow the language", "[taste]") {
    const auto word = [](const std::string& title, const std::string& language) {
        return taste::traits_of({"", "", language, title}).front().key;
    };
    CHECK(word("acciones", "es") == word("acción", "es"));
    CHECK(word("flores", "es") == word("flor", "es"));
    CHECK(word("luces", "es") == "w:luz");
    CHECK(word("stories", "en") == word("story", "en"));
    CHECK(word("bridges", "en") == word("bridge", "en"));
    CHECK(word("crisis", "es") == "w:crisis");
    CHECK(word("montañas", "es") == "w:montaña");
    CHECK(word("ch'aki", "qu") == "w:ch'aki");
}

TEST_CASE("a word that is not wanted is found in a title, in both numbers, and no other is", "[taste]") {
    const std::set<std::string> words{taste::plain_word("  Goles!"), taste::plain_word("Óscar")};
    CHECK(words == std::set<std::string>{"goles", "oscar"});
    CHECK(taste::has_word_of("Un GOL de último minuto", "es-PE", words));
    CHECK(taste::has_word_of("Tres góles", "es", words));
    CHECK(taste::has_word_of("The oscars are here", "en", words));
    CHECK_FALSE(taste::has_word_of("Golpe de calor", "es", words));
    CHECK_FALSE(taste::has_word_of("", "", words));
    CHECK_FALSE(taste::has_word_of("Un gol", "es", {}));
    CHECK(taste::plain_word("\xff ... ").empty());
}

TEST_CASE("numbers, short and empty words are no traits, and twelve words are the most", "[taste]") {
    CHECK(keys_of({"", "", "", "Para que los 2026 de hoy sean entonces 12kg"}) == std::vector<std::string>{"w:sean"});
    std::string many;
    for (char letter = 'a'; letter < 'a' + 20; ++letter) {
        many += std::string("palabra") + letter + ' ';
    }
    CHECK(taste::traits_of({"", "", "", many}).size() == 12);
}

TEST_CASE("any bytes have traits, and learning from them keeps scores finite", "[taste]") {
    taste::TasteModel model;
    std::string bytes;
    for (int i = 0; i < 1024; ++i) {
        bytes += static_cast<char>((i * 131 + 7) % 256);
    }
    for (std::size_t cut = 0; cut < bytes.size(); cut += 17) {
        model.learn({0, taste::Did::opened, {bytes.substr(cut), bytes.substr(0, cut), bytes, bytes.substr(cut)}});
        REQUIRE(std::isfinite(model.score({bytes, bytes, bytes, bytes})));
    }
}

TEST_CASE("one opening is felt, and what speaks against a story takes it back", "[taste]") {
    taste::TasteModel model;
    CHECK(model.score(story("La lluvia vuelve")) == 0);
    CHECK_FALSE(model.knows_anything());
    model.learn({1, taste::Did::opened, story("La lluvia vuelve")});
    const double after_one = model.score(story("Otra lluvia llega"));
    CHECK(after_one > 0.2);
    CHECK(model.score(story("Precio del cobre", "Diario")) < after_one / 2);
    for (int i = 0; i < 3; ++i) {
        model.learn({2 + i, taste::Did::put_away, story("Lluvia de goles")});
    }
    CHECK(model.score(story("Otra lluvia llega")) < 0);
    CHECK(model.choices() == 4);
}

TEST_CASE("more of the same is worth more, and saving more than opening", "[taste]") {
    taste::TasteModel opened, saved, often;
    opened.learn({1, taste::Did::opened, story("Riego por turnos")});
    saved.learn({1, taste::Did::saved, story("Riego por turnos")});
    for (int i = 0; i < 5; ++i) {
        often.learn({i, taste::Did::opened, story("Riego por turnos")});
    }
    const taste::Subject next = story("El riego de noche", "Diario");
    CHECK(opened.score(next) < saved.score(next));
    CHECK(saved.score(next) < often.score(next));
}

TEST_CASE("stories that were passed over count little, and are not counted as choices", "[taste]") {
    taste::TasteModel passed, away;
    passed.learn({1, taste::Did::skipped, story("Goles del domingo", "Deporte")});
    away.learn({1, taste::Did::put_away, story("Goles del domingo", "Deporte")});
    const taste::Subject next = story("Mas goles", "Deporte");
    CHECK(passed.score(next) <= 0);
    CHECK(away.score(next) < 4 * passed.score(next));
    CHECK(passed.choices() == 0);
}

TEST_CASE("the contributions are the score, the largest first", "[taste]") {
    taste::TasteModel model({{{"s:Diario", -1}}, {}});
    for (int i = 0; i < 4; ++i) {
        model.learn({i, taste::Did::opened, story("Semillas de papa", "Radio", "science")});
        model.learn({i, taste::Did::skipped, story("Goles", "Diario", "sports")});
    }
    for (const taste::Subject& next :
         {story("Papas nativas", "Radio", "science"), story("Goles de papa", "Diario", "sports")}) {
        double sum = 0, before = 1e9;
        for (const taste::Contribution& each : model.contributions(next)) {
            CHECK(std::abs(each.value) <= before);
            before = std::abs(each.value);
            sum += each.value;
        }
        CHECK(std::abs(sum - model.score(next)) < 1e-12);
    }
    const auto against = model.contributions(story("Nada", "Diario"));
    REQUIRE_FALSE(against.empty());
    CHECK(against.front().key == "s:Diario");
    CHECK(against.front().wished);
}

TEST_CASE("a wish moves a story by its steps, whatever was learned", "[taste]") {
    const auto learned = [](taste::Wishes wishes) {
        taste::TasteModel model(std::move(wishes));
        for (int i = 0; i < 6; ++i) {
            model.learn({i, taste::Did::opened, story("Feria de semillas", "Radio")});
        }
        return model.score(story("Feria", "Radio"));
    };
    const double plain = learned({});
    CHECK(std::abs(learned({{{"s:Radio", 2}}, {}}) - plain - 2) < 1e-12);
    CHECK(std::abs(learned({{{"s:Radio", -2}}, {}}) - plain + 2) < 1e-12);
}

TEST_CASE("a model that is turned is the one that was made with the wish", "[taste]") {
    taste::TasteModel turned, made({{{"s:Radio", 2}}, {}});
    for (int i = 0; i < 3; ++i) {
        turned.learn({i, taste::Did::opened, story("Feria", "Radio")});
        made.learn({i, taste::Did::opened, story("Feria", "Radio")});
    }
    turned.turn("s:Diario", 1);
    turned.turn("s:Diario", 0);
    turned.turn("s:Radio", 7);
    CHECK(turned.wishes() == made.wishes());
    CHECK(turned.score(story("Feria", "Radio")) == made.score(story("Feria", "Radio")));
}

TEST_CASE("a dropped trait counts for nothing, and is not learned again", "[taste]") {
    taste::TasteModel model({{{"w:feria", 2}}, {"w:feria", "s:Radio"}});
    for (int i = 0; i < 6; ++i) {
        model.learn({i, taste::Did::saved, story("Feria", "Radio")});
    }
    for (const taste::Contribution& each : model.contributions(story("Feria", "Radio"))) {
        CHECK(each.key != "w:feria");
        CHECK(each.key != "s:Radio");
    }
    CHECK(weight_of(model, taste::TraitKind::word, "w:feria") == 0);
}

TEST_CASE("without a trait a model is as if it were not", "[taste]") {
    taste::TasteModel model;
    model.learn({1, taste::Did::saved, story("Feria", "Radio")});
    const double by_source = weight_of(model, taste::TraitKind::source, "s:Radio");
    REQUIRE(by_source > 0);
    CHECK(std::abs(model.score(story("Feria", "Radio")) - model.without("s:Radio").score(story("Feria", "Radio")) -
                   by_source) < 1e-12);
}

TEST_CASE("weights are of one kind, the heaviest first, with how many choices speak", "[taste]") {
    taste::TasteModel model({{{"t:science", 1}}, {}});
    for (int i = 0; i < 5; ++i) {
        model.learn({i, taste::Did::opened, story("Hongos del hayedo", "Radio")});
    }
    model.learn({9, taste::Did::opened, story("Hongos y setas", "Radio")});
    const auto words = model.weights(taste::TraitKind::word);
    REQUIRE(words.size() == 3);
    CHECK(words.front().key == "w:hongo");
    CHECK(words.front().shown == "hongos");
    CHECK(words.front().choices == 6);
    CHECK(std::ranges::is_sorted(words, std::greater{}, &taste::Weighed::weight));
    CHECK(weight_of(model, taste::TraitKind::topic, "t:science") == 1);
}
