// The API over real sockets on a real store: what it does for those who are let in, and who is not.
#include "edge/api_stage.hpp"

#include "core/sync/sha256.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>

using namespace hypha;
using namespace hypha::edge;
using namespace hypha::sync;

TEST_CASE("two devices converge over sockets, a photo of several parts with them", "[api]") {
    ApiStage stage;
    fakes::MemoryReplicaStore one;
    fakes::MemoryReplicaStore two;
    stage.join(one);
    stage.join(two);
    std::string photo;
    while (photo.size() < 2 * kPart_bytes + 12345) {
        photo += std::to_string(photo.size() * 7919);
    }
    const BlobHash hash{sha256(photo)};
    REQUIRE(Replica(one, stage.world).add_blob(hash, photo));
    REQUIRE(Replica(one, stage.world).write("find", "k", {{.column = "photo", .value = "p", .blob = hash}}));
    REQUIRE(Replica(two, stage.world).write("find", "k", {{.column = "note", .value = "a note", .text = true}}));
    HttpTransport first(stage.server.port(), stage.mine.token);
    HttpTransport second(stage.server.port(), stage.mine.token);
    REQUIRE(first.sync(one, stage.world));
    REQUIRE(second.sync(two, stage.world));
    REQUIRE(first.sync(one, stage.world));
    CHECK(one.rows.outbox.empty());
    CHECK(two.rows.blobs[hash].whole);
    CHECK(two.rows.blobs[hash].bytes == photo);
    CHECK(one.rows.cells.size() == 2);
    CHECK(two.rows.cells.size() == 2);
    CHECK(one.rows.cells[{"find", "k", "note"}].value == "a note");
}

TEST_CASE("a small record is at the edge in one request under a kilobyte", "[api]") {
    ApiStage stage;
    fakes::MemoryReplicaStore one;
    stage.join(one);
    REQUIRE(
        Replica(one, stage.world).write("find", "0123456789abcdef", {{.column = "name", .value = "Boletus edulis"}}));
    SyncSession session(one, stage.world);
    HttpTransport transport(stage.server.port(), stage.mine.token);
    const auto request = session.next();
    REQUIRE((request && *request));
    const auto reply = transport.ask(**request);
    REQUIRE(reply);
    CHECK(session.answered(*reply) == sync::Answer::accepted);
    CHECK(one.rows.outbox.empty());
    const HttpForm form = http_form(**request);
    CHECK((*request)->body.size() < 200);
    CHECK(form.method == "POST");
}

TEST_CASE("without a session nobody reads and nobody writes", "[api]") {
    ApiStage stage;
    const std::string body = stage.push_body(stage.mine);
    const std::string hash_of_token = "0000000000000000000000000000000000000000000000000000000000000000";
    for (const std::string& fields :
         {std::string(), std::string("Authorization: Bearer\r\n"), std::string("Authorization: Bearer \r\n"),
          bearer("x"), bearer(hash_of_token), bearer(stage.mine.token + "x"), bearer(stage.mine.token.substr(1)),
          "Authorization: Basic " + stage.mine.token + "\r\n", "Authorization: " + stage.mine.token + "\r\n",
          bearer(stage.mine.token) + bearer(stage.mine.token), "Cookie: session=" + stage.mine.token + "\r\n"}) {
        CAPTURE(fields);
        const RawAnswer pushed = stage.push(fields + kCbor, body);
        CHECK(pushed.status == 401);
        CHECK(pushed.fields.at("www-authenticate") == "Bearer");
        CHECK(stage.ask("GET /v1/pull?ask=Zg", fields).status == 401);
        CHECK(stage.ask("GET /v1/snapshot?ask=Zg", fields).status == 401);
        CHECK(stage.ask("GET " + kBlobPath + "?offset=0", fields).status == 401);
        CHECK(stage.ask("HEAD " + kBlobPath + "?size=3&epoch=1&seq=0&check=0", fields).status == 401);
        CHECK(stage.ask("PUT " + kBlobPath + "?offset=0" + kHistory, fields + kOctets + "Content-Length: 3\r\n", "abc")
                  .status == 401);
    }
    fakes::MemoryReplicaStore reader;
    stage.join(reader);
    HttpTransport transport(stage.server.port(), stage.mine.token);
    REQUIRE(transport.sync(reader, stage.world));
    CHECK(reader.rows.cells.empty()); // nothing of all that was written
    CHECK(stage
              .ask("POST /v1/push",
                   "authorization: bEARER " + stage.mine.token + "\r\n" + kCbor +
                       "Content-Length: " + std::to_string(body.size()) + "\r\n",
                   body)
              .status == 200);
}

TEST_CASE("a session speaks of its own stream: another one is refused as forged, and nothing of it is written",
          "[api]") {
    ApiStage stage;
    const RawAnswer forged = stage.push(bearer(stage.other.token) + kCbor, stage.push_body(stage.mine));
    CHECK(forged.status == 403);
    CHECK(wire::decode_refusal(forged.body)->code == "forged_stream");
    fakes::MemoryReplicaStore reader;
    stage.join(reader);
    HttpTransport transport(stage.server.port(), stage.mine.token);
    REQUIRE(transport.sync(reader, stage.world));
    CHECK(reader.rows.cells.empty());
}

TEST_CASE("types are exact: whatever else is 415, and a coding too", "[api]") {
    ApiStage stage;
    const std::string me = bearer(stage.mine.token);
    const std::string body = stage.push_body(stage.mine);
    for (const char* fields : {"", "Content-Type: application/json\r\n", "Content-Type: application/cbor; q=1\r\n",
                               "Content-Type: application/cborx\r\n", "Content-Type: text/plain\r\n",
                               "Content-Type: application/cbor\r\nContent-Type: application/cbor\r\n",
                               "Content-Type: application/cbor\r\nContent-Encoding: br\r\n",
                               "Content-Type: application/x-www-form-urlencoded\r\n"}) {
        CAPTURE(fields);
        CHECK(stage.push(me + fields, body).status == 415);
    }
    CHECK(stage.ask("PUT " + kBlobPath + "?offset=0" + kHistory, me + kCbor + "Content-Length: 3\r\n", "abc").status ==
          415);
    const RawAnswer taken = stage.push(me + "Content-Type: Application/CBOR\r\n", body);
    CHECK(taken.status == 200);
    CHECK(taken.fields.at("content-type") == "application/cbor");
    CHECK(taken.fields.at("cache-control") == "no-store");
    CHECK(taken.fields.at("x-content-type-options") == "nosniff");
}

TEST_CASE("paths and methods: 404 and 405 with what is allowed; the site keeps its own", "[api]") {
    ApiStage stage;
    const std::string me = bearer(stage.mine.token);
    for (const char* line : {"GET /v1/", "GET /v1/pushy", "GET /v1/push/", "GET /v1/blob/x", "GET /v1/../index.html",
                             "GET /v1/%70ull?ask=Zg"}) {
        CAPTURE(line);
        CHECK(stage.ask(line, me).status == 404);
    }
    const auto allow = [&](const std::string& line) {
        const RawAnswer answer = stage.ask(line, me);
        CHECK(answer.status == 405);
        return answer.fields.contains("allow") ? answer.fields.at("allow") : "";
    };
    CHECK(allow("GET /v1/push") == "POST");
    CHECK(allow("PUT /v1/push") == "POST");
    CHECK(allow("POST /v1/pull?ask=Zg") == "GET");
    CHECK(allow("HEAD /v1/pull?ask=Zg") == "GET");
    CHECK(allow("DELETE " + kBlobPath) == "GET, HEAD, PUT");
    CHECK(allow("OST /v1/push") == "POST");
    CHECK(allow("POST /healthz") == "GET, HEAD");
    CHECK(stage.ask("GET /v1", me).status == 404);
    CHECK(stage.ask("GET /", "").body == "<!doctype html><title>Hypha</title>");
    CHECK(stage.ask("GET /healthz", "").body == "ok\n");
    CHECK(stage.ask("GET /readyz", "").status == 200);
    CHECK(stage.ask("HEAD /readyz", "").fields.at("content-length") == "3");
    const RawAnswer description = stage.ask("GET /openapi.yaml", "");
    CHECK(description.fields.at("content-type") == "application/yaml");
    CHECK(description.body.find("openapi: 3.1.0") != std::string::npos);
}

TEST_CASE("malformed queries are 400, and a HEAD's refusal is in its field", "[api]") {
    ApiStage stage;
    const std::string me = bearer(stage.mine.token);
    for (const char* line :
         {"GET /v1/pull", "GET /v1/pull?ask=!", "GET /v1/pull?ask=Zg&x=1", "GET /v1/snapshot?ask="}) {
        CAPTURE(line);
        const RawAnswer answer = stage.ask(line, me);
        CHECK(answer.status == 400);
        CHECK(wire::decode_refusal(answer.body)->code == "malformed");
    }
    const RawAnswer head = stage.ask("HEAD " + kBlobPath, me);
    CHECK(head.status == 400);
    CHECK(head.fields.contains("hypha-reply"));
    CHECK(stage.ask("POST /v1/push", me + kCbor).status == 400); // no body at all
}
