// Verdicts survive JSON whole; anything but a whole verdict is none.
#include <catch2/catch_test_macros.hpp>

#include <string>

#include "core/fungi/verdict_json.hpp"

using namespace hypha::fungi;

namespace {

Verdict whole() {
    return {.state = VerdictState::answered,
            .rank = Rank::species,
            .name = "Amanita phalloides",
            .probability = 0.7F,
            .confidence = Confidence::likely,
            .risk = Risk::deadly,
            .ladder = {{Rank::genus, "Amanita", 0.9F, true, false}},
            .candidates = {{"Amanita phalloides", Rank::species, 0.7F, Risk::deadly}},
            .spread = {{"Amanita", Rank::genus, 0.9F, Risk::deadly}}};
}

} // namespace

TEST_CASE("a verdict keeps every field through JSON", "[verdict_json]") {
    const std::string text = encode_verdict(whole());
    const auto back = decode_verdict(text);
    REQUIRE(back.has_value());
    CHECK(encode_verdict(*back) == text);
    CHECK(back->state == VerdictState::answered);
    CHECK(back->rank == Rank::species);
    CHECK(back->name == "Amanita phalloides");
    CHECK(back->probability == 0.7F);
    CHECK(back->confidence == Confidence::likely);
    CHECK(back->risk == Risk::deadly);
    REQUIRE(back->ladder.size() == 1);
    CHECK(back->ladder[0].reached);
    CHECK_FALSE(back->ladder[0].is_answer);
    REQUIRE(back->candidates.size() == 1);
    CHECK(back->candidates[0].rank == Rank::species);
    REQUIRE(back->spread.size() == 1);
    CHECK(back->spread[0].probability == 0.9F);
}

TEST_CASE("every word of an enum is read back as itself, other words are none", "[verdict_json]") {
    for (const Rank rank : {Rank::family, Rank::genus, Rank::species}) {
        CHECK(rank_of(text_of(rank)) == rank);
    }
    for (const VerdictState state : {VerdictState::answered, VerdictState::unknown, VerdictState::not_mushroom}) {
        CHECK(verdict_state_of(text_of(state)) == state);
    }
    for (const Confidence confidence : {Confidence::not_sure, Confidence::possibly, Confidence::likely}) {
        CHECK(confidence_of(text_of(confidence)) == confidence);
    }
    for (const Risk risk : {Risk::unknown, Risk::poisonous, Risk::deadly_lookalikes, Risk::deadly}) {
        CHECK(risk_of(text_of(risk)) == risk);
    }
    CHECK_FALSE(risk_of("none").has_value());
    CHECK_FALSE(rank_of("").has_value());
}

TEST_CASE("every truncation of a verdict, and every missing or wrong field, is none", "[verdict_json]") {
    const std::string text = encode_verdict(whole());
    for (std::size_t size = 0; size < text.size(); ++size) {
        REQUIRE_FALSE(decode_verdict(text.substr(0, size)).has_value());
    }
    const auto changed = [&text](const std::string& from, const std::string& to) {
        std::string other = text;
        const std::size_t at = other.find(from);
        REQUIRE(at != std::string::npos);
        return decode_verdict(other.replace(at, from.size(), to));
    };
    CHECK_FALSE(changed("\"state\":\"answered\"", "\"state\":\"sure\"").has_value());
    CHECK_FALSE(changed("\"state\"", "\"stat\"").has_value());
    CHECK_FALSE(changed("\"name\":\"Amanita phalloides\"", "\"name\":7").has_value());
    CHECK_FALSE(changed("\"reached\":true", "\"reached\":1").has_value());
    CHECK_FALSE(changed("\"ladder\":[{", "\"ladder\":[7,{").has_value());
    CHECK_FALSE(changed("\"spread\":[", "\"spread\":{},\"x\":[").has_value());
    CHECK_FALSE(decode_verdict("[]").has_value());
    CHECK_FALSE(decode_verdict("null").has_value());
}

TEST_CASE("a probability outside 0..1 is no probability", "[verdict_json]") {
    for (const char* bad : {"1.5", "-0.1", "1e999", "\"0.5\"", "null"}) {
        CAPTURE(bad);
        std::string text = encode_verdict(whole());
        const std::string key = "\"probability\":";
        const std::size_t at = text.rfind(key) + key.size();
        text.replace(at, text.find_first_of(",}", at) - at, bad);
        CHECK_FALSE(decode_verdict(text).has_value());
    }
}
