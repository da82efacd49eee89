// Text to blocks; the grammar is in block_text.hpp. One pass, no recursion; every letter is looked at a bounded number of times.
#include "core/base/utf8.hpp"
#include "core/news/block_text.hpp"

#include <algorithm>
#include <optional>

namespace hypha::news {
namespace {

constexpr std::size_t kMostBytes = std::size_t{8} << 20;
constexpr std::size_t kMostBlocks = 100'000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_punctuation(char c) {
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

// What stands between "](" and the next ")"; takes it off `rest`, which begins with "](".
std::optional<std::string> take_address(std::string_view& rest) {
    if (!rest.starts_with("](")) return std::nullopt;
    const std::size_t close = rest.find(')');
    if (close == std::string_view::npos) return std::nullopt;
    std::string address(rest.substr(2, close - 2));
    rest.remove_prefix(close + 1);
    if (!is_web_address(address)) return std::nullopt;
    return address;
}

class SpanReader {
public:
    // Reads up to an unescaped `stop`, which is taken off too, or to the end when there is no stop. False: malformed.
    bool read(std::string_view& rest, char stop, Spans& into) {
        while (!rest.empty()) {
            const char c = rest.front();
            if (c == '\\' && rest.size() > 1 && (is_punctuation(rest[1]) || rest[1] == '\n')) {
                letters_ += rest[1];
                rest.remove_prefix(2);
            } else if (c == stop && stop != '\0') {
                rest.remove_prefix(1);
                return finish(into);
            } else if (c == '_' || c == '`' || rest.starts_with("**")) {
                flush(into);
                bool& style = c == '_' ? style_.emphasis : c == '`' ? style_.code : style_.strong;
                style = !style;
                rest.remove_prefix(c == '*' ? 2 : 1);
            } else if (c == '[') {
                if (in_link_) return false;
                flush(into);
                in_link_ = true;
                rest.remove_prefix(1);
            } else if (c == ']' && in_link_) {
                const std::optional<std::string> address = take_address(rest);
                if (!address) return false;
                flush(into);
                for (Span& span : link_) {
                    span.link = *address;
                    append_span(into, std::move(span));
                }
                link_.clear();
                in_link_ = false;
            } else {
                letters_ += c;
                rest.remove_prefix(1);
            }
        }
        return stop == '\0' && finish(into);
    }

private:
    void flush(Spans& into) {
        if (letters_.empty()) return;
        Span span = style_;
        span.text = std::move(letters_);
        letters_.clear();
        if (in_link_) link_.push_back(std::move(span));
        else append_span(into, std::move(span));
    }

    bool finish(Spans& into) {
        flush(into);
        trim_spans(into);
        return !in_link_;
    }

    Span style_;
    std::string letters_;
    std::vector<Span> link_; // waits for its address
    bool in_link_ = false;
};

bool read_spans(std::string_view text, Spans& into) { return SpanReader().read(text, '\0', into); }

class Parser {
public:
    explicit Parser(std::string_view text) : rest_(text) {}

    Result<std::vector<Block>> parse() {
        while (!rest_.empty()) {
            if (rest_.front() == '\n') {
                skip(1);
                continue;
            }
            const std::size_t line = line_;
            if (blocks_.size() >= kMostBlocks) return failure("blocks_too_large");
            const bool understood = rest_.starts_with("```") ? read_code()
                                    : rest_.front() == '|'   ? read_table()
                                                             : read_line();
            if (!understood) return failure("blocks_malformed", std::to_string(line));
        }
        return std::move(blocks_);
    }

private:
    void skip(std::size_t bytes) {
        line_ += static_cast<std::size_t>(std::ranges::count(rest_.substr(0, bytes), '\n'));
        rest_.remove_prefix(bytes);
    }

    // Up to a line end that no "\" keeps, and that line end off.
    std::string_view take_logical_line() {
        std::size_t at = 0;
        while (at < rest_.size() && rest_[at] != '\n') at += rest_[at] == '\\' && at + 1 < rest_.size() ? 2 : 1;
        const std::string_view line = rest_.substr(0, at);
        skip(std::min(at + 1, rest_.size()));
        return line;
    }

    std::string_view take_plain_line() {
        const std::size_t end = std::min(rest_.find('\n'), rest_.size());
        const std::string_view line = rest_.substr(0, end);
        skip(std::min(end + 1, rest_.size()));
        return line;
    }

    bool read_code() {
        const std::string_view fence = take_plain_line();
        if (fence.find_first_not_of('`') != std::string_view::npos) return false;
        Block block;
        block.kind = Block::Kind::code;
        bool is_first = true;
        while (!rest_.empty()) {
            const std::string_view line = take_plain_line();
            if (line == fence) {
                blocks_.push_back(std::move(block));
                return true;
            }
            if (!is_first) block.text += '\n';
            is_first = false;
            for (const char c : line) {
                if (static_cast<unsigned char>(c) >= 0x20 || c == '\t') block.text += c;
            }
        }
        return false;
    }

    bool read_table() {
        Block block;
        block.kind = Block::Kind::table;
        while (rest_.starts_with('|')) {
            if (block.rows.size() == 1 && !block.has_header && (rest_ == "|-|" || rest_.starts_with("|-|\n"))) {
                block.has_header = true;
                (void)take_plain_line();
                continue;
            }
            std::string_view line = take_logical_line().substr(1);
            std::vector<Spans> row;
            while (!line.empty()) {
                if (!SpanReader().read(line, '|', row.emplace_back())) return false;
            }
            block.rows.push_back(std::move(row));
        }
        blocks_.push_back(std::move(block));
        return true;
    }

    bool read_line() {
        std::string_view line = take_logical_line();
        Block block;
        if (line.starts_with("![")) {
            block.kind = Block::Kind::figure;
            if (!read_figure(line, block)) return false;
        } else {
            take_marker(line, block);
        }
        if (!read_spans(line, block.spans)) return false;
        if (!block.spans.empty() || block.kind == Block::Kind::figure) blocks_.push_back(std::move(block));
        return true;
    }

    static bool read_figure(std::string_view& line, Block& block) {
        Spans alternative;
        std::string letters;
        line.remove_prefix(2);
        while (!line.empty() && line.front() != ']') {
            if (line.front() == '\\' && line.size() > 1) line.remove_prefix(1);
            letters += line.front();
            line.remove_prefix(1);
        }
        const std::optional<std::string> address = take_address(line);
        if (!address) return false;
        Span span;
        span.text = std::move(letters);
        append_span(alternative, std::move(span));
        trim_spans(alternative);
        block.text = plain_text(alternative);
        block.address = *address;
        return true;
    }

    static void take_marker(std::string_view& line, Block& block) {
        std::size_t hashes = 0;
        while (hashes < line.size() && line[hashes] == '#') ++hashes;
        if (hashes >= 1 && hashes <= 6 && line.substr(hashes).starts_with(' ')) {
            block.kind = Block::Kind::heading;
            block.level = static_cast<int>(hashes);
            line.remove_prefix(hashes + 1);
            return;
        }
        if (line.starts_with("> ")) {
            block.kind = Block::Kind::quote;
            line.remove_prefix(2);
            return;
        }
        std::size_t indent = 0;
        while (indent < line.size() && line[indent] == ' ') ++indent;
        const std::string_view marked = line.substr(indent);
        std::size_t digits = 0;
        while (digits < marked.size() && digits < 9 && is_digit(marked[digits])) ++digits;
        const bool ordered = digits > 0 && marked.substr(digits).starts_with(". ");
        if (!ordered && !marked.starts_with("- ") && !marked.starts_with("+ ")) return;
        block.kind = Block::Kind::list_item;
        block.level = static_cast<int>(std::min<std::size_t>(indent / 2 + 1, 9));
        block.ordered = ordered;
        block.continues = !ordered && marked.front() == '+';
        for (std::size_t at = 0; ordered && at < digits; ++at) block.number = block.number * 10 + (marked[at] - '0');
        line.remove_prefix(indent + (ordered ? digits : 0) + 2);
    }

    std::string_view rest_;
    std::size_t line_ = 1;
    std::vector<Block> blocks_;
};

} // namespace

Result<std::vector<Block>> parse_blocks(std::string_view text) {
    if (text.size() > kMostBytes) return failure("blocks_too_large");
    if (!is_utf8(text)) return failure("blocks_not_utf8");
    return Parser(text).parse();
}

} // namespace hypha::news
