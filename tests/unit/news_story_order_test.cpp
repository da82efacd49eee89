// In which order stories are shown: newest first, each told once, each with a reason that is true.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <random>
#include <set>
#include <string>

#include "core/news/story_order.hpp"

using namespace hypha::news;

TEST_CASE("newest first; stories of one time as they were given", "[news][order]") {
    const std::vector<Orderable> stories{{"a", "A", "a", 5}, {"b", "B", "b", 9}, {"c", "A", "c", 5}};
    CHECK(order_stories(stories) ==
          std::vector<Placed>{{1, 0, Why::newest_of_source}, {0, 0, Why::newest_of_source}, {2, 0, Why::by_time}});
    CHECK(order_stories({}).empty());
}

TEST_CASE("what several tell stands once, with the number of other sources", "[news][order]") {
    const std::vector<Orderable> stories{
        {"a", "A", "a", 9}, {"b", "B", "a", 8}, {"c", "B", "a", 7}, {"d", "C", "a", 6}, {"e", "B", "e", 5}};
    CHECK(order_stories(stories) ==
          std::vector<Placed>{{0, 2, Why::told_by_several}, {4, 0, Why::by_time}}); // B's newest is told by A
}

// Whatever is given: each group once, by its newest; times never rise; a reason holds when it is counted by hand.
TEST_CASE("the order holds for any stories", "[news][order]") {
    std::mt19937 chance(5);
    for (int round = 0; round < 200; ++round) {
        std::vector<std::string> names;
        for (int i = 0; i < 40; ++i) {
            names.push_back(std::to_string(i));
        }
        std::vector<Orderable> stories;
        const auto count = chance() % 40;
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t group = i == 0 || chance() % 3 != 0 ? i : chance() % i;
            stories.push_back({names[i], names[chance() % 5],
                               stories.empty() || group == i ? std::string_view(names[i]) : stories[group].told_with,
                               static_cast<std::int64_t>(chance() % 10)});
        }
        const auto placed = order_stories(stories);
        std::set<std::string_view> groups, told;
        for (const Orderable& story : stories) {
            groups.insert(story.told_with);
        }
        CHECK(placed.size() == groups.size());
        for (std::size_t i = 0; i < placed.size(); ++i) {
            const Orderable& story = stories[placed[i].story];
            CHECK(told.insert(story.told_with).second);
            CHECK((i == 0 || stories[placed[i - 1].story].published_s >= story.published_s));
            std::set<std::string_view> tellers;
            for (const Orderable& other : stories) {
                if (other.told_with == story.told_with) {
                    tellers.insert(other.source);
                    CHECK(other.published_s <= story.published_s);
                }
                if (placed[i].why == Why::newest_of_source && other.source == story.source) {
                    CHECK(other.published_s <= story.published_s);
                }
            }
            CHECK(placed[i].other_sources == tellers.size() - 1);
            CHECK((placed[i].why == Why::told_by_several) == (tellers.size() > 1));
        }
    }
}
