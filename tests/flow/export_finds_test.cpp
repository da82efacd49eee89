// Finds leave as files: photos without what is hidden in them, places rounded, the orientation sentence in each, in bounded parts.
#include <algorithm>
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "core/exchange/orientation.hpp"
#include "core/vision/strip_metadata.hpp"
#include "fakes/three_finds.hpp"

using namespace hypha;
using namespace hypha::flow;
using app::ExportPhase;

TEST_CASE("nothing hidden and no exact place leaves, and every file says the sentence",
          "[export_finds][safety_2][safety_12]") {
    Stage stage;
    FileWorker worker(stage);
    three_finds(stage, worker);
    for (const ExportKind kind : {ExportKind::zip, ExportKind::darwin_core, ExportKind::geo_json}) {
        INFO(static_cast<int>(kind));
        const std::string file = text_of(exported(stage, worker, kind));
        CHECK(file.contains(exchange::orientation_of(exchange::Tongue::english)));
        CHECK(file.contains("Agaricus augustus"));
        CHECK(file.contains("Amanita"));
        for (const std::string_view words : fakes::kHiddenWords) {
            INFO(words);
            CHECK_FALSE(file.contains(words));
        }
        for (const char* exact : {"42.8125", "-1.6451", "42.81256"}) {
            CHECK_FALSE(file.contains(exact));
        }
        CHECK(file.contains("near the spring") == (kind != ExportKind::geo_json)); // the map leaves that find out
        CHECK(exported(stage, worker, kind) ==
              Bytes(std::as_bytes(std::span(file)).begin(), std::as_bytes(std::span(file)).end()));
    }
    CHECK(stage.state().finds_export.left_out == 2);
}

TEST_CASE("a photo whose kind cannot be cleaned goes as its small picture, one that is gone is counted",
          "[export_finds][safety_12]") {
    Stage stage;
    FileWorker worker(stage);
    three_finds(stage, worker);
    worker.photos["original/" + sha('b')] = bytes_of("....ftypheic GPS of the exact place");
    worker.photos.erase("original/" + sha('c'));
    worker.photos.erase("thumbnail/" + sha('c'));
    const std::string file = text_of(exported(stage, worker));
    CHECK(stage.state().finds_export.reduced_photos == 1);
    CHECK(stage.state().finds_export.missing_photos == 1);
    CHECK_FALSE(file.contains("GPS"));
    CHECK(file.contains("small picture of b"));
    CHECK(file.contains("\"reduced\": true"));
    erase(stage, worker);
    import(stage, worker, Bytes(std::as_bytes(std::span(file)).begin(), std::as_bytes(std::span(file)).end()));
    CHECK(stage.state().journal.counts[0] == 3);
    CHECK(worker.photos.size() == 2);
}

TEST_CASE("an export that is cancelled leaves nothing behind, and the next one works", "[export_finds]") {
    Stage stage;
    FileWorker worker(stage);
    three_finds(stage, worker);
    stage.ask(command::ExportFinds{});
    CHECK(stage.state().finds_export.phase == ExportPhase::gathering);
    CHECK(stage.state().finds_export.total_finds == 3);
    worker.run(2);
    CHECK(stage.state().finds_export.done_finds >= 1);
    stage.ask(command::CancelExport{});
    worker.run(); // answers that come too late
    CHECK(stage.post.count<ports::ShareFile>() == 0);
    CHECK(stage.state().finds_export.phase == ExportPhase::idle);
    CHECK(stage.post.count<ports::DropFile>() == 1);
    CHECK(exported(stage, worker).size() > 1000);
}

TEST_CASE("ten thousand finds go through in parts, one at a time", "[export_finds]") {
    Stage stage;
    FileWorker worker(stage);
    constexpr std::size_t kFinds = 10'000;
    {
        stage.ask(command::EditSql{""});
        stage.ask(command::GoTo{{app::Screen::sql, {}, {}}});
        stage.ask(command::AllowChanges{true});
        stage.ask(
            command::EditSql{"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) INSERT "
                             "INTO observation(uuid, "
                             "created_ms, state, saved, note, latitude, longitude, accuracy_m, place_privacy) SELECT "
                             "printf('%08x-0000-4000-8000-%012x', i, i), 1790000000000 + i * 1000, 'analysed', 1, "
                             "'note ' || i, 40 + i / "
                             "10000.0, -3, 5, '1km' FROM n"});
        stage.ask(command::RunSql{});
        stage.ask(command::KeepChanges{});
        REQUIRE(stage.state().journal.counts[0] == kFinds);
    }
    for (const ExportKind kind : {ExportKind::darwin_core, ExportKind::geo_json, ExportKind::zip}) {
        INFO(static_cast<int>(kind));
        stage.post.clear();
        FileWorker fresh(stage);
        const Bytes file = exported(stage, fresh, kind);
        std::size_t largest = 0;
        for (const auto& part : stage.post.all<ports::GrowFile>()) {
            largest = std::max(largest, part.bytes.size());
        }
        CHECK(largest < (3U << 20U)); // the zip's directory is the largest
        CHECK(stage.post.count<ports::GrowFile>() >= kFinds / 100);
        if (kind == ExportKind::darwin_core) {
            const std::string text = text_of(file);
            CHECK(static_cast<std::size_t>(std::ranges::count(text, '\n')) == kFinds + 1);
        }
        if (kind == ExportKind::geo_json) {
            CHECK(nlohmann::json::parse(text_of(file))["features"].size() == kFinds);
        }
        if (kind == ExportKind::zip) {
            REQUIRE(check(stage, fresh, file).empty());
            CHECK(stage.state().finds_import.finds == static_cast<std::int64_t>(kFinds));
            CHECK(stage.state().finds_import.known == static_cast<std::int64_t>(kFinds));
        }
    }
}

TEST_CASE("a page for an expert holds the question, both answers and clean photos",
          "[export_finds][safety_2][safety_10][safety_12]") {
    Stage stage;
    FileWorker worker(stage);
    const Journal made = three_finds(stage, worker);
    stage.ask(command::GoTo{{app::Screen::ask, made.named, {}}});
    stage.ask(command::EditQuestion{"Is this one young?"});
    CHECK(stage.state().asking.question == "Is this one young?");
    exchange::PacketWords words;
    words.language = "en";
    words.title = "Which mushroom is this?";
    words.question_label = "Question";
    words.question = stage.state().asking.question;
    words.orientation = std::string(exchange::orientation_of(exchange::Tongue::english));
    words.lines = {{"Model", "Amanita"}, {"Person", "Agaricus augustus"}};
    words.views = {"Underside", "Profile", "Base", "Habitat"};
    stage.ask(command::MakePacket{made.named, words});
    worker.run();
    CHECK(stage.post.last<ports::ShareFile>().kind == "text/html");
    const std::string page = text_of(worker.sent());
    CHECK(page.contains("Is this one young?"));
    CHECK(page.contains(words.orientation));
    CHECK(page.contains("alt=\"Profile\""));
    CHECK(page.contains("data:image/jpeg;base64,"));
    const Bytes original = worker.photos["original/" + sha('b')];
    const vision::Bytes raw(reinterpret_cast<const std::uint8_t*>(original.data()), original.size());
    const auto clean = vision::strip_metadata(raw);
    REQUIRE(clean.has_value());
    CHECK(page.contains(exchange::packet_photo("Profile", "image/jpeg", std::as_bytes(std::span(*clean)))));
    stage.ask(command::GoTo{{app::Screen::journal, {}, {}}});
    CHECK(stage.state().asking.question.empty());
}
