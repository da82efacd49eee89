// Photos (any blob) sealed for an edge, in parts of exactly 1 MiB but the last, the parts of PUT /v1/blob: each can be opened and
// refused as it comes, and a broken transfer goes on at a part. The blob's hash is that of the sealed bytes: what the edge can check.
//   part 0     1 byte version, 1    32 bytes name    piece of 1 MiB - 49    16 bytes of tag
//   part n     piece of 1 MiB - 16    16 bytes of tag;  the last one may be shorter, or empty if it is the only one
//   name       BLAKE2b-256 of the photo, key subkey 1 of the blob key; the file's key is BLAKE2b-256 of the name, key subkey 2
//              (crypto_kdf, personal "hyphapho")
//   a piece    XChaCha20-Poly1305, nonce 15 zeros, 1 if it is the last else 0, its number (8 bytes little-endian);
//              associated data version and name
// Deterministic, as SIV (RFC 5297, Rogaway and Shrimpton 2006): the same photo of one account gives the same bytes. So a device that
// forgot what it sealed goes on with an upload, and a photo that two devices have is kept and sent once. The price: an edge sees that
// one account stored a photo twice; across accounts nothing, for the name is a PRF under the account's key. A nonce repeats only with
// its piece. Errors: "sealed_newer", "sealed_broken".
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/error.hpp"
#include "core/sync/limits.hpp"
#include "keys/secret.hpp"

namespace hypha::keys {

inline constexpr std::size_t kPhotoHead_bytes = 1 + 32;
inline constexpr std::size_t kPieceTag_bytes = 16;

class PhotoSealer {
public:
    // `photo` must outlive it.
    PhotoSealer(const Secret<32>& blob_key, std::string_view photo);
    [[nodiscard]] std::size_t parts() const;
    [[nodiscard]] std::uint64_t sealed_bytes() const;
    // number below parts(). Empty where there is no such part.
    [[nodiscard]] std::string part(std::size_t number) const;

private:
    std::string_view photo_;
    std::array<std::uint8_t, kPhotoHead_bytes> head_{};
    Secret<32> key_;
};

class PhotoOpener {
public:
    // `head`: the first kPhotoHead_bytes of the blob, or more; `sealed_bytes`: the size of all of it.
    static Result<PhotoOpener> begin(const Secret<32>& blob_key, std::string_view head, std::uint64_t sealed_bytes);
    [[nodiscard]] std::size_t parts() const { return parts_; }
    // The piece in part `number`, `part` being all of its bytes (of part 0 with the head).
    [[nodiscard]] Result<std::string> part(std::size_t number, std::string_view part) const;

private:
    PhotoOpener() = default;

    std::array<std::uint8_t, kPhotoHead_bytes> head_{};
    Secret<32> key_;
    std::size_t parts_ = 0;
};

} // namespace hypha::keys
