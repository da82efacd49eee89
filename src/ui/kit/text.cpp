// Over 300 lines because wrapping, ellipsis and drawing share the walk over glyphs; what they promise is in text.hpp.
#include "ui/kit/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "imgui_internal.h"
#include "ui/kit/paragraph_cache.hpp"

namespace hypha::ui {

namespace {

constexpr std::string_view kEllipsis = "\xE2\x80\xA6";

// The next code point of UTF-8; bytes that are not UTF-8 count as U+FFFD, one at a time.
unsigned next_character(std::string_view text, std::size_t& at) {
    unsigned character = 0;
    at += static_cast<std::size_t>(ImTextCharFromUtf8(&character, text.data() + at, text.data() + text.size()));
    return character;
}

struct FaceSize {
    ImFontBaked* baked;
    float size, scale;
};

FaceSize face_of(const Context& context, Type type) {
    const TypeStyle& style = type_style(type);
    const float size = style.size * context.text_scale * imgui_size_factor(style.face);
    ImFontBaked* baked = context.fonts->baked(style.face, size);
    return {baked, size, baked != nullptr ? size / baked->Size : 0};
}

float advance(const FaceSize& face, unsigned character) {
    return face.baked->GetCharAdvance(static_cast<ImWchar>(character)) * face.scale;
}

float width_of(const FaceSize& face, std::string_view text) {
    float width = 0;
    for (std::size_t at = 0; face.baked != nullptr && at < text.size();) {
        width += advance(face, next_character(text, at));
    }
    return width;
}

void draw_glyphs(Context& context, float x, float top, std::string_view text, const FaceSize& face, ImU32 color) {
    if (face.baked == nullptr || (color & IM_COL32_A_MASK) == 0) {
        return;
    }
    ImDrawList* draw = context.draw;
    for (std::size_t at = 0; at < text.size();) {
        const unsigned character = next_character(text, at);
        const ImFontGlyph* found = face.baked->FindGlyph(static_cast<ImWchar>(character));
        if (found == nullptr) {
            continue;
        }
        const ImFontGlyph glyph = *found;
        if (glyph.Visible) {
            draw->PrimReserve(6, 4);
            draw->PrimRectUV({x + glyph.X0 * face.scale, top + glyph.Y0 * face.scale},
                             {x + glyph.X1 * face.scale, top + glyph.Y1 * face.scale}, {glyph.U0, glyph.V0},
                             {glyph.U1, glyph.V1}, color);
        }
        x += glyph.AdvanceX * face.scale;
    }
}

// The box of a face is centred in the line: top of the glyphs' box within a line of height `line`.
float glyph_top(const Context& context, float line_top, float line_height, const FaceSize& face) {
    return context.snapped(line_top + (line_height - face.size) / 2);
}

std::uint64_t hash_bytes(std::uint64_t hash, const void* bytes, std::size_t size) {
    const auto* at = static_cast<const unsigned char*>(bytes);
    for (std::size_t i = 0; i < size; ++i) {
        hash = (hash ^ at[i]) * 1099511628211ULL;
    }
    return hash;
}

} // namespace

// Greedy wrap over a stream of words that may cross runs: a break opportunity is after a space or a hyphen.
const Paragraph& ParagraphCache::lay_out(Context& context, float width, std::span<const Run> runs, int max_lines) {
    std::uint64_t key = 1469598103934665603ULL;
    for (const Run& run : runs) {
        key = hash_bytes(key, run.text.data(), run.text.size());
        key = hash_bytes(key, &run.type, sizeof run.type);
        key = hash_bytes(key, "|", 1);
    }
    const std::array<float, 3> shape{width, context.text_scale, context.pixel_ratio};
    key = hash_bytes(key, shape.data(), sizeof shape);
    const std::array<unsigned, 2> version{static_cast<unsigned>(max_lines), context.fonts->generation()};
    key = hash_bytes(key, version.data(), sizeof version);
    Paragraph& paragraph = kept_[key];
    if (paragraph.seen_frame != 0) {
        paragraph.seen_frame = frame_;
        return paragraph;
    }
    paragraph.seen_frame = frame_;

    std::vector<Piece> line_pieces;
    float line_width = 0;
    bool full = false;
    const auto finish_line = [&] {
        Line line{static_cast<std::uint32_t>(paragraph.pieces.size()),
                  static_cast<std::uint32_t>(line_pieces.size()),
                  paragraph.height,
                  0,
                  line_width,
                  0};
        for (const Piece& piece : line_pieces) {
            line.height = std::max(line.height, context.line(runs[piece.run].type));
        }
        if (line_pieces.empty()) {
            line.height = context.line(runs.empty() ? Type::body : runs.front().type);
        }
        paragraph.pieces.insert(paragraph.pieces.end(), line_pieces.begin(), line_pieces.end());
        paragraph.width = std::max(paragraph.width, line_width);
        paragraph.height += line.height;
        paragraph.lines.push_back(line);
        line_pieces.clear();
        line_width = 0;
    };
    const auto put = [&](std::uint32_t run, std::size_t begin, std::size_t end, float piece_width) {
        if (!line_pieces.empty() && line_pieces.back().run == run && line_pieces.back().end == begin) {
            line_pieces.back().end = static_cast<std::uint32_t>(end);
            line_pieces.back().width += piece_width;
        } else {
            line_pieces.push_back(
                {run, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), line_width, piece_width});
        }
        line_width += piece_width;
    };
    // Cuts the line that is being built so that an ellipsis fits, and stops.
    const auto cut = [&] {
        if (line_pieces.empty()) {
            return;
        }
        const FaceSize dots_face = face_of(context, runs[line_pieces.back().run].type);
        const float dots = width_of(dots_face, kEllipsis);
        while (!line_pieces.empty()) {
            Piece& piece = line_pieces.back();
            const FaceSize face = face_of(context, runs[piece.run].type);
            std::string_view words = runs[piece.run].text.substr(piece.begin, piece.end - piece.begin);
            while (!words.empty() && (piece.x + width_of(face, words) + dots > width || words.back() == ' ')) {
                do {
                    words.remove_suffix(1);
                } while (!words.empty() && (static_cast<unsigned char>(words.back()) & 0x80) != 0 &&
                         (static_cast<unsigned char>(words.back()) & 0xC0) == 0x80);
                // A lead byte whose continuation went must go as well.
                if (!words.empty() && (static_cast<unsigned char>(words.back()) & 0xC0) == 0xC0) {
                    words.remove_suffix(1);
                }
            }
            if (!words.empty() || line_pieces.size() == 1) {
                piece.end = piece.begin + static_cast<std::uint32_t>(words.size());
                piece.width = width_of(face, words);
                piece.ellipsis = true;
                line_width = piece.x + piece.width + dots;
                break;
            }
            line_pieces.pop_back();
        }
        finish_line();
        full = true;
    };
    const auto next_line = [&] {
        // What is left does not fit and this was the last line.
        if (max_lines > 0 && static_cast<int>(paragraph.lines.size()) + 1 == max_lines) {
            cut();
        } else {
            finish_line();
        }
    };

    for (std::uint32_t index = 0; index < runs.size() && !full; ++index) {
        const std::string_view text = runs[index].text;
        const FaceSize face = face_of(context, runs[index].type);
        if (face.baked == nullptr) {
            continue;
        }
        for (std::size_t at = 0; at < text.size() && !full;) {
            if (text[at] == '\n') {
                if (max_lines > 0 && static_cast<int>(paragraph.lines.size()) + 1 == max_lines) {
                    cut();
                } else {
                    finish_line();
                }
                ++at;
                continue;
            }
            std::size_t end = at;
            float word = 0, trailing = 0;
            while (end < text.size() && text[end] != '\n') {
                std::size_t next = end;
                const unsigned character = next_character(text, next);
                const float step = advance(face, character);
                end = next;
                if (character == ' ') {
                    trailing = step;
                    break;
                }
                word += step;
                if (character == '-' || character == 0x2010 || character == 0x2013) {
                    break;
                }
            }
            // A word that goes on in the next run (no space between) is kept together with it.
            float glued = 0;
            if (trailing == 0 && end == text.size()) {
                for (std::uint32_t later = index + 1; later < runs.size(); ++later) {
                    const std::string_view rest = runs[later].text;
                    const std::size_t stop = std::min(rest.find_first_of(" \n"), rest.size());
                    glued += width_of(face_of(context, runs[later].type), rest.substr(0, stop));
                    if (stop < rest.size()) {
                        break;
                    }
                }
            }
            if (line_width + word + glued > width + 0.01F && !line_pieces.empty()) {
                next_line();
                if (full) {
                    break;
                }
            }
            if (word > width && line_pieces.empty()) { // longer than a line: break between characters
                std::size_t from = at;
                float part = 0;
                for (std::size_t c = at; c < end && !full;) {
                    std::size_t next = c;
                    const float step = advance(face, next_character(text, next));
                    if (part + step > width && c > from) {
                        put(index, from, c, part);
                        next_line();
                        from = c;
                        part = 0;
                    }
                    part += step;
                    c = next;
                }
                if (!full) {
                    put(index, from, end, part);
                }
            } else {
                put(index, at, end, word + trailing);
            }
            at = end;
        }
    }
    if (!full && (!line_pieces.empty() || paragraph.lines.empty())) {
        finish_line();
    }
    // Spaces at the ends of lines do not count for alignment.
    for (Line& line : paragraph.lines) {
        if (line.piece_count > 0) {
            const Piece& last = paragraph.pieces[line.first_piece + line.piece_count - 1];
            if (!last.ellipsis && last.end > last.begin && runs[last.run].text[last.end - 1] == ' ') {
                line.width -= width_of(face_of(context, runs[last.run].type), " ");
            }
        }
    }
    return paragraph;
}

void ParagraphCache::begin_frame() {
    if (++frame_ % 64 == 0) {
        std::erase_if(kept_, [this](const auto& entry) { return frame_ - entry.second.seen_frame > 120; });
    }
}

float text_width(const Context& context, std::string_view words, Type type) {
    return width_of(face_of(context, type), words);
}

float measure_text(Context& context, float width, std::span<const Run> runs, int max_lines) {
    return context.paragraphs->lay_out(context, width, runs, max_lines).height;
}

float measure_text(Context& context, float width, std::string_view words, Type type, int max_lines) {
    const std::array<Run, 1> runs{{{words, type, Color::text}}};
    return measure_text(context, width, runs, max_lines);
}

float text(Context& context, float x, float y, float width, std::span<const Run> runs, const TextOptions& options) {
    const Paragraph& paragraph = context.paragraphs->lay_out(context, width, runs, options.max_lines);
    const Rect clip = context.clip();
    for (const Line& line : paragraph.lines) {
        const float top = y + line.top;
        if (top > clip.bottom() || top + line.height < clip.y) {
            continue;
        }
        const float indent = options.align == Align::left     ? 0
                             : options.align == Align::center ? (width - line.width) / 2
                                                              : width - line.width;
        for (std::uint32_t i = 0; i < line.piece_count; ++i) {
            const Piece& piece = paragraph.pieces[line.first_piece + i];
            const Run& run = runs[piece.run];
            const FaceSize face = face_of(context, run.type);
            const float glyphs_top = glyph_top(context, top, line.height, face);
            const ImU32 color = context.color(run.color);
            draw_glyphs(context, x + indent + piece.x, glyphs_top,
                        run.text.substr(piece.begin, piece.end - piece.begin), face, color);
            if (piece.ellipsis) {
                draw_glyphs(context, x + indent + piece.x + piece.width, glyphs_top, kEllipsis, face, color);
            }
        }
    }
    if (options.role != Role::none) {
        std::string whole;
        for (const Run& run : runs) {
            whole += run.text;
        }
        if (!whole.empty()) {
            const NodeId id = context.id(options.key.empty() ? std::string_view(whole) : options.key);
            SemanticsNode& node = context.semantics.add(id, options.role, whole, {x, y, width, paragraph.height});
            node.level = options.level;
            node.live = options.live;
        }
    }
    return paragraph.height;
}

std::vector<RunBox> run_boxes(Context& context, float x, float y, float width, std::span<const Run> runs) {
    std::vector<RunBox> boxes;
    const Paragraph& paragraph = context.paragraphs->lay_out(context, width, runs, 0);
    for (const Line& line : paragraph.lines) {
        for (std::uint32_t i = 0; i < line.piece_count; ++i) {
            const Piece& piece = paragraph.pieces[line.first_piece + i];
            boxes.push_back({piece.run, {x + piece.x, y + line.top, piece.width, line.height}});
        }
    }
    return boxes;
}

float text(Context& context, float x, float y, float width, std::initializer_list<Run> runs,
           const TextOptions& options) {
    return text(context, x, y, width, std::span<const Run>(runs.begin(), runs.size()), options);
}

float text(Context& context, float x, float y, float width, std::string_view words, Type type, Color color,
           const TextOptions& options) {
    return text(context, x, y, width, {Run{words, type, color}}, options);
}

void text(Context& context, Column& column, std::string_view words, Type type, Color color,
          const TextOptions& options) {
    column.gap(text(context, column.x, column.y, column.w, words, type, color, options));
}

void text(Context& context, Column& column, std::initializer_list<Run> runs, const TextOptions& options) {
    column.gap(text(context, column.x, column.y, column.w, runs, options));
}

void line_in(Context& context, const Rect& box, std::string_view words, Type type, Color color, Align align) {
    const float height = context.line(type);
    TextOptions options;
    options.align = align;
    options.max_lines = 1;
    options.role = Role::none;
    text(context, box.x, context.snapped(box.center_y() - height / 2), box.w, words, type, color, options);
}

void icon(Context& context, ImVec2 center, Icon glyph, float size, ImU32 color) {
    ImFontBaked* baked = context.fonts->baked(Face::icon, size);
    if (baked == nullptr) {
        return;
    }
    std::array<char, 5> bytes{};
    ImTextCharToUtf8(bytes.data(), static_cast<unsigned>(glyph));
    draw_glyphs(context, context.snapped(center.x - size / 2), context.snapped(center.y - size / 2), bytes.data(),
                {baked, size, size / baked->Size}, color);
}

void icon(Context& context, ImVec2 center, Icon glyph, float size, Color color) {
    icon(context, center, glyph, size, context.color(color));
}

} // namespace hypha::ui
