#include "core/taste/replay.hpp"

#include <algorithm>
#include <memory>

#include "core/taste/demand_forecast.hpp"
#include "core/taste/policies.hpp"

namespace hypha::taste {
namespace {

Result<std::uint32_t> checked_from_day(const ClickLog& log, const ReplaySettings& settings) {
    const bool are_items_fit = !settings.items.empty() && std::ranges::all_of(settings.items, [](std::size_t count) {
        return count >= 1 && count <= kMostItems;
    });
    if (!are_items_fit) {
        return failure("bad_items");
    }
    if (settings.lead_s < 0 || settings.lead_s > kLongestLead_s) {
        return failure("bad_lead");
    }
    if (!settings.policy.empty() && std::ranges::find(kPolicyNames, settings.policy) == kPolicyNames.end() &&
        settings.policy != kClairvoyant) {
        return failure("unknown_policy", settings.policy);
    }
    const std::uint32_t from_day = settings.from_day.value_or(later_half(log));
    if (from_day >= log.days()) {
        return failure("bad_from", std::to_string(log.days()));
    }
    return from_day;
}

void add_hits(PolicyHits& counted, const std::vector<std::size_t>& items, const std::vector<std::uint32_t>& chosen,
              std::uint32_t opened) {
    const auto place = static_cast<std::size_t>(std::ranges::find(chosen, opened) - chosen.begin());
    for (std::size_t at = 0; at < items.size(); ++at) {
        counted.hits[at] += place < std::min(items[at], chosen.size()) ? 1U : 0U;
    }
}

} // namespace

std::uint32_t later_half(const ClickLog& log) { return log.days() == 1 ? 0 : (log.days() + 1) / 2; }

Result<ReplayResult> replay(const ClickLog& log, const ReplaySettings& settings,
                            const std::function<void(const Choice&)>& told) {
    const auto from_day = checked_from_day(log, settings);
    if (!from_day) {
        return std::unexpected(from_day.error());
    }
    ReplayResult result{.clicks = log.clicks.size(),
                        .readers = log.readers,
                        .articles = log.articles,
                        .days = log.days(),
                        .from_day = *from_day,
                        .out_of_order = log.out_of_order,
                        .lead_s = settings.lead_s,
                        .items = settings.items,
                        .policies = {}};
    std::vector<std::unique_ptr<Policy>> policies;
    for (const std::string_view name : kPolicyNames) {
        if (settings.policy.empty() || name == settings.policy) {
            policies.push_back(make_policy(name, log.articles, settings.lead_s));
            result.policies.push_back({std::string(name), std::vector<std::size_t>(settings.items.size())});
        }
    }
    const std::size_t most = std::ranges::max(settings.items);
    const std::int64_t from_s = log.start_s() + *from_day * kDay_s;
    KnownPast past(log);
    std::int64_t watch_s = log.start_s() + kWatch_s;
    std::vector<std::uint32_t> chosen;
    for (const Click& click : log.clicks) {
        const std::int64_t now_s = click.t_s - settings.lead_s;
        if (!click.returns) {
            continue;
        }
        const bool counts = click.t_s >= from_s;
        for (; watch_s <= now_s; watch_s += kWatch_s) {
            past.advance(watch_s);
            for (const auto& policy : policies) {
                policy->watch(past);
            }
        }
        past.advance(now_s);
        past.face(click.reader);
        const Moment moment{.opens_s = click.t_s, .reader = click.reader};
        if (!counts) {
            if (now_s > log.start_s()) {
                for (const auto& policy : policies) {
                    policy->rehearse(past, moment);
                }
            }
            continue;
        }
        ++result.returns;
        result.knowable += !past.of_article(click.article).empty() && !past.has_seen(click.article) ? 1U : 0U;
        for (std::size_t at = 0; at < policies.size(); ++at) {
            policies[at]->choose(past, moment, most, chosen);
            add_hits(result.policies[at], settings.items, chosen, click.article);
            if (told) {
                told({policies[at]->name(), moment, chosen});
            }
        }
    }
    return result;
}

} // namespace hypha::taste
