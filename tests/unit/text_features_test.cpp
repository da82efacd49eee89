// The features of a text: the same on every machine (vectors that training computed are committed), total on any bytes, and blind to
// what must not matter: case, composed or decomposed accents, spacing, the digits of a number.
#include "core/text/features.hpp"

#include <cmath>
#include <string>

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "core/base/utf8.hpp"
#include "core/text/folded_text.hpp"
#include "unit/attack.hpp"

namespace hypha::text {
namespace {

constexpr std::uint32_t kSlots = 1U << 16U;

Features topic(std::string_view text) { return features_of(text, FeatureKind::topic_1, kSlots); }

Features language(std::string_view text) { return features_of(text, FeatureKind::language_1, kSlots); }

bool are_same(const Features& a, const Features& b) { return a.slots == b.slots && a.weights == b.weights; }

void check_sane(const Features& features) {
    REQUIRE(features.slots.size() == features.weights.size());
    double squares = 0;
    std::int32_t before = -1;
    for (std::size_t i = 0; i < features.slots.size(); ++i) {
        REQUIRE(features.slots[i] > before); // ascending, none twice
        before = features.slots[i];
        squares += static_cast<double>(features.weights[i]) * static_cast<double>(features.weights[i]);
    }
    REQUIRE(before < static_cast<std::int32_t>(kSlots));
    REQUIRE((features.slots.empty() || std::abs(squares - 1) < 1e-4));
}

} // namespace

TEST_CASE("a text has one spelling", "[text_features]") {
    CHECK(fold_text("  ¡El Niño, 2023!  ", 100) == U" el niño 0 ");
    CHECK(fold_text("CH\u2019AKI don't 'quoted'", 100) == U" ch'aki don't quoted ");
    CHECK(fold_text("nin\u0303o \u00D1AND\u00DA", 100) == U" niño ñandú ");
    CHECK(fold_text("Привет МИР Αθήνα", 100) == U" привет мир αθήνα ");
    CHECK(fold_text("COVID19 4x4", 100) == U" covid0 0x0 ");
    CHECK(fold_text("...", 100).empty());
    CHECK(fold_text("abcdef", 4) == U" abc ");
}

TEST_CASE("features do not see case, composition or spacing", "[text_features]") {
    for (const auto& features : {topic, language}) {
        CHECK(are_same(features("El Niño llegó en 2023"), features("EL  NIN\u0303O\n llego\u0301 en 7")));
        CHECK_FALSE(are_same(features("el niño"), features("la niña")));
    }
    CHECK(are_same(topic("economía"), topic("economia")));
    CHECK_FALSE(are_same(language("año"), language("ano"))); // accents tell languages apart
}

TEST_CASE("the features are those that training used", "[text_features]") {
    const Features words = topic("El banco central");
    const std::vector<std::int32_t> word_slots{575, 5833, 10029, 37948, 60000, 60656};
    CHECK(words.slots == word_slots);
    CHECK(words.weights.front() == Catch::Approx(0.4082483));
    const Features letters = language("aa");
    const std::vector<std::int32_t> letter_slots{2237, 8976, 10473, 15493, 18803, 23126, 39379};
    CHECK(letters.slots == letter_slots);
    CHECK(letters.weights.front() == 0.5F); // 'a' twice among eight n-grams
    CHECK(letters.weights.back() == Catch::Approx(0.3535534));
}

TEST_CASE("a text without a word has no features", "[text_features]") {
    for (const char* const text : {"", " ", "\n\t", "?!…", "\u00A0\u2003", "🙂🙂", "'", "\u0301"}) {
        CAPTURE(text);
        CHECK(topic(text).slots.empty());
        CHECK(language(text).slots.empty());
    }
    CHECK(language("2023 1999").slots.empty());  // digits belong to no language
    CHECK(topic("2023 1999").slots.size() == 2); // one word, one pair
}

TEST_CASE("ill-formed UTF-8 separates words and loses nothing else", "[text_features]") {
    for (const std::string_view bad : {"\xFF", "\xC0\xAF", "\xC1\x81", "\xE0\x81\x81", "\xED\xA0\x80",
                                       "\xF5\x80\x80\x80", "\xE2\x82", "\x80", "\xF4\x90\x80\x80"}) {
        CAPTURE(bad.size());
        CHECK(fold_text("uno" + std::string(bad) + "dos", 100) == U" uno dos ");
    }
    CHECK(fold_text("uno\xE2\x82", 100) == U" uno ");
    CHECK(fold_text(std::string_view("uno\0dos", 7), 100) == U" uno dos ");
}

TEST_CASE("each maximal ill-formed part is one replacement, as in browsers", "[text_features]") {
    const auto points = [](std::string_view rest) {
        std::u32string out;
        while (!rest.empty()) {
            out += take_code_point(rest);
        }
        return out;
    };
    CHECK(points("a\xF0\x9F\x99\x82\xC3\xB1") == U"a\U0001F642\u00F1");
    CHECK(points("\xE2\x82"
                 "a") == U"\uFFFDa");                                 // cut short: one
    CHECK(points("\xC1\x81") == U"\uFFFD\uFFFD");                     // overlong: one a byte
    CHECK(points("\xED\xA0\x80") == U"\uFFFD\uFFFD\uFFFD");           // a surrogate: one a byte
    CHECK(points("\xF4\x90\x80\x80") == U"\uFFFD\uFFFD\uFFFD\uFFFD"); // above U+10FFFF
    CHECK(points("\xF0\x90\xF0\x90\x8D\x88") == U"\uFFFD\U00010348");
}

TEST_CASE("features answer whatever the bytes are", "[text_features]") {
    const std::string text = "Añu \u0531\u2019\u0301 \xF0\x9F\x99\x82 \xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D 12";
    attack(std::vector<std::uint8_t>(text.begin(), text.end()), [](std::span<const std::uint8_t> bytes) {
        const std::string_view view(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        check_sane(topic(view));
        check_sane(language(view));
    });
}

TEST_CASE("right-to-left and unspaced scripts form words", "[text_features]") {
    CHECK(topic("שלום עולם").slots.size() == 3);    // two words, one pair
    CHECK(topic("السلام عليكم").slots.size() == 4); // and the beginning of the longer one
    check_sane(language("\u202Bשלום\u202C 你好世界"));
    CHECK(are_same(language("\u202Bשלום\u202C"), language("שלום"))); // direction marks are no letters
}

TEST_CASE("a text of a megabyte costs no more than its beginning", "[text_features]") {
    std::string text;
    while (text.size() < 1'000'000) {
        text += "palabra" + std::string(1 + text.size() % 7, 'x') + ' ';
    }
    check_sane(topic(text));
    check_sane(language(text));
    CHECK(are_same(topic(text), topic(std::string_view(text).substr(0, 20'000))));
    CHECK(are_same(language(text), language(std::string_view(text).substr(0, 20'000))));
    CHECK(topic(std::string(1'000'000, 'a')).slots.size() == 2);
}

} // namespace hypha::text
