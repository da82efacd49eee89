// Buttons, icon buttons, the action dock, text links.
#pragma once

#include <optional>
#include <span>

#include "ui/kit/press.hpp"

namespace hypha::ui {

enum class ButtonKind : std::uint8_t {
    filled,      // primary: one a screen
    outline,     // second
    tonal,       // surface2
    capture,     // accent: taking photos only
    destructive, // outline in deadly text
    destructive_filled,
};

struct ButtonOptions {
    ButtonKind kind = ButtonKind::filled;
    std::optional<Icon> icon;          // left
    std::optional<Icon> trailing_icon; // right
    bool disabled = false;
    bool busy = false;          // ring left; pass the verb as label
    std::string_view name = {}; // accessible name when it differs from the label
};

// h 52 in a 52 high rectangle (taller when text is larger: height via button_height).
Press button(Context& context, std::string_view key, const Rect& rect, std::string_view label,
             const ButtonOptions& options = {});
float button_height(const Context& context);
// Width that holds the label on one line.
float button_width(Context& context, std::string_view label, bool with_icon);

struct ButtonSpec {
    std::string_view key;
    std::string_view label;
    ButtonOptions options{};
};
// Two buttons in a row with gap 8 (the second is on the right and usually filled); stacked, second first, when text is large
// or a label does not fit even without its glyph. Moves the column on. Answers 0, 1 or -1.
int button_pair(Context& context, Column& column, const ButtonSpec& left, const ButtonSpec& right);
float button_pair_height(Context& context, float width, const ButtonSpec& left, const ButtonSpec& right);

// 48 x 48 around `center`.
Press icon_button(Context& context, std::string_view key, ImVec2 center, Icon glyph, std::string_view name,
                  Color color = Color::text, float glyph_size = size::icon);
// Dark translucent disc of 44 with a white glyph, for use on photos.
Press photo_button(Context& context, std::string_view key, ImVec2 center, Icon glyph, std::string_view name);

// Docked at the bottom of `area`: surface, hairline, pad 12/20/28 (safe area instead of 28 when larger), one or two buttons.
// Draw it after the scroll region; reserve its height with action_dock_height. Answers the index of the button or -1.
float action_dock_height(Context& context, const Rect& area, std::span<const ButtonSpec> buttons);
int action_dock(Context& context, const Rect& area, std::span<const ButtonSpec> buttons);

// "Journal >" and the like: `label` in text2 with a chevron; right-aligned when `align_right`. Target 48.
Press text_link(Context& context, std::string_view key, const Rect& rect, std::string_view label,
                Role role = Role::button, bool align_right = true, std::optional<Icon> leading = {},
                bool chevron = true);

} // namespace hypha::ui
