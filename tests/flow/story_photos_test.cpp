// Photos of a story of one's own: chosen, made ready, kept with the draft, named in what is signed, sent one by one after it, and gone with
// the story. The media worker, the photo store and the edge are played. Over 300 lines because the cases share one author.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>

#include "core/base/hex.hpp"
#include "core/news/contribution.hpp"
#include "core/sync/sha256.hpp"
#include "fakes/file_worker.hpp"
#include "flow/story_author.hpp"

using namespace hypha;
using namespace hypha::flow;
namespace command = hypha::app::command;
using app::OwnStands;
using app::PhotoStands;
using app::Screen;
using Field = command::EditOwnStory::Field;

namespace {

struct Author : StoryAuthor {
    // The chooser's ticket.
    std::uint32_t choose(app::PhotoSource source = app::PhotoSource::library) {
        stage.ask(command::AddStoryPhotos{source});
        return stage.post.last<ports::OpenPicker>().ticket;
    }
    void picked(std::uint32_t ticket, const std::string& name = "roof.jpg") {
        stage.receive(ports::PhotoPicked{ticket, "", name, 3'000'000, {}, "key " + std::to_string(ticket)});
    }
    // As the media worker does it: the photo lies in the store, then it is said.
    void prepared(std::uint32_t ticket, char photo, std::int64_t bytes = 1'000) {
        files.photos["original/" + sha(photo)] = bytes_of(std::string(static_cast<std::size_t>(bytes), photo));
        stage.receive(ports::PhotoPrepared{ticket, sha(photo), 1'600, 1'200, bytes, {}});
    }
    void add(char photo, std::int64_t bytes = 1'000) {
        const std::uint32_t ticket = choose();
        picked(ticket);
        prepared(ticket, photo, bytes);
    }
    // Said to be held, with these photos missing.
    void held(const std::string& id, const std::string& missing, const std::string& state = "held") {
        line.answer(200, standing(id, missing, state));
    }
    static std::string standing(const std::string& id, const std::string& missing, const std::string& state = "held") {
        std::string hashes;
        for (const char photo : missing) {
            hashes += (hashes.empty() ? "\"" : ",\"") + sha(photo) + "\"";
        }
        return ContributionEdge::standing(id, state, 1, R"(,"held_for":["photos"],"photos_missing":[)" + hashes + "]");
    }
    std::string send(const std::string& missing) {
        const std::string id = writing().id;
        stage.ask(command::SendOwnStory{id});
        line.sign();
        held(id, missing);
        files.run();
        return id;
    }
    // What the edge says when it has taken that photo; then the next is read.
    void taken(char photo) {
        line.answer(200, R"({"sha256":")" + sha(photo) + R"(","type":"image/jpeg"})");
        files.run();
    }
    [[nodiscard]] std::size_t uploads() const {
        return static_cast<std::size_t>(
            std::ranges::count(line.asked(), "PUT", [](const auto& asked) { return asked.method; }));
    }
    [[nodiscard]] std::string photos() const {
        std::string letters;
        for (const app::OwnPhoto& photo : writing().photos) {
            letters += photo.sha256.front();
        }
        return letters;
    }
    void undo() { stage.ask(command::Undo{stage.state().toast->serial}); }
    void close_toast() { stage.ask(command::CloseToast{stage.state().toast->serial}); }
    [[nodiscard]] bool has_file(char photo) const { return files.photos.contains("original/" + sha(photo)); }

    FileWorker files{stage};
};

} // namespace

TEST_CASE("a photo is made ready before anything of it is kept, and is part of the draft", "[story_photos]") {
    Author author;
    const std::string id = author.write();
    const std::uint32_t ticket = author.choose();
    CHECK(author.stage.post.last<ports::OpenPicker>().source == "library");
    CHECK(author.stage.post.last<ports::OpenPicker>().several);
    author.picked(ticket, "roof.heic");
    const auto order = author.stage.post.last<ports::PreparePhoto>();
    CHECK(order.ticket == ticket);
    CHECK(order.longest_px == 1'600);
    CHECK(order.most_bytes == news::kMostContributedPhoto_bytes);
    REQUIRE(author.all().coming_photos.size() == 1);
    CHECK(author.all().coming_photos[0].name == "roof.heic");
    CHECK(author.photos().empty());
    author.prepared(ticket, 'b', 212'000);
    CHECK(author.all().coming_photos.empty());
    CHECK(author.photos() == "b");
    CHECK(author.stage.post.count<ports::AnalysePhoto>() == 0); // no model looks at it
    CHECK(author.stage.state().draft_observation() == nullptr); // and no find has it
    author.add('c');
    author.stage.restart();
    author.edge.forget();
    author.go({Screen::write_story, {}, {}, id});
    CHECK(author.photos() == "bc");
    CHECK(author.writing().photos[0] == app::OwnPhoto{sha('b'), 212'000, 1'600, 1'200, PhotoStands::waiting});
    CHECK(author.stage.state().journal.counts[0] == 0);
}

TEST_CASE("a repeated answer, a strange one and one of a picker that was left change nothing", "[story_photos]") {
    Author author;
    author.write();
    const std::uint32_t ticket = author.choose();
    author.picked(ticket);
    author.picked(ticket);
    CHECK(author.all().coming_photos.size() == 1);
    author.prepared(ticket, 'b');
    author.picked(ticket);
    CHECK(author.all().coming_photos.empty());
    author.prepared(ticket, 'd');
    author.files.run();
    CHECK(author.photos() == "b");
    CHECK_FALSE(author.has_file('d')); // nobody waits for it: it does not stay
    CHECK(author.has_file('b'));
    author.stage.receive(ports::PickCancelled{author.choose()});
    CHECK(author.photos() == "b");
}

TEST_CASE("at most four photos: the rest is left out, and that is said", "[story_photos]") {
    Author author;
    author.write();
    author.add('b');
    author.add('c');
    const std::uint32_t ticket = author.choose();
    for (std::uint32_t at = 0; at < 4; ++at) {
        author.picked(ticket + at);
    }
    CHECK(author.all().coming_photos.size() == 2);
    CHECK(author.all().photo_failure == "too_many");
    CHECK(author.stage.post.last<ports::CancelTicket>().ticket == ticket + 3);
    author.prepared(ticket + 1, 'e'); // in the order in which they are ready
    author.prepared(ticket, 'd');
    CHECK(author.photos() == "bced");
    const std::size_t before = author.stage.post.count<ports::OpenPicker>();
    author.choose();
    CHECK(author.stage.post.count<ports::OpenPicker>() == before);
}

TEST_CASE("the camera gives one photo; the same photo twice is in the story once", "[story_photos]") {
    Author author;
    author.write();
    author.add('b');
    const std::uint32_t ticket = author.choose(app::PhotoSource::camera);
    CHECK(author.stage.post.last<ports::OpenPicker>().source == "camera");
    CHECK_FALSE(author.stage.post.last<ports::OpenPicker>().several);
    author.picked(ticket);
    author.prepared(ticket, 'b');
    author.files.run();
    CHECK(author.photos() == "b");
    CHECK(author.all().photo_failure == "same_photo");
    CHECK(author.has_file('b'));
}

TEST_CASE("a photo that cannot be made ready says why and leaves nothing", "[story_photos]") {
    Author author;
    author.write();
    const std::uint32_t ticket = author.choose();
    author.picked(ticket);
    author.stage.receive(ports::AnalysisFailed{ticket, "too_detailed", ""});
    CHECK(author.all().coming_photos.empty());
    CHECK(author.all().photo_failure == "too_detailed");
    CHECK(author.stage.post.last<ports::CancelTicket>().ticket == ticket);
    author.choose(); // the next try begins anew
    CHECK(author.all().photo_failure.empty());
}

TEST_CASE("on a full device room is made for a photo, once", "[story_photos]") {
    Author author;
    author.write();
    const std::uint32_t ticket = author.choose();
    author.picked(ticket);
    author.stage.receive(ports::AnalysisFailed{ticket, "storage_full", ""});
    author.stage.answer_room({.free_bytes = 0, .old_files = 5'000'000});
    CHECK(author.stage.post.count<ports::PreparePhoto>() == 2);
    CHECK(author.all().coming_photos.size() == 1);
    author.stage.receive(ports::AnalysisFailed{ticket, "storage_full", ""});
    CHECK(author.all().coming_photos.empty());
    CHECK(author.all().photo_failure == "storage_full");
}

TEST_CASE("where its row cannot be kept, a photo's file does not stay", "[story_photos]") {
    Author author;
    author.write();
    const std::uint32_t ticket = author.choose();
    author.picked(ticket);
    author.stage.run_out_after(0);
    author.prepared(ticket, 'b');
    author.stage.answer_room({});
    author.stage.run_out_after(-1);
    author.files.run();
    CHECK(author.photos().empty());
    CHECK(author.all().coming_photos.empty());
    CHECK(author.all().photo_failure == "storage_full");
    CHECK_FALSE(author.has_file('b'));
}

TEST_CASE("a removed photo comes back to its place by undo; without it the file goes", "[story_photos]") {
    Author author;
    author.write();
    for (const char photo : {'b', 'c', 'd'}) {
        author.add(photo);
    }
    author.stage.ask(command::RemoveStoryPhoto{sha('c')});
    author.files.run();
    CHECK(author.photos() == "bd");
    CHECK(author.has_file('c'));
    author.undo();
    CHECK(author.photos() == "bcd");
    author.stage.ask(command::RemoveStoryPhoto{sha('c')});
    author.stage.ask(command::RemoveStoryPhoto{sha('d')}); // closes what was said of the other
    author.files.run();
    CHECK_FALSE(author.has_file('c'));
    CHECK(author.has_file('d'));
    author.close_toast();
    author.files.run();
    CHECK_FALSE(author.has_file('d'));
    CHECK(author.has_file('b'));
    CHECK(author.photos() == "b");
}

TEST_CASE("a removed photo goes at the next start when the app ended before its toast", "[story_photos]") {
    Author author;
    author.write();
    author.add('b');
    author.stage.ask(command::RemoveStoryPhoto{sha('b')});
    author.files.run();
    REQUIRE(author.has_file('b'));
    author.stage.restart();
    author.files.forget();
    author.files.run();
    CHECK_FALSE(author.has_file('b'));
}

TEST_CASE("with the draft its photos go, and with everything; undo brings both back", "[story_photos]") {
    Author author;
    const std::string id = author.write();
    author.add('b');
    author.stage.ask(command::DeleteOwnStory{id});
    author.files.run();
    REQUIRE(author.has_file('b'));
    author.undo();
    CHECK(author.own(id).photos.size() == 1);
    author.files.run();
    CHECK(author.has_file('b'));
    author.stage.ask(command::DeleteOwnStory{id});
    author.close_toast();
    author.files.run();
    CHECK_FALSE(author.has_file('b'));
    CHECK(author.stage.rows().find(sha('b')) == std::string::npos);
    author.write();
    author.add('c');
    author.stage.ask(command::EraseEverything{});
    author.files.run();
    CHECK(author.files.photos.empty());
    CHECK(author.stage.rows().find(sha('c')) == std::string::npos);
}

TEST_CASE("bytes that a find has too stay with it, and a find's bytes with the story", "[story_photos]") {
    Author author;
    const ObservationId find = author.stage.saved_find('b', scores(kAugustus, 0.9F));
    author.write();
    author.add('b');
    author.stage.ask(command::RemoveStoryPhoto{sha('b')});
    author.close_toast();
    author.files.run();
    CHECK(author.has_file('b'));
    author.add('b');
    author.stage.ask(command::DeleteObservation{find});
    author.close_toast();
    author.files.run();
    CHECK(author.has_file('b'));
}

TEST_CASE("photos are named in what is signed, and sent one after the other when the edge has the story",
          "[story_photos]") {
    Author author;
    author.line.has_account();
    author.write();
    author.add('b', 700);
    author.add('c', 900);
    author.stage.ask(command::SendOwnStory{author.writing().id});
    const auto file = news::parse_contribution(author.line.to_sign());
    REQUIRE(file.has_value());
    CHECK(file->photos ==
          std::vector<news::ContributedPhoto>{{sha('b'), 700, 1'600, 1'200}, {sha('c'), 900, 1'600, 1'200}});
    author.line.sign();
    CHECK(author.uploads() == 0); // the story first
    const std::string id = author.writing().id;
    author.held(id, "bc");
    author.files.run();
    REQUIRE(author.uploads() == 1);
    auto put = author.stage.post.last<ports::AskEdge>();
    CHECK(put.method == "PUT");
    CHECK(put.target == "/v1/contributions/photo/" + sha('b'));
    CHECK(put.kind == "image/jpeg");
    CHECK(put.bytes.size() == 700);
    author.taken('b');
    CHECK(author.own(id).photos[0].stands == PhotoStands::arrived);
    CHECK(author.own(id).photos[1].stands == PhotoStands::waiting);
    put = author.stage.post.last<ports::AskEdge>();
    CHECK(put.target == "/v1/contributions/photo/" + sha('c'));
    author.taken('c');
    CHECK(author.uploads() == 2);
    CHECK(author.line.asked().back().target == "/v1/contributions"); // what became of it
    author.line.answer(200, R"({"moderator":false,"contributions":[)" + Author::standing(id, "", "published") + "]}");
    CHECK(author.own(id).stands == OwnStands::published);
    author.stage.restart();
    author.edge.forget();
    author.go({Screen::own_stories, {}, {}});
    CHECK(author.own(id).photos[1].stands == PhotoStands::arrived);
}

TEST_CASE("a photo that does not get through is sent again, the others not", "[story_photos]") {
    Author author;
    author.line.has_account();
    author.write();
    author.add('b');
    author.add('c');
    const std::string id = author.send("bc");
    author.taken('b');
    author.line.answer(0);
    CHECK(author.all().failure == "no_network");
    CHECK(author.own(id).photos[1].stands == PhotoStands::waiting);
    author.stage.receive(ports::ConnectionChanged{true, false, false});
    author.files.run();
    CHECK(author.uploads() == 3);
    CHECK(author.stage.post.last<ports::AskEdge>().target.ends_with(sha('c')));
    author.line.answer(200, "<html>Pay for the network of this bus</html>");
    CHECK(author.own(id).photos[1].stands == PhotoStands::waiting);
    CHECK(author.all().failure == "not_understood");
    author.stage.receive(ports::VisibilityChanged{true});
    author.files.run();
    author.taken('c');
    CHECK(author.own(id).photos[1].stands == PhotoStands::arrived);
}

TEST_CASE("what the edge refuses, or this device has lost, is not tried again and again", "[story_photos]") {
    Author author;
    author.line.has_account();
    author.write();
    author.add('b');
    author.add('c');
    author.files.photos.erase("original/" + sha('c'));
    const std::string id = author.send("bc");
    author.line.answer(422, R"({"refused":"photo_wrong","detail":"metadata"})");
    author.files.run();
    CHECK(author.own(id).photos[0].stands == PhotoStands::refused);
    CHECK(author.own(id).photos[1].stands == PhotoStands::lost);
    author.line.answer(200, R"({"moderator":false,"contributions":[)" + Author::standing(id, "bc") + "]}");
    author.stage.receive(ports::VisibilityChanged{true});
    author.files.run();
    CHECK(author.uploads() == 1);
    CHECK(author.own(id).photos[0].stands == PhotoStands::refused);
    // Sent anew, what was refused is tried once more.
    author.go({Screen::write_story, {}, {}, id});
    author.stage.ask(command::EditOwnStory{Field::title, "Rain again"});
    author.send("bc");
    CHECK(author.uploads() == 2);
}

TEST_CASE("photos wait for Wi-Fi where the person wants that, the story does not", "[story_photos]") {
    Author author;
    author.stage.receive(ports::ConnectionChanged{true, true, false});
    author.line.has_account();
    author.write();
    author.add('b');
    const std::string id = author.send("b");
    CHECK(author.own(id).stands == OwnStands::held);
    CHECK(author.uploads() == 0);
    CHECK(author.all().photos_wait);
    author.stage.receive(ports::ConnectionChanged{true, false, true});
    author.files.run();
    CHECK(author.uploads() == 1);
    CHECK_FALSE(author.all().photos_wait);
    author.line.answer(0);
    author.stage.receive(ports::ConnectionChanged{true, true, false});
    CHECK(author.all().photos_wait);
    author.stage.ask(command::LetPhotosGoAnywhere{true});
    author.files.run();
    CHECK(author.uploads() == 2);
}

TEST_CASE("a photo added or removed makes a draft of what was sent", "[story_photos]") {
    Author author;
    author.line.has_account();
    author.write();
    author.add('b');
    const std::string id = author.send("");
    CHECK(author.own(id).stands == OwnStands::held);
    CHECK(author.own(id).photos[0].stands == PhotoStands::arrived);
    author.add('c');
    CHECK(author.own(id).stands == OwnStands::draft);
    author.send("c");
    CHECK(author.stage.post.last<ports::AskEdge>().target.ends_with(sha('c')));
    author.taken('c');
    author.line.answer(200, R"({"moderator":false,"contributions":[)" + Author::standing(id, "") + "]}");
    author.stage.ask(command::RemoveStoryPhoto{sha('b')});
    CHECK(author.own(id).stands == OwnStands::draft);
}

TEST_CASE("photos that another device of the account sent are named here too", "[story_photos]") {
    Author writer, reader;
    writer.line.has_account();
    const std::string id = writer.write();
    writer.add('b', 700);
    writer.stage.ask(command::SendOwnStory{id});
    reader.line.has_account();
    reader.go({Screen::own_stories, {}, {}});
    reader.line.answer(200, R"({"moderator":false,"contributions":[)" +
                                ContributionEdge::standing(id, "published", 1,
                                                           R"(,"photos_missing":[])" +
                                                               ContributionEdge::file_member(writer.line.to_sign())) +
                                "]}");
    REQUIRE(reader.own(id).photos.size() == 1);
    CHECK(reader.own(id).photos[0] == app::OwnPhoto{sha('b'), 700, 1'600, 1'200, PhotoStands::arrived});
}

TEST_CASE("a backup has the photos of stories", "[story_photos][backup]") {
    Author author;
    author.write();
    author.add('b');
    author.stage.ask(command::BackUp{true});
    CHECK(author.stage.post.last<ports::ReadPhoto>().photo == sha('b'));
}

TEST_CASE("a moderator sees a held story's photo with a tap, when it is what the story names",
          "[story_photos][moderate]") {
    Author writer, moderator;
    const std::string bytes = "a photo's bytes";
    const std::string hash = to_hex(sync::sha256(bytes));
    writer.line.has_account();
    const std::string id = writer.write();
    const std::uint32_t ticket = writer.choose();
    writer.picked(ticket);
    writer.stage.receive(ports::PhotoPrepared{ticket, hash, 1'600, 1'200, 15, {}});
    writer.stage.ask(command::SendOwnStory{id});
    moderator.line.has_account();
    moderator.go({Screen::me, {}, app::MeSection::moderation});
    moderator.line.answer(200, R"({"moderator":true,"contributions":[]})");
    moderator.line.answer(
        200, R"({"waiting":1,"contributions":[)" +
                 ContributionEdge::standing(id, "held", 1, ContributionEdge::file_member(writer.line.to_sign())) +
                 "]}");
    const auto phase = [&moderator] { return moderator.all().queue.at(0).photos.at(0).phase; };
    CHECK(phase() == app::HeldPhotoPhase::absent);
    const std::size_t before = moderator.line.asked().size();
    moderator.stage.ask(command::ShowHeldPhoto{hash});
    REQUIRE(moderator.line.asked().size() == before + 1);
    CHECK(moderator.line.asked().back().target == "/v1/contributions/photo/" + hash);
    CHECK(moderator.line.asked().back().method == "GET");
    CHECK(phase() == app::HeldPhotoPhase::loading);
    moderator.line.answer(200, "another photo");
    CHECK(phase() == app::HeldPhotoPhase::failed);
    moderator.stage.ask(command::ShowHeldPhoto{hash});
    moderator.line.answer(200, bytes);
    CHECK(phase() == app::HeldPhotoPhase::here);
    moderator.stage.ask(command::ShowHeldPhoto{hash});
    CHECK(moderator.line.asked().size() == before + 2);
}
