#include "edge/news/story_maker.hpp"

#include <algorithm>
#include <array>

#include "core/base/hex.hpp"
#include "core/base/utf8.hpp"
#include "core/news/story_file.hpp"
#include "core/sync/sha256.hpp"
#include "edge/articles/article_limits.hpp"
#include "edge/articles/block_builder.hpp"
#include "edge/articles/html_tree.hpp"
#include "edge/articles/measure.hpp"
#include "edge/articles/page_preparation.hpp"
#include "edge/articles/web_address.hpp"
#include "edge/feeds/ascii.hpp"
#include "edge/feeds/html_sanitiser.hpp"
#include "edge/feeds/url.hpp"

namespace hypha::edge {
namespace {

// Fewer letters than these are a summary, whatever the feed calls them; many feeds have the whole text where a summary belongs.
constexpr std::size_t kWholeText_letters = 500, kWholeSummary_letters = 1'000;
constexpr std::size_t kMostBlocks = 2'000;
constexpr std::size_t kMostTitle_bytes = 500;

bool is_markup(const feeds::Text& text) { return text.is_html() || feeds::looks_like_html(text.value); }

std::string escaped(std::string_view text) {
    std::string html;
    for (const char c : text) {
        if (c == '&') html += "&amp;";
        else if (c == '<') html += "&lt;";
        else html += c;
    }
    return html;
}

// What readers of plain text see as paragraphs.
std::string html_of(const feeds::Text& text) {
    if (is_markup(text)) return text.value;
    return "<p>" + feeds::replace_all(escaped(text.value), "\n\n", "</p><p>") + "</p>";
}

std::string plain_of(const feeds::Text& text) {
    if (!is_markup(text)) return articles::collapse_blanks(repaired_utf8(text.value));
    const auto tree = articles::read_html(repaired_utf8(text.value), {});
    return tree ? tree->plain_text(articles::HtmlTree::kRoot) : "";
}

std::vector<news::Block> blocks_of(const feeds::Text& text, std::string_view base) {
    auto tree = articles::read_html("<html><body>" + repaired_utf8(html_of(text)) + "</body></html>", {});
    if (!tree) return {};
    articles::prepare_page(*tree);
    return articles::build_blocks(*tree, articles::HtmlTree::kRoot, base, kMostBlocks);
}

std::size_t count_letters(const std::vector<news::Block>& blocks) {
    std::size_t letters = 0;
    for (const news::Block& block : blocks) letters += articles::measure_text(news::plain_text(block)).letters;
    return letters;
}

// A summary that says itself that it goes on.
bool breaks_off(const std::vector<news::Block>& blocks) {
    if (blocks.empty()) return false;
    const std::string last = news::plain_text(blocks.back());
    return last.ends_with("…") || last.ends_with("...") || last.ends_with("[…]") || last.ends_with("[...]");
}

std::string first_words(const std::vector<news::Block>& blocks) {
    for (const news::Block& block : blocks) {
        const std::string text = articles::collapse_blanks(news::plain_text(block));
        if (!text.empty()) return std::string(articles::first_bytes(text, 100));
    }
    return "";
}

std::string byline_of(const feeds::Item& item) {
    std::string byline;
    for (const feeds::Person& person : item.authors) {
        const std::string& name = person.name.empty() ? person.text : person.name;
        if (!name.empty() && name.find('@') == std::string::npos && byline.size() + name.size() < 200) {
            byline += (byline.empty() ? "" : ", ") + name;
        }
    }
    return byline;
}

std::string picture_of(const feeds::Item& item, const std::vector<news::Block>& blocks, std::string_view base) {
    if (item.image && !item.image->url.empty()) { // nothing would be the page itself
        if (std::string address = articles::web_address(base, item.image->url); !address.empty()) return address;
    }
    for (const news::Block& block : blocks) {
        if (block.kind == news::Block::Kind::figure) return block.address;
    }
    return "";
}

std::string name_of_content(const feeds::Item& item) {
    sync::Sha256 sum;
    const auto add = [&sum](std::string_view text) { sum.add(std::to_string(text.size())).add(":").add(text); };
    add(item.title.value);
    add(item.link);
    add(item.summary.value);
    for (const feeds::Text& text : item.content) add(text.value);
    add(item.updated ? item.updated->text : "");
    return to_hex(sum.finish()).substr(0, 32);
}

void place(StoryDraft& draft, std::int64_t now_s) {
    const std::int64_t said_s = draft.story.published_s;
    draft.placed_s = said_s > 0 && said_s <= now_s ? said_s : now_s;
}

std::int64_t seconds_of(const std::optional<feeds::Moment>& moment) {
    return moment && moment->at_ms && *moment->at_ms > 0 ? *moment->at_ms / 1000 : 0;
}

} // namespace

std::string primary_language(std::string_view tag) {
    const std::string first = feeds::lower(feeds::trim(tag).substr(0, feeds::trim(tag).find_first_of("-_")));
    static constexpr std::array<std::string_view, 5> kNone{"und", "mul", "zxx", "mis", "x"};
    const bool is_tag = (first.size() == 2 || first.size() == 3) &&
                        std::ranges::all_of(first, [](char c) { return feeds::is_letter(c); });
    return is_tag && std::ranges::find(kNone, first) == kNone.end() ? first : "";
}

ItemName name_item(const feeds::Item& item) {
    return {!item.id.empty() ? item.id : !item.link.empty() ? item.link : item.title.value, name_of_content(item)};
}

StoryDraft draft_story(const feeds::Item& item, const feeds::Feed& feed, std::string_view source,
                       std::string_view spare_language, std::int64_t now_s) {
    StoryDraft draft;
    news::Story& story = draft.story;
    const std::string base = feed.link;
    story.url = articles::web_address(base, item.link);
    if (story.url.empty()) story.url = articles::web_address("", item.id);
    if (!news::is_web_address(story.url)) story.url.clear();
    draft.id = name_item(item).id;
    story.source = source;
    const std::string_view text_base = story.url.empty() ? std::string_view(base) : std::string_view(story.url);
    bool is_content = false;
    std::string language;
    for (const feeds::Text& text : item.content) {
        std::vector<news::Block> blocks = blocks_of(text, text.base.empty() ? text_base : std::string_view(text.base));
        const std::size_t letters = count_letters(blocks);
        if (letters <= draft.letters) continue;
        draft.letters = letters;
        story.blocks = std::move(blocks);
        language = text.language;
        is_content = true;
    }
    if (story.blocks.empty() && !item.summary.value.empty()) {
        story.blocks = blocks_of(item.summary, text_base);
        draft.letters = count_letters(story.blocks);
        language = item.summary.language;
    }
    story.title = articles::first_bytes(plain_of(item.title), kMostTitle_bytes);
    if (story.title.empty()) story.title = first_words(story.blocks);
    story.byline = byline_of(item);
    story.picture = picture_of(item, story.blocks, text_base);
    if (!news::is_web_address(story.picture)) story.picture.clear();
    for (const std::string_view claim :
         {std::string_view(language), std::string_view(item.language), std::string_view(item.title.language),
          std::string_view(feed.language), spare_language}) {
        if (story.language.empty()) story.language = primary_language(claim);
    }
    story.published_s = seconds_of(item.published);
    if (story.published_s == 0) story.published_s = seconds_of(item.updated);
    if (story.published_s == 0) story.published_s = seconds_of(item.created);
    const std::size_t whole_letters = is_content ? kWholeText_letters : kWholeSummary_letters;
    draft.needs_page = !story.url.empty() && (draft.letters < whole_letters || breaks_off(story.blocks));
    place(draft, now_s);
    return draft;
}

void add_page(StoryDraft& draft, const articles::Article& article, std::int64_t now_s) {
    news::Story& story = draft.story;
    if (article.letters > draft.letters) {
        story.blocks = article.blocks;
        draft.letters = article.letters;
        if (const std::string said = primary_language(article.language); !said.empty()) story.language = said;
    }
    if (story.title.empty()) story.title = articles::first_bytes(article.title, kMostTitle_bytes);
    if (story.byline.empty()) story.byline = article.byline;
    if (story.language.empty()) story.language = primary_language(article.language);
    if (story.picture.empty() && news::is_web_address(article.lead_image)) story.picture = article.lead_image;
    if (story.published_s == 0 && article.published_at_ms && *article.published_at_ms > 0) {
        story.published_s = *article.published_at_ms / 1000;
        place(draft, now_s);
    }
}

Result<std::string> finish_story(StoryDraft& draft) {
    news::Story& story = draft.story;
    if (story.blocks.empty()) return failure("no_text");
    if (story.title.empty()) return failure("no_title");
    std::string file = news::write_story(story);
    while (file.size() > news::kMostStory_bytes && story.blocks.size() > 1) {
        story.blocks.resize(story.blocks.size() / 2);
        const auto figures = std::ranges::count(story.blocks, news::Block::Kind::figure, &news::Block::kind);
        std::erase_if(story.pictures, [figures](const news::StoryPicture& one) { return one.place > figures; });
        file = news::write_story(story);
    }
    const auto read = news::parse_story(file);
    if (!read) return failure("bad_story", read.error().detail);
    return file;
}

} // namespace hypha::edge
