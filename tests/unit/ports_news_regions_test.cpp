// The edge's list of regions, read: what is no such list is nothing, and an entry that is none is left out.
#include <catch2/catch_test_macros.hpp>

#include <string>

#include "ports/news_regions.hpp"

using namespace hypha::ports;

TEST_CASE("regions are read in their order", "[news_regions]") {
    const auto regions = read_news_regions(
        R"([{"region":"andes","stories":12,"made":1790000000},{"region":"costa-2","stories":0,"made":1,"more":[1]}])");
    REQUIRE(regions.has_value());
    CHECK(*regions == std::vector<NewsRegion>{{"andes", 12, 1'790'000'000}, {"costa-2", 0, 1}});
    CHECK(read_news_regions("[]")->empty());
}

TEST_CASE("what is no list of regions is nothing, and entries of another kind are left out", "[news_regions]") {
    for (const char* text : {"", "null", "{}", "<html>", "[", "\"andes\"", "[1"}) {
        CHECK_FALSE(read_news_regions(text).has_value());
    }
    const auto regions = read_news_regions(
        R"([1,null,{},{"region":5},{"region":"../x"},{"region":"A"},{"region":"ok","stories":"many","made":1e99}])");
    REQUIRE(regions.has_value());
    CHECK(*regions == std::vector<NewsRegion>{{"ok", 0, 0}});
    std::string many = "[";
    for (int i = 0; i < 1000; ++i) {
        many += (i == 0 ? "" : ",") + std::string(R"({"region":"r)") + std::to_string(i) + "\"}";
    }
    CHECK(read_news_regions(many + "]")->size() == kMostRegions);
}
