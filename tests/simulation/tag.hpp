// A seal for schedules: the words stay readable, and a mark of the place they were written for comes behind them. What opens nowhere
// but in its place proves that no value was moved, whatever happened to devices and edges. No cryptography: that is src/keys'.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/sync/conflict_copy.hpp"
#include "core/sync/sealer.hpp"

namespace hypha::simulation {

class Tag final : public sync::Sealer {
public:
    sync::Bytes seal(std::string_view bound_to, std::string_view value) override {
        return std::string(value) + mark(bound_to, value);
    }
    [[nodiscard]] Result<sync::Bytes> open(std::string_view bound_to, std::string_view sealed) const override {
        const std::string_view value = words(sealed);
        if (sealed.substr(value.size()) != mark(bound_to, value)) {
            return failure("sealed_broken");
        }
        return std::string(value);
    }
    static std::string_view words(std::string_view sealed) { return sealed.substr(0, sealed.rfind('|')); }

private:
    static std::string mark(std::string_view bound_to, std::string_view value) {
        std::uint64_t sum = 0xcbf29ce484222325ULL; // FNV-1a
        for (const std::string_view part : {bound_to, std::string_view("|"), value}) {
            for (const char c : part) {
                sum = (sum ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
            }
        }
        return "|" + std::to_string(sum >> 32U);
    }
};

} // namespace hypha::simulation
