// Darwin Core, GeoJSON, JSON and the expert's page: what they hold, what they must not hold, and what reads them back.
#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "core/base/iso_date.hpp"
#include "core/exchange/archive_names.hpp"
#include "core/exchange/csv_field.hpp"
#include "core/exchange/darwin_core.hpp"
#include "core/exchange/expert_packet.hpp"
#include "core/exchange/find_json.hpp"
#include "core/exchange/geo_json.hpp"
#include "core/exchange/orientation.hpp"
#include "core/exchange/readme.hpp"
#include "unit/attack.hpp"
#include "unit/exchange_records.hpp"

namespace hypha::exchange {
namespace {

using Json = nlohmann::json;

// RFC 4180, written here a second time on purpose.
std::vector<std::vector<std::string>> parsed_csv(std::string_view text) {
    std::vector<std::vector<std::string>> rows{{""}};
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string& field = rows.back().back();
        if (quoted && text[i] == '"' && i + 1 < text.size() && text[i + 1] == '"') {
            field += text[i++];
        } else if (text[i] == '"') {
            quoted = !quoted;
        } else if (!quoted && text[i] == ',') {
            rows.back().emplace_back();
        } else if (!quoted && text.substr(i, 2) == "\r\n") {
            rows.emplace_back(1, "");
            ++i;
        } else {
            field += text[i];
        }
    }
    rows.pop_back();
    return rows;
}

std::string field_of(std::string_view text) {
    std::string line;
    append_csv_text(line, text);
    return line;
}

} // namespace

TEST_CASE("the sentence of every export is the sentence of the screens", "[exchange][safety_2]") {
    for (const auto& [language, tongue] : {std::pair("en", Tongue::english), std::pair("es", Tongue::spanish)}) {
        std::ifstream file(std::string(HYPHA_SOURCE_DIR "/assets/strings_") + language + ".json");
        const Json strings = Json::parse(file);
        CHECK(strings["orientation_title"].get<std::string>() + " " + strings["orientation_line"].get<std::string>() ==
              orientation_of(tongue));
        CHECK(readme().contains(orientation_of(tongue)));
    }
}

TEST_CASE("a day is the day of the place, in every year", "[exchange]") {
    CHECK(iso_date(0, 0) == "1970-01-01");
    CHECK(iso_date(-1, 0) == "1969-12-31");
    CHECK(iso_date(951'782'400'000, 0) == "2000-02-29");
    CHECK(iso_date(1'791'071'999'000, 120) == "2026-10-04");
    CHECK(iso_date(1'791'071'999'000, -840) == "2026-10-03");
    CHECK(iso_date(INT64_MIN, 0) == "0001-01-01");
    CHECK(iso_date(INT64_MAX, INT64_MAX) == "9999-12-31");
}

TEST_CASE("a field that a spreadsheet would run is only a text", "[exchange]") {
    CHECK(field_of("=1+1") == "'=1+1");
    CHECK(field_of("+1") == "'+1");
    CHECK(field_of("-1") == "'-1");
    CHECK(field_of("@SUM(A1)") == "'@SUM(A1)");
    CHECK(field_of("\t=1") == "'\t=1");
    CHECK(field_of("\r=1") == "\"'\r=1\"");
    CHECK(field_of("a,b") == "\"a,b\"");
    CHECK(field_of("say \"a\"") == "\"say \"\"a\"\"\"");
    CHECK(field_of("oak") == "oak");
    CHECK(number_text(-1.6900004, 6) == "-1.69");
    CHECK(number_text(-0.0000001, 6) == "0");
}

TEST_CASE("Darwin Core says who named it, rounds the place and carries the sentence in each row",
          "[exchange][safety_2][safety_10][safety_12]") {
    const FindRecord find = example_find();
    const auto rows = parsed_csv(darwin_core_header() + darwin_core_row(find, Tongue::english, 120) +
                                 darwin_core_row(find, Tongue::spanish, 0));
    REQUIRE(rows.size() == 3);
    REQUIRE(rows[1].size() == rows[0].size());
    const auto at = [&](std::size_t row, std::string_view term) {
        const auto found = std::ranges::find(rows[0], term);
        REQUIRE(found != rows[0].end());
        return rows[row][static_cast<std::size_t>(found - rows[0].begin())];
    };
    CHECK(at(1, "occurrenceID") == std::string("urn:uuid:") + kUuid);
    CHECK(at(1, "basisOfRecord") == "HumanObservation");
    CHECK(at(1, "eventDate") == "2026-10-04");
    CHECK(at(1, "scientificName") == "Agaricus augustus");
    CHECK(at(1, "genus") == "Agaricus");
    CHECK(at(1, "identificationVerificationStatus") == "named by a person");
    CHECK(at(1, "identificationRemarks") == orientation_of(Tongue::english));
    CHECK(at(2, "identificationRemarks") == orientation_of(Tongue::spanish));
    CHECK(at(1, "decimalLatitude") == "42.795");
    CHECK(at(1, "decimalLongitude") == "-1.69");
    CHECK(at(1, "coordinateUncertaintyInMeters") == "7071");
    CHECK(at(1, "occurrenceRemarks") == "'" + find.note);
    const Json answers = Json::parse(at(1, "dynamicProperties"));
    CHECK(answers["byModel"]["name"] == "Amanita");
    CHECK(answers["byModel"]["risk"] == "deadly");
    CHECK(answers["byPerson"]["name"] == "Agaricus augustus");

    FindRecord models = find;
    models.by_people.push_back({find.created_ms + 2000, fungi::VerdictState::unknown, {}, ""}); // taken back
    models.place.reset();
    models.place_withheld = true;
    const auto alone = parsed_csv(darwin_core_header() + darwin_core_row(models, Tongue::english, 0));
    const std::string all = darwin_core_row(models, Tongue::english, 0);
    CHECK(all.contains("Test fungi 1 (computer vision)"));
    CHECK(all.contains("unverified, by a model alone"));
    CHECK(all.contains("The place is hidden by the observer"));
    CHECK_FALSE(all.contains("42.7"));
}

TEST_CASE("the map has squares and points, and no hidden place", "[exchange][safety_2][safety_12]") {
    FindRecord square = example_find(), point = square, hidden = square, nowhere = square;
    point.privacy = "exact";
    point.place = SharedPlace{42.8125, -1.645, 42.8125, -1.645, 12};
    hidden.privacy = "hidden";
    hidden.place_withheld = true;
    nowhere.place.reset();
    std::string text = geo_json_begin(Tongue::english);
    bool first = true;
    for (const FindRecord* find : {&hidden, &square, &nowhere, &point}) {
        const std::string feature = geo_json_feature(*find, Tongue::english, 0, first);
        first = first && feature.empty();
        text += feature;
    }
    const Json map = Json::parse(text + geo_json_end());
    CHECK(map["type"] == "FeatureCollection");
    CHECK(map["orientation"] == orientation_of(Tongue::english));
    REQUIRE(map["features"].size() == 2);
    const Json& ring = map["features"][0]["geometry"]["coordinates"][0];
    CHECK(map["features"][0]["geometry"]["type"] == "Polygon");
    REQUIRE(ring.size() == 5);
    CHECK(ring.front() == ring.back());
    double area = 0; // positive: against the clock (RFC 7946, 3.1.6)
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        area += ring[i][0].get<double>() * ring[i + 1][1].get<double>() -
                ring[i + 1][0].get<double>() * ring[i][1].get<double>();
    }
    CHECK(area > 0);
    CHECK(map["features"][1]["geometry"] == Json{{"type", "Point"}, {"coordinates", {-1.645, 42.8125}}});
    CHECK(map["features"][1]["properties"]["orientation"] == orientation_of(Tongue::english));
    CHECK(map["features"][0]["properties"]["answers"]["byPerson"]["name"] == "Agaricus augustus");
    const Json none = Json::parse(geo_json_begin(Tongue::spanish) + geo_json_end());
    CHECK(none["features"].empty());
}

TEST_CASE("a find as JSON comes back as it was", "[exchange][safety_2][safety_10]") {
    const FindRecord find = example_find();
    const std::string text = encode_find(find, Tongue::english);
    CHECK(Json::parse(text)["orientation"] == orientation_of(Tongue::english));
    CHECK(Json::parse(text)["answers_by_model"].size() == 1);
    CHECK(Json::parse(text)["answers_by_people"].size() == 1);
    const auto back = decode_find(text);
    REQUIRE(back.has_value());
    CHECK(back->uuid == find.uuid);
    CHECK(back->created_ms == find.created_ms);
    CHECK(back->note == find.note);
    CHECK(back->place == find.place);
    CHECK(back->photos == find.photos);
    CHECK(back->by_people == find.by_people);
    REQUIRE(back->by_model.size() == 1);
    CHECK(back->by_model[0].thresholds == "likely=0.7");
    CHECK(back->by_model[0].verdict.probability == 0.81F);
    CHECK(encode_find(*back, Tongue::english) == text);
}

TEST_CASE("the part of a photo that was looked at travels with it, and a file without one is as before", "[exchange]") {
    FindRecord find = example_find();
    CHECK_FALSE(Json::parse(encode_find(find, Tongue::english))["photos"][0].contains("crop"));
    find.photos[0].crop = vision::Crop{0.25F, 0.125F, 0.375F, 0.5F};
    const std::string text = encode_find(find, Tongue::english);
    const auto back = decode_find(text);
    REQUIRE(back.has_value());
    CHECK(back->photos == find.photos);
    Json wrong = Json::parse(text);
    for (const Json& value : {Json(-0.1), Json(1.5), Json("0.2"), Json(nullptr)}) {
        wrong["photos"][0]["crop"]["left"] = value;
        CHECK(decode_find(wrong.dump()).error().code == "find_invalid");
    }
    wrong["photos"][0]["crop"] = 3;
    CHECK(decode_find(wrong.dump()).error().code == "find_invalid");
}

TEST_CASE("a find whose fields are out of their range is no find", "[exchange][attack]") {
    const std::string text = encode_find(example_find(), Tongue::english);
    const auto with = [&](const char* key, const Json& value) {
        Json json = Json::parse(text);
        json[Json::json_pointer(key)] = value;
        const auto found = decode_find(json.dump());
        return found ? std::string("taken") : found.error().code;
    };
    CHECK(with("/note", "another") == "taken");
    CHECK(with("/version", 2) == "find_newer");
    CHECK(with("/id", "../../etc") == "find_invalid");
    CHECK(with("/photos/0/file", "../profile.jpg") == "find_invalid");
    CHECK(with("/photos/0/view", "base") == "find_invalid");
    CHECK(with("/photos/0/sha256", "C") == "find_invalid");
    CHECK(with("/photos/0/size_bytes", 18446744073709551615ULL) == "find_invalid");
    CHECK(with("/photos/0/scores", {1, "2"}) == "find_invalid");
    CHECK(with("/created_ms", -1) == "find_invalid");
    CHECK(with("/created_ms", 1e300) == "find_invalid");
    CHECK(with("/place/south", 91) == "find_invalid");
    CHECK(with("/place/privacy", "hidden") == "find_invalid"); // and yet a place
    CHECK(with("/answers_by_people/0/name", "") == "find_invalid");
    CHECK(with("/answers_by_model/0/verdict/probability", 2) == "find_invalid");
    CHECK(with("/photos", Json::array({1, 2, 3, 4, 5})) == "find_invalid");
    CHECK(with("/photos/1", Json::parse(text)["photos"][0]) == "find_invalid"); // one view twice
    CHECK(decode_find("[]").error().code == "find_invalid");
    CHECK(decode_find(std::string(200'000, '[')).error().code == "find_invalid");
    attack(std::vector<std::uint8_t>(text.begin(), text.end()), [](std::span<const std::uint8_t> bytes) {
        (void)decode_find({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    });
}

TEST_CASE("only the names that are ours are names", "[exchange]") {
    const std::string folder = find_folder("2026-10-04", kUuid);
    CHECK(find_entry_name(folder + "profile.jpg")->file == "profile.jpg");
    CHECK(find_entry_name(folder + "find.json")->uuid == kUuid);
    for (const std::string& name :
         {std::string("finds/../../etc/passwd"), folder, folder + "../find.json", folder + "profile.exe",
          folder + "profile.jpg/", "/" + folder + "find.json", folder + std::string("find.json\0", 10),
          std::string("finds\\x"), folder + "cap.jpg"}) {
        INFO(name);
        CHECK_FALSE(find_entry_name(name));
    }
}

TEST_CASE("the expert's page runs nothing, whatever was written into it", "[exchange][safety_2]") {
    PacketWords words;
    words.language = "en\"><script>";
    words.title = "<script>alert(1)</script>";
    words.question_label = "Question";
    words.question = "Is it & <b>this</b>?";
    words.orientation = std::string(orientation_of(Tongue::english));
    words.lines = {{"Note", "</dd><img src=x onerror=alert(1)>"}};
    const std::vector<std::byte> picture{std::byte{'M'}, std::byte{'a'}, std::byte{'n'}, std::byte{'y'}};
    const std::string page = packet_begin(words) + packet_photo("Base", "image/jpeg", picture) + packet_end(words);
    CHECK_FALSE(page.contains("<script"));
    CHECK_FALSE(page.contains("<img src=x"));
    CHECK(page.contains("default-src 'none'"));
    CHECK(page.contains(orientation_of(Tongue::english)));
    CHECK(page.contains("Is it &amp; &lt;b&gt;this&lt;/b&gt;?"));
    CHECK(page.contains("data:image/jpeg;base64,TWFueQ=="));
}

} // namespace hypha::exchange
