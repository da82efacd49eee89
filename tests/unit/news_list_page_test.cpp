// A region's list as a page: each story once and in order, in the language that most are in, links to pages of ours alone, and not one
// letter of a title that a browser would take for markup.
#include <catch2/catch_test_macros.hpp>

#include <string>

#include "core/news/list_page.hpp"

using namespace hypha::news;

namespace {

StoryIndex index_of(std::size_t count, const std::string& language = "es") {
    StoryIndex index;
    index.region = "andes";
    index.sources = {"Radio <del> Valle", "Gazette"};
    for (std::size_t i = 0; i < count; ++i) {
        index.stories.push_back({std::string(64, static_cast<char>('a' + i % 6)), 10, 1'789'990'000, language, "",
                                 i % 2, i, "Title " + std::to_string(i)});
    }
    return index;
}

std::size_t count_of(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
        ++count;
    }
    return count;
}

} // namespace

TEST_CASE("each story once, the first of those that tell the same", "[list_page]") {
    StoryIndex index = index_of(4);
    index.stories[2].group = 0;
    const std::string page = write_list_page(index);
    CHECK(count_of(page, "<li") == 3);
    CHECK(page.find("Title 2") == std::string::npos);
    CHECK(page.find("Title 0") < page.find("Title 1"));
    CHECK(page.find("href=\"/read/" + std::string(64, 'b') + "\"") != std::string::npos);
    CHECK(page.find("Gazette. 2026-09-21") != std::string::npos);
    CHECK(count_of(write_list_page(index_of(200)), "<li") == kMostOnPage);
}

TEST_CASE("the page speaks as most of its stories do, and says which do not", "[list_page]") {
    StoryIndex index = index_of(5);
    index.stories[1].language = "qu";
    index.stories[2].language = "\"><script>";
    const std::string page = write_list_page(index);
    CHECK(page.find("<html lang=\"es\">") != std::string::npos);
    CHECK(page.find("<h1>Noticias: andes</h1>") != std::string::npos);
    CHECK(page.find("<li lang=\"qu\">") != std::string::npos);
    CHECK(page.find("<script") == std::string::npos);
    CHECK(write_list_page(index_of(2, "en")).find("<h1>News: andes</h1>") != std::string::npos);
    CHECK(write_list_page(index_of(0)).find("Nothing new") != std::string::npos);
}

TEST_CASE("what publishers wrote stays letters", "[list_page][attack]") {
    StoryIndex index = index_of(1);
    index.stories[0].title = "</a><script>alert(1)</script>&\"'";
    const std::string page = write_list_page(index);
    CHECK(page.find("<script") == std::string::npos);
    CHECK(page.find("&lt;/a&gt;&lt;script&gt;") != std::string::npos);
    CHECK(page.find("Radio &lt;del&gt; Valle") != std::string::npos);
    index.stories[0].source = 99; // of nobody
    CHECK(write_list_page(index).find("<small>. 2026") != std::string::npos);
}

TEST_CASE("the regions are links, or there are none", "[list_page]") {
    const std::string regions[] = {"andes", "valle"};
    CHECK(count_of(write_regions_page(regions), "<a href=\"/read/") == 2);
    CHECK(write_regions_page({}).find("no news yet") != std::string::npos);
}
