#include "ui/kit/semantics.hpp"

#include <cstdio>

namespace hypha::ui {

NodeId node_id(NodeId scope, std::string_view key) {
    std::uint32_t hash = 2166136261U ^ scope;
    hash *= 16777619U;
    for (const char c : key) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    }
    return hash == 0 ? 1 : hash;
}

const char* role_name(Role role) {
    switch (role) {
    case Role::none: return "none";
    case Role::text: return "text";
    case Role::heading: return "heading";
    case Role::button: return "button";
    case Role::link: return "link";
    case Role::image: return "img";
    case Role::note: return "note";
    case Role::region: return "region";
    case Role::list: return "list";
    case Role::list_item: return "listitem";
    case Role::group: return "group";
    case Role::main: return "main";
    case Role::navigation: return "navigation";
    case Role::banner: return "banner";
    case Role::tab_list: return "tablist";
    case Role::tab: return "tab";
    case Role::meter: return "meter";
    case Role::progress: return "progressbar";
    case Role::slider: return "slider";
    case Role::status: return "status";
    case Role::alert: return "alert";
    case Role::dialog: return "dialog";
    case Role::textbox: return "textbox";
    case Role::searchbox: return "searchbox";
    case Role::toggle_switch: return "switch";
    case Role::radio_group: return "radiogroup";
    case Role::radio: return "radio";
    case Role::toolbar: return "toolbar";
    case Role::table: return "table";
    case Role::row: return "row";
    case Role::column_header: return "columnheader";
    case Role::cell: return "cell";
    }
    return "none";
}

bool holds_others(Role role) {
    switch (role) {
    case Role::region:
    case Role::list:
    case Role::group:
    case Role::main:
    case Role::navigation:
    case Role::banner:
    case Role::tab_list:
    case Role::dialog:
    case Role::radio_group:
    case Role::toolbar:
    case Role::table:
    case Role::row: return true;
    default: return false;
    }
}

void Semantics::clear() {
    nodes_.clear();
    scopes_.clear();
    muted = false;
    region = 0;
    view.reset();
}

SemanticsNode& Semantics::add(NodeId id, Role role, std::string_view name, const Rect& rect) {
    SemanticsNode node;
    node.id = id;
    node.region = region;
    node.view = view;
    node.parent = scopes_.empty() ? 0 : scopes_.back();
    node.role = role;
    node.name = name;
    node.rect = rect;
    if (muted) {
        unused_ = std::move(node);
        return unused_;
    }
    return nodes_.emplace_back(std::move(node));
}

void Semantics::drop_before(std::size_t mark) {
    nodes_.erase(nodes_.begin(), nodes_.begin() + static_cast<std::ptrdiff_t>(mark));
}

namespace {

void put_text(std::string& out, std::string_view key, std::string_view value) {
    out += ",\"";
    out += key;
    out += "\":\"";
    for (const char c : value) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            char escaped[8];
            std::snprintf(escaped, sizeof escaped, "\\u%04x", static_cast<unsigned>(c));
            out += escaped;
        } else {
            out += c;
        }
    }
    out += '"';
}

void put_number(std::string& out, std::string_view key, float value) {
    char digits[32];
    std::snprintf(digits, sizeof digits, "%.2f", static_cast<double>(value));
    out += ",\"";
    out += key;
    out += "\":";
    out += digits;
}

void put_whole(std::string& out, std::string_view key, std::int64_t value) {
    out += ",\"";
    out += key;
    out += "\":";
    out += std::to_string(value);
}

void put_flag(std::string& out, std::string_view key, const std::optional<bool>& value) {
    if (value) {
        out += ",\"";
        out += key;
        out += *value ? "\":true" : "\":false";
    }
}

// What is seen of a node that its scroll region cuts, as a rectangle; a side that is not above 0: nothing is.
void put_seen(std::string& out, const SemanticsNode& node) {
    if (!node.view || holds_others(node.role)) {
        return;
    }
    const Rect seen = node.rect.clipped(*node.view);
    if (seen != node.rect) {
        char text[96];
        std::snprintf(text, sizeof text, ",\"seen\":[%.2f,%.2f,%.2f,%.2f]", static_cast<double>(seen.x),
                      static_cast<double>(seen.y), static_cast<double>(seen.w), static_cast<double>(seen.h));
        out += text;
    }
}

void put_some(std::string& out, std::string_view key, std::string_view value) {
    if (!value.empty()) {
        put_text(out, key, value);
    }
}

} // namespace

std::string Semantics::to_json() const {
    std::string out = "[";
    out.reserve(nodes_.size() * 160);
    for (const SemanticsNode& node : nodes_) {
        out += out.size() > 1 ? ",{\"id\":" : "{\"id\":";
        out += std::to_string(node.id);
        put_whole(out, "parent", node.parent);
        put_text(out, "role", role_name(node.role));
        put_text(out, "name", node.name);
        put_number(out, "x", node.rect.x);
        put_number(out, "y", node.rect.y);
        put_number(out, "w", node.rect.w);
        put_number(out, "h", node.rect.h);
        put_seen(out, node);
        if (node.level > 0) {
            put_whole(out, "level", node.level);
        }
        if (node.role == Role::textbox || node.role == Role::searchbox) {
            put_text(out, "value", node.value);
        }
        put_some(out, "valueText", node.value_text);
        if (node.now) {
            put_number(out, "now", *node.now);
        }
        if (node.min) {
            put_number(out, "min", *node.min);
        }
        if (node.max) {
            put_number(out, "max", *node.max);
        }
        put_flag(out, "checked", node.checked);
        put_flag(out, "selected", node.selected);
        put_flag(out, "pressed", node.pressed);
        put_flag(out, "expanded", node.expanded);
        put_flag(out, "disabled", node.disabled ? std::optional(true) : std::nullopt);
        put_flag(out, "busy", node.busy ? std::optional(true) : std::nullopt);
        put_flag(out, "multiline", node.multiline ? std::optional(true) : std::nullopt);
        put_flag(out, "code", node.code ? std::optional(true) : std::nullopt);
        put_flag(out, "modal", node.modal ? std::optional(true) : std::nullopt);
        put_some(out, "live", node.live);
        put_some(out, "placeholder", node.placeholder);
        put_some(out, "describedByText", node.described_by_text);
        put_some(out, "marks", node.marks);
        if (node.controls != 0) {
            put_whole(out, "controls", static_cast<std::int64_t>(node.controls));
        }
        put_some(out, "href", node.href);
        put_some(out, "lang", node.language);
        if (node.rows > 0) {
            put_whole(out, "rows", node.rows);
            put_whole(out, "columns", node.columns);
        }
        if (node.row_number > 0) {
            put_whole(out, "rowNumber", node.row_number);
        }
        if (node.set_size > 0) {
            put_whole(out, "posInSet", node.position);
            put_whole(out, "setSize", node.set_size);
        }
        if (node.font_px > 0) {
            put_number(out, "fontPx", node.font_px);
        }
        if (!node.actions.empty()) {
            out += ",\"actions\":[";
            for (std::size_t i = 0; i < node.actions.size(); ++i) {
                std::string action;
                put_text(action, "", node.actions[i]);
                out += i > 0 ? "," : "";
                out += std::string_view(action).substr(4);
            }
            out += ']';
        }
        out += '}';
    }
    out += ']';
    return out;
}

} // namespace hypha::ui
