#include "core/news/article_blocks.hpp"

#include <algorithm>

namespace hypha::news {
namespace {

constexpr std::size_t kLongestAddress = 2000;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v'; }

// What may follow `last` when blanks are single; `last` is 0 at the beginning.
void append_collapsed(std::string& into, std::string_view text, char last) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        char c = text[at];
        if (text.substr(at).starts_with("\xC2\xA0")) {
            c = ' ';
            ++at;
        }
        if (static_cast<unsigned char>(c) < 0x20 && !is_blank(c) && c != '\n') continue;
        if (is_blank(c)) c = ' ';
        if (c == ' ' && (last == ' ' || last == '\n' || last == 0)) continue;
        if (c == '\n' && last == 0) continue;
        if (c == '\n' && last == ' ' && !into.empty() && into.back() == ' ') into.pop_back();
        into += c;
        last = c;
    }
}

bool same_style(const Span& a, const Span& b) {
    return a.emphasis == b.emphasis && a.strong == b.strong && a.code == b.code && a.link == b.link;
}

} // namespace

bool is_web_address(std::string_view address) {
    std::string_view rest = address;
    if (rest.starts_with("https://")) rest.remove_prefix(8);
    else if (rest.starts_with("http://")) rest.remove_prefix(7);
    else return false;
    if (address.size() > kLongestAddress) return false;
    if (rest.empty() || rest.front() == '/' || rest.front() == '?' || rest.front() == '#' || rest.front() == ':')
        return false;
    return std::ranges::none_of(address, [](char c) {
        return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F || c == '(' || c == ')' || c == '<' || c == '>' ||
               c == '"' || c == '\\' || c == '`';
    });
}

void append_span(Spans& spans, Span span) {
    const char last = spans.empty() ? '\0' : spans.back().text.back();
    std::string text;
    append_collapsed(text, span.text, last);
    if (text.starts_with('\n') && last == ' ') {
        // The blank before a line break is in the span before.
        spans.back().text.pop_back();
        if (spans.back().text.empty()) spans.pop_back();
        if (spans.empty()) text.erase(0, text.find_first_not_of(" \n"));
    }
    if (text.empty()) return;
    if (!spans.empty() && same_style(spans.back(), span)) {
        spans.back().text += text;
        return;
    }
    span.text = std::move(text);
    spans.push_back(std::move(span));
}

void trim_spans(Spans& spans) {
    while (!spans.empty()) {
        std::string& text = spans.back().text;
        const std::size_t end = text.find_last_not_of(" \n");
        if (end != std::string::npos) {
            text.erase(end + 1);
            return;
        }
        spans.pop_back();
    }
}

std::string plain_text(const Spans& spans) {
    std::string text;
    for (const Span& span : spans) text += span.text;
    return text;
}

std::string plain_text(const Block& block) {
    if (block.kind == Block::Kind::code) return block.text;
    if (block.kind != Block::Kind::table) return plain_text(block.spans);
    std::string text;
    for (const auto& row : block.rows) {
        for (const Spans& cell : row) {
            if (!text.empty()) text += '\n';
            text += plain_text(cell);
        }
    }
    return text;
}

std::string plain_text(std::string_view title, const std::vector<Block>& blocks) {
    std::string text(title);
    for (const Block& block : blocks) text += '\n' + plain_text(block);
    return text;
}

} // namespace hypha::news
