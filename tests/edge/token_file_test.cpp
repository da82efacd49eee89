// Sessions in a file: what is let in, what is refused, and that a token is nowhere on disk.
#include "edge/token_file.hpp"

#include "fakes/scratch_folder_native.hpp"

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

using namespace hypha;
using namespace hypha::edge;

TEST_CASE("a session that was made is the one that its token opens, and the token is not in the file", "[token_file]") {
    const fakes::ScratchFolder scratch;
    const std::string path = scratch.path() + "/made/sessions";
    CHECK(TokenFile::load(path).value()->size() == 0);
    const NewSession one = add_session(path, "phone-1", "").value();
    const NewSession two = add_session(path, "tablet", one.stream).value();
    const NewSession three = add_session(path, "other", "").value();
    CHECK(one.token.size() == 43);
    CHECK(one.token != two.token);
    CHECK(one.stream == two.stream);
    CHECK(one.stream != three.stream);
    const auto file = TokenFile::load(path).value();
    CHECK(file->size() == 3);
    const auto session = file->session_of("Bearer " + two.token);
    REQUIRE(session);
    CHECK(session->name == "tablet");
    CHECK(session->stream == file->session_of("bearer " + one.token)->stream);
    CHECK(session->stream != file->session_of("Bearer " + three.token)->stream);
    for (const std::string& wrong :
         {std::string(), std::string("Bearer"), std::string("Bearer "), "Basic " + one.token, one.token,
          "Bearer  " + one.token, "Bearer " + one.token + " ", "Bearer " + one.stream,
          "\x02"
          "earer " +
              one.token}) {
        CAPTURE(wrong);
        CHECK_FALSE(file->session_of(wrong).has_value());
    }
    std::ifstream in(path);
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    CHECK(text.find(one.token) == std::string::npos);
    CHECK_FALSE(file->session_of("Bearer " + text.substr(0, 64)).has_value()); // the hash opens nothing
    CHECK((std::filesystem::status(path).permissions() & std::filesystem::perms(0077)) == std::filesystem::perms::none);
}

TEST_CASE("a line that is not understood is an error with its number; comments and empty lines are not",
          "[token_file]") {
    const fakes::ScratchFolder scratch;
    const std::string path = scratch.path() + "/sessions";
    const std::string hash(64, '0');
    const std::string stream(32, '1');
    for (const std::string& line : {std::string("x"), hash, hash + " " + stream, hash + " " + stream + " a b",
                                    hash.substr(1) + " " + stream + " a", hash + " " + stream + "0 a",
                                    hash + " " + stream + " a/b", std::string(64, 'G') + " " + stream + " a"}) {
        CAPTURE(line);
        std::ofstream(path) << "# sessions\n\n" << hash << " " << stream << "\tphone\r\n" << line << "\n";
        const auto file = TokenFile::load(path);
        REQUIRE_FALSE(file);
        CHECK(file.error().code == "bad_sessions");
        CHECK(file.error().detail.find("line 4") != std::string::npos);
    }
    std::ofstream(path) << "# sessions\n\n" << hash << " " << stream << "\tphone\r\n";
    CHECK(TokenFile::load(path).value()->size() == 1);
    std::ofstream(path) << std::string(5'000'000, '#');
    CHECK(TokenFile::load(path).error().code == "unreadable_file");
    std::filesystem::remove(path);
    std::filesystem::create_directory(path);
    CHECK(TokenFile::load(path).error().code == "unreadable_file");
    CHECK(add_session(path, "a", "").error().code == "storage_unavailable");
}

TEST_CASE("names and streams are checked before anything is written", "[token_file]") {
    const fakes::ScratchFolder scratch;
    const std::string path = scratch.path() + "/sessions";
    CHECK(add_session(path, "", "").error().code == "bad_name");
    CHECK(add_session(path, "a b", "").error().code == "bad_name");
    CHECK(add_session(path, std::string(65, 'a'), "").error().code == "bad_name");
    CHECK(add_session(path, "a", "12").error().code == "bad_stream");
    CHECK(add_session(path, "a", std::string(32, 'G')).error().code == "bad_stream");
    CHECK_FALSE(std::filesystem::exists(path));
}
