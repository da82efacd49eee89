#include "native/random.hpp"

#include <cstdlib>

#include <unistd.h>

namespace hypha::native {

std::uint64_t PosixRandom::next() {
    if (left_ == 0) {
        if (::getentropy(block_.data(), sizeof block_) != 0) {
            std::
                abort(); // ids that are not unique would be worse than none; the kernel gives 256 bytes or is not there
        }
        left_ = block_.size();
    }
    return block_[--left_];
}

} // namespace hypha::native
