// The CSV of a click log: columns in any order, sessions by silence, clocks that go backwards, any pieces; and that a broken file is
// refused with its line, whatever bytes it holds.
#include "core/taste/click_log.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "unit/attack.hpp"
#include "unit/taste_log.hpp"

namespace hypha::taste {
namespace {

Error refusal(std::string_view csv) {
    ClickLogReader reader;
    if (const auto fed = reader.feed(csv); !fed) {
        return fed.error();
    }
    const auto log = reader.finish();
    REQUIRE_FALSE(log);
    return log.error();
}

} // namespace

TEST_CASE("columns may have any order, and others between them", "[taste_click_log]") {
    const ClickLog log =
        log_of("\xEF\xBB\xBFother,article,referrer,t,user\r\nx,a,1,100,u\r\n\r\nx,b,2,200,v\r\n,a,1,300,u");
    REQUIRE(log.clicks.size() == 3);
    CHECK(log.readers == 2);
    CHECK(log.articles == 2);
    CHECK(log.clicks[2].t_s == 300);
    CHECK(log.clicks[2].article == 0);
    CHECK(log.clicks[1].referrer == 1);
    CHECK(log.clicks[1].device == 0);
}

TEST_CASE("a session ends with 30 minutes of silence", "[taste_click_log]") {
    const ClickLog log = small_log("0,u,a\n1799,u,b\n1800,v,a\n3598,u,c\n5398,u,d\n5428,u,e\n");
    std::vector<bool> opens, returns;
    for (const Click& click : log.clicks) {
        opens.push_back(click.opens);
        returns.push_back(click.returns);
    }
    CHECK(opens == std::vector<bool>{true, false, true, false, true, false});
    CHECK(returns == std::vector<bool>{false, false, false, false, true, false});
    CHECK_FALSE(log.clicks[5].own_time); // 30 s after the one before
    CHECK(log.clicks[4].own_time);
}

TEST_CASE("clocks that go backwards are sorted and counted", "[taste_click_log]") {
    const ClickLog log = small_log("500,u,a\n100,v,b\n500,w,c\n90,u,d\n");
    CHECK(log.out_of_order == 2);
    std::vector<std::uint32_t> articles;
    for (const Click& click : log.clicks) {
        articles.push_back(click.article);
    }
    CHECK(articles == std::vector<std::uint32_t>{3, 1, 0, 2});
    CHECK(log.days() == 1);
    CHECK(small_log("0,u,a\n86399,u,b\n").days() == 1);
    CHECK(small_log("0,u,a\n86400,u,b\n").days() == 2);
}

TEST_CASE("what cannot be read is refused with its line", "[taste_click_log]") {
    CHECK(refusal("") == Error{"log_empty", ""});
    CHECK(refusal("t,user,article\n") == Error{"log_empty", ""});
    CHECK(refusal("t,user\n1,2\n") == Error{"log_header", "article"});
    CHECK(refusal("t,user,article,t\n") == Error{"log_header", "t"});
    CHECK(refusal("t,user,article,device,device\n") == Error{"log_header", "device"});
    const std::string header = "t,user,article\n5,u,a\n";
    const std::string no_time = "3: t is not a time in whole seconds";
    for (const char* t : {"", " 5", "-1", "5.5", "1e9", "0x10", "99999999999999999999999", "1507000000000", "five"}) {
        CHECK(refusal(header + t + ",u,a\n") == Error{"log_line", no_time});
    }
    CHECK(refusal(header + "6,u\n").code == "log_line");
    CHECK(refusal(header + "6,u,a,b\n").code == "log_line");
    CHECK(refusal(header + "6,,a\n").code == "log_line");
    CHECK(refusal(header + "6,\"u\",a\n").code == "log_line");
    CHECK(refusal(header + "6,u," + std::string(65, 'a') + '\n').code == "log_line");
    CHECK(refusal(header + std::string(5000, 'a')) == Error{"log_line", "3: it is longer than 4096 bytes"});
    CHECK(refusal(std::string(70, ',') + '\n') == Error{"log_line", "1: more than 64 columns"});
}

TEST_CASE("pieces of any size make the same log, damaged bytes an answer or a refusal", "[taste_click_log]") {
    const std::string csv = "t,user,article,device\n100,u,a,1\n50,v,b,2\n5000,u,b,1\n";
    for (std::size_t size = 1; size <= csv.size(); ++size) {
        ClickLogReader reader;
        for (std::size_t at = 0; at < csv.size(); at += size) {
            REQUIRE(reader.feed(std::string_view(csv).substr(at, size)));
        }
        const auto log = reader.finish();
        REQUIRE(log);
        REQUIRE(log->clicks.size() == 3);
        CHECK(log->clicks[2].returns);
    }
    attack(std::vector<std::uint8_t>(csv.begin(), csv.end()), [](std::span<const std::uint8_t> bytes) {
        ClickLogReader reader;
        const std::string text(bytes.begin(), bytes.end());
        if (!reader.feed(text)) {
            return;
        }
        if (const auto log = reader.finish()) {
            for (const Click& click : log->clicks) {
                REQUIRE(click.reader < log->readers);
                REQUIRE(click.article < log->articles);
            }
        }
    });
}

} // namespace hypha::taste
