#include "keys/recovery_words.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "core/sync/sha256.hpp"
#include "keys/english_words.hpp"

namespace hypha::keys {
namespace {

constexpr std::size_t kList = 2048;
constexpr unsigned kBits = 11; // a word

std::vector<std::string_view> split(std::string_view text) {
    std::vector<std::string_view> words;
    constexpr std::string_view kBlank = " \t\r\n";
    for (;;) {
        text.remove_prefix(std::min(text.find_first_not_of(kBlank), text.size()));
        if (text.empty()) {
            return words;
        }
        words.push_back(text.substr(0, text.find_first_of(kBlank)));
        text.remove_prefix(words.back().size());
    }
}

const std::vector<std::string_view>& list() {
    static const std::vector<std::string_view> kWords = split(kEnglishWords);
    return kWords;
}

// kList: no word of the list.
std::size_t number_of(std::string_view typed) {
    std::string word(typed);
    for (char& c : word) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    const auto found = std::ranges::lower_bound(list(), std::string_view(word));
    const bool is_it = found != list().end() && (*found == word || (word.size() >= 4 && found->starts_with(word)));
    wipe(word.data(), word.size());
    return is_it ? static_cast<std::size_t>(found - list().begin()) : kList;
}

// The first bits of `bytes`, eleven a word.
std::string words_of(const std::uint8_t* bytes, std::size_t words) {
    std::string text;
    std::uint32_t pending = 0;
    unsigned bits = 0;
    while (words > 0) {
        pending = pending << 8 | *bytes++;
        bits += 8;
        if (bits >= kBits) {
            bits -= kBits;
            text += text.empty() ? "" : " ";
            text += list()[pending >> bits & (kList - 1)];
            --words;
        }
    }
    return text;
}

// `bytes` has room for all bits of the words.
Result<void> read_words(std::string_view text, std::uint8_t* bytes, std::size_t wanted) {
    const std::vector<std::string_view> words = split(text);
    if (words.size() != wanted) {
        return failure("words_count", std::to_string(words.size()));
    }
    std::uint32_t pending = 0;
    unsigned bits = 0;
    for (std::size_t i = 0; i < wanted; ++i) {
        const std::size_t number = number_of(words[i]);
        if (number == kList) {
            return failure("words_unknown", std::to_string(i + 1));
        }
        pending = pending << kBits | static_cast<std::uint32_t>(number);
        for (bits += kBits; bits >= 8; bits -= 8) {
            *bytes++ = static_cast<std::uint8_t>(pending >> (bits - 8));
        }
    }
    return {};
}

} // namespace

std::string recovery_words(const AccountSecret& secret) {
    Secret<33> with_check;
    std::ranges::copy(secret.bytes, with_check.bytes.begin());
    with_check.bytes[32] = sync::sha256(secret.view())[0];
    return words_of(with_check.bytes.data(), 24);
}

Result<AccountSecret> secret_of_words(std::string_view words) {
    Secret<33> with_check;
    if (auto read = read_words(words, with_check.bytes.data(), 24); !read) {
        return std::unexpected(read.error());
    }
    AccountSecret secret;
    std::copy_n(with_check.bytes.begin(), 32, secret.bytes.begin());
    if (with_check.bytes[32] != sync::sha256(secret.view())[0]) {
        return failure("words_checksum");
    }
    return secret;
}

std::string pairing_words(const PairingSecret& secret) { return words_of(secret.bytes.data(), 8); }

Result<PairingSecret> pairing_of_words(std::string_view words) {
    PairingSecret secret;
    if (auto read = read_words(words, secret.bytes.data(), 8); !read) {
        return std::unexpected(read.error());
    }
    return secret;
}

} // namespace hypha::keys
