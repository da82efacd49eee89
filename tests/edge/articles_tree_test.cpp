// Bytes to a tree: what HTML 5 asks beside libxml2, and that nothing a page holds costs more than its bytes.
#include "edge/articles/article_reader.hpp"
#include "edge/articles/html_tree.hpp"
#include "edge/articles/measure.hpp"
#include "edge/feeds/bounded_tags.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>

using namespace hypha;
using namespace hypha::edge::articles;

namespace {

// The body's elements by name: "p(a b(c))".
std::string shape(std::string_view html) {
    struct Name {
        Tag tag;
        std::string_view name;
    };
    static constexpr Name kNames[] = {{Tag::p, "p"},
                                      {Tag::div, "div"},
                                      {Tag::section, "section"},
                                      {Tag::b, "b"},
                                      {Tag::span, "span"},
                                      {Tag::picture, "picture"},
                                      {Tag::source, "source"},
                                      {Tag::img, "img"},
                                      {Tag::wbr, "wbr"},
                                      {Tag::li, "li"},
                                      {Tag::ul, "ul"},
                                      {Tag::figure, "figure"},
                                      {Tag::td, "td"},
                                      {Tag::tr, "tr"},
                                      {Tag::table, "table"},
                                      {Tag::article, "article"},
                                      {Tag::other, "other"},
                                      {Tag::a, "a"}};
    const Result<HtmlTree> tree = read_html(html, {});
    REQUIRE(tree);
    const NodeIndex body = tree->first_of(HtmlTree::kRoot, Tag::body);
    REQUIRE(body != kNoNode);
    std::string out;
    const auto write = [&](const auto& self, NodeIndex node) -> void {
        for (NodeIndex at = (*tree)[node].first_child; at != kNoNode; at = (*tree)[at].next) {
            if ((*tree)[at].is_text()) {
                out += (*tree)[at].text;
                continue;
            }
            std::string_view name = "?";
            for (const Name& known : kNames) {
                if (known.tag == (*tree)[at].tag) name = known.name;
            }
            out += name;
            out += '(';
            self(self, at);
            out += ')';
        }
    };
    write(write, body);
    return out;
}

bool links_agree(const HtmlTree& tree) {
    for (NodeIndex node = 0; node < tree.size(); ++node) {
        NodeIndex previous = kNoNode;
        for (NodeIndex at = tree[node].first_child; at != kNoNode; at = tree[at].next) {
            if (tree[at].parent != node || tree[at].previous != previous) return false;
            previous = at;
        }
        if (tree[node].last_child != previous) return false;
    }
    return true;
}

} // namespace

TEST_CASE("HTML 5 is read where libxml2 knows HTML 4", "[articles][tree]") {
    CHECK(shape("<body><p>a<section>b</section>c") == "p(a)section(b)c");
    CHECK(shape("<body><p>a<b>x<article>b</article>") == "p(ab(x))article(b)");
    CHECK(shape("<body><p>a<span><p>b") == "p(aspan())p(b)");
    CHECK(shape("<body><picture><source srcset=a><source srcset=b><img src=c></picture>d") ==
          "picture(source()source()img())d");
    CHECK(shape("<body><p>auto<wbr>móvil</p>") == "p(autowbr()móvil)");
    CHECK(shape("<body><font>a</font><custom-tag>b</custom-tag>") == "span(a)other(b)");
    CHECK(shape("<body><ul><li>a<li>b<ul><li>c</ul></ul>") == "ul(li(a)li(bul(li(c))))");
    // A paragraph around a table cell is not the cell's business.
    CHECK(shape("<body><table><tr><td><p>a<section>b</section></td></tr></table>") == "table(tr(td(p(a)section(b))))");
}

TEST_CASE("references and attributes are read once", "[articles][tree]") {
    const Result<HtmlTree> tree = read_html("<body><a HREF='x?a=1&amp;b=&lt;' data-Z=1>&eacute;&#x41;&amp;lt;</a>", {});
    REQUIRE(tree);
    const NodeIndex link = tree->first_of(HtmlTree::kRoot, Tag::a);
    REQUIRE(link != kNoNode);
    CHECK(tree->attribute(link, "href") == "x?a=1&b=<");
    CHECK(tree->attribute(link, "data-z") == "1");
    CHECK(tree->plain_text(link) == "éA&lt;");
    CHECK_FALSE(tree->has_attribute(link, "id"));
}

TEST_CASE("moving nodes keeps every link in step", "[articles][tree]") {
    Result<HtmlTree> tree = read_html("<body><div>a<p>b</p>c<p>d</p></div><ul><li>e</ul>", {});
    REQUIRE(tree);
    const NodeIndex div = tree->first_of(HtmlTree::kRoot, Tag::div);
    const NodeIndex paragraph = tree->first_of(div, Tag::p);
    const NodeIndex list = tree->first_of(HtmlTree::kRoot, Tag::ul);
    tree->replace(list, paragraph);
    CHECK(links_agree(*tree));
    CHECK(tree->raw_text(HtmlTree::kRoot) == "acdb"); // the list is replaced by the paragraph
    tree->move_children(div, list);
    tree->append(div, list);
    CHECK(links_agree(*tree));
    CHECK(tree->raw_text(HtmlTree::kRoot) == "eacdb");
    tree->detach(list);
    tree->detach(list);
    CHECK(links_agree(*tree));
    CHECK(tree->raw_text(HtmlTree::kRoot) == "b");
    CHECK(tree->contains(HtmlTree::kRoot, paragraph));
    CHECK_FALSE(tree->contains(HtmlTree::kRoot, list));
}

TEST_CASE("a tag of too many attributes is cut, its neighbours are not", "[articles][tree][attack]") {
    CHECK(hypha::edge::feeds::bounded_tags("<a b c='x > y' d>e</a>", 4) == "<a b c='x > y' d>e</a>");
    CHECK(hypha::edge::feeds::bounded_tags("<a b c d>e</a>", 2) == "<a b c >d>e</a>");
    CHECK(hypha::edge::feeds::bounded_tags("<a b='1 2 3 4' c=\"5 6 7\">e", 2) == "<a b='1 2 3 4' c=\"5 6 7\">e");
    CHECK(hypha::edge::feeds::bounded_tags("1 < 2 a b c d <", 1) == "1 < 2 a b c d <");
    CHECK(hypha::edge::feeds::bounded_tags("<a b=", 5) == "<a b=");
    CHECK(hypha::edge::feeds::bounded_tags("<a / / / />x", 9) == "<a / / / />x");
}

TEST_CASE("bombs cost their bytes and no more", "[articles][tree][attack]") {
    const auto repeat = [](std::string_view piece, std::size_t bytes) {
        std::string text;
        while (text.size() < bytes) text += piece;
        return text;
    };
    const ArticleLimits limits;
    const auto read = [](const std::string& page) { return read_article(page, "text/html", "https://h.example/"); };
    const auto code = [&](const std::string& page) {
        const Result<Article> article = read(page);
        return article ? std::string("read") : article.error().code;
    };
    CHECK(code(repeat("<div>", std::size_t{10} << 20)) == "page_too_large");
    CHECK(code(repeat("<div>", limits.page_bytes - 100)) == "page_too_deep");
    CHECK(code(repeat("<span><p>", 1'000'000)) == "page_too_deep");
    CHECK(code(repeat("<br>", limits.page_bytes - 100)) == "page_too_large");
    CHECK(code(repeat("<p>a,", 500'000)) == "read");
    CHECK(code(repeat("</div></p></a>", 1'000'000)) == "no_article");
    CHECK(code("<p>palabra " + repeat("<", 500'000)) == "read");
    CHECK(code("<p>palabra <a " + repeat("x ", 1'000'000)) == "read");
    CHECK(code("<p>palabra <a " + repeat("x", 1'000'000) + "=1>") == "read");
    CHECK(code("<p>palabra " + repeat("<a b c d e f g=1>", 500'000)) == "read");
    CHECK(code("<p>palabra " + repeat("&amp;&lt;&#x26;&nosuch;", 500'000)) == "read");
    CHECK(code("<!DOCTYPE html [<!ENTITY a \"bbbb\"><!ENTITY c \"&a;&a;&a;&a;\">]><p>palabra &c;&c;</p>") == "read");
    CHECK(code("<p>palabra</p><!--" + repeat("<p>", 500'000)) == "read");
    CHECK(code("<p>palabra</p><script type='application/ld+json'>" + repeat("[", 500'000)) == "read");
    CHECK(code(repeat("<table><tr><td>a", 10'000)) == "page_too_deep");
    CHECK(code("") == "page_empty");
    CHECK(code("<html><body></body></html>") == "no_article");
    CHECK(code(std::string(1000, '\0')) == "no_article");
}

TEST_CASE("a limit on nodes and one on depth are each met exactly", "[articles][tree][attack]") {
    ArticleLimits limits;
    limits.depth = 5; // html, body, div, div, div
    CHECK(read_html("<html><body><div><div><div>a</div></div></div>", limits));
    CHECK(read_html("<html><body><div><div><div><b>a</b></div></div></div>", limits).error().code == "page_too_deep");
    limits = {};
    limits.nodes = 5; // root, html, body, p, text
    CHECK(read_html("<html><body><p>a</p>", limits));
    CHECK(read_html("<html><body><p>a</p><p></p>", limits).error().code == "page_too_large");
}

TEST_CASE("texts are measured as a reader counts them", "[articles][tree]") {
    CHECK(measure_text("  ñandú,  sí\xC2\xA0\n ").letters == 8);
    CHECK(measure_text("  ñandú,  sí\xC2\xA0\n ").blanks == 3);
    CHECK(measure_text("a,b\xEF\xBC\x8C").commas == 2);
    CHECK(collapse_blanks(" \n a\xC2\xA0 b ") == "a b");
    const Result<HtmlTree> tree = read_html("<body><p>1234<a href='/x'>56</a><a href='#y'>7890</a></p>", {});
    REQUIRE(tree);
    const Measure body = measure(*tree, tree->first_of(HtmlTree::kRoot, Tag::body));
    CHECK(body.length() == 10);
    CHECK(body.linked > 3.19);
    CHECK(body.linked < 3.21);
    CHECK(body.paragraphs == 1);
}
