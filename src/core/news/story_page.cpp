#include "core/news/story_page.hpp"

#include <algorithm>
#include <vector>

#include "core/base/iso_date.hpp"

namespace hypha::news {
namespace {

constexpr std::string_view kStyle =
    ":root{color-scheme:light dark}"
    "body{font:1.15rem/1.6 Georgia,'Times New Roman',serif;max-width:38rem;margin:0 auto;padding:1.2rem;"
    "overflow-wrap:break-word;background:#f2eee3;color:#18211d}"
    "nav,footer,header p,figure{font:1rem/1.5 system-ui,sans-serif;color:#4a554f}"
    "h1{font-size:1.9rem;line-height:1.2;margin:.6rem 0}h2{font-size:1.3rem}a{color:#8a3d0c}"
    "nav a,footer a{display:inline-block;padding:.7rem 0}"
    "blockquote{margin:1rem 0;padding-left:1rem;border-left:3px solid #e08a3a}"
    "pre{overflow-x:auto;padding:1rem;background:#e9e3d3}table{border-collapse:collapse;display:block;overflow-x:auto}"
    "th,td{border:1px solid #b9b29f;padding:.4rem .6rem;text-align:left}figure{margin:1rem 0}"
    "@media(prefers-color-scheme:dark){body{background:#141a17;color:#eae6da}nav,footer,header p,figure{color:#b4b8ae}"
    "a{color:#f0a764}pre{background:#222a26}}"
    "@media print{nav{display:none}body{background:none;color:#000;max-width:none}}";

struct Words {
    std::string_view open, page_of, picture;
};
constexpr Words kEnglish{"Open in Hypha", "The page of ", "Picture, not loaded: "};
constexpr Words kSpanish{"Abrir en Hypha", "La página de ", "Imagen, no cargada: "};

void append_escaped(std::string& html, std::string_view text) {
    for (const char letter : text) {
        switch (letter) {
        case '&': html += "&amp;"; break;
        case '<': html += "&lt;"; break;
        case '>': html += "&gt;"; break;
        case '"': html += "&quot;"; break;
        case '\'': html += "&#39;"; break;
        case '\0': html += "\xEF\xBF\xBD"; break;
        default: html += letter;
        }
    }
}

// Tags around what `content` writes.
template <typename Content>
void in_tag(std::string& html, std::string_view tag, std::string_view attributes, Content content) {
    html += '<';
    html += tag;
    html += attributes;
    html += '>';
    content();
    html += "</";
    html += tag.substr(0, tag.find(' '));
    html += '>';
}

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

bool is_tag_of_language(std::string_view language) {
    return !language.empty() && language.size() <= 35 && std::ranges::all_of(language, [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9') || letter == '-';
    });
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
    std::string html = "<!doctype html><html";
    if (is_tag_of_language(story.language)) {
        html += " lang=\"" + story.language + "\"";
    }
    html += "><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
            "<meta name=\"robots\" content=\"noindex\"><title>";
    append_escaped(html, story.title);
    html += "</title><style>";
    html += kStyle;
    html += "</style></head><body><nav lang=\"";
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
