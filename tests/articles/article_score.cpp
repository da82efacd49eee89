// The extraction as a filter, for score.py: each line of stdin is the path of a page, each line of stdout its answer in JSON:
// the texts of the article's blocks (of a table: its cells), and those of two plain baselines on the same tree.
#include "core/news/block_text.hpp"
#include "edge/articles/article_reader.hpp"
#include "edge/articles/block_builder.hpp"
#include "edge/articles/html_tree.hpp"
#include "edge/articles/measure.hpp"
#include "edge/articles/page_preparation.hpp"
#include "edge/feeds/text_encoding.hpp"

#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

namespace {

using Json = nlohmann::json;
using namespace hypha;
using namespace hypha::edge::articles;

Json texts(const std::vector<news::Block>& blocks) {
    Json result = Json::array();
    for (const news::Block& block : blocks) {
        if (block.kind != news::Block::Kind::table) result.push_back(news::plain_text(block));
        for (const auto& row : block.rows) {
            for (const news::Spans& cell : row) result.push_back(news::plain_text(cell));
        }
    }
    return result;
}

// The text of a <div> that is in no <div> inside it.
std::size_t own_letters(const HtmlTree& tree, NodeIndex div) {
    std::size_t letters = 0;
    for (NodeIndex node = tree.first(div); node != kNoNode;) {
        const bool is_other = tree[node].tag == Tag::div;
        if (tree[node].is_text()) letters += measure_text(tree[node].text).letters;
        node = is_other ? tree.following_outside(node, div) : tree.following(node, div);
    }
    return letters;
}

void add_baselines(const std::string& bytes, Json& answer) {
    const auto decoded = edge::feeds::decode_html(bytes, "");
    auto tree = decoded ? read_html(decoded->text, {}) : Result<HtmlTree>(std::unexpected(decoded.error()));
    if (!tree) return;
    prepare_page(*tree);
    const NodeIndex body = tree->first_of(HtmlTree::kRoot, Tag::body);
    if (body == kNoNode) return;
    NodeIndex longest = body;
    std::size_t most = 0;
    for (const NodeIndex div : tree->all_of(body, {Tag::div})) {
        const std::size_t letters = own_letters(*tree, div);
        if (letters > most) {
            most = letters;
            longest = div;
        }
    }
    answer["longest_div"] = texts(build_blocks(*tree, longest, "https://page.example/", 100'000));
    answer["body"] = texts(build_blocks(*tree, body, "https://page.example/", 100'000));
}

} // namespace

int main() {
    std::string path;
    while (std::getline(std::cin, path)) {
        std::ifstream file(path, std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(file), {}};
        Json answer = {{"longest_div", Json::array()}, {"body", Json::array()}};
        const Result<Article> article = read_article(bytes, "", "http://fakehost/test/page.html");
        if (article) {
            answer["ours"] = texts(article->blocks);
            answer["title"] = article->title;
            answer["byline"] = article->byline;
            answer["site_name"] = article->site_name;
            answer["language"] = article->language;
            answer["published"] = article->published;
            answer["text"] = news::write_blocks(article->blocks);
        } else {
            answer["ours"] = Json::array();
            answer["error"] = article.error().code;
        }
        add_baselines(bytes, answer);
        std::cout << answer.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n' << std::flush;
    }
    return 0;
}
