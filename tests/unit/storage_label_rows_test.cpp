// The questions of `hypha export-labels` on a real journal: the newest word of a person is the label, one taken back is none.
#include <catch2/catch_test_macros.hpp>

#include <string>

#include "core/base/uuid.hpp"
#include "storage/database.hpp"
#include "storage/identification_table.hpp"
#include "storage/label_rows.hpp"
#include "storage/observation_table.hpp"
#include "storage/photo_table.hpp"

using namespace hypha;
using namespace hypha::storage;

namespace {

ObservationId find(Database& database, std::uint64_t number, bool saved = true) {
    ObservationRow row;
    row.uuid = uuid_of(number, number);
    row.created_ms = static_cast<std::int64_t>(number);
    row.saved = saved;
    const auto id = ObservationTable(database).add(row).value();
    PhotoRow photo;
    photo.observation = id;
    photo.slot = "profile";
    photo.sha256 = std::string(64, static_cast<char>('a' + number));
    REQUIRE(PhotoTable(database).put(photo).has_value());
    return id;
}

void say(Database& database, ObservationId id, IdentifiedBy by, fungi::VerdictState state, const char* name) {
    IdentificationRow row;
    row.observation = id;
    row.by = by;
    row.verdict.state = state;
    row.verdict.name = name;
    REQUIRE(IdentificationTable(database).add(row).has_value());
}

} // namespace

TEST_CASE("labels are what people said last, of saved finds", "[label_rows]") {
    using enum fungi::VerdictState;
    const auto database = Database::open(DatabasePlace::in_memory()).value();
    say(*database, find(*database, 1), IdentifiedBy::model, answered, "Amanita"); // no person spoke
    const auto named = find(*database, 2);
    say(*database, named, IdentifiedBy::model, answered, "Amanita");
    say(*database, named, IdentifiedBy::person, answered, "Agaricus");
    say(*database, named, IdentifiedBy::person, answered, "Agaricus augustus");
    say(*database, named, IdentifiedBy::model, answered, "Amanita");
    const auto taken_back = find(*database, 3);
    say(*database, taken_back, IdentifiedBy::person, answered, "Boletus");
    say(*database, taken_back, IdentifiedBy::person, unknown, "");
    say(*database, find(*database, 4), IdentifiedBy::person, not_mushroom, "");
    say(*database, find(*database, 5, false), IdentifiedBy::person, answered, "Boletus");
    const auto deleted = find(*database, 6);
    say(*database, deleted, IdentifiedBy::person, answered, "Boletus");
    REQUIRE(ObservationTable(*database).mark_deleted(deleted, 1).has_value());

    auto rows = database->prepare(kLabelRows);
    REQUIRE(rows.has_value());
    std::string all;
    while (rows->step() == Result<bool>(true)) {
        all += rows->text(1) + " " + rows->text(3) + " " + rows->text(4) + "; ";
    }
    CHECK(all == "profile answered Agaricus augustus; profile not_mushroom ; ");
    auto facts = database->prepare(kLabelFacts);
    REQUIRE(facts.has_value());
    REQUIRE(facts->step() == Result<bool>(true));
    CHECK(facts->integer(1) == 0); // no photos in it
    CHECK(facts->integer(2) == 1'215'909'992);
}
