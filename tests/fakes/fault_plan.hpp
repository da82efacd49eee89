// When a store in memory fails: at the n-th call from now the disk is full, or the program is killed. A killed program gets no
// further answer until restart(); a commit that it dies in may have reached the disk or not. Every call of a store counts.
#pragma once

#include <cstdint>

#include "core/base/error.hpp"

namespace hypha::fakes {

class FaultPlan {
public:
    enum class Fault { full, kill };

    // `calls` from now; after_commit: should the kill meet a commit, it met it too late.
    void arm(Fault fault, std::uint64_t calls, bool after_commit = false) {
        fault_ = fault;
        left_ = calls + 1;
        after_commit_ = after_commit;
    }
    void restart() {
        killed_ = false;
        left_ = 0;
    }
    [[nodiscard]] bool killed() const { return killed_; }
    [[nodiscard]] bool after_commit() const { return after_commit_; }
    [[nodiscard]] std::uint64_t calls() const { return calls_; }

    Result<void> call(bool writes) {
        ++calls_;
        if (killed_) {
            return failure("killed");
        }
        if (left_ > 0 && --left_ == 0) {
            if (fault_ == Fault::kill) {
                killed_ = true;
                return failure("killed");
            }
            if (writes) {
                return failure("storage_full");
            }
            left_ = 1; // reading needs no room: the next write fails
        }
        return {};
    }

private:
    Fault fault_ = Fault::full;
    std::uint64_t left_ = 0;
    std::uint64_t calls_ = 0;
    bool killed_ = false;
    bool after_commit_ = false;
};

} // namespace hypha::fakes
