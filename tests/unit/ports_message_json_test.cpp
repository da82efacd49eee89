// The message codec is total: what is not a whole, well-typed message is nothing at all.
#include <catch2/catch_test_macros.hpp>

#include <string>

#include "ports/message_json.hpp"

using namespace hypha::ports;

TEST_CASE("a message keeps every field through JSON", "[message_json]") {
    PhotoAnalysed sent;
    sent.ticket = 7;
    sent.photo = "ab12";
    sent.model_sha256 = "ff";
    sent.logits = {-1.5F, 0.0F, 3.25F};
    sent.sharpness = 0.5F;
    const Message back = decode(encode(sent));
    const auto* got = get_if<PhotoAnalysed>(&back);
    REQUIRE(got != nullptr);
    CHECK(got->ticket == 7);
    CHECK(got->photo == "ab12");
    CHECK(got->logits == sent.logits);
    CHECK(got->sharpness == 0.5F);
}

TEST_CASE("types are the names in snake_case", "[message_json]") {
    CHECK(encode(CheckOffline{}) == R"({"type":"check_offline"})");
    CHECK(holds_alternative<CheckOffline>(decode(R"({"type":"check_offline"})")));
}

TEST_CASE("none encodes to nothing", "[message_json]") { CHECK(encode(Message{}).empty()); }

TEST_CASE("a missing, mistyped or out-of-range field gives no message", "[message_json]") {
    const char* const bad[] = {
        R"({"type":"pick_cancelled"})",
        R"({"type":"pick_cancelled","ticket":"1"})",
        R"({"type":"pick_cancelled","ticket":-1})",
        R"({"type":"pick_cancelled","ticket":1.5})",
        R"({"type":"pick_cancelled","ticket":4294967296})",
        R"({"type":"pick_cancelled","ticket":null})",
        R"({"type":"photo_analysed","ticket":1,"photo":"a","model_sha256":"b","logits":[1,"2"],"sharpness":0,"exposure":0,"decode_ms":0,"prepare_ms":0,"run_ms":0})",
        R"({"type":"route_changed","path":3})",
        R"({"type":"visibility_changed","visible":1})",
        R"({"type":"no_such_message"})",
        R"({"ticket":1})",
        R"([])",
        R"("pick_cancelled")",
        "",
    };
    for (const char* const text : bad) {
        CAPTURE(text);
        CHECK(holds_alternative<std::monostate>(decode(text)));
    }
}

TEST_CASE("every truncation of a message is no message", "[message_json]") {
    const std::string whole =
        encode(PlaceFound{.ticket = 3, .latitude = -13.16, .longitude = -72.54, .accuracy_m = 12});
    for (std::size_t length = 0; length < whole.size(); ++length) {
        CAPTURE(length);
        CHECK(holds_alternative<std::monostate>(decode(whole.substr(0, length))));
    }
}

TEST_CASE("features and scores of a text cross exactly, and cut off they are no message", "[message_json]") {
    const ScoreText asked{7, "ab", {0, 131'071, 1'048'575}, {0.5F, 0.1F, 1e-4F}, true};
    const Message back = decode(encode(asked));
    const auto* got = get_if<ScoreText>(&back);
    REQUIRE(got != nullptr);
    CHECK(got->slots == asked.slots);
    CHECK(got->weights == asked.weights);
    CHECK(got->may_fetch);
    const std::string whole = encode(TextScored{7, "ab", {-1.5F, 3.25F}});
    REQUIRE(holds_alternative<TextScored>(decode(whole)));
    for (std::size_t length = 0; length < whole.size(); ++length) {
        CAPTURE(length);
        CHECK(holds_alternative<std::monostate>(decode(whole.substr(0, length))));
    }
}

TEST_CASE("every flipped bit is a message or none, never a crash", "[message_json]") {
    const std::string whole = encode(KeyPressed{.key = "Escape", .shift = false, .ctrl = true});
    std::size_t refused = 0;
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
        std::string flipped = whole;
        flipped[bit / 8] = static_cast<char>(static_cast<unsigned char>(flipped[bit / 8]) ^ (1U << (bit % 8)));
        refused += holds_alternative<std::monostate>(decode(flipped)) ? 1 : 0;
    }
    CHECK(refused > whole.size() * 4); // most flips touch the structure or a name
}

TEST_CASE("text that is not UTF-8 is sent with replacement characters", "[message_json]") {
    const Message back = decode(encode(OpenPage{.url = "a\xff\x62"}));
    const auto* got = get_if<OpenPage>(&back);
    REQUIRE(got != nullptr);
    CHECK(got->url == "a\xef\xbf\xbd\x62");
}

TEST_CASE("content crosses beside the text, whole and for its own message only", "[message_json]") {
    const std::string bytes("a\0b\xff", 4);
    const auto view = std::as_bytes(std::span(bytes));
    const Message sent = GrowFile{7, view};
    CHECK(encode(sent) == R"({"ticket":7,"type":"grow_file"})");
    REQUIRE(content_of(sent).size() == 4);
    const Message back = decode(R"({"type":"file_read","ticket":7})", view);
    const auto* got = get_if<FileRead>(&back);
    REQUIRE(got != nullptr);
    CHECK(got->bytes.data() == view.data()); // borrowed, never copied
    CHECK(got->bytes.size() == 4);
    CHECK(content_of(decode(R"({"type":"check_offline"})", view)).empty());
    CHECK(content_of(decode(R"({"type":"file_read"})", view)).empty()); // no ticket: no message
}
