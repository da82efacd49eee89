// What those who read the reader's last articles read next. For each of the last four articles its latest 25 other readers have one
// vote for each of the six articles that they read after it; the vote is shared by the number of readers asked.
// After session-based nearest neighbours (Jannach and Ludewig 2017): recent neighbours, no model, a bounded cost.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "core/taste/policy.hpp"

namespace hypha::taste {

class ReadTogether {
public:
    explicit ReadTogether(std::size_t articles) : votes_(articles), last_votes_(articles) {}

    // Counts the votes for one reader; what was counted before is forgotten.
    void ask(const KnownPast& past, std::uint32_t reader);

    [[nodiscard]] float votes(std::uint32_t article) const { return votes_[article]; }
    // Of these, the votes that the reader's very last article brought.
    [[nodiscard]] float last_votes(std::uint32_t article) const { return last_votes_[article]; }
    [[nodiscard]] const std::vector<std::uint32_t>& voted() const { return voted_; } // in no order that means anything

private:
    std::vector<float> votes_, last_votes_;
    std::vector<std::uint32_t> voted_;
};

// Most votes first, then the most read of the last 30 minutes.
class CoReading final : public Policy {
public:
    explicit CoReading(std::size_t articles);
    ~CoReading() override;

    [[nodiscard]] std::string_view name() const override { return "co-reading"; }
    void choose(const KnownPast& past, const Moment& moment, std::size_t count,
                std::vector<std::uint32_t>& chosen) override;

private:
    ReadTogether together_;
    std::unique_ptr<Policy> most_read_;
};

} // namespace hypha::taste
