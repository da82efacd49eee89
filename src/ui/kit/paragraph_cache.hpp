// Laid-out paragraphs, kept while they are drawn: lines of pieces, each a byte range of one run with its x.
// The key is a hash of all that decides the layout; 120 frames unseen and a paragraph is dropped.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "ui/kit/text.hpp"

namespace hypha::ui {

struct Piece {
    std::uint32_t run, begin, end; // bytes of the run's text
    float x, width;
    bool ellipsis = false; // an … follows
};

struct Line {
    std::uint32_t first_piece, piece_count;
    float top, height, width, baseline; // baseline from the top of the line
};

struct Paragraph {
    std::vector<Piece> pieces;
    std::vector<Line> lines;
    float height = 0, width = 0;
    std::uint64_t seen_frame = 0;
};

class ParagraphCache {
public:
    const Paragraph& lay_out(Context& context, float width, std::span<const Run> runs, int max_lines);
    void begin_frame();
    [[nodiscard]] std::size_t size() const { return kept_.size(); }

private:
    std::unordered_map<std::uint64_t, Paragraph> kept_;
    std::uint64_t frame_ = 1;
};

} // namespace hypha::ui
