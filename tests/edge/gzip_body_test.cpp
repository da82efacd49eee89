// Bodies that came packed: what is let through, and what one that lies about its size costs.
#include "edge/gzip_body.hpp"

#include "edge/api_stage.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>

#include <zlib.h>

using namespace hypha;
using namespace hypha::edge;

namespace {

std::string packed(std::string_view plain, int window_bits = 16 + MAX_WBITS) {
    z_stream stream{};
    REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    std::string out(deflateBound(&stream, static_cast<uLong>(plain.size())) + 64, '\0');
    std::string in(plain);
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    out.resize(out.size() - stream.avail_out);
    deflateEnd(&stream);
    return out;
}

} // namespace

TEST_CASE("gzip is unpacked up to a bound, and nothing else passes for it", "[gzip]") {
    const std::string plain = "a note, a note, a note, a note";
    const std::string gzip = packed(plain);
    CHECK(unpacked_gzip(gzip, 1000).value() == plain);
    CHECK(unpacked_gzip(gzip, plain.size()).value() == plain); // exactly
    CHECK(unpacked_gzip(gzip, plain.size() - 1).error().code == "too_large");
    CHECK(unpacked_gzip(packed(""), 10).value().empty());
    const std::string bomb = packed(std::string(32 * 1024 * 1024, '0'));
    CHECK(bomb.size() < 64 * 1024);
    CHECK(unpacked_gzip(bomb, 256 * 1024).error().code == "too_large");
    for (std::size_t length = 0; length < gzip.size(); ++length) {
        CHECK(unpacked_gzip(std::string_view(gzip).substr(0, length), 1000).error().code == "malformed");
    }
    CHECK(unpacked_gzip(gzip + "x", 1000).error().code == "malformed");
    CHECK(unpacked_gzip(gzip + gzip, 1000).error().code == "malformed");
    CHECK(unpacked_gzip(plain, 1000).error().code == "malformed");
    CHECK(unpacked_gzip(packed(plain, MAX_WBITS), 1000).error().code == "malformed"); // zlib's own frame
    std::string flipped = gzip;
    flipped[gzip.size() - 6] = static_cast<char>(flipped[gzip.size() - 6] ^ 1); // its check
    CHECK(unpacked_gzip(flipped, 1000).error().code == "malformed");
}

TEST_CASE("what is packed comes back as it was, and what would not shrink is left alone", "[gzip]") {
    const std::string plain(5000, 'n');
    const auto gzip = packed_gzip(plain);
    REQUIRE(gzip.has_value());
    CHECK(gzip->size() < 100);
    CHECK(unpacked_gzip(*gzip, plain.size()).value() == plain);
    CHECK_FALSE(packed_gzip("").has_value());
    CHECK_FALSE(packed_gzip("seven k").has_value());
}

TEST_CASE("a push may come as gzip, a part of a blob may not", "[gzip]") {
    ApiStage stage;
    const std::string me = bearer(stage.mine.token) + kCbor;
    const std::string body = stage.push_body(stage.mine, std::string(2000, 'n'));
    const std::string gzip = packed(body);
    CHECK(gzip.size() < body.size() / 4);
    const RawAnswer taken = stage.push(me + "Content-Encoding: GZIP\r\n", gzip);
    CHECK(taken.status == 200);
    CHECK(stage.push(me, body).body == taken.body); // it was the same batch
    CHECK(stage.push(me + "Content-Encoding: gzip\r\n", body).status == 400);
    CHECK(stage.push(me + "Content-Encoding: gzip\r\n", packed(std::string(300 * 1024, '0'))).status == 413);
    CHECK(stage.push(me + "Content-Encoding: br\r\n", gzip).status == 415);
    CHECK(stage.push(me + "Content-Encoding: gzip, gzip\r\n", gzip).status == 415);
    CHECK(stage
              .ask("PUT " + kBlobPath + "?offset=0" + kHistory,
                   bearer(stage.mine.token) + kOctets + "Content-Encoding: gzip\r\nContent-Length: 3\r\n", "abc")
              .status == 415);
    RawClient kept(stage.server.port()); // the connection goes on after each
    for (int i = 0; i < 2; ++i) {
        kept.send("POST /v1/push HTTP/1.1\r\nHost: a\r\n" + me +
                  "Content-Encoding: gzip\r\nContent-Length: " + std::to_string(gzip.size()) + "\r\n\r\n" + gzip);
        CHECK(kept.read_answer().status == 200);
    }
}

TEST_CASE("a page of a pull comes packed to whom takes gzip, and as it is to others", "[gzip]") {
    ApiStage stage;
    REQUIRE(stage.push(bearer(stage.mine.token) + kCbor, stage.push_body(stage.mine, std::string(5000, 'n'))).status ==
            200);
    std::size_t bytes[2] = {};
    for (const bool packs : {false, true}) {
        CAPTURE(packs);
        fakes::MemoryReplicaStore reader;
        stage.join(reader);
        HttpTransport transport(stage.server.port(), stage.mine.token);
        transport.packs = packs;
        REQUIRE(transport.sync(reader, stage.world));
        REQUIRE(reader.rows.cells.size() == 1);
        CHECK(reader.rows.cells.begin()->second.value == std::string(5000, 'n'));
        bytes[packs ? 1 : 0] = transport.bytes;
    }
    CHECK(bytes[0] > 5000);
    CHECK(bytes[1] < bytes[0] - 4000);
}
