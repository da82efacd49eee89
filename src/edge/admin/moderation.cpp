// Contributed stories from an operator's terminal: what waits, one of them as it was signed, a decision; and who moderates in the app.
// They are in this edge's folder beside the stories of feeds, so each edge has a queue of its own.
#include "edge/admin/commands.hpp"

#include <cstdio>
#include <filesystem>
#include <string>
#include <utility>

#include "core/sync/attempt.hpp"
#include "edge/contributions/contributions.hpp"
#include "edge/news/news_room.hpp"
#include "edge/store/contribution_store.hpp"

namespace hypha::edge {
namespace {

constexpr std::size_t kAtOnce = 100;

Result<void> list(ContributionStore& store) {
    std::optional<ContributionCursor> after;
    for (;;) {
        const auto rows = store.within([&] { return store.waiting(after, kAtOnce); });
        HYPHA_SYNC_TRY(rows);
        for (const ContributionRow& row : *rows) {
            const auto flags = store.within([&] { return store.open_flags(row.id); });
            HYPHA_SYNC_TRY(flags);
            say({{"id", row.id},
                 {"rev", row.rev},
                 {"region", row.region},
                 {"title", row.title},
                 {"held_for", row.held_for},
                 {"flags", flags->size()},
                 {"author", hex_of(row.stream)},
                 {"since_ms", row.changed_ms}});
        }
        if (rows->size() < kAtOnce) {
            return {};
        }
        after = ContributionCursor{rows->back().changed_ms, rows->back().id};
    }
}

Result<ContributionRow> row_of(ContributionStore& store, const std::string& id) {
    auto row = store.within([&] { return store.find(id); });
    HYPHA_SYNC_TRY(row);
    return *row ? Result<ContributionRow>(**std::move(row))
                : failure("not_found", "there is no contribution " + id + "; `moderate list` names those that wait");
}

Result<void> show(ContributionStore& store, const std::string& id) {
    const auto row = row_of(store, id);
    HYPHA_SYNC_TRY(row);
    const auto seen = store.within([&]() -> Result<Json> {
        const auto flags = store.open_flags(id);
        HYPHA_SYNC_TRY(flags);
        const auto missing = store.missing_photos(id);
        HYPHA_SYNC_TRY(missing);
        const auto figures = store.contributor(row->stream);
        HYPHA_SYNC_TRY(figures);
        Json json = json_of(*row, flags->size(), *missing);
        add_author(json, *row, *figures);
        add_flags(json, *flags);
        return json;
    });
    HYPHA_SYNC_TRY(seen);
    say(*seen);
    return {};
}

Result<void> decide(ContributionStore& store, const Options& options, Decision decision) {
    const std::string& id = options.admin[2];
    if (decision == Decision::reject && options.reason.empty()) {
        return failure("no_reason", "moderate reject wants --reason TEXT, which its author is told");
    }
    const auto row = row_of(store, id);
    HYPHA_SYNC_TRY(row);
    Contributions contributions(store, options.news.address, now_ms);
    const auto reply = contributions.decide(id, {decision, options.reason, row->rev});
    HYPHA_SYNC_TRY(reply);
    const Json said = Json::parse(reply->body, nullptr, false);
    if (reply->status != 200) {
        return failure(reply->code, "it cannot be decided: " + reply->code);
    }
    say({{"id", id}, {"rev", said["rev"]}, {"state", said["state"]}});
    return {};
}

} // namespace

Result<void> moderate(const Options& options) {
    auto store = ContributionStore::open(news_folder(options.data));
    HYPHA_SYNC_TRY(store);
    const std::string& what = options.admin[1];
    const bool names_one = options.admin.size() == 3;
    if (what == "list" && !names_one) {
        return list(**store);
    }
    if (what == "show" && names_one) {
        return show(**store, options.admin[2]);
    }
    if ((what == "accept" || what == "reject") && names_one) {
        return decide(**store, options, what == "accept" ? Decision::accept : Decision::reject);
    }
    return failure("bad_command", "moderate wants list, show ID, accept ID, or reject ID --reason TEXT");
}

Result<void> moderators(const Options& options) {
    auto opened = ContributionStore::open(news_folder(options.data));
    HYPHA_SYNC_TRY(opened);
    ContributionStore& store = **opened;
    const std::string& what = options.admin[1];
    if (what == "list" && options.admin.size() == 2) {
        const auto all = store.within([&] { return store.moderators(); });
        HYPHA_SYNC_TRY(all);
        for (const sync::StreamId& stream : *all) {
            say({{"moderator", hex_of(stream)}});
        }
        return {};
    }
    if ((what != "add" && what != "remove") || options.admin.size() != 3) {
        return failure("bad_command", "moderator wants add ACCOUNT, remove ACCOUNT, or list");
    }
    const auto stream = read_stream(options.admin[2]);
    HYPHA_SYNC_TRY(stream);
    const auto changed = store.within([&] { return store.set_moderator(*stream, what == "add", now_ms()); });
    HYPHA_SYNC_TRY(changed);
    say({{"moderator", hex_of(*stream)}, {what == "add" ? "added" : "removed", *changed}});
    return {};
}

Result<void> erase_contributions(const std::filesystem::path& data, const sync::StreamId& stream) {
    return erase_contributions(data, std::set<std::string>{name_of_stream(stream)});
}

Result<void> erase_contributions(const std::filesystem::path& data, const std::set<std::string>& names) {
    const std::filesystem::path folder = news_folder(data);
    std::error_code problem;
    if (!std::filesystem::exists(folder / "news.db", problem)) {
        return {};
    }
    auto store = ContributionStore::open(folder);
    HYPHA_SYNC_TRY(store);
    return (*store)->within([&]() -> Result<void> {
        const auto accounts = (*store)->accounts();
        HYPHA_SYNC_TRY(accounts);
        for (const sync::StreamId& stream : *accounts) {
            if (names.contains(name_of_stream(stream))) {
                HYPHA_SYNC_TRY((*store)->erase(stream));
            }
        }
        return {};
    });
}

} // namespace hypha::edge
