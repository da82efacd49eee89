#include "fakes/news_worker.hpp"

#include <algorithm>
#include <numeric>
#include <span>

#include <catch2/catch_test_macros.hpp>

#include "core/base/hex.hpp"
#include "core/news/story_file.hpp"
#include "core/sync/sha256.hpp"

namespace hypha::flow {
namespace {
const std::string kPicture = "/v1/news/picture/";
}

std::string NewsWorker::publish(const Draft& draft) {
    news::Story story;
    story.title = draft.title;
    story.source = draft.source;
    story.url = "https://example.org/" + std::to_string(stories.size());
    story.published_s = draft.published_s;
    story.language = draft.language;
    story.topic = draft.topic;
    news::Block block;
    block.spans = {{draft.text, false, false, false, ""}};
    story.blocks = {block};
    return publish_story(story, draft.tells_as);
}

std::string NewsWorker::publish_story(const news::Story& story, const std::string& tells_as) {
    const std::string bytes = news::write_story(story);
    const std::string hash = to_hex(sync::sha256(bytes));
    stories[hash] = bytes;
    const auto source = std::ranges::find(sources_, story.source);
    listed_.push_back({hash, static_cast<std::int64_t>(bytes.size()), story.published_s, story.language, story.topic,
                       static_cast<std::size_t>(source - sources_.begin()), 0, story.title});
    if (source == sources_.end()) {
        sources_.push_back(story.source);
    }
    told_as_.push_back(tells_as.empty() ? hash : tells_as);
    ++made_s;
    return hash;
}

std::string NewsWorker::add_picture(news::Story& story, std::uint32_t place, const std::string& bytes,
                                    std::uint32_t width_px, std::uint32_t height_px) {
    const auto serve = [this](const std::string& file, std::uint32_t width, std::uint32_t height) {
        const std::string hash = to_hex(sync::sha256(file));
        pictures[hash] = file;
        return news::PictureFile{hash, static_cast<std::uint32_t>(file.size()), width, height};
    };
    story.pictures.push_back(
        {place, serve("small " + bytes.substr(0, 1'000), std::max(1U, width_px / 4), std::max(1U, height_px / 4)),
         serve(bytes, width_px, height_px)});
    return story.pictures.back().large.sha256;
}

std::string NewsWorker::signed_index(const std::string& region) const {
    news::StoryIndex index{region, made_s, sources_, {}};
    std::vector<std::size_t> order(listed_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
        return listed_[a].published_s != listed_[b].published_s ? listed_[a].published_s > listed_[b].published_s
                                                                : a > b;
    });
    std::map<std::string, std::size_t> groups;
    for (const std::size_t at : order) {
        news::Listed line = listed_[at];
        line.group = groups.try_emplace(told_as_[at], index.stories.size()).first->second;
        index.stories.push_back(std::move(line));
    }
    const std::string body = news::write_index(index);
    keys::Secret<32> seed;
    seed.bytes.fill(key);
    const keys::SigningKey signing = keys::signing_key_of(seed);
    return news::write_signed({signing.public_key, keys::sign(signing, body), body});
}

int NewsWorker::run() {
    int requests = 0;
    while (run_one()) {
        REQUIRE(++requests < 2000);
    }
    return requests;
}

bool NewsWorker::run_one() {
    while (seen_ < stage_.post.sent().size()) {
        const ports::Message message = stage_.post.sent()[seen_];
        if (const auto* cancel = get_if<ports::CancelNews>(&message)) {
            stage_.receive(ports::NewsCancelled{cancel->ticket, 0});
        } else if (const auto* ask = get_if<ports::AskNews>(&message)) {
            if (holds) {
                return false;
            }
            ++seen_;
            ask->kept ? answer_kept(ask->ticket, ask->target) : answer(ask->ticket, ask->target);
            return true;
        } else if (holds_alternative<ports::CountPictures>(message)) {
            ++seen_;
            count_pictures();
            return true;
        }
        ++seen_;
    }
    return false;
}

void NewsWorker::answer_kept(std::uint32_t ticket, const std::string& target) {
    asked_kept.push_back(target);
    const auto found = away.find(target);
    if (found == away.end()) {
        return stage_.receive(ports::NewsFailed{ticket, "not_found", 0});
    }
    const std::string bytes = found->second;
    stage_.receive(ports::NewsArrived{ticket, true, 0, std::as_bytes(std::span(bytes))});
}

void NewsWorker::count_pictures() {
    std::string hashes;
    std::int64_t size_bytes = 0;
    for (const auto& [target, bytes] : away) {
        if (target.starts_with(kPicture)) {
            hashes += target.substr(kPicture.size());
            size_bytes += static_cast<std::int64_t>(bytes.size());
        }
    }
    stage_.receive(ports::PicturesCounted{static_cast<std::int64_t>(hashes.size() / 64), size_bytes,
                                          std::as_bytes(std::span(hashes))});
}

void NewsWorker::answer(std::uint32_t ticket, const std::string& target) {
    asked.push_back(target);
    if (no_network) {
        return stage_.receive(ports::NewsFailed{ticket, "no_network", 0});
    }
    std::string bytes = portal;
    const std::string story = "/v1/news/story/";
    const bool named = target.starts_with(story) || target.starts_with(kPicture); // by a hash
    if (!portal.empty()) {
    } else if (named) {
        const auto& files = target.starts_with(story) ? stories : pictures;
        const auto found = files.find(target.substr(target.rfind('/') + 1));
        if (found == files.end()) {
            return stage_.receive(ports::NewsFailed{ticket, "not_found", 30});
        }
        bytes = found->second;
        if (keeps_pictures && target.starts_with(kPicture)) {
            away[target] = bytes;
        }
    } else if (target == "/v1/news/regions") {
        for (const std::string& region : regions) {
            bytes += (bytes.empty() ? "[" : ",") + std::string(R"({"region":")") + region + R"(","stories":)" +
                     std::to_string(listed_.size()) + R"(,"made":)" + std::to_string(made_s) + "}";
        }
        bytes = bytes.empty() ? "[]" : bytes + "]";
    } else {
        const std::string region = target.substr(9, target.rfind('/') - 9);
        if (std::ranges::find(regions, region) == regions.end()) {
            return stage_.receive(ports::NewsFailed{ticket, "not_found", 30});
        }
        bytes = signed_index(region);
    }
    const bool kept = answers_kept && !named;
    const auto size = kept ? 0 : static_cast<std::int64_t>(bytes.size());
    received_bytes += size;
    stage_.receive(ports::NewsArrived{ticket, kept, size, std::as_bytes(std::span(bytes))});
}

} // namespace hypha::flow
