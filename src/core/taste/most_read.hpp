// The articles with the most clicks in the last minutes or hours; of equally many the one clicked last. The order is kept while the
// window slides: a count that changes by one moves its article past the others of the same count, in constant time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/taste/policy.hpp"

namespace hypha::taste {

class MostRead final : public Policy {
public:
    MostRead(std::string name, std::int64_t window_s, std::size_t articles);

    [[nodiscard]] std::string_view name() const override { return name_; }
    void choose(const KnownPast& past, const Moment& moment, std::size_t count,
                std::vector<std::uint32_t>& chosen) override;

private:
    void add(std::uint32_t article);
    void take_away(std::uint32_t article);
    void swap_to(std::uint32_t article, std::uint32_t place);

    std::string name_;
    std::int64_t window_s_;
    std::size_t from_ = 0, to_ = 0;
    std::vector<std::uint32_t> order_, place_, count_; // most clicks first; where in order_; clicks of an article
    std::vector<std::uint32_t> above_{0};              // above_[c]: articles with more than c clicks
};

} // namespace hypha::taste
