// A click log read from CSV: who clicked which article when. Columns t (whole seconds), user and article are needed, device and
// referrer are used where they are there, others are passed over; the header may have any order. Readers and articles are opaque
// names. A line that cannot be read is an error that names it: nothing is skipped, so no figure hides a broken file.
// Clocks that go backwards are sorted (stable: equal times keep the file's order).
// Limits: no quoted fields, a line of at most 4096 bytes, 2^31 clicks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/error.hpp"

namespace hypha::taste {

// So long a silence of a reader ends the session; the next click is a return.
inline constexpr std::int64_t kSilence_s = 30 * 60;
inline constexpr std::int64_t kDay_s = 24 * 60 * 60;

struct Click {
    std::int64_t t_s = 0;
    std::uint32_t reader = 0;
    std::uint32_t article = 0;
    std::uint8_t device =
        0; // in the order of first appearance, 255 for all after the 255th; 0 where the column is missing
    std::uint8_t referrer = 0; // the same
    bool opens = false;        // a session: the first click of the reader, or one after kSilence_s
    bool returns = false;      // it opens and is not the reader's first
    // False when it is exactly 30 s after the reader's previous click. Logs of page views cannot know how long the last page was
    // read, and some write its time as 30 s after the one before.
    bool own_time = true;
};

struct ClickLog {
    std::vector<Click> clicks; // by time
    std::uint32_t readers = 0;
    std::uint32_t articles = 0;
    std::uint32_t out_of_order = 0; // lines that were earlier than the line before

    [[nodiscard]] std::int64_t start_s() const { return clicks.front().t_s; }
    [[nodiscard]] std::uint32_t days() const; // begun ones, counted from the first click
};

class ClickLogReader {
public:
    // Any pieces of the file, in order. After an error the reader is of no more use. Codes: log_header (detail: the column that is
    // missing or there twice), log_line (detail: "LINE: why").
    Result<void> feed(std::string_view piece);

    // Also log_empty: there is no click.
    Result<ClickLog> finish();

private:
    struct Name {
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
        using is_transparent = void;
    };
    using Names = std::unordered_map<std::string, std::uint32_t, Name, std::equal_to<>>;

    Result<void> read_line(std::string_view line);
    Result<void> read_header(std::string_view line);
    Result<void> read_click(std::string_view line);

    ClickLog log_;
    Names readers_, articles_, devices_, referrers_;
    std::string rest_; // of a line whose end has not come yet
    std::size_t line_ = 0;
    std::size_t columns_ = 0;
    std::size_t t_at_ = 0, user_at_ = 0, article_at_ = 0, device_at_ = 0, referrer_at_ = 0;
};

} // namespace hypha::taste
