#include "core/news/story_page.hpp"

#include <algorithm>
#include <vector>

#include "core/base/iso_date.hpp"
#include "core/news/page_html.hpp"

namespace hypha::news {
namespace {

struct Words {
    std::string_view open, page_of, picture;
};
constexpr Words kEnglish{"Open in Hypha", "The page of ", "Picture, not loaded: "};
constexpr Words kSpanish{"Abrir en Hypha", "La página de ", "Imagen, no cargada: "};

void append_link(std::string& html, std::string_view address, std::string_view words) {
    html += "<a rel=\"noopener noreferrer\" href=\"";
    append_escaped(html, address);
    html += "\">";
    append_escaped(html, words);
    html += "</a>";
}

void append_lines(std::string& html, std::string_view text) {
    while (true) {
        const std::size_t end = text.find('\n');
        append_escaped(html, text.substr(0, end));
        if (end == std::string_view::npos) {
            return;
        }
        html += "<br>";
        text.remove_prefix(end + 1);
    }
}

void append_spans(std::string& html, const Spans& spans) {
    for (const Span& span : spans) {
        const bool is_link = is_web_address(span.link);
        html += span.strong ? "<strong>" : "";
        html += span.emphasis ? "<em>" : "";
        html += span.code ? "<code>" : "";
        if (is_link) {
            append_link(html, span.link, span.text);
        } else {
            append_lines(html, span.text);
        }
        html += span.code ? "</code>" : "";
        html += span.emphasis ? "</em>" : "";
        html += span.strong ? "</strong>" : "";
    }
}

// Lists in lists: an item stays open until the next of its depth, so that deeper lists lie in it.
class ListWriter {
public:
    explicit ListWriter(std::string& html) : html_(html) {}

    void add(const Block& item) {
        const auto depth = static_cast<std::size_t>(std::clamp(item.level, 1, 9));
        if (item.continues && !open_.empty()) {
            in_tag(html_, "p", "", [&] { append_spans(html_, item.spans); });
            return;
        }
        while (open_.size() > depth || (open_.size() == depth && open_.back() != item.ordered)) {
            close_one();
        }
        if (open_.size() == depth) {
            html_ += "</li>";
        }
        bool first = true;
        while (open_.size() < depth) {
            html_ += first ? "" : "<li>";
            first = false;
            open_.push_back(item.ordered);
            html_ += item.ordered ? "<ol start=\"" + std::to_string(item.number) + "\">" : std::string("<ul>");
        }
        html_ += "<li>";
        append_spans(html_, item.spans);
    }
    void end() {
        while (!open_.empty()) {
            close_one();
        }
    }

private:
    void close_one() {
        html_ += open_.back() ? "</li></ol>" : "</li></ul>";
        open_.pop_back();
    }

    std::string& html_;
    std::vector<bool> open_; // whether each is ordered
};

void append_table(std::string& html, const Block& block) {
    in_tag(html, "table", "", [&] {
        for (std::size_t i = 0; i < block.rows.size(); ++i) {
            const bool head = block.has_header && i == 0;
            in_tag(html, "tr", "", [&] {
                for (const Spans& cell : block.rows[i]) {
                    in_tag(html, head ? "th" : "td", head ? " scope=\"col\"" : "", [&] { append_spans(html, cell); });
                }
            });
        }
    });
}

void append_figure(std::string& html, const Block& block, const Words& words) {
    const std::string caption = plain_text(block.spans);
    if (block.text.empty() && caption.empty()) {
        return;
    }
    in_tag(html, "figure", "", [&] {
        append_escaped(html, words.picture);
        append_lines(html, block.text.empty() ? caption : block.text);
        if (!block.text.empty() && !caption.empty() && caption != block.text) {
            in_tag(html, "figcaption", "", [&] { append_spans(html, block.spans); });
        }
    });
}

void append_block(std::string& html, const Block& block, const Words& words) {
    const auto spans = [&] { append_spans(html, block.spans); };
    switch (block.kind) {
    case Block::Kind::paragraph: in_tag(html, "p", "", spans); break;
    case Block::Kind::heading: in_tag(html, "h2", "", spans); break; // the levels of pages have gaps
    case Block::Kind::quote: in_tag(html, "blockquote", "", [&] { in_tag(html, "p", "", spans); }); break;
    case Block::Kind::code: in_tag(html, "pre", " tabindex=\"0\"", [&] { append_escaped(html, block.text); }); break;
    case Block::Kind::figure: append_figure(html, block, words); break;
    case Block::Kind::table: append_table(html, block); break;
    case Block::Kind::list_item: break;
    }
}

void append_head(std::string& html, const Story& story) {
    in_tag(html, "header", "", [&] {
        in_tag(html, "h1", "", [&] { append_escaped(html, story.title); });
        in_tag(html, "p", "", [&] {
            append_escaped(html, story.byline.empty() ? story.source : story.byline + ", " + story.source);
            if (story.published_s > 0) {
                const std::string date = iso_date(story.published_s * 1000, 0);
                html += ". <time datetime=\"" + date + "\">" + date + "</time>";
            }
        });
    });
}

} // namespace

std::string write_story_page(const Story& story, std::string_view hash) {
    const bool spanish = story.language == "es" || story.language.starts_with("es-");
    const Words& words = spanish ? kSpanish : kEnglish;
    std::string html;
    begin_page(html, story.language, story.title);
    html += "<nav lang=\"";
    html += spanish ? "es" : "en";
    html += "\"><a href=\"/#/read/";
    append_escaped(html, hash);
    html += "\">";
    html += words.open;
    html += "</a></nav><main><article>";
    append_head(html, story);
    ListWriter list(html);
    for (const Block& block : story.blocks) {
        if (block.kind == Block::Kind::list_item) {
            list.add(block);
        } else {
            list.end();
            append_block(html, block, words);
        }
    }
    list.end();
    html += "</article></main><footer lang=\"";
    html += spanish ? "es" : "en";
    html += "\">";
    if (is_web_address(story.url)) {
        append_link(html, story.url, std::string(words.page_of) + story.source);
    }
    html += "</footer></body></html>\n";
    return html;
}

} // namespace hypha::news
