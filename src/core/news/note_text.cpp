// Marks are found in one pass and given their partners in a second: whether a mark opens is asked of how many of its kind that can
// close are still to come, never by searching for one, so "*a*a*a…" and a million asterisks take linear time.
#include "core/news/note_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace hypha::news {
namespace {

constexpr std::size_t kMostLevels = 3, kMostDepth = 3, kMostDigits = 9;
constexpr std::size_t kLongestRun =
    3; // of asterisks: strong and emphasis together; a longer one is a line somebody drew

enum MarkKind : std::uint8_t { strong, star, underscore, kMarkKinds };

struct Mark {
    std::size_t at = 0, length = 0;
    MarkKind kind = strong;
    bool can_open = false, can_close = false;
};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_word(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
}

std::vector<Mark> marks_of(std::string_view text) {
    std::vector<Mark> marks;
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        if (c != '*' && c != '_') {
            ++at;
            continue;
        }
        const std::size_t end = std::min(text.find_first_not_of(c, at), text.size()), run = end - at;
        const char before = at == 0 ? ' ' : text[at - 1], behind = end == text.size() ? ' ' : text[end];
        bool opens = !is_blank(behind), closes = !is_blank(before);
        if (c == '_') { // snake_case is a word
            opens = opens && !is_word(before);
            closes = closes && !is_word(behind);
        }
        if (c == '_' ? run == 1 : run <= kLongestRun) {
            if (c == '*' && run >= 2) {
                marks.push_back({at, 2, strong, opens, closes});
            }
            if (run != 2) {
                marks.push_back({end - 1, 1, c == '*' ? star : underscore, opens, closes});
            }
        }
        at = end;
    }
    return marks;
}

Spans spans_of(std::string_view text) {
    const std::vector<Mark> marks = marks_of(text);
    std::array<std::size_t, kMarkKinds> closers{};
    for (const Mark& mark : marks) {
        closers[mark.kind] += mark.can_close ? 1 : 0;
    }
    Spans spans;
    std::array<bool, kMarkKinds> on{};
    std::size_t from = 0;
    const auto add = [&](std::size_t until) {
        if (until > from) {
            append_span(spans, Span{std::string(text.substr(from, until - from)), on[star] || on[underscore],
                                    on[strong], false, ""});
        }
    };
    for (const Mark& mark : marks) {
        closers[mark.kind] -= mark.can_close ? 1 : 0; // those that are still to come
        const bool ends = on[mark.kind] && mark.can_close;
        if (!ends && (on[mark.kind] || !mark.can_open || closers[mark.kind] == 0)) {
            continue; // a letter like any other
        }
        add(mark.at);
        on[mark.kind] = !on[mark.kind];
        from = mark.at + mark.length;
    }
    add(text.size());
    trim_spans(spans);
    return spans;
}

std::string_view take_line(std::string_view& rest) {
    const std::size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    if (line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    return line;
}

// Takes the mark that makes `line` a heading or an item off its front; a paragraph's line is left as it is.
Block block_of(std::string_view& line) {
    Block block;
    const std::size_t hashes = std::min(line.find_first_not_of('#'), line.size());
    if (hashes >= 1 && hashes <= kMostLevels && hashes < line.size() && line[hashes] == ' ') {
        block.kind = Block::Kind::heading;
        block.level = static_cast<int>(hashes);
        line.remove_prefix(hashes + 1);
        return block;
    }
    const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
    const std::string_view text = line.substr(indent);
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const bool bullet = text.starts_with("- ") || text.starts_with("* ");
    const bool numbered = digits >= 1 && digits <= kMostDigits && text.size() > digits + 1 &&
                          (text[digits] == '.' || text[digits] == ')') && text[digits + 1] == ' ';
    if (!bullet && !numbered) {
        return block;
    }
    block.kind = Block::Kind::list_item;
    block.level = static_cast<int>(std::min(indent / 2 + 1, kMostDepth));
    block.ordered = numbered;
    for (const char digit : text.substr(0, numbered ? digits : 0)) {
        block.number = block.number * 10 + (digit - '0');
    }
    line = text.substr(bullet ? 2 : digits + 2);
    return block;
}

} // namespace

std::vector<Block> parse_note(std::string_view note) {
    std::vector<Block> blocks;
    std::string paragraph;
    const auto end_block = [&](Block block, std::string_view text) {
        block.spans = spans_of(text);
        if (!block.spans.empty()) {
            blocks.push_back(std::move(block));
        }
    };
    const auto end_paragraph = [&] {
        end_block({}, paragraph);
        paragraph.clear();
    };
    for (std::string_view rest = note; !rest.empty();) {
        std::string_view line = take_line(rest);
        const Block block = block_of(line);
        if (block.kind != Block::Kind::paragraph) {
            end_paragraph();
            end_block(block, line);
        } else if (line.find_first_not_of(" \t") == std::string_view::npos) {
            end_paragraph();
        } else {
            paragraph += paragraph.empty() ? "" : "\n";
            paragraph += line;
        }
    }
    end_paragraph();
    return blocks;
}

} // namespace hypha::news
