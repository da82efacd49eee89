#include "storage/taste_table.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "storage/in_turn.hpp"
#include "storage/query.hpp"
#include "storage/transaction.hpp"

namespace hypha::storage {
namespace {

using taste::Did;

constexpr std::array<std::pair<Did, std::string_view>, 7> kDid{{
    {Did::opened, "opened"},
    {Did::finished, "finished"},
    {Did::saved, "saved"},
    {Did::put_away, "put_away"},
    {Did::skipped, "skipped"},
    {Did::stayed, "stayed"},
    {Did::left, "left"},
}};

constexpr std::string_view kWord = "w:"; // what keys of words begin with

std::string_view word_of(Did did) {
    return std::ranges::find(kDid, did, &std::pair<Did, std::string_view>::first)->second;
}

struct ChoiceRow {
    std::string did;
    taste::Choice choice;
};

Result<ChoiceRow> read_choice(const Statement& row) {
    return ChoiceRow{row.text(1), {row.integer(0), {}, {row.text(2), row.text(3), row.text(4), row.text(5)}}};
}

struct WishRow {
    std::string key;
    std::int64_t steps = 0;
    bool dropped = false, blocked = false;
};

Result<WishRow> read_wish(const Statement& row) {
    return WishRow{row.text(0), row.integer(1), row.integer(2) != 0, row.integer(3) != 0};
}

} // namespace

Result<void> TasteTable::add(const std::vector<taste::Choice>& choices) {
    auto transaction = Transaction::begin(database_);
    if (!transaction) {
        return std::unexpected(transaction.error());
    }
    for (const taste::Choice& choice : choices) {
        if (auto added = database_.change("INSERT INTO taste_choice(at_ms, did, source, topic, language, title) "
                                          "VALUES(?, ?, ?, ?, ?, ?)",
                                          choice.at_ms, word_of(choice.did), choice.story.source, choice.story.topic,
                                          choice.story.language, choice.story.title);
            !added) {
            return added;
        }
    }
    return in_turn(
        [&] {
            return database_.change("DELETE FROM taste_choice WHERE id <= (SELECT max(id) FROM taste_choice) - ?",
                                    kMostChoices);
        },
        [&] { return transaction->commit(); });
}

Result<void> TasteTable::take_back(Did did, const taste::Subject& story) {
    return database_.change("DELETE FROM taste_choice WHERE id = (SELECT max(id) FROM taste_choice WHERE did = ? AND "
                            "source = ? AND title = ?)",
                            word_of(did), story.source, story.title);
}

Result<std::vector<taste::Choice>> TasteTable::choices() {
    const auto rows = all_rows(database_, read_choice,
                               "SELECT at_ms, did, source, topic, language, title FROM taste_choice ORDER BY id");
    if (!rows) {
        return std::unexpected(rows.error());
    }
    std::vector<taste::Choice> choices;
    choices.reserve(rows->size());
    for (const ChoiceRow& row : *rows) {
        if (const auto* known = std::ranges::find(kDid, row.did, &std::pair<Did, std::string_view>::second);
            known != kDid.end()) {
            choices.push_back(row.choice);
            choices.back().did = known->first;
        }
    }
    return choices;
}

Result<std::int64_t> TasteTable::forget(std::int64_t since_ms) {
    if (auto gone = database_.change("DELETE FROM taste_choice WHERE at_ms >= ?", since_ms); !gone) {
        return std::unexpected(gone.error());
    }
    return database_.changed_rows();
}

Result<TasteTable::Said> TasteTable::said() {
    const auto rows = all_rows(database_, read_wish, "SELECT key, steps, dropped, blocked FROM taste_wish");
    if (!rows) {
        return std::unexpected(rows.error());
    }
    Said said;
    for (const WishRow& row : *rows) {
        if (row.steps != 0) {
            said.wishes.turned[row.key] =
                static_cast<int>(std::clamp<std::int64_t>(row.steps, -taste::kMostSteps, taste::kMostSteps));
        }
        if (row.dropped) {
            said.wishes.dropped.insert(row.key);
        }
        if (row.blocked && row.key.starts_with(kWord)) {
            said.blocked.insert(row.key.substr(kWord.size()));
        }
    }
    return said;
}

Result<void> TasteTable::say(const std::string& key, std::string_view column, std::int64_t value) {
    std::string sql = "INSERT INTO taste_wish(key, steps, dropped, blocked) VALUES(?1, ";
    for (const std::string_view each : {"steps", "dropped", "blocked"}) {
        sql += each == column ? "?2" : "0";
        sql += each == "blocked" ? ") ON CONFLICT(key) DO UPDATE SET " : ", ";
    }
    sql += std::string(column) + " = ?2";
    return database_.change(sql, key, value);
}

Result<void> TasteTable::turn(const std::string& key, int steps) { return say(key, "steps", steps); }
Result<void> TasteTable::drop(const std::string& key, bool dropped) { return say(key, "dropped", dropped ? 1 : 0); }
Result<void> TasteTable::block(const std::string& plain_word, bool blocked) {
    return say(std::string(kWord) + plain_word, "blocked", blocked ? 1 : 0);
}

Result<void> TasteTable::erase() { return database_.run("DELETE FROM taste_choice; DELETE FROM taste_wish"); }

} // namespace hypha::storage
