// Plays the worker that signs and the edge that takes contributions, for one Stage: a test says what is answered, in the edge's own JSON.
// Answers nothing else; syncing's questions stay open.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "fakes/stage.hpp"

namespace hypha::flow {

class ContributionEdge {
public:
    explicit ContributionEdge(Stage& stage) : stage_(stage) {}

    void has_account();
    void has_no_account();

    // What was last asked to be signed; empty: nothing.
    [[nodiscard]] std::string to_sign() const;
    // The signed body is the file behind a mark; with a code the signing fails.
    void sign(const std::string& code = "");

    struct Asked {
        std::uint32_t ticket = 0;
        std::string method, target;
    };
    // Requests about contributions and moderation, in order.
    [[nodiscard]] std::vector<Asked> asked() const;
    void answer(std::uint32_t status, const std::string& body = "{}");

    // One contribution as the edge writes it; `more`: members that begin with a comma.
    static std::string standing(const std::string& id, const std::string& state, int rev, const std::string& more = "");
    // `file` as a member of it.
    static std::string file_member(const std::string& file);

private:
    Stage& stage_;
};

} // namespace hypha::flow
