#include "storage/clean_text.hpp"

#include <algorithm>

#include "core/base/utf8.hpp"

namespace hypha::storage {
namespace {

std::string cleaned(std::string_view bytes, std::size_t most_bytes, bool one_line) {
    std::string out;
    out.reserve(std::min(bytes.size(), most_bytes));
    while (!bytes.empty()) {
        const char32_t point = take_code_point(bytes);
        const std::size_t length = out.size();
        append_code_point(out, one_line && (point < 0x20 || point == 0x7F) ? U' ' : point);
        if (out.size() > most_bytes) {
            out.resize(length);
            break;
        }
    }
    return out;
}

} // namespace

std::string clean_line(std::string_view bytes, std::size_t most_bytes) { return cleaned(bytes, most_bytes, true); }

std::string clean_text(std::string_view bytes) { return cleaned(bytes, static_cast<std::size_t>(-1), false); }

} // namespace hypha::storage
