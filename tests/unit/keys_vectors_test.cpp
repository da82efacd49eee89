// src/keys against tests/keys/vectors.json, which another implementation made (tests/keys/README.md). tests/keys/keys_wasm.test.mjs does
// the same with keys.wasm.
#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "core/base/hex.hpp"
#include "core/sync/account_wire.hpp"
#include "core/sync/associated_bytes.hpp"
#include "core/sync/sha256.hpp"
#include "keys/recovery_words.hpp"
#include "keys/sealed_photo.hpp"
#include "keys/sealed_value.hpp"

using namespace hypha;
using nlohmann::json;

namespace {

const json& vectors() {
    static const json kRead = [] {
        std::ifstream in(HYPHA_SOURCE_DIR "/tests/keys/vectors.json");
        return json::parse(in);
    }();
    return kRead;
}

std::string bytes(const json& hex) {
    const auto& text = hex.get_ref<const std::string&>();
    std::vector<std::uint8_t> read(text.size() / 2);
    REQUIRE(from_hex(text, read));
    return {read.begin(), read.end()};
}

template <std::size_t N> std::array<std::uint8_t, N> array(const json& hex) {
    std::array<std::uint8_t, N> read{};
    REQUIRE(from_hex(hex.get_ref<const std::string&>(), read));
    return read;
}

template <std::size_t N> keys::Secret<N> secret(const json& hex) {
    keys::Secret<N> read;
    read.bytes = array<N>(hex);
    return read;
}

// Gives the bytes of a nonce as chance would.
class Replay final : public ports::Random {
public:
    explicit Replay(std::string bytes) : bytes_(std::move(bytes)) {}
    std::uint64_t next() override {
        std::uint64_t number = 0;
        for (std::size_t i = 0; i < 8; ++i) {
            number |= static_cast<std::uint64_t>(static_cast<std::uint8_t>(bytes_.at(at_++))) << (8 * i);
        }
        return number;
    }

private:
    std::string bytes_;
    std::size_t at_ = 0;
};

std::string photo_of(std::size_t size) {
    std::string photo(size, '\0');
    for (std::size_t i = 0; i < size; ++i) {
        photo[i] = static_cast<char>(i * 7919 + (i >> 8) * 31);
    }
    return photo;
}

} // namespace

TEST_CASE("vectors: from a secret to words, keys, stream and signature, and back from the words", "[keys]") {
    REQUIRE(vectors()["accounts"].size() == 4);
    for (const json& vector : vectors()["accounts"]) {
        const keys::AccountSecret mine = secret<32>(vector["secret"]);
        const keys::AccountKeys made = keys::account_keys(mine);
        CHECK(keys::recovery_words(mine) == vector["words"].get<std::string>());
        CHECK(keys::secret_of_words(vector["words"].get<std::string>()).value() == mine);
        CHECK(made.content == secret<32>(vector["content"]));
        CHECK(made.blobs == secret<32>(vector["blobs"]));
        CHECK(to_hex(made.signing.public_key) == vector["account"].get<std::string>());
        CHECK(to_hex(keys::signing_key_of(secret<32>(vector["signing_seed"])).public_key) ==
              vector["account"].get<std::string>());
        CHECK(to_hex(made.stream.value) == vector["stream"].get<std::string>());
        const auto message = vector["message"].get<std::string>();
        CHECK(to_hex(keys::sign(made.signing, message)) == vector["signature"].get<std::string>());
        CHECK(keys::verify(made.signing.public_key, message, array<64>(vector["signature"])));
    }
}

TEST_CASE("vectors: a sealed value, and what it is bound to", "[keys]") {
    REQUIRE(vectors()["values"].size() == 3);
    for (const json& vector : vectors()["values"]) {
        sync::Operation operation;
        operation.table = vector["table"].get<std::string>();
        operation.key = bytes(vector["row"]);
        operation.authored.value = std::stoull(vector["hlc"].get<std::string>());
        operation.stamp.device.value = std::stoull(vector["device"].get<std::string>());
        const std::string bound = sync::associated_bytes(sync::StreamId{array<16>(vector["stream"])}, operation,
                                                         vector["column"].get<std::string>());
        CHECK(bound == bytes(vector["bound_to"]));
        Replay chance(bytes(vector["nonce"]));
        const keys::Secret<32> key = secret<32>(vector["key"]);
        CHECK(keys::seal(key, bound, bytes(vector["value"]), chance) == bytes(vector["sealed"]));
        CHECK(keys::open_sealed(key, bound, bytes(vector["sealed"])).value() == bytes(vector["value"]));
    }
}

TEST_CASE("vectors: a sealed photo has these bytes, parts of one MiB, and opens part by part", "[keys]") {
    REQUIRE(vectors()["photos"].size() == 7);
    for (const json& vector : vectors()["photos"]) {
        const std::string photo = photo_of(vector["size"].get<std::size_t>());
        const keys::Secret<32> key = secret<32>(vector["blob_key"]);
        const keys::PhotoSealer sealer(key, photo);
        std::vector<std::string> parts;
        std::string sealed;
        for (std::size_t i = 0; i < sealer.parts(); ++i) {
            parts.push_back(sealer.part(i));
            sealed += parts.back();
            CHECK((i + 1 == sealer.parts() || parts.back().size() == sync::kPart_bytes));
        }
        CHECK(sealer.part(sealer.parts()).empty());
        CHECK(sealed.size() == vector["sealed_size"].get<std::size_t>());
        CHECK(sealer.sealed_bytes() == sealed.size());
        CHECK(sealed.substr(0, 33) == bytes(vector["head"]));
        CHECK(to_hex(sync::sha256(sealed)) == vector["sha256"].get<std::string>());
        if (vector.contains("sealed")) {
            CHECK(sealed == bytes(vector["sealed"]));
        }
        const auto opener = keys::PhotoOpener::begin(key, sealed, sealed.size());
        REQUIRE(opener);
        REQUIRE(opener->parts() == parts.size());
        std::string opened;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            opened += opener->part(i, parts[i]).value();
        }
        CHECK(opened == photo);
    }
}

TEST_CASE("vectors: pairing words, their keys, and what they wrap", "[keys]") {
    REQUIRE(vectors()["pairings"].size() == 2);
    for (const json& vector : vectors()["pairings"]) {
        const keys::PairingSecret mine = secret<11>(vector["secret"]);
        CHECK(keys::pairing_words(mine) == vector["words"].get<std::string>());
        CHECK(keys::pairing_of_words(vector["words"].get<std::string>()).value() == mine);
        CHECK(keys::pairing_text(mine) == vector["text"].get<std::string>());
        CHECK(keys::pairing_of_text(vector["text"].get<std::string>()).value() == mine);
        const auto made = keys::pairing_keys(mine);
        REQUIRE(made);
        CHECK(to_hex(made->lookup) == vector["lookup"].get<std::string>());
        CHECK(made->wrapping == secret<32>(vector["wrapping"]));
        Replay chance(bytes(vector["nonce"]));
        const keys::AccountSecret account = secret<32>(vector["account_secret"]);
        CHECK(keys::wrap_secret(*made, account, chance) == bytes(vector["wrapped"]));
        CHECK(keys::unwrap_secret(*made, bytes(vector["wrapped"])).value() == account);
    }
}

TEST_CASE("vectors: the statements that are signed", "[keys]") {
    const json& vector = vectors()["statements"];
    const auto host = vector["host"].get<std::string>();
    const sync::StreamId stream{array<16>(vector["stream"])};
    const auto device = array<32>(vector["device"]);
    const std::string challenge = bytes(vector["challenge"]);
    sync::account::Register message{array<32>(vector["account"]), device, challenge, bytes(vector["name"]),
                                    bytes(vector["ticket"]),      {},     {}};
    CHECK(statement(host, message) == bytes(vector["register"]));
    CHECK(statement(host, sync::account::SignIn{stream, device, challenge, {}}) == bytes(vector["sign_in"]));
    CHECK(statement(host, stream, sync::account::Delete{challenge, {}}) == bytes(vector["delete"]));
    CHECK(sync::account::stream_of(message.account) == stream);
}
