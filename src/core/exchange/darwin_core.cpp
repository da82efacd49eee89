#include "core/exchange/darwin_core.hpp"

#include <array>
#include <cmath>
#include <string_view>

#include "core/base/iso_date.hpp"
#include "core/exchange/answers_text.hpp"
#include "core/exchange/csv_field.hpp"
#include "core/fungi/verdict_json.hpp"

namespace hypha::exchange {
namespace {

constexpr std::array<std::string_view, 21> kTerms{"occurrenceID",
                                                  "basisOfRecord",
                                                  "occurrenceStatus",
                                                  "eventDate",
                                                  "kingdom",
                                                  "scientificName",
                                                  "taxonRank",
                                                  "genus",
                                                  "identifiedBy",
                                                  "dateIdentified",
                                                  "identificationVerificationStatus",
                                                  "identificationRemarks",
                                                  "decimalLatitude",
                                                  "decimalLongitude",
                                                  "geodeticDatum",
                                                  "coordinateUncertaintyInMeters",
                                                  "footprintWKT",
                                                  "dataGeneralizations",
                                                  "informationWithheld",
                                                  "occurrenceRemarks",
                                                  "dynamicProperties"};

// A line whose fields come in the order of kTerms.
class Line {
public:
    Line& text(std::string_view value) {
        between();
        append_csv_text(line_, value);
        return *this;
    }
    // Already a number, which no spreadsheet may turn into text.
    Line& number(std::string_view value) {
        between();
        line_ += value;
        return *this;
    }
    Line& nothing() { return number(""); }
    std::string ended() { return line_ + "\r\n"; }

private:
    void between() { line_ += fields_++ > 0 ? "," : ""; }
    std::string line_;
    std::size_t fields_ = 0;
};

void put_answer(Line& line, const FindRecord& find, std::int64_t zone_offset_min) {
    const PersonAnswer* person = person_says(find);
    const ModelAnswer* model = model_says(find);
    const fungi::VerdictState state = person != nullptr  ? person->state
                                      : model != nullptr ? model->verdict.state
                                                         : fungi::VerdictState::unknown;
    const bool none = state == fungi::VerdictState::not_mushroom; // then no kingdom is claimed
    const std::string_view name = shown_name(find);
    const fungi::Rank rank = person != nullptr  ? person->rank
                             : model != nullptr ? model->verdict.rank
                                                : fungi::Rank::genus;
    line.text(none ? "" : "Fungi").text(name).text(name.empty() ? "" : fungi::text_of(rank));
    line.text(name.empty() || rank == fungi::Rank::family ? "" : name.substr(0, name.find(' ')));
    if (person != nullptr) {
        line.text("the person who made the record").text(iso_date(person->created_ms, zone_offset_min));
        line.text("named by a person");
    } else if (model != nullptr) {
        line.text(model_words(*model)).text(iso_date(model->created_ms, zone_offset_min));
        line.text("unverified, by a model alone");
    } else {
        line.nothing().nothing().text("not identified");
    }
}

void put_place(Line& line, const FindRecord& find) {
    if (!find.place) {
        line.nothing().nothing().nothing().nothing().nothing().nothing();
    } else {
        const SharedPlace& place = *find.place;
        line.number(number_text(place.latitude(), 6)).number(number_text(place.longitude(), 6)).text("WGS84");
        line.number(number_text(std::ceil(std::max(1.0, place.uncertainty_m)), 0));
        const auto corner = [](double east, double north) {
            return number_text(east, 6) + " " + number_text(north, 6);
        };
        line.text(place.is_point()
                      ? "POINT (" + corner(place.west, place.south) + ")"
                      : "POLYGON ((" + corner(place.west, place.south) + ", " + corner(place.east, place.south) + ", " +
                            corner(place.east, place.north) + ", " + corner(place.west, place.north) + ", " +
                            corner(place.west, place.south) + "))");
        line.text(place.is_point() ? "" : "Place given as a square of " + find.privacy + " on a fixed grid");
    }
    line.text(find.place_withheld ? "The place is hidden by the observer" : "");
}

} // namespace

std::string darwin_core_header() {
    Line line;
    for (const std::string_view term : kTerms) {
        line.text(term);
    }
    return line.ended();
}

std::string darwin_core_row(const FindRecord& find, Tongue tongue, std::int64_t zone_offset_min) {
    Line line;
    line.text("urn:uuid:" + find.uuid).text("HumanObservation").text("present");
    line.text(iso_date(find.created_ms, zone_offset_min));
    put_answer(line, find, zone_offset_min);
    line.text(orientation_of(tongue));
    put_place(line, find);
    line.text(find.note).text(answers_text(find, zone_offset_min));
    return line.ended();
}

} // namespace hypha::exchange
