// See people.hpp.
#include "edge/feeds/people.hpp"

#include "edge/feeds/ascii.hpp"
#include "edge/feeds/text_construct.hpp"
#include "edge/feeds/url.hpp"

namespace hypha::edge::feeds {
namespace {

bool is_local(char c) { return is_word(c) || c == '-' || c == '.' || c == '+'; }
bool is_host(char c) { return is_digit(c) || is_letter(c) || c == '-' || c == '.'; }

} // namespace

Person parse_person(std::string_view text) {
    Person person;
    person.text = trim(text);
    const std::string_view whole = person.text;
    for (std::size_t at = whole.find('@'); at != std::string_view::npos; at = whole.find('@', at + 1)) {
        std::size_t begin = at;
        while (begin > 0 && is_local(whole[begin - 1])) --begin;
        std::size_t end = at + 1;
        while (end < whole.size() && is_host(whole[end])) ++end;
        while (end > at + 1 && whole[end - 1] == '.') --end;
        if (begin == at || !whole.substr(at, end - at).contains('.')) continue;
        if (whole.substr(end).starts_with("?subject=")) {
            while (end < whole.size() && !is_blank(whole[end])) ++end;
        }
        person.email = whole.substr(begin, end - begin);
        std::string name = std::string(whole.substr(0, begin)) + std::string(whole.substr(end));
        for (const std::string_view empty : {"mailto:", "()", "<>", "&lt;&gt;"}) name = replace_all(name, empty, "");
        std::string_view plain = trim(name);
        if (plain.starts_with('(')) plain.remove_prefix(1);
        if (plain.ends_with(')')) plain.remove_suffix(1);
        person.name = trim(plain);
        return person;
    }
    person.name = person.text;
    return person;
}

Person read_person(const XmlNode& node) {
    Person person;
    bool structured = false;
    for (const XmlNode& child : node.children) {
        const std::string_view key = child.key;
        const std::string_view name = key.substr(key.find(':') + 1);
        std::string* field = name == "name"                                         ? &person.name
                             : name == "email"                                      ? &person.email
                             : name == "uri" || name == "url" || name == "homepage" ? &person.url
                                                                                    : nullptr;
        if (child.is_text() || field == nullptr) continue;
        structured = true;
        *field = field == &person.url ? resolve_url(child.base, read_plain(child)) : read_plain(child);
    }
    if (structured) return person;
    return parse_person(read_plain(node));
}

} // namespace hypha::edge::feeds
