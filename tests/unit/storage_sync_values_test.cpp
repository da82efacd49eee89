// The bytes of synced values: they come back as they were, are as short as promised, and every cut and every flipped bit is refused.
#include <catch2/catch_test_macros.hpp>

#include <limits>
#include <string>
#include <vector>

#include "attack.hpp"
#include "core/fungi/verdict_json.hpp"
#include "storage/sync_values.hpp"
#include "storage_sync_finds.hpp"

using namespace hypha;
namespace values = hypha::storage::sync_values;

namespace {

// `read` says whether it took the bytes. No bytes are words that are empty, or what was taken back.
template <typename Read> void refuses_all_but(const std::string& whole, Read read, bool empty_too = true) {
    REQUIRE(read(whole));
    std::size_t taken = 0;
    attack({whole.begin(), whole.end()}, [&](std::span<const std::uint8_t> bytes) {
        const std::string text(bytes.begin(), bytes.end());
        if (text != whole && (empty_too || !text.empty())) {
            taken += read(text) ? 1 : 0;
        }
    });
    CHECK(taken == 0);
}

// A verdict as the shipped model gives one: five candidates, twelve bars, three pictures.
IdentificationRow large_opinion() {
    IdentificationRow row = model_says({}, 1764000000100);
    row.thresholds = R"({"likely":0.7,"possible":0.3,"reject":0.5,"species":0.6,"temperature":1.25})";
    for (int i = 0; i < 11; ++i) {
        row.verdict.spread.push_back({"Cortinarius", fungi::Rank::genus, 0.01F, fungi::Risk::deadly});
        if (i < 4) {
            row.verdict.candidates.push_back(
                {"Cortinarius rubellus", fungi::Rank::species, 0.02F, fungi::Risk::deadly});
        }
        if (i < 2) {
            row.verdict.references.push_back({"Cortinarius rubellus", "cortinarius_rubellus_2", 0.5F});
        }
    }
    return row;
}

} // namespace

TEST_CASE("every value comes back as it was", "[sync_values]") {
    for (const std::int64_t ms : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1764000000000},
                                  std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()}) {
        CHECK(values::created(values::of_created(ms)) == ms);
    }
    CHECK(values::note(values::of_note("a \xc3\xb1\n")) == "a \xc3\xb1\n");
    CHECK(values::of_note("").empty());
    CHECK(values::note("") == "");
    CHECK(values::place(values::of_place(PlaceFix{42.8125, -1.645, 12.5})).value() == PlaceFix{42.8125, -1.645, 12.5});
    CHECK(values::place(values::of_place(std::nullopt)).value() == std::nullopt);
    CHECK(values::privacy(values::of_privacy(PlacePrivacy::hidden)) == PlacePrivacy::hidden);
    CHECK(values::kept(values::of_kept(true)) == true);
    CHECK(values::kept(values::of_kept(false)) == false);
    for (PhotoRow row : {photo_row({}, "", 'a'), PhotoRow{}}) {
        CHECK(values::view(values::of_view(row)) == row);
        row.sha256 = "not a hash";
        row.crop = vision::Crop{0.1F, 0.2F, 0.3F, 0.4F};
        CHECK(values::view(values::of_view(row)) == row);
    }
    const IdentificationRow row = large_opinion();
    const auto back = values::opinion(values::of_opinion(row));
    REQUIRE(back.has_value());
    CHECK(back->model_name == row.model_name);
    CHECK(back->model_version == row.model_version);
    CHECK(back->model_sha256 == row.model_sha256);
    CHECK(back->thresholds == row.thresholds);
    CHECK(fungi::encode_verdict(back->verdict) == fungi::encode_verdict(row.verdict));
}

TEST_CASE("a cut value and a changed bit are refused, wherever they are", "[sync_values]") {
    refuses_all_but(values::of_created(1764000000000), [](const auto& v) { return values::created(v).has_value(); });
    refuses_all_but(values::of_note("under an oak"), [](const auto& v) { return values::note(v).has_value(); }, false);
    refuses_all_but(values::of_place(PlaceFix{1, 2, 3}), [](const auto& v) { return values::place(v).has_value(); });
    refuses_all_but(values::of_place(std::nullopt), [](const auto& v) { return values::place(v).has_value(); });
    refuses_all_but(values::of_privacy(PlacePrivacy::km_1),
                    [](const auto& v) { return values::privacy(v).has_value(); });
    refuses_all_but(values::of_kept(true), [](const auto& v) { return values::kept(v).has_value(); });
    PhotoRow photo = photo_row({}, "", 'a');
    photo.crop = vision::Crop{0.1F, 0.2F, 0.3F, 0.4F};
    refuses_all_but(values::of_view(photo), [](const auto& v) { return values::view(v).has_value(); });
    refuses_all_but(values::of_opinion(model_says({}, 1)),
                    [](const auto& v) { return values::opinion(v).has_value(); });
}

TEST_CASE("numbers that are none, and shares that are none, are refused although their sum is right", "[sync_values]") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK_FALSE(values::place(values::of_place(PlaceFix{nan, 2, 3})).has_value());
    PhotoRow photo = photo_row({}, "", 'a');
    photo.sharpness = std::numeric_limits<float>::infinity();
    CHECK_FALSE(values::view(values::of_view(photo)).has_value());
    IdentificationRow row = model_says({}, 1);
    row.verdict.probability = 1.5F;
    CHECK_FALSE(values::opinion(values::of_opinion(row)).has_value());
    row = model_says({}, 1);
    row.verdict.spread.resize(65);
    CHECK_FALSE(values::opinion(values::of_opinion(row)).has_value());
}

TEST_CASE("a find of a person's is small, and a model's verdict is compact", "[sync_values]") {
    const std::string note(200, 'w');
    const std::size_t person = values::of_opinion(person_says({}, 1, "Cortinarius orellanoides")).size();
    const std::size_t find = values::of_created(1764000000000).size() + values::of_note(note).size() +
                             values::of_place(PlaceFix{42.8125, -1.645, 12.5}).size() +
                             values::of_privacy(PlacePrivacy::exact).size() + values::of_kept(true).size() + person;
    INFO("person's opinion " << person << ", find with a note of 200 bytes, place and opinion " << find);
    CHECK(person < 64);
    CHECK(find < 700);
    const IdentificationRow large = large_opinion();
    const std::size_t compact = values::of_opinion(large).size();
    const std::size_t json = fungi::encode_verdict(large.verdict).size();
    INFO("model's verdict " << compact << ", as JSON " << json);
    CHECK(compact * 2 < json);
    CHECK(compact < 1000);
    PhotoRow photo = photo_row({}, "", 'a');
    photo.logits.resize(300);
    INFO("view with 300 scores " << values::of_view(photo).size());
    CHECK(values::of_view(photo).size() < 1200 + 120);
}
