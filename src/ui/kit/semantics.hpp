// What the screen says, as data: one node per thing that can be read or used, in reading order, nested by parent.
// The window mirrors it as DOM (web/mirror.ts): screen readers, keyboards and the tests use only that.
// Ids are hashes of string keys, so the same control keeps its id, and its DOM node, from frame to frame.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/kit/geometry.hpp"

namespace hypha::ui {

using NodeId = std::uint32_t; // 0 = none

// FNV-1a over parent id and key; never 0.
NodeId node_id(NodeId scope, std::string_view key);

enum class Role : std::uint8_t {
    none,
    text,
    heading,
    button,
    link,
    image,
    note,
    region,
    list,
    list_item,
    group,
    main,
    navigation,
    banner,
    tab_list,
    tab,
    meter,
    progress,
    slider,
    status,
    alert,
    dialog,
    textbox,
    searchbox,
    toggle_switch,
    radio_group,
    radio,
    toolbar,
    table,
    row,
    column_header,
    cell
};
const char* role_name(Role role); // ARIA name; "text" for plain text
bool holds_others(Role role);     // is nothing that can be hit itself: only what lies in it

struct SemanticsNode {
    NodeId id = 0, parent = 0;
    NodeId region = 0; // scroll region it lies in; stays here
    Role role = Role::none;
    std::string name;
    Rect rect{};
    std::optional<Rect> view; // of the scroll region it lies in: nothing of it is seen or hit outside
    int level = 0;            // heading
    std::string value;        // text of a field
    std::string value_text;   // meter, progress: in words
    std::optional<float> now, min, max;
    std::optional<bool> checked, selected, pressed, expanded;
    bool disabled = false;
    bool busy = false;
    bool multiline = false;
    bool code = false;  // a field for SQL: no spelling, no capitals
    bool modal = false; // dialog: focus is trapped and returned
    std::string live;   // "polite" or "assertive"
    std::string placeholder, described_by_text, href, language;
    // Of a table: all its rows, the line of heads included, and columns; of a row: its number. 1-based.
    int rows = 0, columns = 0, row_number = 0;
    int position = 0, set_size = 0;   // 1-based within a list that is only partly drawn
    NodeId controls = 0;              // the field whose selected text a press changes: `marks` says how
    std::string marks;                // "bold", "italic" or "list"
    std::vector<std::string> actions; // named further actions ("delete"), sent back with NodeActivated.action
    float font_px = 0;                // fields: size and colours of the DOM text that stands in while editing
    bool operator==(const SemanticsNode&) const = default;
};

class Semantics {
public:
    void clear();
    // Adds a node under the innermost open scope and returns it for further filling; valid until the next add.
    SemanticsNode& add(NodeId id, Role role, std::string_view name, const Rect& rect);
    void open(NodeId id) { scopes_.push_back(id); }
    void close() { scopes_.pop_back(); }
    // Drops everything below an open modal: nodes added before `mark`.
    [[nodiscard]] std::size_t mark() const { return nodes_.size(); }
    void drop_before(std::size_t mark);
    [[nodiscard]] const std::vector<SemanticsNode>& nodes() const { return nodes_; }
    [[nodiscard]] std::string to_json() const;

    NodeId region = 0;        // of the nodes being added
    std::optional<Rect> view; // likewise
    bool muted = false;       // while true, add() keeps nothing (decoration, a page that is sliding away)

private:
    std::vector<SemanticsNode> nodes_;
    std::vector<NodeId> scopes_;
    SemanticsNode unused_;
};

} // namespace hypha::ui
