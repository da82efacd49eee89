// A journal of three finds with photos as a phone writes them, and the ways out and in, for the tests of exports and imports.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include "fakes/file_worker.hpp"
#include "fakes/hidden_jpeg.hpp"

namespace hypha::flow {

namespace command = app::command;
using app::ExportKind;
using app::ImportPhase;

inline Bytes jpeg(std::string_view picture) {
    const auto file = fakes::hidden_jpeg(6, picture);
    const auto bytes = std::as_bytes(std::span(file));
    return {bytes.begin(), bytes.end()};
}

inline std::string text_of(const Bytes& bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

inline void place(Stage& stage, ObservationId id, app::PlacePrivacy privacy) {
    stage.ask(command::GoTo{{app::Screen::observation, id, {}}});
    stage.ask(command::AskPlace{id});
    stage.receive(ports::PlaceFound{stage.post.last<ports::AskPlace>().ticket, 42.8125678, -1.6451234, 12});
    stage.ask(command::ChoosePrivacy{id, privacy});
}

// Three finds: named by a person with a square, with a hidden place and a note, without a place.
struct Journal {
    ObservationId named, hidden, plain;
};
inline Journal three_finds(Stage& stage, FileWorker& worker) {
    Journal made{stage.saved_find('b', scores(kAmanita, 0.9F)), stage.saved_find('c', scores(kTrametes, 0.5F)),
                 stage.saved_find('d', scores(kOther, 0.9F))};
    for (const char photo : {'b', 'c', 'd'}) {
        worker.photos["original/" + sha(photo)] = jpeg(std::string("picture of ") + photo);
        worker.photos["thumbnail/" + sha(photo)] = jpeg(std::string("small picture of ") + photo);
    }
    place(stage, made.named, app::PlacePrivacy::ten_km);
    stage.ask(command::GiveName{made.named, "Agaricus augustus"});
    place(stage, made.hidden, app::PlacePrivacy::hidden);
    stage.ask(command::WriteNote{made.hidden, "near the spring"});
    worker.run();
    return made;
}

inline Bytes exported(Stage& stage, FileWorker& worker, ExportKind kind = ExportKind::zip) {
    stage.ask(command::ExportFinds{kind});
    worker.run();
    const Bytes file = worker.sent();
    worker.saved();
    return file;
}

inline void erase(Stage& stage, FileWorker& worker) {
    stage.ask(command::EraseEverything{});
    stage.ask(command::CloseToast{stage.state().toast->serial});
    worker.run();
    REQUIRE(stage.state().journal.counts[0] == 0);
}

// Answers the code of a file that was refused, empty for one that was taken.
inline std::string check(Stage& stage, FileWorker& worker, const Bytes& file) {
    stage.ask(command::PickFinds{});
    worker.pick(file, "hypha-finds.zip");
    worker.run();
    const auto& import = stage.state().finds_import;
    return import.phase == ImportPhase::failed ? import.failure : import.phase == ImportPhase::asking ? "" : "stuck";
}

inline void import(Stage& stage, FileWorker& worker, const Bytes& file) {
    REQUIRE(check(stage, worker, file).empty());
    stage.ask(command::AddFinds{});
    worker.run();
    REQUIRE(stage.state().finds_import.phase == ImportPhase::idle);
}

} // namespace hypha::flow
