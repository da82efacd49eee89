// What the edge says of contributions (web/openapi.yaml), read. Bytes of the network: what is missing, of another type or no JSON at all
// comes out empty.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hypha::ports {

struct ContributionStanding {
    std::string id;
    std::int64_t rev = 0;
    std::string state;    // held, published, rejected, withdrawn
    std::string held_for; // words with blanks between
    std::string reason;
    std::string file;                        // core/news/contribution.hpp; empty of a withdrawn one
    std::vector<std::string> photos_missing; // their SHA-256
    // For moderators:
    std::string author; // a name that is one account's and leads nowhere else
    std::int64_t author_accepted = 0, author_rejected = 0;
    std::vector<std::string> flag_reasons;
};

// What one request answered with: its one contribution, or a list of them.
struct ContributionAnswer {
    std::string refused;  // code; empty: it was not
    std::int64_t rev = 0; // with refused stale_rev: the one that the edge has
    bool moderator = false;
    std::int64_t waiting = 0; // in the moderators' queue
    std::vector<ContributionStanding> contributions;
    std::string sha256; // of the photo that was taken
    std::string next;   // of a list: where its next page begins; empty: there is none
};

ContributionAnswer read_contribution_answer(std::string_view json);
// The body of a moderator's decision.
std::string write_decision(bool accept, std::string_view reason, std::int64_t rev);

} // namespace hypha::ports
