// One field of a CSV (RFC 4180). A text that a spreadsheet would run as a formula (it begins with = + - @, a tab or a return) gets an
// apostrophe before it, which spreadsheets take for "this is text"; numbers of ours are not texts and need none.
#pragma once

#include <string>
#include <string_view>

namespace hypha::exchange {

// UTF-8 text with quotes where RFC 4180 wants them, and where a blank at an edge would get lost. Nothing for an empty text.
void append_csv_field(std::string& line, std::string_view text);
// Any bytes, guarded against formulas.
void append_csv_text(std::string& line, std::string_view text);
// As short as it can be read back, with a point, never with an exponent.
std::string number_text(double value, int decimals);

} // namespace hypha::exchange
