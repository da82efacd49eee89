// The wire: every message comes back as it went; every truncation, flipped bit and longer body is answered with a message that
// encodes to exactly those bytes, or with nothing. Under sanitizers a read outside the body stops the test.
#include <catch2/catch_test_macros.hpp>

#include <span>

#include "core/sync/cbor.hpp"
#include "core/sync/limits.hpp"
#include "core/sync/wire.hpp"
#include "core/sync/wire_operation.hpp"
#include "unit/attack.hpp"

using namespace hypha;
using namespace hypha::sync;

namespace {

Operation full_operation() {
    BlobHash hash;
    hash.value.fill(0xab);
    return {"find",
            std::string("\0key\xff", 5),
            {Hlc::at(1'700'000'000'000, 3), DeviceId{0x1122334455667788}},
            Hlc::at(1'800'000'000'000),
            {{"name", "Amanita", false, {}, std::nullopt},
             {"note", "by the old beech", true, {{Hlc{7}, DeviceId{1}}, {Hlc{9}, DeviceId{2}}}, std::nullopt},
             {"photo", "", false, {}, hash},
             {"words", "both", true, {}, hash}}};
}

wire::Push small_push() { return {{}, 9, {5, 6}, DeviceId{4}, 3, 5, {full_operation(), full_operation()}}; }
wire::Now some_now() { return {Hlc::at(12345), 12345, 77}; }

// Deterministic encoding: whatever decodes says again exactly what it was read from.
template <typename Decode> void survive(const std::string& body, Decode decode) {
    REQUIRE(decode(body));
    int read = 0;
    attack({body.begin(), body.end()}, [&](std::span<const std::uint8_t> bytes) {
        const std::string_view view(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        if (const auto message = decode(view)) {
            ++read;
            CHECK(encode(*message) == view);
            CHECK(view.size() == body.size());
        }
    });
    CHECK(read > 0);
}

} // namespace

TEST_CASE("each message comes back as it went, and nothing else does", "[sync]") {
    const wire::Push push = small_push();
    CHECK(wire::decode_push(encode(push)) == push);
    survive(encode(push), wire::decode_push);
    const wire::PushReply push_reply{some_now(), DeviceId{4}, 3, {8, 9}, {{0, "bad_table"}}, {{1, Hlc{99}}}};
    CHECK(wire::decode_push_reply(encode(push_reply)) == push_reply);
    survive(encode(push_reply), wire::decode_push_reply);
    const wire::Pull pull{{}, 1, {2, 3}, {4, 5}, 500, DeviceId{6}, 7, 9, 8};
    CHECK(wire::decode_pull(encode(pull)) == pull);
    survive(encode(pull), wire::decode_pull);
    const wire::PullReply pull_reply{some_now(), 1, {2, 3}, true, false, {full_operation()}};
    CHECK(wire::decode_pull_reply(encode(pull_reply)) == pull_reply);
    survive(encode(pull_reply), wire::decode_pull_reply);
    const wire::Snapshot snapshot{{}, 4, {"find", "k", "name"}};
    CHECK(wire::decode_snapshot(encode(snapshot)) == snapshot);
    survive(encode(snapshot), wire::decode_snapshot);
    const wire::SnapshotReply page{some_now(), {}, {"find", "k", "name"}, {6, 7}, true, {full_operation()}};
    CHECK(wire::decode_snapshot_reply(encode(page)) == page);
    survive(encode(page), wire::decode_snapshot_reply);
    const wire::BlobReply blob{{}, 64, false, 5, {6, 7}};
    CHECK(wire::decode_blob_reply(encode(blob)) == blob);
    survive(encode(blob), wire::decode_blob_reply);
    const wire::BlobPart part{{}, 5, 10, "bytes"};
    CHECK(wire::decode_blob_part(encode(part)) == part);
    survive(encode(part), wire::decode_blob_part);
    const wire::Refusal refusal{some_now(), "gap", 12};
    CHECK(wire::decode_refusal(encode(refusal)) == refusal);
    survive(encode(refusal), wire::decode_refusal);
}

TEST_CASE("a message of one kind is none of another, and a page of a portal is none at all", "[sync]") {
    const std::string html = "<!doctype html><title>Sign in</title>";
    CHECK_FALSE(wire::decode_push_reply(html));
    CHECK_FALSE(wire::decode_pull_reply(html));
    CHECK_FALSE(wire::decode_refusal(html));
    CHECK_FALSE(wire::decode_pull_reply(encode(small_push())));
    CHECK_FALSE(wire::decode_push_reply(""));
}

TEST_CASE("a body beyond its bounds is nothing", "[sync]") {
    wire::Push push = small_push();
    push.operations.assign(kMostOperations + 1, {"t", "k", {Hlc{1}, DeviceId{1}}, Hlc{1}, {{"c", "v", false, {}, {}}}});
    CHECK_FALSE(wire::decode_push(encode(push)));
    push.operations.pop_back();
    CHECK(wire::decode_push(encode(push)));
    push.operations.assign(
        3, {"t", "k", {Hlc{1}, DeviceId{1}}, Hlc{1}, {{"c", std::string(100'000, 'v'), false, {}, {}}}});
    CHECK_FALSE(wire::decode_push(encode(push)));
    push.operations.resize(1);
    push.operations[0].columns.assign(kMostColumns + 1, {"c", "v", false, {}, {}});
    CHECK_FALSE(wire::decode_push(encode(push)));
    push.operations[0].columns.resize(kMostColumns);
    CHECK(wire::decode_push(encode(push)));
}

TEST_CASE("a length that the body does not hold allocates nothing", "[sync]") {
    // An array of 2^64-1 elements, a string of 2^63 bytes, arrays in arrays without end.
    CHECK_FALSE(wire::decode_push("\x9b\xff\xff\xff\xff\xff\xff\xff\xff"));
    CHECK_FALSE(wire::decode_push(std::string("\x89\x01\x01\x5b\x80\0\0\0\0\0\0\0", 12)));
    CHECK_FALSE(wire::decode_push(std::string(200'000, '\x81')));
}

TEST_CASE("another version is known as such", "[sync]") {
    std::string body = encode(small_push());
    CHECK_FALSE(wire::other_version(body));
    body[1] = 2;
    CHECK(wire::other_version(body));
    CHECK_FALSE(wire::decode_push(body));
    CHECK_FALSE(wire::other_version("<html>"));
}

TEST_CASE("a whole record without photos is one request of less than 1 KB", "[sync]") {
    const std::vector<std::string> columns = {
        "created_ms",    "saved",  "note",          "latitude",      "longitude",   "accuracy_m",
        "place_privacy", "filing", "identified_by", "rank",          "name",        "probability",
        "confidence",    "risk",   "model_name",    "model_version", "model_sha256"};
    Operation record{"observation",
                     std::string(16, 'u'),
                     {Hlc::at(1'700'000'000'000), DeviceId{UINT64_MAX}},
                     Hlc::at(1'700'000'000'000),
                     {}};
    for (const std::string& column : columns) {
        record.columns.push_back({column,
                                  std::string(column == "note"           ? 140
                                              : column == "model_sha256" ? 32
                                                                         : 16,
                                              'v'),
                                  column == "note",
                                  {},
                                  {}});
    }
    const std::string body =
        encode(wire::Push{{}, UINT64_MAX, {UINT64_MAX, UINT64_MAX}, DeviceId{UINT64_MAX}, 12345, UINT64_MAX, {record}});
    CAPTURE(body.size());
    CHECK(body.size() < 1024);
}

TEST_CASE("one changed column is about fifty bytes", "[sync]") {
    const Operation one{"observation",
                        std::string(16, 'u'),
                        {Hlc::at(1'700'000'000'000), DeviceId{}},
                        Hlc::at(1'700'000'000'000),
                        {{"saved", "1", false, {}, {}}}};
    CHECK(wire::size_bytes(one) <= 55);
}
