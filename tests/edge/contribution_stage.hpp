// An edge with accounts, news and contributions over real sockets, in a folder of its own; a region to write for; devices that write, sign
// and send; a clean photo.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/hex.hpp"
#include "core/news/block_text.hpp"
#include "core/news/contribution.hpp"
#include "core/news/story_index.hpp"
#include "core/sync/sha256.hpp"
#include "core/vision/image_header.hpp"
#include "core/vision/strip_metadata.hpp"
#include "edge/account_device.hpp"
#include "edge/contributions/contribution_desk.hpp"
#include "edge/news/news_room.hpp"
#include "fakes/hidden_jpeg.hpp"

namespace hypha::edge {

using TestJson = nlohmann::json;

inline std::string id_of(int number) {
    const std::string digits = std::to_string(number);
    return std::string(32 - digits.size(), '0') + digits;
}

// Of words that are its own alone, so that two of other numbers resemble each other in nothing.
inline news::Contribution contribution_of(int number, const std::string& region = "andes") {
    news::Contribution one;
    one.id = id_of(number);
    one.region = region;
    one.title = "Story " + id_of(number * 7);
    one.language = "es-PE";
    one.topic = "society";
    one.byline = "Quilla";
    one.made_ms = 1'764'200'000'000;
    std::string text;
    for (int word = 0; word < 60; ++word) text += "w" + std::to_string(number * 1'000 + word) + " ";
    one.blocks = news::blocks_of_typed(text);
    return one;
}

struct TestPhoto {
    std::string bytes;
    news::ContributedPhoto named;
};

inline TestPhoto clean_photo() {
    const auto bare = vision::strip_metadata(fakes::hidden_jpeg()).value();
    TestPhoto photo{std::string(bare.begin(), bare.end()), {}};
    const auto header = vision::read_image_header(bare).value();
    photo.named = {to_hex(sync::sha256(photo.bytes)), static_cast<std::int64_t>(photo.bytes.size()), header.width_px,
                   header.height_px};
    return photo;
}

struct ContributionStage {
    TemporarySite site;
    fakes::ScratchFolder scratch;
    std::string news = scratch.path() + "/news";
    std::unique_ptr<NewsStore> stories = with_region();
    std::unique_ptr<ContributionStore> store = ContributionStore::open(news).value();
    RunningServer server{site.root(), no_limits(), false, open_api()};

    static ServerLimits no_limits() {
        ServerLimits limits;
        limits.address_rate = limits.session_rate = limits.door_rate = {0, 1};
        return limits;
    }
    [[nodiscard]] std::unique_ptr<NewsStore> with_region() const {
        auto opened = NewsStore::open(news).value();
        NewsSource source;
        source.url = "http://andes/";
        source.region = "andes";
        REQUIRE(opened->put_source(source));
        return opened;
    }
    [[nodiscard]] std::shared_ptr<Api> open_api() const {
        std::vector<std::unique_ptr<ServedStore>> stores;
        stores.push_back(SqliteEdgeStore::open(scratch.path() + "/data").value());
        auto api = std::make_shared<Api>(std::make_unique<StoreThreads>(std::move(stores)),
                                         TokenFile::load(scratch.path() + "/sessions").value());
        api->set_accounts({}, {});
        NewsSettings settings;
        settings.polls = false;
        api->set_news(NewsRoom::open(news, settings, "test", std::make_shared<Metrics>()).value());
        api->set_contributions(
            ContributionDesk::open(news, "https://edge.example", [] { return HostSurroundings().wall_ms(); }).value());
        return api;
    }
    void make_moderator(const AccountDevice& device) const {
        REQUIRE(store->within([&] { return store->set_moderator(device.keys().stream, true, 1); }) == true);
    }
    // As a moderator that never rejects would have made it.
    void make_trusted(const AccountDevice& device) const {
        REQUIRE(store->within([&] { return store->put_contributor(device.keys().stream, {3, 0, 3}); }));
    }
    [[nodiscard]] news::StoryIndex list() const {
        const RawAnswer answer = request(server.port(), "GET /v1/news/andes/now");
        REQUIRE(answer.status == 200);
        const auto parts = news::parse_signed(answer.body);
        REQUIRE(parts.has_value());
        REQUIRE(keys::verify(parts->key, parts->body, parts->signature));
        return news::parse_index(parts->body).value();
    }
    [[nodiscard]] bool lists(const std::string& title) const {
        for (const news::Listed& story : list().stories) {
            if (story.title == title) return true;
        }
        return false;
    }
};

struct Writer : AccountDevice {
    explicit Writer(const ContributionStage& stage) : AccountDevice(stage.server.port()) {
        REQUIRE(enter().status == 200);
    }
    [[nodiscard]] std::string signed_file(const std::string& file) const {
        return news::write_signed({key.public_key, keys::sign(key, news::contribution_statement(file)), file});
    }
    [[nodiscard]] std::string signed_body(const news::Contribution& one) const {
        return signed_file(news::write_contribution(one).value());
    }
    [[nodiscard]] RawAnswer send(const std::string& body) const { return post("/v1/contributions", body, kOctets); }
    [[nodiscard]] RawAnswer send(const news::Contribution& one) const { return send(signed_body(one)); }
    [[nodiscard]] TestJson own() const {
        const RawAnswer answer = get("/v1/contributions");
        REQUIRE(answer.status == 200);
        return TestJson::parse(answer.body);
    }
    [[nodiscard]] TestJson only() const {
        const TestJson all = own();
        REQUIRE(all["contributions"].size() == 1);
        return all["contributions"][0];
    }
    [[nodiscard]] RawAnswer withdraw(int number) const {
        return ask("DELETE /v1/contributions/" + id_of(number), fields());
    }
    [[nodiscard]] RawAnswer put_photo(const std::string& sha256, const std::string& bytes,
                                      const std::string& type = "image/jpeg") const {
        return ask("PUT /v1/contributions/photo/" + sha256,
                   fields() + "Content-Type: " + type + "\r\nContent-Length: " + std::to_string(bytes.size()) + "\r\n",
                   bytes);
    }
    [[nodiscard]] RawAnswer post_json(const std::string& path, const TestJson& json) const {
        return post(path, json.dump(), "Content-Type: application/json\r\n");
    }
    [[nodiscard]] RawAnswer flag(const std::string& name, const std::string& reason = "wrong") const {
        return post_json("/v1/contributions/" + name + "/flag", {{"reason", reason}});
    }
    [[nodiscard]] RawAnswer decide(int number, const std::string& decision, int rev = 1,
                                   const std::string& reason = "") const {
        return post_json("/v1/moderation/" + id_of(number), {{"decision", decision}, {"reason", reason}, {"rev", rev}});
    }
    [[nodiscard]] TestJson queue() const {
        const RawAnswer answer = get("/v1/moderation");
        REQUIRE(answer.status == 200);
        return TestJson::parse(answer.body);
    }
};

inline std::string refused(const RawAnswer& answer) {
    const TestJson json = TestJson::parse(answer.body, nullptr, false);
    return json.is_object() ? json.value("refused", "") : "";
}

} // namespace hypha::edge
