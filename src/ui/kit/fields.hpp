// Text fields, segmented choices, switches. A text field's text is drawn by the DOM while it is being edited (IME, paste,
// spell check), by the kit otherwise; edits come back as TextEdit of the node.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "ui/kit/press.hpp"

namespace hypha::ui {

struct TextFieldOptions {
    std::string_view label = {}; // accessible name; drawn above when `show_label`
    bool show_label = false;
    std::string_view placeholder = {};
    bool search = false; // full rounding, magnifier, role searchbox
    bool multiline = false;
    bool code = false;           // SQL: neither spelling nor capitals
    std::string_view error = {}; // line below, ring deadly text
    // How a value looks while nobody edits it; else as it was typed.
    void (*draw)(Context& context, const Rect& box, std::string_view value) = nullptr;
};
struct FieldEdit {
    std::string value;
    bool done;
};
// Answers the new value when it was edited this frame (the last of several).
std::optional<FieldEdit> text_field(Context& context, std::string_view key, const Rect& rect, std::string_view value,
                                    const TextFieldOptions& options);
float text_field_height(Context& context, bool multiline = false); // 52; 104 multiline

// radiogroup of equal parts, h 48; answers the tapped index or -1.
int segmented(Context& context, std::string_view key, const Rect& rect, std::string_view name,
              std::span<const std::string_view> labels, int selected);

// Row of 56 with the label left and the switch right; the whole row is the target. True when it was toggled.
bool switch_row(Context& context, std::string_view key, const Rect& rect, std::string_view label, bool on,
                std::string_view caption = {}, bool disabled = false);

// One of several choices as rows with a ring (radio); answers the tapped index or -1. Moves the column on.
int radio_rows(Context& context, std::string_view key, Column& column, std::string_view name,
               std::span<const std::string_view> labels, int selected);

} // namespace hypha::ui
