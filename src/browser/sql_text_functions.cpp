// Text functions as sql.js has them: charindex, leftstr, rightstr, padl, padr, padc, proper, replicate, reverse, strfilter,
// difference. Positions and lengths count code points; bytes that are no UTF-8 count as one each. NULL in, NULL out. A negative
// length is a "domain error", as there; replicate(x, 0) is '' where sql.js answers with a byte that is not its own.
#include <algorithm>
#include <cctype>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <sqlite3.h>

#include "browser/sql_extensions.hpp"

namespace hypha::sql {

namespace {

using Text = std::string_view;

Text text_of(sqlite3_value* value) {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_value_text(value));
    return bytes == nullptr ? Text() : Text(bytes, static_cast<std::size_t>(sqlite3_value_bytes(value)));
}

std::size_t code_point_bytes(Text text, std::size_t at) {
    std::size_t length = 1;
    while (at + length < text.size() && (static_cast<unsigned char>(text[at + length]) & 0xc0) == 0x80) {
        ++length;
    }
    return length;
}

// Where each code point begins, and at last where the text ends.
std::vector<std::size_t> starts_of(Text text) {
    std::vector<std::size_t> starts;
    for (std::size_t at = 0; at < text.size(); at += code_point_bytes(text, at)) {
        starts.push_back(at);
    }
    starts.push_back(text.size());
    return starts;
}

void answer(sqlite3_context* context, Text text) {
    sqlite3_result_text64(context, text.data() == nullptr ? "" : text.data(), text.size(), SQLITE_TRANSIENT,
                          SQLITE_UTF8);
}

bool has_null(int count, sqlite3_value** values) {
    return std::any_of(values, values + count,
                       [](sqlite3_value* value) { return sqlite3_value_type(value) == SQLITE_NULL; });
}

// A length that was asked for; -1 after an error was set.
std::int64_t length_of(sqlite3_context* context, sqlite3_value* value, std::size_t unit_bytes) {
    const std::int64_t length = sqlite3_value_int64(value);
    if (length < 0) {
        sqlite3_result_error(context, "domain error", -1);
        return -1;
    }
    const std::int64_t limit = sqlite3_limit(sqlite3_context_db_handle(context), SQLITE_LIMIT_LENGTH, -1);
    if (unit_bytes != 0 && length > limit / static_cast<std::int64_t>(unit_bytes)) {
        sqlite3_result_error_toobig(context);
        return -1;
    }
    return length;
}

void charindex(sqlite3_context* context, int count, sqlite3_value** values) {
    if (has_null(count, values)) {
        return;
    }
    const Text needle = text_of(values[0]);
    const Text text = text_of(values[1]);
    const auto starts = starts_of(text);
    const std::int64_t first = count > 2 ? std::max<std::int64_t>(sqlite3_value_int64(values[2]) - 1, 0) : 0;
    int found = 0;
    for (auto i = static_cast<std::size_t>(first); !needle.empty() && found == 0 && i + 1 < starts.size(); ++i) {
        found = text.substr(starts[i], needle.size()) == needle ? static_cast<int>(i + 1) : 0;
    }
    sqlite3_result_int(context, found);
}

void leftstr(sqlite3_context* context, int count, sqlite3_value** values) {
    if (has_null(count, values)) {
        return;
    }
    const Text text = text_of(values[0]);
    const auto starts = starts_of(text);
    const auto kept =
        std::clamp<std::int64_t>(sqlite3_value_int64(values[1]), 0, static_cast<std::int64_t>(starts.size()) - 1);
    answer(context, text.substr(0, starts[static_cast<std::size_t>(kept)]));
}

void rightstr(sqlite3_context* context, int count, sqlite3_value** values) {
    if (has_null(count, values)) {
        return;
    }
    const Text text = text_of(values[0]);
    const auto starts = starts_of(text);
    const auto last = static_cast<std::int64_t>(starts.size()) - 1;
    const auto kept = std::clamp<std::int64_t>(sqlite3_value_int64(values[1]), 0, last);
    answer(context, text.substr(starts[static_cast<std::size_t>(last - kept)]));
}

enum class Side : std::uint8_t { left, right, both };

template <Side side> void pad(sqlite3_context* context, int, sqlite3_value** values) {
    if (sqlite3_value_type(values[0]) == SQLITE_NULL) {
        return;
    }
    const Text text = text_of(values[0]);
    const std::int64_t wanted = length_of(context, values[1], 1);
    if (wanted < 0) {
        return;
    }
    const std::int64_t missing =
        std::max<std::int64_t>(wanted - static_cast<std::int64_t>(starts_of(text).size() - 1), 0);
    const std::int64_t before = side == Side::left ? missing : side == Side::both ? missing / 2 : 0;
    std::string padded(static_cast<std::size_t>(before), ' ');
    padded.append(text).append(static_cast<std::size_t>(missing - before), ' ');
    answer(context, padded);
}

void proper(sqlite3_context* context, int count, sqlite3_value** values) {
    if (has_null(count, values)) {
        return;
    }
    std::string text(text_of(values[0]));
    bool begins = true;
    for (char& letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        if (byte < 0x80) {
            letter = static_cast<char>(begins ? std::toupper(byte) : std::tolower(byte));
        }
        begins = byte < 0x80 && std::isspace(byte) != 0;
    }
    answer(context, text);
}

void replicate(sqlite3_context* context, int, sqlite3_value** values) {
    if (sqlite3_value_type(values[0]) == SQLITE_NULL) {
        return;
    }
    const Text text = text_of(values[0]);
    const std::int64_t times = length_of(context, values[1], text.size());
    if (times < 0) {
        return;
    }
    std::string repeated;
    repeated.reserve(text.size() * static_cast<std::size_t>(times));
    for (std::int64_t i = 0; !text.empty() && i < times; ++i) {
        repeated.append(text);
    }
    answer(context, repeated);
}

void reverse(sqlite3_context* context, int count, sqlite3_value** values) {
    if (has_null(count, values)) {
        return;
    }
    const Text text = text_of(values[0]);
    const auto starts = starts_of(text);
    std::string turned;
    turned.reserve(text.size());
    for (std::size_t i = starts.size() - 1; i > 0; --i) {
        turned.append(text.substr(starts[i - 1], starts[i] - starts[i - 1]));
    }
    answer(context, turned);
}

// What of the first text also occurs in the second.
void strfilter(sqlite3_context* context, int count, sqlite3_value** values) {
    if (has_null(count, values)) {
        return;
    }
    const Text text = text_of(values[0]);
    const Text wanted = text_of(values[1]);
    std::string kept;
    for (std::size_t at = 0; at < text.size();) {
        const Text letter = text.substr(at, code_point_bytes(text, at));
        kept.append(wanted.find(letter) == Text::npos ? Text() : letter);
        at += letter.size();
    }
    answer(context, kept);
}

// Soundex as SQLite's documentation of soundex() has it: a letter and three digits, "?000" without letters.
std::string soundex(Text text) {
    constexpr Text kCodes = "01230120022455012623010202"; // of a to z; 0 is not coded
    const auto is_letter = [](char letter) { return std::isalpha(static_cast<unsigned char>(letter)) != 0; };
    const auto code_of = [&](char letter) {
        return is_letter(letter) ? kCodes[static_cast<std::size_t>((static_cast<unsigned char>(letter) | 0x20) - 'a')]
                                 : '0';
    };
    const auto first = static_cast<std::size_t>(std::find_if(text.begin(), text.end(), is_letter) - text.begin());
    if (first == text.size()) {
        return "?000";
    }
    std::string coded(1, static_cast<char>(std::toupper(static_cast<unsigned char>(text[first]))));
    char last = code_of(text[first]);
    for (std::size_t i = first + 1; i < text.size() && coded.size() < 4; ++i) {
        const char code = code_of(text[i]);
        if (code != '0' && code != last) {
            coded.push_back(code);
        }
        last = code;
    }
    coded.resize(4, '0');
    return coded;
}

// How many of the four signs of both soundex codes agree.
void difference(sqlite3_context* context, int count, sqlite3_value** values) {
    if (has_null(count, values)) {
        return;
    }
    const std::string left = soundex(text_of(values[0]));
    const std::string right = soundex(text_of(values[1]));
    int alike = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        alike += left[i] == right[i] ? 1 : 0;
    }
    sqlite3_result_int(context, alike);
}

} // namespace

int add_text_functions(sqlite3* database) {
    const struct {
        const char* name;
        int arguments;
        void (*function)(sqlite3_context*, int, sqlite3_value**);
    } functions[] = {{"charindex", 2, charindex},  {"charindex", 3, charindex},  {"leftstr", 2, leftstr},
                     {"rightstr", 2, rightstr},    {"padl", 2, pad<Side::left>}, {"padr", 2, pad<Side::right>},
                     {"padc", 2, pad<Side::both>}, {"proper", 1, proper},        {"replicate", 2, replicate},
                     {"reverse", 1, reverse},      {"strfilter", 2, strfilter},  {"difference", 2, difference}};
    int code = SQLITE_OK;
    for (const auto& function : functions) {
        code = code != SQLITE_OK ? code
                                 : sqlite3_create_function_v2(database, function.name, function.arguments,
                                                              SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr,
                                                              function.function, nullptr, nullptr, nullptr);
    }
    return code;
}

} // namespace hypha::sql
