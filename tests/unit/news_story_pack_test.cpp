// A pack of stories: what is written comes back, and bytes of anyone are a pack or a named error, never a read outside of them.
#include <catch2/catch_test_macros.hpp>

#include "core/news/story_file.hpp"
#include "core/news/story_pack.hpp"
#include "unit/attack.hpp"

using namespace hypha;
using namespace hypha::news;

namespace {

std::string hash_of(char digit) { return std::string(64, digit); }

} // namespace

TEST_CASE("a pack comes back as it was written", "[news][pack]") {
    const std::string a = hash_of('a'), b = hash_of('b'),
                      text = "hypha-story 1\ntitle: x\nsource: y\n\n\nhypha-pack 1\n";
    const std::vector<Packed> stories{{a, text}, {b, ""}};
    const std::string pack = write_pack(stories);
    CHECK(pack == "hypha-pack 1\n" + a + " 48\n" + text + b + " 0\n");
    CHECK(parse_pack(pack) == stories);
    CHECK(parse_pack(kPackFirstLine) == std::vector<Packed>{});
}

TEST_CASE("packs that are none are refused by name", "[news][pack]") {
    const auto error = [](const std::string& bytes) { return parse_pack(bytes).error(); };
    const std::string head(kPackFirstLine), a = hash_of('a');
    CHECK(error("") == Error{"pack_malformed", "0"});
    CHECK(error("hypha-pack 2\n").code == "pack_newer");
    CHECK(error("hypha-pack 1").code == "pack_malformed");
    CHECK(error(head + a + " 3\nxx").code == "pack_malformed");
    CHECK(error(head + a + " 1\nx" + a + " 1\ny") == Error{"pack_malformed", "1"});
    CHECK(error(head + a + " -1\n").code == "pack_malformed");
    CHECK(error(head + a + " 01\nx").code == "pack_malformed");
    CHECK(error(head + a + " 18446744073709551615\n").code == "pack_malformed");
    CHECK(error(head + a + " 1048577\n" + std::string(kMostStory_bytes + 1, 'x')).code == "pack_malformed");
    CHECK(error(head + std::string(64, 'G') + " 0\n").code == "pack_malformed");
    std::string many = head;
    for (std::size_t i = 0; i <= kMostPacked; ++i) {
        many += std::string(63, 'a') + static_cast<char>(i < 10 ? '0' + i : 'a' + i - 10) + " 0\n";
    }
    CHECK(error(many).code == "pack_malformed");
}

TEST_CASE("any bytes are a pack or a named error", "[news][pack][attack]") {
    const std::string a = hash_of('a'), b = hash_of('b');
    const std::string pack = write_pack(std::vector<Packed>{{a, "some words"}, {b, "more"}});
    attack({pack.begin(), pack.end()}, [](std::span<const std::uint8_t> bytes) {
        const std::string_view text{reinterpret_cast<const char*>(bytes.data()), bytes.size()};
        if (const Result<std::vector<Packed>> read = parse_pack(text)) {
            CHECK(write_pack(*read) == text);
        } else {
            CHECK(read.error().code.starts_with("pack_"));
        }
    });
}
