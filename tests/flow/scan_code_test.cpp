// The code of another device by the camera: the camera is open while the sheet is and the page is seen, what was read is taken as if
// typed, and where the camera does not open the sheet says why and nothing runs on.
#include <catch2/catch_test_macros.hpp>

#include "fakes/edge_worker.hpp"
#include "fakes/stage.hpp"

using namespace hypha;
using namespace hypha::flow;
namespace command = hypha::app::command;
using app::AccountAsk;
using app::CameraPhase;
using app::CodeScan;

namespace {

struct Reader {
    Reader() {
        stage.ask(command::GoTo{{app::Screen::me, {}, app::MeSection::sync}});
        stage.ask(command::ScanCode{"Phone"});
    }
    static app::StartFacts facts() {
        app::StartFacts facts = Stage::default_facts();
        facts.reads_codes = true;
        return facts;
    }
    [[nodiscard]] const CodeScan* scan() const { return std::get_if<CodeScan>(&stage.state().overlay); }
    [[nodiscard]] std::uint32_t ticket() const { return stage.post.last<ports::LookForCode>().ticket; }

    Stage stage{facts()};
};

} // namespace

TEST_CASE("a code that the camera read is taken as if it had been typed, and the camera is closed", "[scan_code]") {
    Reader reader;
    REQUIRE(reader.scan() != nullptr);
    reader.stage.receive(ports::CameraOpened{reader.ticket(), false, 1, 0, 1});
    CHECK(reader.scan()->phase == CameraPhase::live);
    reader.stage.receive(ports::CodeRead{reader.ticket() + 1, "of an earlier opening"});
    REQUIRE(reader.scan() != nullptr);
    reader.stage.receive(ports::CodeRead{reader.ticket(), "the code"});
    CHECK(reader.scan() == nullptr);
    CHECK(reader.stage.post.count<ports::CloseCamera>() == 1);
    const auto wish = reader.stage.post.last<ports::AskAccount>();
    CHECK(wish.wish == "take");
    CHECK(wish.value == "the code");
    CHECK(wish.name == "Phone");
    CHECK(reader.stage.state().sync.typed == "the code");
}

TEST_CASE("the camera goes with the sheet, with the screen and with the page, and comes back with the page",
          "[scan_code]") {
    Reader reader;
    reader.stage.receive(ports::VisibilityChanged{false});
    CHECK(reader.stage.post.count<ports::CloseCamera>() == 1);
    reader.stage.receive(ports::VisibilityChanged{true});
    CHECK(reader.stage.post.count<ports::LookForCode>() == 2);
    reader.stage.ask(command::CloseOverlay{});
    CHECK(reader.stage.post.count<ports::CloseCamera>() == 2);
    reader.stage.ask(command::ScanCode{"Phone"});
    reader.stage.receive(ports::RouteChanged{"#/journal"});
    CHECK(reader.scan() == nullptr);
    CHECK(reader.stage.post.count<ports::CloseCamera>() == 3);
    reader.stage.receive(ports::CodeRead{reader.ticket(), "too late"});
    CHECK(reader.stage.post.count<ports::AskAccount>() == 0);
}

TEST_CASE("a camera that does not open is said, and not tried again by itself", "[scan_code]") {
    Reader reader;
    reader.stage.receive(ports::CameraFailed{reader.ticket(), "denied"});
    REQUIRE(reader.scan() != nullptr);
    CHECK(reader.scan()->phase == CameraPhase::failed);
    CHECK(reader.scan()->failure == "denied");
    reader.stage.receive(ports::VisibilityChanged{true});
    CHECK(reader.stage.post.count<ports::LookForCode>() == 1);
}

TEST_CASE("where the browser reads no codes there is nothing to open", "[scan_code]") {
    Stage stage;
    stage.ask(command::ScanCode{"Phone"});
    CHECK(std::holds_alternative<std::monostate>(stage.state().overlay));
    CHECK(stage.post.count<ports::LookForCode>() == 0);
}
