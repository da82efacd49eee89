#include "edge/articles/html_tags.hpp"

#include <algorithm>
#include <iterator>

namespace hypha::edge::articles {
namespace {

struct Name {
    std::string_view name;
    Tag tag;
};

// Sorted by name.
constexpr Name kNames[] = {
    {"a", Tag::a},
    {"abbr", Tag::abbr},
    {"address", Tag::address},
    {"amp-img", Tag::img},
    {"article", Tag::article},
    {"aside", Tag::aside},
    {"audio", Tag::audio},
    {"b", Tag::b},
    {"base", Tag::base},
    {"bdo", Tag::bdo},
    {"blockquote", Tag::blockquote},
    {"body", Tag::body},
    {"br", Tag::br},
    {"button", Tag::button},
    {"canvas", Tag::canvas},
    {"caption", Tag::caption},
    {"center", Tag::center},
    {"cite", Tag::cite},
    {"code", Tag::code},
    {"col", Tag::col},
    {"colgroup", Tag::colgroup},
    {"data", Tag::data},
    {"datalist", Tag::datalist},
    {"dd", Tag::dd},
    {"del", Tag::del},
    {"details", Tag::details},
    {"dfn", Tag::dfn},
    {"dialog", Tag::dialog},
    {"div", Tag::div},
    {"dl", Tag::dl},
    {"dt", Tag::dt},
    {"em", Tag::em},
    {"embed", Tag::embed},
    {"fieldset", Tag::fieldset},
    {"figcaption", Tag::figcaption},
    {"figure", Tag::figure},
    {"font", Tag::span},
    {"footer", Tag::footer},
    {"form", Tag::form},
    {"h1", Tag::h1},
    {"h2", Tag::h2},
    {"h3", Tag::h3},
    {"h4", Tag::h4},
    {"h5", Tag::h5},
    {"h6", Tag::h6},
    {"head", Tag::head},
    {"header", Tag::header},
    {"hgroup", Tag::hgroup},
    {"hr", Tag::hr},
    {"html", Tag::html},
    {"i", Tag::i},
    {"iframe", Tag::iframe},
    {"image", Tag::img},
    {"img", Tag::img},
    {"input", Tag::input},
    {"ins", Tag::ins},
    {"kbd", Tag::kbd},
    {"label", Tag::label},
    {"li", Tag::li},
    {"link", Tag::link},
    {"main", Tag::main},
    {"map", Tag::map},
    {"mark", Tag::mark},
    {"math", Tag::math},
    {"menu", Tag::menu},
    {"meta", Tag::meta},
    {"meter", Tag::meter},
    {"nav", Tag::nav},
    {"noscript", Tag::noscript},
    {"object", Tag::object},
    {"ol", Tag::ol},
    {"option", Tag::option},
    {"output", Tag::output},
    {"p", Tag::p},
    {"picture", Tag::picture},
    {"pre", Tag::pre},
    {"progress", Tag::progress},
    {"q", Tag::q},
    {"ruby", Tag::ruby},
    {"s", Tag::s},
    {"samp", Tag::samp},
    {"script", Tag::script},
    {"search", Tag::search},
    {"section", Tag::section},
    {"select", Tag::select},
    {"small", Tag::small},
    {"source", Tag::source},
    {"span", Tag::span},
    {"strike", Tag::strike},
    {"strong", Tag::strong},
    {"style", Tag::style},
    {"sub", Tag::sub},
    {"summary", Tag::summary},
    {"sup", Tag::sup},
    {"svg", Tag::svg},
    {"table", Tag::table},
    {"tbody", Tag::tbody},
    {"td", Tag::td},
    {"template", Tag::template_},
    {"textarea", Tag::textarea},
    {"tfoot", Tag::tfoot},
    {"th", Tag::th},
    {"thead", Tag::thead},
    {"time", Tag::time},
    {"title", Tag::title},
    {"tr", Tag::tr},
    {"track", Tag::track},
    {"tt", Tag::tt},
    {"u", Tag::u},
    {"ul", Tag::ul},
    {"var", Tag::var},
    {"video", Tag::video},
    {"wbr", Tag::wbr},
};
static_assert(std::ranges::is_sorted(kNames, {}, &Name::name));

} // namespace

Tag tag_of(std::string_view lower_case_name) {
    const auto* found = std::ranges::lower_bound(kNames, lower_case_name, {}, &Name::name);
    return found != std::end(kNames) && found->name == lower_case_name ? found->tag : Tag::other;
}

bool is_phrasing(Tag tag) {
    switch (tag) {
    case Tag::text:
    case Tag::abbr:
    case Tag::audio:
    case Tag::b:
    case Tag::bdo:
    case Tag::br:
    case Tag::button:
    case Tag::cite:
    case Tag::code:
    case Tag::data:
    case Tag::datalist:
    case Tag::dfn:
    case Tag::em:
    case Tag::embed:
    case Tag::i:
    case Tag::img:
    case Tag::input:
    case Tag::kbd:
    case Tag::label:
    case Tag::mark:
    case Tag::math:
    case Tag::meter:
    case Tag::noscript:
    case Tag::object:
    case Tag::output:
    case Tag::progress:
    case Tag::q:
    case Tag::ruby:
    case Tag::s:
    case Tag::samp:
    case Tag::script:
    case Tag::select:
    case Tag::small:
    case Tag::span:
    case Tag::strong:
    case Tag::sub:
    case Tag::sup:
    case Tag::textarea:
    case Tag::time:
    case Tag::tt:
    case Tag::u:
    case Tag::var:
    case Tag::wbr: return true;
    default: return false;
    }
}

bool closes_paragraph(Tag tag) {
    switch (tag) {
    case Tag::address:
    case Tag::article:
    case Tag::aside:
    case Tag::blockquote:
    case Tag::center:
    case Tag::details:
    case Tag::dialog:
    case Tag::div:
    case Tag::dl:
    case Tag::fieldset:
    case Tag::figcaption:
    case Tag::figure:
    case Tag::footer:
    case Tag::form:
    case Tag::header:
    case Tag::hgroup:
    case Tag::hr:
    case Tag::main:
    case Tag::menu:
    case Tag::nav:
    case Tag::ol:
    case Tag::p:
    case Tag::pre:
    case Tag::search:
    case Tag::section:
    case Tag::summary:
    case Tag::table:
    case Tag::ul: return true;
    default: return is_heading(tag);
    }
}

bool is_block_in_div(Tag tag) {
    switch (tag) {
    case Tag::blockquote:
    case Tag::dl:
    case Tag::div:
    case Tag::img:
    case Tag::ol:
    case Tag::p:
    case Tag::pre:
    case Tag::table:
    case Tag::ul: return true;
    default: return false;
    }
}

bool is_without_text(Tag tag) {
    switch (tag) {
    case Tag::audio:
    case Tag::canvas:
    case Tag::head:
    case Tag::iframe:
    case Tag::input:
    case Tag::object:
    case Tag::script:
    case Tag::style:
    case Tag::svg:
    case Tag::template_:
    case Tag::video: return true;
    default: return false;
    }
}

bool is_emphasis(Tag tag) {
    return tag == Tag::em || tag == Tag::i || tag == Tag::cite || tag == Tag::dfn || tag == Tag::var;
}

bool is_code(Tag tag) { return tag == Tag::code || tag == Tag::kbd || tag == Tag::samp || tag == Tag::tt; }

} // namespace hypha::edge::articles
