// What bytes that came over the network were. Words of storage and of the service worker's journal: never changed, added to at the end.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace hypha::taste {

// pages: stories that were opened as a page of their own. app: Hypha itself and its updates, which the day's limit leaves out.
// pictures: of stories.
enum class ReceivedKind { lists, texts, pages, app, pictures };

inline constexpr std::size_t kReceivedKinds = 5;
inline constexpr std::array<std::string_view, kReceivedKinds> kReceivedNames{"lists", "texts", "pages", "app",
                                                                             "pictures"};

constexpr std::string_view name_of(ReceivedKind kind) { return kReceivedNames[static_cast<std::size_t>(kind)]; }

constexpr std::optional<ReceivedKind> received_kind(std::string_view name) {
    for (std::size_t i = 0; i < kReceivedKinds; ++i) {
        if (kReceivedNames[i] == name) {
            return static_cast<ReceivedKind>(i);
        }
    }
    return std::nullopt;
}

} // namespace hypha::taste
