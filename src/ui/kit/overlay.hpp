// Dialog, bottom sheet, toast: drawn above everything by the shell after the view, in that order of calls.
// Call dialog()/sheet() each frame while it is open; the answer is for the last frame. While one is open, what lies below neither
// answers nor is in the semantics. Escape and a tap on the scrim are `dismissed`.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>

#include "ui/kit/buttons.hpp"

namespace hypha::ui {

enum class DialogAnswer : std::int8_t { none = -2, dismissed = -1, first = 0, second = 1 };

struct DialogSpec {
    std::optional<Icon> icon;
    bool destructive = false; // icon and first button in oxblood
    std::string title, body;
    std::string first, second; // buttons, stacked; second may be ""
};
DialogAnswer dialog(Context& context, std::string_view key, DialogSpec spec);

// Bottom sheet (a centred card of at most 480 on wide layouts) with a grabber and a title; drag down or Escape closes it.
// `content` draws into the column it is given and leaves it at its end. Captures must outlive the frame. True when it was dismissed.
bool sheet(Context& context, std::string_view key, std::string_view title,
           std::function<void(Context&, Column&)> content);

struct ToastSpec {
    std::string key; // of this very message: a new key starts a new 4 s
    std::string words;
    std::string action; // "" none
};
enum class ToastAnswer : std::uint8_t { none, action, expired };
// Call while it shows; 12 above `bottom` (top of dock or nav). Stays while it has keyboard focus.
ToastAnswer toast(Context& context, float bottom, const ToastSpec& spec);

// For the shell: owns what is open and draws it.
class OverlayStack;

} // namespace hypha::ui
