// Blocks to text; the grammar is in block_text.hpp.
#include "core/news/block_text.hpp"

#include <algorithm>

namespace hypha::news {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

void write_escaped(std::string& out, std::string_view text) {
    for (const char c : text) {
        if (c == '\n') {
            out += "\\\n";
            continue;
        }
        if (c == '\\' || c == '*' || c == '_' || c == '`' || c == '[' || c == ']' || c == '|') out += '\\';
        out += c;
    }
}

struct Switches {
    bool emphasis = false;
    bool strong = false;
    bool code = false;
};

void switch_to(std::string& out, Switches& now, const Switches& wanted) {
    if (now.code && !wanted.code) out += '`';
    if (now.emphasis && !wanted.emphasis) out += '_';
    if (now.strong != wanted.strong) out += "**";
    if (!now.emphasis && wanted.emphasis) out += '_';
    if (!now.code && wanted.code) out += '`';
    now = wanted;
}

void write_spans(std::string& out, const Spans& spans) {
    Switches now;
    std::string_view link;
    for (const Span& span : spans) {
        if (span.link != link) {
            switch_to(out, now, {});
            if (!link.empty()) {
                out += "](";
                out += link;
                out += ')';
            }
            link = span.link;
            if (!link.empty()) out += '[';
        }
        switch_to(out, now, {span.emphasis, span.strong, span.code});
        write_escaped(out, span.text);
    }
    switch_to(out, now, {});
    if (!link.empty()) {
        out += "](";
        out += link;
        out += ')';
    }
}

// A paragraph whose first letters would begin another block gets a "\" before the one that decides.
void write_paragraph(std::string& out, const Spans& spans) {
    std::string text;
    write_spans(text, spans);
    std::size_t digits = 0;
    while (digits < text.size() && is_digit(text[digits])) ++digits;
    if (text.starts_with('#') || text.starts_with('>') || text.starts_with('-') || text.starts_with('+') ||
        text.starts_with('!') || text.starts_with('|')) {
        text.insert(0, 1, '\\');
    } else if (digits > 0 && text.substr(digits).starts_with('.')) {
        text.insert(digits, 1, '\\');
    }
    out += text;
}

void write_code(std::string& out, std::string_view code) {
    std::size_t longest = 2;
    for (std::size_t at = 0; at <= code.size();) {
        std::size_t run = 0;
        while (at + run < code.size() && code[at + run] == '`') ++run;
        longest = std::max(longest, run);
        const std::size_t end = code.find('\n', at);
        if (end == std::string_view::npos) break;
        at = end + 1;
    }
    const std::string fence(longest + 1, '`');
    out += fence;
    out += '\n';
    out += code;
    out += '\n';
    out += fence;
}

void write_table(std::string& out, const Block& block) {
    bool is_first = true;
    for (const auto& row : block.rows) {
        if (!is_first) out += '\n';
        out += '|';
        for (const Spans& cell : row) {
            out += ' ';
            write_spans(out, cell);
            out += " |";
        }
        if (is_first && block.has_header) out += "\n|-|";
        is_first = false;
    }
}

void write_block(std::string& out, const Block& block) {
    switch (block.kind) {
    case Block::Kind::paragraph: write_paragraph(out, block.spans); return;
    case Block::Kind::heading: out.append(static_cast<std::size_t>(std::clamp(block.level, 1, 6)), '#') += ' '; break;
    case Block::Kind::quote: out += "> "; break;
    case Block::Kind::list_item:
        out.append(static_cast<std::size_t>(std::clamp(block.level, 1, 9) - 1) * 2, ' ');
        if (block.continues) out += "+ ";
        else if (block.ordered) out += std::to_string(std::clamp(block.number, 0, 999'999'999)) + ". ";
        else out += "- ";
        break;
    case Block::Kind::figure:
        out += "![";
        write_escaped(out, block.text);
        out += "](" + block.address + ')';
        if (!block.spans.empty()) out += ' ';
        break;
    case Block::Kind::code: write_code(out, block.text); return;
    case Block::Kind::table: write_table(out, block); return;
    }
    write_spans(out, block.spans);
}

} // namespace

std::string write_blocks(const std::vector<Block>& blocks) {
    std::string out;
    for (const Block& block : blocks) {
        if (!out.empty()) out += "\n\n";
        write_block(out, block);
    }
    return out;
}

} // namespace hypha::news
