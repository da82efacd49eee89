#include "core/news/list_page.hpp"

#include <algorithm>
#include <string_view>

#include "core/base/iso_date.hpp"
#include "core/news/page_html.hpp"

namespace hypha::news {
namespace {

struct Words {
    std::string_view language, open, title, none;
};
constexpr Words kEnglish{"en", "Open in Hypha", "News: ", "Nothing new in the last two days."};
constexpr Words kSpanish{"es", "Abrir en Hypha", "Noticias: ", "Nada nuevo en los últimos dos días."};

bool is_spanish(const Listed& story) { return story.language == "es" || story.language.starts_with("es-"); }

void append_way_to_app(std::string& html, const Words& words) {
    in_tag(html, "nav", "", [&] {
        html += "<a href=\"/#/read\">";
        html += words.open;
        html += "</a>";
    });
}

void append_row(std::string& html, const StoryIndex& index, const Listed& story, const Words& words) {
    std::string attributes;
    if (story.language != words.language && is_tag_of_language(story.language)) {
        attributes = " lang=\"" + story.language + "\"";
    }
    in_tag(html, "li", attributes, [&] {
        html += "<a href=\"/read/" + story.hash + "\">";
        append_escaped(html, story.title);
        html += "</a><br><small>";
        append_escaped(html, story.source < index.sources.size() ? index.sources[story.source] : "");
        if (story.published_s > 0) {
            html += ". " + iso_date(story.published_s * 1000, 0);
        }
        html += "</small>";
    });
}

} // namespace

std::string write_list_page(const StoryIndex& index) {
    const auto spanish = static_cast<std::size_t>(std::ranges::count_if(index.stories, is_spanish));
    const Words& words = 2 * spanish > index.stories.size() ? kSpanish : kEnglish;
    const std::string title = std::string(words.title) + index.region;
    std::string html;
    begin_page(html, words.language, title);
    append_way_to_app(html, words);
    in_tag(html, "main", "", [&] {
        in_tag(html, "h1", "", [&] { append_escaped(html, title); });
        if (index.stories.empty()) {
            in_tag(html, "p", "", [&] { html += words.none; });
            return;
        }
        in_tag(html, "ul", "", [&] {
            std::size_t shown = 0;
            for (std::size_t i = 0; i < index.stories.size() && shown < kMostOnPage; ++i) {
                if (index.stories[i].group == i) {
                    append_row(html, index, index.stories[i], words);
                    ++shown;
                }
            }
        });
    });
    html += "</body></html>\n";
    return html;
}

std::string write_regions_page(std::span<const std::string> regions) {
    std::string html;
    begin_page(html, "en", "News, noticias");
    append_way_to_app(html, kEnglish);
    in_tag(html, "main", "", [&] {
        in_tag(html, "h1", "", [&] { html += "News, <span lang=\"es\">noticias</span>"; });
        if (regions.empty()) {
            in_tag(html, "p", "", [&] { html += "This server has no news yet."; });
            in_tag(html, "p", " lang=\"es\"", [&] { html += "Este servidor aún no tiene noticias."; });
            return;
        }
        in_tag(html, "ul", "", [&] {
            for (const std::string& region : regions) {
                in_tag(html, "li", "", [&] {
                    html += "<a href=\"/read/";
                    append_escaped(html, region);
                    html += "\">";
                    append_escaped(html, region);
                    html += "</a>";
                });
            }
        });
    });
    html += "</body></html>\n";
    return html;
}

} // namespace hypha::news
