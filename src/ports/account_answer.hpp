// What AccountAnswered::answer holds (messages.def), read. The worker that writes it is ours; yet what is missing, of another type or no
// JSON at all comes out empty, and is no reason to trap.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hypha::ports {

struct AccountDevice {
    std::string key;  // base64url of its public key
    std::string name; // empty: it could not be read
    std::int64_t added_ms = 0;
    std::int64_t seen_ms = 0;
    std::int64_t revoked_ms = 0; // 0: it is in
    bool is_this = false;
};

struct AccountAnswer {
    std::string words;                // of an offer, or the 24
    std::int64_t until_ms = 0;        // of an offer
    std::vector<std::string> modules; // rows of its QR code, '1' is dark
    bool words_open = false;
    std::vector<AccountDevice> devices;
};

AccountAnswer read_account_answer(std::string_view json);

} // namespace hypha::ports
