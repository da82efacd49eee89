// Transactions of the stores in memory: each change of a map notes how to undo it; rollback undoes them, latest first.
#pragma once

#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace hypha::fakes {

class UndoLog {
public:
    template <typename Map> void put(Map& map, const typename Map::key_type& key, typename Map::mapped_type value) {
        note(map, key);
        map.insert_or_assign(key, std::move(value));
    }
    template <typename Map> void erase(Map& map, const typename Map::key_type& key) {
        note(map, key);
        map.erase(key);
    }
    template <typename Value> void set(Value& place, Value value) {
        undo_.emplace_back([&place, old = place] { place = old; });
        place = std::move(value);
    }
    void commit() { undo_.clear(); }
    void rollback() {
        for (; !undo_.empty(); undo_.pop_back()) {
            undo_.back()();
        }
    }

private:
    template <typename Map> void note(Map& map, const typename Map::key_type& key) {
        const auto found = map.find(key);
        if (found == map.end()) {
            undo_.emplace_back([&map, key] { map.erase(key); });
        } else {
            undo_.emplace_back([&map, key, old = found->second] { map.insert_or_assign(key, old); });
        }
    }

    std::vector<std::function<void()>> undo_;
};

} // namespace hypha::fakes
