// What a person did with stories and what they said of traits: all that their model of taste is made from.
// Times are milliseconds since 1970.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "core/taste/taste_model.hpp"

namespace hypha::storage {

class Database;

class TasteTable {
public:
    static constexpr std::int64_t kMostChoices = 4'000; // the oldest go first

    explicit TasteTable(Database& database) : database_(database) {}

    // Together or not at all.
    Result<void> add(const std::vector<taste::Choice>& choices);
    // The last time that was done with such a story, as if it had not been.
    Result<void> take_back(taste::Did did, const taste::Subject& story);
    // As they came. A word for what was done that this version does not know is left out.
    Result<std::vector<taste::Choice>> choices();
    // Those of that moment and after it; answers how many.
    Result<std::int64_t> forget(std::int64_t since_ms);

    struct Said {
        taste::Wishes wishes;
        std::set<std::string> blocked; // plain words; no story with one of them in its title is shown
    };
    Result<Said> said();
    // 0 takes it back.
    Result<void> turn(const std::string& key, int steps);
    Result<void> drop(const std::string& key, bool dropped);
    Result<void> block(const std::string& plain_word, bool blocked);

    Result<void> erase();

private:
    Result<void> say(const std::string& key, std::string_view column, std::int64_t value);

    Database& database_;
};

} // namespace hypha::storage
