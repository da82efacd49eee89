// Secrets that people can write down, as words of the English list of BIP-39, eleven bits a word.
//   24 words   32 bytes and, as its last 8 bits, the first byte of their SHA-256 (BIP-39 for 256 bits). The words are the secret itself:
//              nothing is stretched, so no other program's BIP-39 "seed" is this account's key.
//    8 words   11 bytes and no checksum: what pairs devices within five minutes (pairing.hpp). A wrong word is a pairing that is not found.
// Read as people type: any case, any white space; a word may stop after the four letters by which the list knows it.
// Errors: "words_count" (detail: how many there were), "words_unknown" (detail: which, counted from 1), "words_checksum".
#pragma once

#include <string>
#include <string_view>

#include "core/base/error.hpp"
#include "keys/account_keys.hpp"
#include "keys/pairing.hpp"

namespace hypha::keys {

std::string recovery_words(const AccountSecret& secret);
Result<AccountSecret> secret_of_words(std::string_view words);

std::string pairing_words(const PairingSecret& secret);
Result<PairingSecret> pairing_of_words(std::string_view words);

} // namespace hypha::keys
