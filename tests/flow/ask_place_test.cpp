// Places: asked only when tapped, exact at home, a fixed square elsewhere.
#include <cmath>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "fakes/stage.hpp"

using namespace hypha;
using namespace hypha::flow;
using app::PlacePrivacy;
using Catch::Matchers::WithinRel;
namespace command = app::command;

TEST_CASE("the device is asked for a place only after the reason was accepted", "[ask_place][safety_12]") {
    Stage stage;
    const ObservationId id = stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.ask(command::GoTo{{app::Screen::observation, id, {}}});
    stage.ask(command::AskPlaceReason{id});
    CHECK(std::holds_alternative<app::PlaceReason>(stage.state().overlay));
    CHECK(stage.post.count<ports::AskPlace>() == 0);
    stage.ask(command::AskPlace{id});
    REQUIRE(stage.post.count<ports::AskPlace>() == 1);
    CHECK(std::holds_alternative<std::monostate>(stage.state().overlay));
    stage.ask(command::AskPlace{id}); // while it is open: one question
    CHECK(stage.post.count<ports::AskPlace>() == 1);
    const std::uint32_t ticket = stage.post.last<ports::AskPlace>().ticket;
    stage.receive(ports::PlaceFound{ticket, -12.0464, -77.0428, 8});
    REQUIRE(stage.open(id).place);
    CHECK(stage.open(id).place->latitude == -12.0464);
    CHECK(stage.open(id).privacy == PlacePrivacy::ten_km);
    stage.receive(ports::PlaceFound{ticket, 1, 1, 1}); // a ticket answers once
    CHECK(stage.open(id).place->latitude == -12.0464);
    stage.restart();
    stage.ask(command::GoTo{{app::Screen::observation, id, {}}});
    CHECK(stage.open(id).place == app::Place{-12.0464, -77.0428, 8});
    stage.ask(command::ForgetPlace{id});
    CHECK_FALSE(stage.open(id).place);
}

TEST_CASE("a place that is refused, missing or not on Earth leaves the find as it was", "[ask_place]") {
    Stage stage;
    const ObservationId id = stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.ask(command::GoTo{{app::Screen::observation, id, {}}});
    stage.ask(command::AskPlace{id});
    stage.receive(ports::PlaceFailed{stage.post.last<ports::AskPlace>().ticket, "denied"});
    CHECK(stage.open(id).place_failure == "denied");
    stage.ask(command::AskPlace{id});
    CHECK(stage.open(id).place_failure.empty());
    stage.receive(ports::PlaceFound{stage.post.last<ports::AskPlace>().ticket, 91, 0, 1});
    CHECK(stage.open(id).place_failure == "unavailable");
    CHECK_FALSE(stage.open(id).place);
}

TEST_CASE("who sees the place is chosen for each find and by default", "[ask_place]") {
    Stage stage;
    stage.ask(command::ChooseDefaultPrivacy{PlacePrivacy::hidden});
    const ObservationId id = stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.ask(command::GoTo{{app::Screen::observation, id, {}}});
    CHECK(stage.open(id).privacy == PlacePrivacy::hidden);
    stage.ask(command::AskPlace{id});
    stage.receive(ports::PlaceFound{stage.post.last<ports::AskPlace>().ticket, 1, 2, 3});
    CHECK(stage.state().journal.counts[static_cast<std::size_t>(app::JournalFilter::place_hidden)] == 1);
    stage.ask(command::ChoosePrivacy{id, PlacePrivacy::one_km});
    CHECK(stage.open(id).privacy == PlacePrivacy::one_km);
    CHECK(stage.state().journal.counts[static_cast<std::size_t>(app::JournalFilter::place_hidden)] == 0);
    stage.restart();
    CHECK(stage.state().default_privacy == PlacePrivacy::hidden);
}

TEST_CASE("a shared place is a square of its size, fixed for every point within", "[safety_12]") {
    const double latitude = GENERATE(-89.99, -60.0, -12.0464, 0.0, 4.7, 43.36, 71.1, 89.99);
    const double longitude = GENERATE(-180.0, -77.0428, -0.001, 0.0, 2.17, 179.999, 180.0);
    const auto [privacy, side_km] =
        GENERATE(std::pair{PlacePrivacy::one_km, 1.0}, std::pair{PlacePrivacy::ten_km, 10.0});
    CAPTURE(latitude, longitude, side_km);
    const auto square = app::shared_square({latitude, longitude, 5}, privacy);
    REQUIRE(square);
    CHECK(square->south <= latitude);
    CHECK(square->north >= latitude);
    CHECK(square->west <= longitude);
    CHECK(square->east >= longitude - 1e-9);
    if (std::abs(latitude) < 80) { // the rows at the poles are cut
        CHECK_THAT((square->north - square->south) * 111.195, WithinRel(side_km, 0.001));
        const double width =
            (square->east - square->west) * 111.195 * std::cos(square->latitude() * 3.14159265358979 / 180);
        CHECK_THAT(width, WithinRel(side_km, 0.01));
    }
    // Any point within the square, its middle above all, gives the same square: sharing often tells no more than sharing once.
    for (const double f : {0.01, 0.3, 0.5, 0.99}) {
        const app::Place inside{square->south + f * (square->north - square->south),
                                square->west + f * (square->east - square->west), 5};
        if (inside.longitude <= 180) {
            CHECK(app::shared_square(inside, privacy) == square);
        }
    }
}

TEST_CASE("a hidden place is not shared, an exact one is itself, and nonsense is nothing", "[safety_12]") {
    CHECK_FALSE(app::shared_square({10, 20, 5}, PlacePrivacy::hidden));
    const auto exact = app::shared_square({10, 20, 5}, PlacePrivacy::exact);
    REQUIRE(exact);
    CHECK(exact->latitude() == 10);
    CHECK(exact->longitude() == 20);
    CHECK_FALSE(app::shared_square({std::nan(""), 0, 1}, PlacePrivacy::exact));
    CHECK_FALSE(app::shared_square({90.1, 0, 1}, PlacePrivacy::ten_km));
    CHECK_FALSE(app::shared_square({0, -180.5, 1}, PlacePrivacy::one_km));
}
