// Over 300 lines because every way into the list, and out of it, is read against the others.
#include "edge/contributions/contributions.hpp"

#include <algorithm>
#include <vector>

#include "core/base/utf8.hpp"
#include "core/news/named_lines.hpp"
#include "core/news/story_index.hpp"
#include "core/sync/attempt.hpp"
#include "edge/contributions/contributed_story.hpp"
#include "edge/contributions/photo_check.hpp"
#include "keys/signature.hpp"

namespace hypha::edge {
namespace {

using Json = nlohmann::ordered_json;
using What = ContributionQuestion::What;

constexpr std::int64_t kDay_ms = 86'400'000;
constexpr std::size_t kOnPage = 20;
constexpr std::size_t kMostReason_bytes = 2'000;

std::string joined(const std::vector<std::string_view>& words) {
    std::string text;
    for (const std::string_view word : words) {
        text.append(text.empty() ? "" : " ").append(word);
    }
    return text;
}

bool has_word(std::string_view words, std::string_view word) {
    return (' ' + std::string(words) + ' ').find(' ' + std::string(word) + ' ') != std::string::npos;
}

std::string without_word(const std::string& words, std::string_view word) {
    std::string rest = ' ' + words + ' ';
    const std::string wanted = ' ' + std::string(word) + ' ';
    if (const std::size_t at = rest.find(wanted); at != std::string::npos) {
        rest.replace(at, wanted.size(), " ");
    }
    return news::one_line(rest, rest.size());
}

Json standing(const ContributionRow& row) { return {{"rev", row.rev}, {"state", name_of(row.state)}}; }

// A JSON object's text of one name. Nothing: there is none.
std::optional<std::string> text_in(const Json& json, const char* name) {
    const auto found = json.find(name);
    if (found == json.end() || !found->is_string()) {
        return std::nullopt;
    }
    return news::one_line(found->get<std::string>(), kMostReason_bytes);
}

// Strings in it are UTF-8, or it is none. `names`: all that it may have.
std::optional<Json> object_of(std::string_view body, std::initializer_list<std::string_view> names) {
    Json json = Json::parse(body, nullptr, false);
    if (!json.is_object()) {
        return std::nullopt;
    }
    for (const auto& [name, value] : json.items()) {
        if (std::ranges::find(names, name) == names.end()) {
            return std::nullopt;
        }
    }
    return json;
}

} // namespace

ContributionReply Contributions::answer(const ContributionQuestion& question) {
    const auto done = [&]() -> Result<ContributionReply> {
        switch (question.what) {
        case What::submit: return submit(question);
        case What::own: return own(question);
        case What::withdraw: return withdraw(question);
        case What::put_photo: return put_photo(question);
        case What::get_photo: return get_photo(question);
        case What::flag: return flag(question);
        case What::queue: return queue(question);
        case What::decide: break;
        }
        return decide_as(question);
    }();
    return done ? *done : refusal_of("store_failed");
}

Result<Json> Contributions::shown(const ContributionRow& row) {
    const auto flags = store_.open_flags(row.id);
    HYPHA_SYNC_TRY(flags);
    const auto missing = store_.missing_photos(row.id);
    HYPHA_SYNC_TRY(missing);
    return json_of(row, flags->size(), *missing);
}

Result<ContributionReply> Contributions::shown_reply(const ContributionRow& row) {
    const auto json = shown(row);
    HYPHA_SYNC_TRY(json);
    return reply_of(*json);
}

Result<ContributionReply> Contributions::submit(const ContributionQuestion& question) {
    const auto parts = news::parse_signed(question.body);
    if (!parts) {
        return refusal_of("malformed");
    }
    // The key of this session's device and no other: a signature by somebody's key is not yet theirs to send.
    if (parts->key != question.caller->device ||
        !keys::verify(parts->key, news::contribution_statement(parts->body), parts->signature)) {
        return refusal_of("signature_wrong");
    }
    const auto one = news::parse_contribution(parts->body);
    if (!one) {
        return refusal_of(one.error().code, {{"detail", one.error().detail}});
    }
    const std::string signature(parts->signature.begin(), parts->signature.end());
    const auto is_trusted = store_.within([&] { return trusts(question.caller->stream); });
    HYPHA_SYNC_TRY(is_trusted);
    if (*is_trusted) {
        HYPHA_SYNC_TRY(make_pictures(question.caller->stream, one->photos));
    }
    return store_.within([&] { return take(*question.caller, *one, parts->body, signature); });
}

Result<bool> Contributions::trusts(const sync::StreamId& stream) {
    const auto figures = store_.contributor(stream);
    HYPHA_SYNC_TRY(figures);
    return figures->accepted_in_row >= rules_.accepted_for_trust;
}

// Outside of any transaction, for it takes a processor's second: nobody who writes to the news waits for it. publish() finds them made.
Result<void> Contributions::make_pictures(const sync::StreamId& stream,
                                          const std::vector<news::ContributedPhoto>& photos) {
    for (const news::ContributedPhoto& named : photos) {
        if (pictures_.knows(named.sha256)) {
            continue;
        }
        const auto photo = store_.within([&] { return store_.own_photo(stream, named.sha256); });
        HYPHA_SYNC_TRY(photo);
        if (*photo) {
            (void)pictures_.made(named.sha256, (*photo)->content, 0);
        }
    }
    return {};
}

Result<std::vector<ContributedPicture>> Contributions::pictures_of(const sync::StreamId& stream,
                                                                   const news::Contribution& one) {
    std::vector<ContributedPicture> pictures;
    std::uint32_t place = 0;
    for (const news::ContributedPhoto& named : one.photos) {
        const auto photo = store_.own_photo(stream, named.sha256);
        HYPHA_SYNC_TRY(photo);
        ++place;
        if (auto picture = *photo ? pictures_.made(named.sha256, (*photo)->content, place) : std::nullopt) {
            pictures.push_back(*std::move(picture));
        }
    }
    return pictures;
}

Result<Verdict> Contributions::judge(const ContributionRow& row, const news::Contribution& one,
                                     const std::optional<ContributionRow>& before) {
    const std::int64_t from_ms = now_ms_() - kDay_ms;
    SubmissionFacts facts;
    const auto figures = store_.contributor(row.stream);
    HYPHA_SYNC_TRY(figures);
    facts.accepted_in_row = figures->accepted_in_row;
    const auto today = store_.submissions(row.stream, from_ms), of_all = store_.submissions_of_all(from_ms);
    HYPHA_SYNC_TRY(today);
    HYPHA_SYNC_TRY(of_all);
    facts.today = *today;
    facts.today_of_all = *of_all;
    const auto waiting = store_.count_waiting_of(row.stream);
    HYPHA_SYNC_TRY(waiting);
    facts.waiting = *waiting;
    if (before) {
        facts.before = before->state;
        facts.was_flagged = has_word(before->held_for, held_for::kFlags);
    }
    facts.links = news::count_links(one);
    const auto likeness = store_.greatest_likeness(row.region, row.id, row.resemblance);
    HYPHA_SYNC_TRY(likeness);
    facts.likeness = *likeness;
    for (const news::ContributedPhoto& photo : one.photos) {
        const auto here = store_.own_photo(row.stream, photo.sha256);
        HYPHA_SYNC_TRY(here);
        facts.photos_missing += *here ? 0 : 1;
    }
    return judge_submission(facts, rules_);
}

Result<ContributionReply> Contributions::take(const ContributionCaller& caller, const news::Contribution& one,
                                              std::string_view file, std::string_view signature) {
    const auto before = store_.find(one.id);
    HYPHA_SYNC_TRY(before);
    if (*before && (*before)->stream != caller.stream) {
        return refusal_of("not_author");
    }
    if (*before && (*before)->file == file) {
        return shown_reply(**before);
    }
    if (one.base_rev != (*before ? (*before)->rev : 0)) {
        return refusal_of("stale_rev", *before ? standing(**before) : Json{{"rev", 0}});
    }
    const auto has_region = store_.has_region(one.region);
    HYPHA_SYNC_TRY(has_region);
    if (!*has_region) {
        return refusal_of("region_unknown");
    }
    ContributionRow row = before->value_or(ContributionRow{});
    const std::string region_before = row.region;
    row.id = one.id;
    row.stream = caller.stream;
    row.device = caller.device;
    row.rev = one.base_rev + 1;
    row.region = one.region;
    row.title = one.title;
    row.file = file;
    row.signature = signature;
    row.changed_ms = now_ms_();
    row.received_ms = *before ? row.received_ms : row.changed_ms;
    row.resemblance = articles::minhash_of(news::plain_text(one));
    const auto verdict = judge(row, one, *before);
    HYPHA_SYNC_TRY(verdict);
    if (!verdict->refusal.empty()) {
        return refusal_of(verdict->refusal);
    }
    row.state = verdict->state;
    row.held_for = joined(verdict->reasons);
    row.reason.clear();
    const bool leaves = row.state != ContributionState::published || row.region != region_before;
    if (leaves) {
        HYPHA_SYNC_TRY(store_.unlist(row));
    }
    if (row.state == ContributionState::published) {
        const auto listed = publish(row, one);
        HYPHA_SYNC_TRY(listed);
        if (!*listed) { // the very same words at the same second: somebody has to look
            row.state = ContributionState::held;
            row.held_for = held_for::kResembles;
            HYPHA_SYNC_TRY(store_.unlist(row));
        }
    }
    HYPHA_SYNC_TRY(store_.put(row, one.photos));
    HYPHA_SYNC_TRY(store_.count_submission(caller.stream, row.changed_ms));
    return shown_reply(row);
}

Result<bool> Contributions::publish(ContributionRow& row, const news::Contribution& one) {
    const std::int64_t now_s = now_ms_() / 1000;
    const std::int64_t published_s = row.published_s != 0 ? row.published_s : now_s;
    const auto pictures = pictures_of(row.stream, one);
    HYPHA_SYNC_TRY(pictures);
    const auto story = contributed_story(one, address_, *pictures, published_s, now_s);
    HYPHA_SYNC_TRY(story);
    auto listed = store_.list(row, *story);
    if (listed && *listed) {
        row.published_s = published_s;
    }
    return listed;
}

Result<ContributionReply> Contributions::own(const ContributionQuestion& question) {
    return store_.within([&]() -> Result<ContributionReply> {
        const auto moderates = store_.is_moderator(question.caller->stream);
        HYPHA_SYNC_TRY(moderates);
        const auto rows = store_.own(question.caller->stream, question.cursor, kOnPage + 1);
        HYPHA_SYNC_TRY(rows);
        Json json = {{"moderator", *moderates}, {"contributions", Json::array()}, {"next", nullptr}};
        for (std::size_t at = 0; at < std::min(rows->size(), kOnPage); ++at) {
            const auto one = shown((*rows)[at]);
            HYPHA_SYNC_TRY(one);
            json["contributions"].push_back(*one);
        }
        if (rows->size() > kOnPage) {
            json["next"] = cursor_text({(*rows)[kOnPage - 1].received_ms, (*rows)[kOnPage - 1].id});
        }
        return reply_of(json);
    });
}

// All that was said goes; what stays is that there was one, so that it is not taken for a new one.
Result<ContributionReply> Contributions::withdraw(const ContributionQuestion& question) {
    return store_.within([&]() -> Result<ContributionReply> {
        auto row = store_.find(question.name);
        HYPHA_SYNC_TRY(row);
        if (!*row || (*row)->stream != question.caller->stream) {
            return refusal_of("not_found");
        }
        ContributionRow gone = **row;
        if (gone.state != ContributionState::withdrawn) {
            HYPHA_SYNC_TRY(store_.unlist(gone));
            HYPHA_SYNC_TRY(store_.settle_flags(gone.id));
            gone.state = ContributionState::withdrawn;
            gone.title = gone.file = gone.signature = gone.held_for = gone.reason = "";
            gone.resemblance = {};
            gone.changed_ms = now_ms_();
            HYPHA_SYNC_TRY(store_.put(gone, {}));
        }
        return shown_reply(gone);
    });
}

Result<ContributionReply> Contributions::put_photo(const ContributionQuestion& question) {
    const auto is_trusted = store_.within([&] { return trusts(question.caller->stream); });
    HYPHA_SYNC_TRY(is_trusted);
    const auto named = store_.within([&] { return store_.named_photo(question.caller->stream, question.name); });
    HYPHA_SYNC_TRY(named);
    if (*is_trusted && *named && check_photo(**named, question.body)) { // it may be the last that its story waits for
        (void)pictures_.made(question.name, question.body, 0);
    }
    return store_.within([&]() -> Result<ContributionReply> {
        const sync::StreamId& stream = question.caller->stream;
        const auto named = store_.named_photo(stream, question.name);
        HYPHA_SYNC_TRY(named);
        if (!*named) {
            return refusal_of("photo_not_named");
        }
        const auto type = check_photo(**named, question.body);
        if (!type) {
            return refusal_of("photo_wrong", {{"detail", type.error().detail}});
        }
        HYPHA_SYNC_TRY(store_.put_photo(stream, question.name, {*type, question.body}));
        const auto ids = store_.naming(stream, question.name);
        HYPHA_SYNC_TRY(ids);
        for (const std::string& id : *ids) {
            HYPHA_SYNC_TRY(notice_photo(id));
        }
        return reply_of({{"sha256", question.name}, {"type", *type}});
    });
}

// One that waited for its photos alone goes into the list; else it begins to wait for a moderator.
Result<void> Contributions::notice_photo(const std::string& id) {
    const auto found = store_.find(id);
    HYPHA_SYNC_TRY(found);
    const auto missing = store_.missing_photos(id);
    HYPHA_SYNC_TRY(missing);
    if (!*found || !missing->empty() || (*found)->state != ContributionState::held ||
        !has_word((*found)->held_for, held_for::kPhotos)) {
        return {};
    }
    ContributionRow row = **found;
    row.held_for = without_word(row.held_for, held_for::kPhotos);
    row.changed_ms = now_ms_();
    if (row.held_for.empty()) {
        const auto one = news::parse_contribution(row.file);
        HYPHA_SYNC_TRY(one);
        const auto listed = publish(row, *one);
        HYPHA_SYNC_TRY(listed);
        row.state = *listed ? ContributionState::published : ContributionState::held;
        row.held_for = *listed ? std::string_view{} : held_for::kResembles;
    }
    return store_.put(row);
}

Result<ContributionReply> Contributions::get_photo(const ContributionQuestion& question) {
    return store_.within([&]() -> Result<ContributionReply> {
        auto photo = store_.public_photo(question.name);
        HYPHA_SYNC_TRY(photo);
        ContributionReply reply;
        reply.cache = "public, max-age=300"; // it may be taken back
        if (!*photo && question.caller) {
            const auto moderates = store_.is_moderator(question.caller->stream);
            HYPHA_SYNC_TRY(moderates);
            photo =
                *moderates ? store_.any_photo(question.name) : store_.own_photo(question.caller->stream, question.name);
            HYPHA_SYNC_TRY(photo);
            reply.cache = "no-store";
        }
        if (!*photo) {
            return refusal_of("not_found");
        }
        reply.type = (*photo)->type;
        reply.body = std::move((*photo)->content);
        return reply;
    });
}

Result<ContributionReply> Contributions::flag(const ContributionQuestion& question) {
    const auto json = object_of(question.body, {"reason"});
    const auto reason = json ? text_in(*json, "reason") : std::nullopt;
    if (!reason) {
        return refusal_of("malformed");
    }
    return store_.within([&]() -> Result<ContributionReply> {
        const sync::StreamId& stream = question.caller->stream;
        auto found = question.name.size() == 32 ? store_.find(question.name) : store_.find_story(question.name);
        HYPHA_SYNC_TRY(found);
        // What is not public is not there, for whoever is not its author.
        if (!*found || (*found)->state != ContributionState::published) {
            return refusal_of("not_found");
        }
        ContributionRow row = **found;
        if (row.stream == stream) {
            return refusal_of("own_story");
        }
        const auto today = store_.flags_of(stream, now_ms_() - kDay_ms);
        HYPHA_SYNC_TRY(today);
        if (*today >= rules_.most_flags_a_day) {
            return refusal_of("too_many");
        }
        HYPHA_SYNC_TRY(store_.put_flag(row.id, stream, {*reason, now_ms_()}));
        const auto flags = store_.open_flags(row.id);
        HYPHA_SYNC_TRY(flags);
        if (flags_hold(static_cast<std::int64_t>(flags->size()), rules_)) {
            HYPHA_SYNC_TRY(store_.unlist(row));
            row.state = ContributionState::held;
            row.held_for = held_for::kFlags;
            row.changed_ms = now_ms_();
            HYPHA_SYNC_TRY(store_.put(row));
        }
        return reply_of({{"flagged", true}});
    });
}

Result<ContributionReply> Contributions::queue(const ContributionQuestion& question) {
    return store_.within([&]() -> Result<ContributionReply> {
        const auto moderates = store_.is_moderator(question.caller->stream);
        HYPHA_SYNC_TRY(moderates);
        if (!*moderates) {
            return refusal_of("not_moderator");
        }
        const auto count = store_.count_waiting();
        HYPHA_SYNC_TRY(count);
        const auto rows = store_.waiting(question.cursor, kOnPage + 1);
        HYPHA_SYNC_TRY(rows);
        Json json = {{"waiting", *count}, {"contributions", Json::array()}, {"next", nullptr}};
        for (std::size_t at = 0; at < std::min(rows->size(), kOnPage); ++at) {
            const ContributionRow& row = (*rows)[at];
            auto one = shown(row);
            HYPHA_SYNC_TRY(one);
            const auto figures = store_.contributor(row.stream);
            HYPHA_SYNC_TRY(figures);
            add_author(*one, row, *figures);
            const auto flags = store_.open_flags(row.id);
            HYPHA_SYNC_TRY(flags);
            add_flags(*one, *flags);
            json["contributions"].push_back(*one);
        }
        if (rows->size() > kOnPage) {
            json["next"] = cursor_text({(*rows)[kOnPage - 1].changed_ms, (*rows)[kOnPage - 1].id});
        }
        return reply_of(json);
    });
}

Result<ContributionReply> Contributions::decide_as(const ContributionQuestion& question) {
    const auto moderates = store_.within([&] { return store_.is_moderator(question.caller->stream); });
    HYPHA_SYNC_TRY(moderates);
    if (!*moderates) {
        return refusal_of("not_moderator");
    }
    const auto json = object_of(question.body, {"decision", "reason", "rev"});
    const auto decision = json ? text_in(*json, "decision") : std::nullopt;
    if (!decision || (decision != "accept" && decision != "reject") || !json->contains("rev") ||
        !(*json)["rev"].is_number_unsigned()) {
        return refusal_of("malformed");
    }
    if (decision == "accept") {
        const auto row = store_.within([&] { return store_.find(question.name); });
        HYPHA_SYNC_TRY(row);
        const auto one = *row ? news::parse_contribution((*row)->file) : failure("not_found");
        if (one) {
            HYPHA_SYNC_TRY(make_pictures((*row)->stream, one->photos));
        }
    }
    return decide(question.name, {decision == "accept" ? Decision::accept : Decision::reject,
                                  text_in(*json, "reason").value_or(""), (*json)["rev"].get<std::int64_t>()});
}

Result<ContributionReply> Contributions::decide(std::string_view id, const ModeratorDecision& decision) {
    return store_.within([&]() -> Result<ContributionReply> {
        const auto row = store_.find(id);
        HYPHA_SYNC_TRY(row);
        if (!*row) {
            return refusal_of("not_found");
        }
        if ((*row)->rev != decision.rev) {
            return refusal_of("stale_rev", standing(**row));
        }
        return decide_on(**row, decision);
    });
}

Result<ContributionReply> Contributions::decide_on(ContributionRow row, const ModeratorDecision& decision) {
    const auto next = decided(row.state, decision.decision);
    if (!next) {
        return refusal_of("withdrawn", standing(row));
    }
    const bool accepts = next == ContributionState::published;
    const std::string reason = news::one_line(decision.reason, kMostReason_bytes);
    if (!accepts && reason.empty()) {
        return refusal_of("no_reason");
    }
    const bool was_listed_before = row.published_s != 0;
    if (accepts) {
        const auto missing = store_.missing_photos(row.id);
        HYPHA_SYNC_TRY(missing);
        if (!missing->empty()) {
            return refusal_of("photos_missing", standing(row));
        }
        const auto one = news::parse_contribution(row.file);
        HYPHA_SYNC_TRY(one);
        const auto listed = publish(row, *one);
        HYPHA_SYNC_TRY(listed);
        if (!*listed) {
            return refusal_of("story_twin", standing(row));
        }
    } else {
        HYPHA_SYNC_TRY(store_.unlist(row));
    }
    auto figures = store_.contributor(row.stream);
    HYPHA_SYNC_TRY(figures);
    if (accepts && !was_listed_before) { // an edit, or one that was flagged, is not accepted a second time
        ++figures->accepted;
        ++figures->accepted_in_row;
    }
    if (!accepts && row.state != ContributionState::rejected) {
        ++figures->rejected;
        figures->accepted_in_row = 0;
    }
    HYPHA_SYNC_TRY(store_.put_contributor(row.stream, *figures));
    HYPHA_SYNC_TRY(store_.settle_flags(row.id));
    row.state = *next;
    row.held_for.clear();
    row.reason = accepts ? "" : reason;
    row.changed_ms = now_ms_();
    HYPHA_SYNC_TRY(store_.put(row));
    return shown_reply(row);
}

} // namespace hypha::edge
