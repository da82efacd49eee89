#include "core/exchange/csv_field.hpp"

#include <array>
#include <charconv>

#include "core/base/utf8.hpp"

namespace hypha::exchange {

void append_csv_field(std::string& line, std::string_view text) {
    const bool blank_edge = !text.empty() && (text.front() == ' ' || text.back() == ' ');
    if (!blank_edge && text.find_first_of(",\"\r\n") == std::string_view::npos) {
        line += text;
        return;
    }
    line += '"';
    for (const char c : text) {
        if (c == '"') {
            line += '"';
        }
        line += c;
    }
    line += '"';
}

void append_csv_text(std::string& line, std::string_view text) {
    std::string field = repaired_utf8(text);
    std::erase(field, '\0');
    if (!field.empty() && std::string_view("=+-@\t\r").contains(field.front())) {
        field.insert(field.begin(), '\'');
    }
    append_csv_field(line, field);
}

std::string number_text(double value, int decimals) {
    std::array<char, 400> digits{};
    const auto [end, error] =
        std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed, decimals);
    std::string text = error == std::errc{} ? std::string(digits.data(), end) : "0";
    if (text.contains('.')) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.ends_with('.')) {
            text.pop_back();
        }
    }
    return text == "-0" ? "0" : text;
}

} // namespace hypha::exchange
