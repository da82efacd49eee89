// Runs schedules, one a seed, and says which seed broke what. usage: hypha_simulation [--seeds 10000] [--first 1]
// A seed that failed comes back with --seeds 1 --first SEED; --trace 1 tells its steps. HYPHA_SOAK_ROUNDS and HYPHA_SEED are the same two, for npm run soak.
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string_view>

#include "simulation/world.hpp"

int main(int count, char** words) {
    std::uint64_t seeds = 10000;
    std::uint64_t first = 1;
    std::uint64_t trace = 0;
    const auto read = [](std::string_view text, std::uint64_t& number) {
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        return error == std::errc{} && end == text.data() + text.size();
    };
    const auto from_environment = [&read](const char* name, std::uint64_t& number) {
        const char* const text = std::getenv(name);
        if (text == nullptr || *text == '\0' || read(text, number)) {
            return true;
        }
        std::cerr << name << " is " << text << ", not a whole number\n";
        return false;
    };
    if (!from_environment("HYPHA_SOAK_ROUNDS", seeds) || !from_environment("HYPHA_SEED", first)) {
        return 2;
    }
    for (int i = 1; i < count; i += 2) {
        const std::string_view flag = words[i];
        if (i + 1 == count || !read(words[i + 1], flag == "--seeds" ? seeds : flag == "--first" ? first : trace)) {
            std::cerr << "usage: hypha_simulation [--seeds N] [--first SEED] [--trace 1]\n";
            return 2;
        }
    }
    const auto began = std::chrono::steady_clock::now();
    std::uint64_t failed = 0;
    for (std::uint64_t seed = first; seed < first + seeds && failed < 5; ++seed) {
        hypha::simulation::World world(seed);
        world.trace = trace != 0;
        if (const auto wrong = world.run()) {
            ++failed;
            std::cout << "seed " << seed << ": " << *wrong << "\n  again: hypha_simulation --seeds 1 --first " << seed
                      << "\n";
        }
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    std::cout << "ℹ " << seeds << " schedules from seed " << first << " in " << took.count() << " s\n";
    std::cout << (failed == 0 ? 1 : 0) << " passed, " << failed << " failed\n";
    return failed == 0 ? 0 : 1;
}
