// What an article is to the app: a list of blocks of styled text. Plain values; nothing in them is markup, and an address is
// https or http and absolute (is_web_address), so they can be drawn, spoken, searched and put into a page as they are.
// Canonical blocks: no span is empty, neighbouring spans differ in style, blanks are single and none stand at either end, a
// line break is "\n". Extraction and the parser of block_text.hpp make canonical blocks only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hypha::news {

struct Span {
    std::string text; // UTF-8, not empty
    bool emphasis = false;
    bool strong = false;
    bool code = false;
    std::string link; // empty: none
    bool operator==(const Span&) const = default;
};
using Spans = std::vector<Span>;

struct Block {
    enum class Kind { paragraph, heading, list_item, quote, code, figure, table };
    Kind kind = Kind::paragraph;
    Spans spans;                          // of all kinds but code and table; of a figure its caption
    int level = 0;                        // of a heading 1 to 6, of a list item its depth from 1 to 9; else 0
    bool ordered = false;                 // list item
    int number = 0;                       // of an ordered list item, as counted by its list, 0 to 999,999,999
    bool continues = false;               // a further paragraph of the list item above
    std::string text;                     // code: lines with "\n" between them; figure: what stands for the picture
    std::string address;                  // figure: of the picture
    std::vector<std::vector<Spans>> rows; // table
    bool has_header = false;              // the first row names the columns
    bool operator==(const Block&) const = default;
};

// http or https, a host, no blank, control character, bracket or quote that could end it early; at most 2,000 bytes.
bool is_web_address(std::string_view address);

// Adds to spans in canonical form: merges with the last one of the same style, collapses blanks across the seam.
void append_span(Spans& spans, Span span);
// Takes blanks and line breaks off both ends.
void trim_spans(Spans& spans);

// The letters of a block as a reader would hear them, "\n" between cells and rows of a table.
std::string plain_text(const Spans& spans);
std::string plain_text(const Block& block);
// A title and what stands below it, "\n" before each block.
std::string plain_text(std::string_view title, const std::vector<Block>& blocks);

} // namespace hypha::news
