// libFuzzer's way into what the edge reads from strangers, under the sanitizers: with HYPHA_FUZZ_WIRE set the decoders of the wire, else
// the handlers behind HTTP. An even first byte picks the first reader of the two, an odd one the second; the rest is its input.
// Besides crashes it looks for a message that does not survive its own writer, a request that the edge answers with something its
// clients cannot read, a push whose repeat is answered otherwise, and gzip that unpacks to more than was allowed.
// `npm test` runs each for a minute from tests/sync/corpus.
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "core/sync/account_wire.hpp"
#include "core/sync/edge.hpp"
#include "core/sync/http_form.hpp"
#include "core/sync/wire.hpp"
#include "edge/byte_range.hpp"
#include "edge/content_coding.hpp"
#include "edge/gzip_body.hpp"
#include "fakes/fixed_surroundings.hpp"
#include "fakes/memory_edge_store.hpp"

using namespace hypha;

namespace {

void hold(bool truth) {
    if (!truth) {
        std::abort();
    }
}

template <typename Decode> void survives(std::string_view body, Decode decode) {
    if (const auto message = decode(body)) {
        const std::string written = encode(*message);
        hold(written == body); // the deterministic form: one message, one row of bytes
        const auto again = decode(written);
        hold(again && *again == *message);
    }
}

void read_wire(std::string_view body) {
    using namespace sync::wire;
    survives(body, decode_push);
    survives(body, decode_push_reply);
    survives(body, decode_pull);
    survives(body, decode_pull_reply);
    survives(body, decode_snapshot);
    survives(body, decode_snapshot_reply);
    survives(body, decode_blob_reply);
    survives(body, decode_blob_part);
    survives(body, decode_refusal);
    (void)other_version(body);
}

void read_account(std::string_view body) {
    using namespace sync::account;
    survives(body, decode_challenge);
    survives(body, decode_register);
    survives(body, decode_sign_in);
    survives(body, decode_entered);
    survives(body, decode_devices);
    survives(body, decode_rename);
    survives(body, decode_revoke);
    survives(body, decode_words);
    survives(body, decode_offer);
    survives(body, decode_offered);
    survives(body, decode_take);
    survives(body, decode_taken);
    survives(body, decode_delete);
    survives(body, decode_done);
}

bool can_be_read(const sync::Request& request, const sync::Reply& reply) {
    using Kind = sync::Request::Kind;
    if (reply.status != 200) {
        const auto refusal = sync::wire::decode_refusal(reply.body);
        return refusal && sync::wire::http_status(*refusal) == reply.status;
    }
    switch (request.kind) {
    case Kind::push: return sync::wire::decode_push_reply(reply.body).has_value();
    case Kind::pull: return sync::wire::decode_pull_reply(reply.body).has_value();
    case Kind::snapshot: return sync::wire::decode_snapshot_reply(reply.body).has_value();
    case Kind::blob_get: return sync::wire::decode_blob_part(reply.body).has_value();
    default: return sync::wire::decode_blob_reply(reply.body).has_value();
    }
}

// "METHOD target\n", then the body of that many bytes as two bytes say, again and again: one stream, one edge.
void ask_edge(std::string_view input) {
    fakes::MemoryEdgeStore store;
    fakes::FixedSurroundings surroundings;
    sync::Edge edge(store, surroundings);
    for (int requests = 0; requests < 8 && !input.empty(); ++requests) {
        const std::size_t space = input.find(' ');
        const std::size_t line = input.find('\n');
        if (space == std::string_view::npos || line == std::string_view::npos || space > line ||
            line + 3 > input.size()) {
            return;
        }
        const std::string_view method = input.substr(0, space);
        const std::string_view target = input.substr(space + 1, line - space - 1);
        const std::size_t length =
            static_cast<std::uint8_t>(input[line + 1]) * 256U + static_cast<std::uint8_t>(input[line + 2]);
        const std::string_view body = input.substr(line + 3, length);
        input.remove_prefix(line + 3 + body.size());
        auto request = sync::request_of(method, target);
        if (!request) {
            continue;
        }
        if (request->body.empty()) {
            request->body = body;
        }
        sync::StreamId session{};
        session.value.fill(7);
        const sync::Reply reply = edge.answer(session, *request);
        if (auto check = edge.take_check()) {
            for (std::optional<sync::Reply> checked; !checked;) {
                checked = edge.check(session, *check);
            }
            continue;
        }
        hold(can_be_read(*request, reply));
        if (request->kind == sync::Request::Kind::push && reply.status == 200) {
            hold(edge.answer(session, *request).body == reply.body);
        }
    }
}

void read_fields(std::string_view input) {
    const std::size_t half = input.find('\n');
    const std::string_view field = input.substr(0, half);
    for (const std::uint64_t size : {0ULL, 1ULL, 100ULL, 0xffffffffffffffffULL}) {
        const edge::ByteRange range = edge::parse_byte_range(field, size);
        hold(range.kind != edge::ByteRange::Kind::part ||
             (range.length > 0 && range.first < size && range.length <= size - range.first));
    }
    (void)edge::choose_coding(field, {true, true});
    constexpr std::size_t kMost_bytes = 64 * 1024;
    const std::string_view packed = half == std::string_view::npos ? input : input.substr(half + 1);
    if (const auto plain = edge::unpacked_gzip(packed, kMost_bytes)) {
        hold(plain->size() <= kMost_bytes);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size == 0) {
        return 0;
    }
    static const bool only_wire = std::getenv("HYPHA_FUZZ_WIRE") != nullptr;
    const std::string_view input(reinterpret_cast<const char*>(bytes) + 1, size - 1);
    const bool second = bytes[0] % 2 == 1;
    if (only_wire) {
        second ? read_account(input) : read_wire(input);
    } else {
        second ? read_fields(input) : ask_edge(input);
    }
    return 0;
}
