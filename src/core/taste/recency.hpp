// The newest articles: those whose first click is the latest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/taste/policy.hpp"

namespace hypha::taste {

class Recency final : public Policy {
public:
    [[nodiscard]] std::string_view name() const override { return "recency"; }
    void choose(const KnownPast& past, const Moment& moment, std::size_t count,
                std::vector<std::uint32_t>& chosen) override;

private:
    std::size_t known_ = 0;
    std::vector<std::uint32_t> by_age_; // oldest first
};

} // namespace hypha::taste
