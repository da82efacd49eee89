#include "ui/story_text.hpp"

#include <algorithm>
#include <array>

#include "core/news/placed_pictures.hpp"
#include "ui/kit/kit.hpp"
#include "ui/story_picture.hpp"

namespace hypha::ui {
namespace {

using news::Block;

constexpr std::size_t kMostLinks = 40;
constexpr float kParagraphGap = 20, kItemGap = 8, kIndent = 26, kLeastColumn = 92;

Type type_of(const news::Span& span) {
    return span.strong ? Type::reading_strong : span.emphasis ? Type::reading_italic : Type::reading;
}

// The sentence that is spoken, in the block that is drawn; `rect` is where it was drawn.
struct Spoken {
    std::size_t begin = 0, end = 0; // bytes of the spans' text, one after the other
    Rect rect{};
};

// Spans cut at both ends of what is spoken: a run is spoken as a whole or not at all.
struct Runs {
    std::vector<Run> runs;
    std::vector<std::size_t> span; // of each run
    std::vector<bool> spoken;
};

Runs runs_of(const news::Spans& spans, Color color, const Spoken* spoken) {
    Runs all;
    std::size_t at = 0;
    for (std::size_t i = 0; i < spans.size(); ++i) {
        const std::string_view text = spans[i].text;
        const std::size_t first = spoken == nullptr ? 0 : std::clamp(spoken->begin, at, at + text.size()) - at;
        const std::size_t last = spoken == nullptr ? 0 : std::clamp(spoken->end, at, at + text.size()) - at;
        const std::array<std::size_t, 4> cuts{0, first, std::max(first, last), text.size()};
        for (std::size_t part = 0; part < 3; ++part) {
            if (cuts[part + 1] > cuts[part]) {
                all.runs.push_back({text.substr(cuts[part], cuts[part + 1] - cuts[part]), type_of(spans[i]),
                                    spans[i].link.empty() ? color : Color::accent_text});
                all.span.push_back(i);
                all.spoken.push_back(part == 1);
            }
        }
        at += text.size();
    }
    return all;
}

Rect around(const Rect& all, const Rect& one) {
    if (all.empty()) {
        return one;
    }
    const float x = std::min(all.x, one.x), y = std::min(all.y, one.y);
    return {x, y, std::max(all.right(), one.right()) - x, std::max(all.bottom(), one.bottom()) - y};
}

// Runs with their links: a line below each, and a finger finds it. Behind what is spoken lies a soft ground.
void linked_text(Frame& frame, Column& column, const news::Spans& spans, Spoken* spoken, Color color = Color::text) {
    const Runs all = runs_of(spans, color, spoken);
    const std::vector<Run>& runs = all.runs;
    const bool has_link = std::ranges::any_of(spans, [](const news::Span& span) { return !span.link.empty(); });
    if (has_link || spoken != nullptr) {
        for (const RunBox& box : run_boxes(frame, column.x, column.y, column.w, runs)) {
            const std::string& address = spans[all.span[box.run]].link;
            if (all.spoken[box.run]) {
                spoken->rect = around(spoken->rect, box.rect);
                fill(frame, box.rect.inset(-3, 1), Color::accent_soft, 6);
            }
            if (address.empty() || !frame.clip().overlaps(box.rect)) {
                continue;
            }
            hairline(frame, box.rect.x, box.rect.bottom() - 5, box.rect.w, Color::accent_text);
            PressOptions how;
            how.exact = true;
            how.draw_focus = false;
            const KeyScope scope(frame, "link", static_cast<std::int64_t>(box.rect.y - column.y) * 4096 + box.run);
            if (press(frame, frame.id("tap"), box.rect.inset(-2, 2), how)) {
                frame.ask(app::command::AskLink{address});
            }
        }
    }
    TextOptions options;
    options.key = "text";
    column.gap(text(frame, column.x, column.y, column.w, runs, options));
}

void heading_block(Frame& frame, Column& column, const Block& block) {
    TextOptions options;
    options.role = Role::heading;
    options.level = 2; // the levels of pages have gaps, which a reader's list of headings must not
    options.key = "heading";
    column.gap(8);
    text(frame, column, news::plain_text(block), block.level <= 2 ? Type::title : Type::heading, Color::text, options);
}

void item_block(Frame& frame, Column& column, const Block& block, Spoken* spoken) {
    const float indent = kIndent * static_cast<float>(std::clamp(block.level, 1, 4));
    TextOptions silent;
    silent.role = Role::none;
    if (block.ordered && !block.continues) {
        silent.align = Align::right;
        text(frame, column.x + indent - kIndent - 10, column.y, kIndent + 2, std::to_string(block.number) + ".",
             Type::reading, Color::text2, silent);
    } else if (!block.continues) {
        frame.draw->AddCircleFilled({column.x + indent - 14, column.y + frame.line(Type::reading) / 2}, 3,
                                    frame.color(Color::text2));
    }
    Column inside{column.x + indent, column.y, column.w - indent};
    linked_text(frame, inside, block.spans, spoken);
    column.y = inside.y;
}

void quote_block(Frame& frame, Column& column, const Block& block, Spoken* spoken) {
    Column inside{column.x + 20, column.y, column.w - 20};
    linked_text(frame, inside, block.spans, spoken, Color::text2);
    fill(frame, {column.x, column.y + 2, 3, inside.y - column.y - 4}, Color::accent, 1.5F);
    column.y = inside.y;
}

void code_block(Frame& frame, Column& column, const Block& block) {
    const float height = measure_text(frame, column.w - 32, block.text, Type::caption) + 28;
    const Rect rect = column.take(height);
    fill(frame, rect, Color::surface2, radius::md);
    TextOptions options;
    options.key = "code";
    text(frame, rect.x + 16, rect.y + 14, rect.w - 32, block.text, Type::caption, Color::text, options);
}

// Columns of one width; a table that is wider than the page scrolls sideways.
void table_block(Frame& frame, Column& column, const Block& block) {
    std::size_t columns = 1;
    for (const auto& row : block.rows) {
        columns = std::max(columns, row.size());
    }
    const float cell =
        std::max(kLeastColumn * std::min(frame.text_scale, 1.5F), column.w / static_cast<float>(columns));
    std::vector<float> heights;
    float height = 0;
    for (std::size_t i = 0; i < block.rows.size(); ++i) {
        float most = frame.line(Type::caption);
        const Type type = block.has_header && i == 0 ? Type::caption_strong : Type::caption;
        for (const news::Spans& spans : block.rows[i]) {
            most = std::max(most, measure_text(frame, cell - 12, news::plain_text(spans), type));
        }
        heights.push_back(most + 16);
        height += most + 16;
    }
    const Rect rect = column.take(height);
    SemanticsNode& table = frame.semantics.add(
        frame.id("table"), Role::table,
        news::plain_text(block.rows.empty() || block.rows[0].empty() ? news::Spans{} : block.rows[0][0]), rect);
    table.name = table.name.empty() ? std::string("\xE2\x80\x94") : table.name;
    table.rows = static_cast<int>(block.rows.size());
    table.columns = static_cast<int>(columns);
    frame.semantics.open(frame.id("table"));
    ScrollOptions options;
    options.axis = Axis::horizontal;
    options.keys = false;
    ScrollRegion strip(frame, "strip", rect, options);
    const float left = strip.content_x();
    float y = rect.y;
    for (std::size_t i = 0; i < block.rows.size(); ++i) {
        const KeyScope scope(frame, "row", static_cast<std::int64_t>(i));
        const bool head = block.has_header && i == 0;
        SemanticsNode& row = frame.semantics.add(frame.id("row"), Role::row, "", {left, y, rect.w, heights[i]});
        row.row_number = static_cast<int>(i) + 1;
        frame.semantics.open(frame.id("row"));
        for (std::size_t j = 0; j < block.rows[i].size(); ++j) {
            const KeyScope inside(frame, "cell", static_cast<std::int64_t>(j));
            TextOptions how;
            how.role = head ? Role::column_header : Role::cell;
            how.key = "cell";
            text(frame, left + cell * static_cast<float>(j), y + 8, cell - 12, news::plain_text(block.rows[i][j]),
                 head ? Type::caption_strong : Type::caption, Color::text, how);
        }
        frame.semantics.close();
        y += heights[i];
        hairline(frame, left, y - frame.px(), cell * static_cast<float>(columns));
    }
    strip.end(left + cell * static_cast<float>(columns));
    frame.semantics.close();
}

const app::OpenPicture* picture_at(std::span<const app::OpenPicture> pictures, std::uint32_t place) {
    const auto found = std::ranges::find(pictures, place, &app::OpenPicture::place);
    return found == pictures.end() ? nullptr : &*found;
}

float gap_before(const Block& block, const Block* before) {
    const bool in_list = before != nullptr && block.kind == Block::Kind::list_item && before->kind == block.kind;
    return before == nullptr ? 0 : in_list ? kItemGap : kParagraphGap;
}

} // namespace

StoryPlaces story_text(Frame& frame, Column& column, const news::Story& story, const news::SpokenSentence* spoken,
                       std::span<const app::OpenPicture> pictures) {
    StoryPlaces places;
    std::uint32_t figures = 0;
    places.tops.reserve(story.blocks.size());
    const Block* before = nullptr;
    for (std::size_t i = 0; i < story.blocks.size(); ++i) {
        const Block& block = story.blocks[i];
        const KeyScope scope(frame, "block", static_cast<std::int64_t>(i));
        column.gap(gap_before(block, before));
        before = &block;
        places.tops.push_back(column.y);
        Spoken here;
        if (spoken != nullptr && spoken->block == i) {
            here = {spoken->begin, spoken->end};
        }
        Spoken* const said = here.end > 0 ? &here : nullptr;
        switch (block.kind) {
        case Block::Kind::paragraph: linked_text(frame, column, block.spans, said); break;
        case Block::Kind::heading: heading_block(frame, column, block); break;
        case Block::Kind::list_item: item_block(frame, column, block, said); break;
        case Block::Kind::quote: quote_block(frame, column, block, said); break;
        case Block::Kind::code: code_block(frame, column, block); break;
        case Block::Kind::figure: story_figure(frame, column, block, picture_at(pictures, ++figures)); break;
        case Block::Kind::table: table_block(frame, column, block); break;
        }
        places.spoken = said != nullptr ? said->rect : places.spoken;
    }
    for (const app::OpenPicture& picture : pictures) { // below the text
        if (picture.place > news::figure_count(story)) {
            const KeyScope scope(frame, "below", static_cast<std::int64_t>(picture.place));
            column.gap(kParagraphGap);
            Block figure;
            figure.kind = Block::Kind::figure;
            story_figure(frame, column, figure, &picture);
        }
    }
    return places;
}

std::vector<StoryLink> story_links(const news::Story& story) {
    std::vector<StoryLink> links;
    const auto add = [&links](const news::Spans& spans) {
        for (const news::Span& span : spans) {
            const bool known = std::ranges::find(links, span.link, &StoryLink::address) != links.end();
            if (!span.link.empty() && !known && links.size() < kMostLinks) {
                links.push_back({span.text, span.link});
            }
        }
    };
    for (const Block& block : story.blocks) {
        add(block.spans);
        for (const auto& row : block.rows) {
            std::ranges::for_each(row, add);
        }
    }
    return links;
}

} // namespace hypha::ui
