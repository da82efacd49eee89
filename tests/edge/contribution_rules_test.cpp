// The rules of contributed stories, row by row, and the checks of a photo: pure functions, no store and no socket.
#include <catch2/catch_test_macros.hpp>

#include <fstream>
#include <iterator>

#include "core/news/story_file.hpp"
#include "edge/contribution_stage.hpp"
#include "edge/contributions/contributed_story.hpp"
#include "edge/contributions/photo_check.hpp"

using namespace hypha;
using namespace hypha::edge;

namespace {

SubmissionFacts trusted() {
    SubmissionFacts facts;
    facts.accepted_in_row = kContributionRules.accepted_for_trust;
    return facts;
}

template <typename Change> Verdict verdict_with(Change change) {
    SubmissionFacts facts = trusted();
    change(facts);
    return judge_submission(facts);
}

using Reasons = std::vector<std::string_view>;

} // namespace

TEST_CASE("the rules of contributions: what is listed at once, what waits for a person", "[contributions]") {
    CHECK(judge_submission(trusted()).state == ContributionState::published);
    const Verdict fresh = judge_submission({});
    CHECK(fresh.state == ContributionState::held);
    CHECK(fresh.reasons == Reasons{held_for::kNewContributor});
    const auto reasons = [](auto change) {
        const Verdict verdict = verdict_with(change);
        CHECK(verdict.refusal.empty());
        CHECK((verdict.state == ContributionState::published) == verdict.reasons.empty());
        return verdict.reasons;
    };
    CHECK(reasons([](auto& f) { --f.accepted_in_row; }) == Reasons{held_for::kNewContributor});
    CHECK(reasons([](auto& f) { f.before = ContributionState::rejected; }) == Reasons{held_for::kRejectedBefore});
    CHECK(reasons([](auto& f) { f.before = ContributionState::published; }).empty());
    CHECK(reasons([](auto& f) { f.was_flagged = true; }) == Reasons{held_for::kFlags});
    CHECK(reasons([](auto& f) { f.links = 2; }).empty());
    CHECK(reasons([](auto& f) { f.links = 3; }) == Reasons{held_for::kLinks});
    CHECK(reasons([](auto& f) { f.likeness = 0.39; }).empty());
    CHECK(reasons([](auto& f) { f.likeness = 0.4; }) == Reasons{held_for::kResembles});
    CHECK(reasons([](auto& f) { f.photos_missing = 1; }) == Reasons{held_for::kPhotos});
    CHECK(reasons([](auto& f) {
              f.links = 5;
              f.accepted_in_row = 0;
          }) == Reasons{held_for::kNewContributor, held_for::kLinks});
}

TEST_CASE("the rules of contributions: what is refused", "[contributions]") {
    CHECK(verdict_with([](auto& f) { f.today = 9; }).refusal.empty());
    CHECK(verdict_with([](auto& f) { f.today = 10; }).refusal == "too_many");
    CHECK(verdict_with([](auto& f) { f.today_of_all = 500; }).refusal == "edge_full");
    CHECK(verdict_with([](auto& f) { f.waiting = 4; }).refusal.empty());
    CHECK(verdict_with([](auto& f) { f.waiting = 5; }).refusal == "too_many_waiting");
    CHECK(verdict_with([](auto& f) {
              f.waiting = 5;
              f.before = ContributionState::held;
          }).refusal.empty());
    CHECK(verdict_with([](auto& f) { f.links = 10; }).refusal.empty());
    CHECK(verdict_with([](auto& f) { f.links = 11; }).refusal == "many_links");
    CHECK(verdict_with([](auto& f) { f.likeness = 0.9; }).refusal == "duplicate");
}

TEST_CASE("the rules of contributions: flags and decisions", "[contributions]") {
    CHECK_FALSE(flags_hold(2));
    CHECK(flags_hold(3));
    using enum ContributionState;
    for (const ContributionState before : {held, published, rejected}) {
        CHECK(decided(before, Decision::accept) == published);
        CHECK(decided(before, Decision::reject) == rejected);
    }
    CHECK_FALSE(decided(withdrawn, Decision::accept).has_value());
    CHECK_FALSE(decided(withdrawn, Decision::reject).has_value());
}

TEST_CASE("attack: a photo that is no photo, or another, or says where it was taken", "[contributions][attack]") {
    const TestPhoto photo = clean_photo();
    CHECK(check_photo(photo.named, photo.bytes) == "image/jpeg");
    const auto wrong = [](news::ContributedPhoto named, const std::string& bytes) {
        const auto checked = check_photo(named, bytes);
        REQUIRE_FALSE(checked.has_value());
        CHECK(checked.error().code == "photo_wrong");
        return checked.error().detail;
    };
    const auto named_as = [&](const std::string& bytes) {
        news::ContributedPhoto named = photo.named;
        named.sha256 = to_hex(sync::sha256(bytes));
        named.bytes = static_cast<std::int64_t>(bytes.size());
        return named;
    };
    CHECK(wrong(photo.named, photo.bytes + "x") == "size");
    std::string flipped = photo.bytes;
    flipped[flipped.size() / 2] ^= 1;
    CHECK(wrong(photo.named, flipped) == "hash");
    for (const std::string& bytes :
         {std::string("<!doctype html><script>alert(1)</script>"), std::string("\x89PNG\r\n\x1A\n"), std::string()}) {
        CHECK(wrong(named_as(bytes), bytes) == "kind");
    }
    const auto hidden = fakes::hidden_jpeg();
    const std::string with_place(hidden.begin(), hidden.end());
    CHECK(wrong(named_as(with_place), with_place) == "metadata");
    const std::string behind = photo.bytes + "<script>";
    CHECK(wrong(named_as(behind), behind) == "metadata");
    news::ContributedPhoto narrow = photo.named;
    ++narrow.width_px;
    CHECK(wrong(narrow, photo.bytes) == "sides");
    for (std::size_t size = 0; size < photo.bytes.size(); ++size) {
        const std::string cut = photo.bytes.substr(0, size);
        CHECK_FALSE(check_photo(named_as(cut), cut).has_value());
    }
}

TEST_CASE("a contribution as a story says that it is one, and holds no degrees", "[contributions]") {
    news::Contribution one = contribution_of(1);
    one.place = news::rounded_place(-9.5, -77.5, "Huaraz");
    one.photos = {clean_photo().named};
    const auto text = [](const Result<NewsStory>& story) {
        REQUIRE(story.has_value());
        return unpack_text(story->text).value();
    };
    const auto bare = contributed_story(one, "", {}, 1'764'300'000, 1'764'300'001);
    CHECK(text(bare).starts_with("hypha-story 1\ntitle: " + one.title +
                                 "\nsource: Contributed by people\nbyline: Quilla · Huaraz\ntopic: society\n"
                                 "language: es\npublished: 1764300000\n\nw1000 "));
    CHECK(text(bare).find("77.5") == std::string::npos);
    CHECK(bare->hash == to_hex(sync::sha256(text(bare))));
    CHECK(bare->publisher == "Contributed by people");
    const std::string with_photo = text(contributed_story(one, "https://e.example", {}, 1, 2));
    CHECK(with_photo.ends_with("\n\n![](https://e.example/v1/contributions/photo/" + one.photos[0].sha256 + ")"));
}

TEST_CASE("a contributed story has its author's topic where that is one, else what its words say", "[contributions]") {
    news::Contribution one = contribution_of(1);
    one.blocks =
        news::blocks_of_typed("El equipo ganó el partido con un gol en el último minuto, y el entrenador celebró "
                              "el campeonato con los jugadores.");
    const auto topic = [&one](const std::string& chosen) {
        one.topic = chosen;
        const auto story = contributed_story(one, "", {}, 1, 2);
        REQUIRE(story.has_value());
        const auto file = news::parse_story(unpack_text(story->text).value());
        REQUIRE(file.has_value());
        CHECK(file->topic == story->topic); // the list says what the story says
        return story->topic;
    };
    CHECK(topic("economy") == "economy");
    CHECK(topic("") == "sports");
    CHECK(topic("gossip") == "sports");
    CHECK(topic("other") == "sports"); // no topic, but the want of one
}

TEST_CASE("addresses of contributions: paths, methods, cursors", "[contributions]") {
    using What = ContributionQuestion::What;
    const std::string id = id_of(7), hash(64, 'a');
    const auto what = [](std::string_view method, const std::string& target) {
        const auto path = contribution_path_of(method, target);
        return path ? static_cast<int>(path->question.what) : -1;
    };
    const auto code = [](std::string_view method, const std::string& target) {
        const auto path = contribution_path_of(method, target);
        return path ? std::string() : path.error().code;
    };
    CHECK(what("POST", "/v1/contributions") == static_cast<int>(What::submit));
    CHECK(what("DELETE", "/v1/contributions/" + id) == static_cast<int>(What::withdraw));
    CHECK(what("POST", "/v1/contributions/" + id + "/flag") == static_cast<int>(What::flag));
    CHECK(what("POST", "/v1/contributions/" + hash + "/flag") == static_cast<int>(What::flag));
    CHECK(what("PUT", "/v1/contributions/photo/" + hash) == static_cast<int>(What::put_photo));
    CHECK(what("POST", "/v1/moderation/" + id) == static_cast<int>(What::decide));
    CHECK(contribution_path_of("GET", "/v1/moderation?after=12-" + id)->question.cursor->at_ms == 12);
    CHECK(code("GET", "/v1/moderation?before=12-" + id) == "malformed");
    CHECK(code("GET", "/v1/contributions?before=012-" + id) == "malformed");
    CHECK(code("GET", "/v1/contributions?before=12-../x") == "malformed");
    CHECK(code("POST", "/v1/contributions?before=12-" + id) == "malformed");
    CHECK(code("DELETE", "/v1/contributions/" + hash) == "malformed");
    CHECK(code("PUT", "/v1/contributions/photo/..%2fx") == "malformed");
    CHECK(code("PATCH", "/v1/contributions") == "no_method");
    CHECK(code("GET", "/v1/contributions/" + id + "/flags") == "no_path");
    CHECK_FALSE(is_contribution_path("/v1/contributionsx"));
    CHECK_FALSE(is_contribution_path("/v1/moderation/"));
    CHECK(is_contribution_path("/v1/contributions?before=1"));
}
