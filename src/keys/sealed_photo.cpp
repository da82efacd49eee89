#include "keys/sealed_photo.hpp"

#include <algorithm>

#include <sodium.h>

namespace hypha::keys {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kPiece_bytes = sync::kPart_bytes - kPieceTag_bytes;
constexpr std::size_t kFirstPiece_bytes = kPiece_bytes - kPhotoHead_bytes;
constexpr std::size_t kNonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

Secret<32> hash(const Secret<32>& blob_key, std::uint64_t number, std::string_view bytes) {
    Secret<32> key;
    Secret<32> out;
    crypto_kdf_derive_from_key(key.bytes.data(), 32, number, "hyphapho", blob_key.bytes.data());
    crypto_generichash(out.bytes.data(), 32, bytes_of(bytes), bytes.size(), key.bytes.data(), 32);
    return out;
}

std::array<std::uint8_t, kNonce_bytes> nonce_of(std::uint64_t number, bool last) {
    std::array<std::uint8_t, kNonce_bytes> nonce{};
    nonce[15] = last ? 1 : 0;
    for (std::size_t i = 0; i < 8; ++i) {
        nonce[16 + i] = static_cast<std::uint8_t>(number >> (8 * i));
    }
    return nonce;
}

} // namespace

PhotoSealer::PhotoSealer(const Secret<32>& blob_key, std::string_view photo) : photo_(photo) {
    const Secret<32> name = hash(blob_key, 1, photo);
    head_[0] = kVersion;
    std::ranges::copy(name.bytes, head_.begin() + 1);
    key_ = hash(blob_key, 2, name.view());
}

std::size_t PhotoSealer::parts() const {
    return photo_.size() <= kFirstPiece_bytes
               ? 1
               : 1 + (photo_.size() - kFirstPiece_bytes + kPiece_bytes - 1) / kPiece_bytes;
}

std::uint64_t PhotoSealer::sealed_bytes() const {
    return photo_.size() + kPhotoHead_bytes + std::uint64_t{parts()} * kPieceTag_bytes;
}

std::string PhotoSealer::part(std::size_t number) const {
    if (number >= parts()) {
        return {};
    }
    const std::size_t from = number == 0 ? 0 : kFirstPiece_bytes + (number - 1) * kPiece_bytes;
    const std::string_view piece = photo_.substr(from, number == 0 ? kFirstPiece_bytes : kPiece_bytes);
    const std::size_t before = number == 0 ? kPhotoHead_bytes : 0;
    std::string sealed(before + piece.size() + kPieceTag_bytes, '\0');
    std::copy_n(head_.begin(), before, sealed.begin());
    const auto nonce = nonce_of(number, number + 1 == parts());
    crypto_aead_xchacha20poly1305_ietf_encrypt(reinterpret_cast<unsigned char*>(sealed.data()) + before, nullptr,
                                               bytes_of(piece), piece.size(), head_.data(), head_.size(), nullptr,
                                               nonce.data(), key_.bytes.data());
    return sealed;
}

Result<PhotoOpener> PhotoOpener::begin(const Secret<32>& blob_key, std::string_view head, std::uint64_t sealed_bytes) {
    if (!head.empty() && static_cast<std::uint8_t>(head.front()) != kVersion) {
        return failure("sealed_newer");
    }
    if (head.size() < kPhotoHead_bytes || sealed_bytes < kPhotoHead_bytes + kPieceTag_bytes ||
        sealed_bytes > sync::kMostBlob_bytes) {
        return failure("sealed_broken");
    }
    PhotoOpener opener;
    std::copy_n(head.begin(), kPhotoHead_bytes, opener.head_.begin());
    opener.key_ = hash(blob_key, 2, head.substr(1, 32));
    opener.parts_ = static_cast<std::size_t>((sealed_bytes + sync::kPart_bytes - 1) / sync::kPart_bytes);
    return opener;
}

Result<std::string> PhotoOpener::part(std::size_t number, std::string_view part) const {
    const std::size_t before = number == 0 ? kPhotoHead_bytes : 0;
    if (number >= parts_ || part.size() < before + kPieceTag_bytes || part.size() > sync::kPart_bytes ||
        !std::equal(head_.begin(), head_.begin() + static_cast<std::ptrdiff_t>(before), part.begin(),
                    [](std::uint8_t a, char b) { return a == static_cast<std::uint8_t>(b); })) {
        return failure("sealed_broken");
    }
    const std::string_view sealed = part.substr(before);
    std::string piece(sealed.size() - kPieceTag_bytes, '\0');
    const auto nonce = nonce_of(number, number + 1 == parts_);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char*>(piece.data()), nullptr, nullptr,
                                                   bytes_of(sealed), sealed.size(), head_.data(), head_.size(),
                                                   nonce.data(), key_.bytes.data()) != 0) {
        return failure("sealed_broken");
    }
    return piece;
}

} // namespace hypha::keys
