#include "ui/shell.hpp"

#include <algorithm>
#include <array>

#include "ui/kit/kit.hpp"
#include "ui/views.hpp"

namespace hypha::ui {

namespace {

constexpr float kPushFrom = 56, kPopFrom = -20;
constexpr float kSwipeCommit = 0.35F, kSwipeSpeed = 400;

struct Tab {
    app::Screen screen;
    std::string_view key;
    Str label;
    Icon icon, selected;
};
constexpr std::array<Tab, 5> kTabs{{
    {app::Screen::identify, "tab.identify", Str::nav_identify, Icon::mushroom, Icon::mushroom_fill},
    {app::Screen::read, "tab.read", Str::nav_read, Icon::newspaper, Icon::newspaper_fill},
    {app::Screen::papers, "tab.papers", Str::nav_papers, Icon::file_text, Icon::file_text_fill},
    {app::Screen::lab, "tab.lab", Str::nav_lab, Icon::flask, Icon::flask_fill},
    {app::Screen::me, "tab.me", Str::nav_me, Icon::user_circle, Icon::user_circle_fill},
}};

View view_of(app::Screen screen) {
    switch (screen) {
    case app::Screen::identify: return view_identify;
    case app::Screen::camera: return view_camera;
    case app::Screen::result: return view_result;
    case app::Screen::journal: return view_journal;
    case app::Screen::changes: return view_changes;
    case app::Screen::observation: return view_observation;
    case app::Screen::crop: return view_crop;
    case app::Screen::name: return view_name;
    case app::Screen::ask: return view_ask;
    case app::Screen::read: return view_read;
    case app::Screen::story: return view_story;
    case app::Screen::news_settings: return view_news_settings;
    case app::Screen::taste: return view_taste;
    case app::Screen::own_stories: return view_own_stories;
    case app::Screen::write_story: return view_write_story;
    case app::Screen::papers: return view_papers;
    case app::Screen::lab: return view_lab;
    case app::Screen::models: return view_models;
    case app::Screen::sql:
    case app::Screen::sql_copy: return view_sql;
    case app::Screen::me: return view_me;
    }
    return view_identify;
}

bool is_of_find(app::Screen screen) {
    return screen == app::Screen::changes || screen == app::Screen::observation || screen == app::Screen::crop ||
           screen == app::Screen::name || screen == app::Screen::ask;
}

// Before a damaged journal was decided on, only what needs no journal is there, and that when it was asked for.
bool is_shown(const app::State& state) {
    const app::Screen screen = state.route.screen;
    return state.phase == app::Phase::ready ||
           (state.phase == app::Phase::damaged && state.damage && state.damage->meanwhile &&
            screen != app::Screen::journal && !is_of_find(screen) && screen != app::Screen::me);
}

int tab_of(app::Screen screen) {
    switch (screen) {
    case app::Screen::identify:
    case app::Screen::camera:
    case app::Screen::result:
    case app::Screen::journal:
    case app::Screen::changes:
    case app::Screen::observation:
    case app::Screen::crop:
    case app::Screen::name:
    case app::Screen::ask: return 0;
    case app::Screen::read:
    case app::Screen::story:
    case app::Screen::taste:
    case app::Screen::own_stories:
    case app::Screen::write_story:
    case app::Screen::news_settings: return 1;
    case app::Screen::papers: return 2;
    case app::Screen::lab:
    case app::Screen::models:
    case app::Screen::sql: return 3;
    case app::Screen::sql_copy:
    case app::Screen::me: return 4;
    }
    return 0;
}

int depth_of(const app::Route& route) {
    int depth = 0;
    for (app::Route at = route; !(app::parent_of(at) == at) && depth < 6; at = app::parent_of(at)) {
        ++depth;
    }
    return depth;
}

bool is_root(const app::Route& route) {
    return route.screen == kTabs[static_cast<std::size_t>(tab_of(route.screen))].screen &&
           route.section == app::MeSection::overview;
}

// A result and an observation end in a dock of their own, the camera in its shutter; a story has the whole height.
bool has_dock(app::Screen screen) {
    return screen == app::Screen::story || screen == app::Screen::result || screen == app::Screen::observation ||
           screen == app::Screen::camera || screen == app::Screen::crop;
}

Locale locale_of(app::Language language) { return language == app::Language::spanish ? Locale::es : Locale::en; }

} // namespace

void Shell::start_transition(const Frame& frame, const app::Route& to) {
    const bool same_tab = tab_of(to.screen) == tab_of(route_.screen);
    const int before = depth_of(route_), after = depth_of(to);
    transition_ = !same_tab || before == after ? Transition::fade : after > before ? Transition::push : Transition::pop;
    transition_start_ms_ = frame.now_ms;
}

// The view is laid out where it is going to rest; only its area is moved and its vertices fade, so nothing wraps anew.
void Shell::draw_page(Frame& frame, const app::State& state) {
    const Rect area = frame.area;
    const float duration = transition_ == Transition::fade || frame.reduced_motion
                               ? (frame.reduced_motion ? motion_ms::reduced : motion_ms::fade)
                               : motion_ms::page;
    float shift = 0, shown = 1;
    if (transition_ != Transition::none) {
        const auto age = static_cast<float>(frame.now_ms - transition_start_ms_);
        const float t = ease_out(std::clamp(age / duration, 0.F, 1.F));
        if (age >= duration) {
            transition_ = Transition::none;
        } else {
            frame.request_frame();
            shown = t;
            if (!frame.reduced_motion) {
                shift = transition_ == Transition::push  ? kPushFrom * (1 - t)
                        : transition_ == Transition::pop ? kPopFrom * (1 - t)
                                                         : 0;
            }
        }
    }
    const Drag& swipe = frame.gestures.swipe_back();
    if (swipe.active) {
        shift = swipe.dx;
        shown = 1 - 0.4F * std::min(1.F, swipe.dx / area.w);
        frame.request_frame();
    } else if (swipe.ended) {
        if (swipe.dx > area.w * kSwipeCommit || swipe.vx > kSwipeSpeed) {
            frame.ask(app::command::GoBack{});
        } else {
            swipe_from_ = swipe.dx;
        }
    }
    if (!swipe.active && swipe_from_ > 0) { // let go too early: slides back
        Remembered& back = frame.memory.at(frame.id("swipe"), Slot::value);
        if (back.started_ms == 0) {
            back.started_ms = 1;
            back.value = swipe_from_;
        }
        shift = sprung(frame, frame.id("swipe"), 0);
        if (shift <= 0.5F) {
            frame.memory.forget(frame.id("swipe"), Slot::value);
            swipe_from_ = 0;
            shift = 0;
        }
    }
    frame.area = area.moved(shift, 0);
    frame.alpha = shown;
    {
        const Group main(frame, "main", Role::main, "", area);
        const KeyScope scope(frame, app::path_of(state.route));
        frame.draw->PushClipRect(area.min(), area.max());
        const View instead = state.phase == app::Phase::damaged ? view_recovery : view_other_tab;
        (is_shown(state) ? view_of(state.route.screen) : instead)(frame, state);
        frame.draw->PopClipRect();
    }
    frame.alpha = 1;
    frame.area = area;
}

void Shell::draw(Frame& frame, const app::State& state) {
    frame.theme = state.look.dark ? &dark_theme() : &light_theme();
    frame.locale = locale_of(state.look.language);
    frame.text_scale = state.look.text_scale;
    frame.reduced_motion = state.look.reduced_motion;
    frame.zone_offset_min = state.look.zone_offset_min;
    frame.online = state.online;
    frame.layout = layout_class(frame.screen.w);
    frame.paragraphs = &paragraphs_;
    frame.overlays = &overlays_;
    paragraphs_.begin_frame();
    frame.viewfinder = {};
    if (!drawn_) {
        route_ = state.route;
        drawn_ = true;
    } else if (!(route_ == state.route)) {
        start_transition(frame, state.route);
        route_ = state.route;
    }
    const bool root = is_root(state.route);
    frame.gestures.swipe_back_allowed = !root && !overlays_.blocking() && frame.layout != LayoutClass::wide;
    frame.begin_frame();
    frame.blocked = overlays_.blocking();
    if (!frame.blocked && !root && frame.input.take_key("Escape")) {
        frame.ask(app::command::GoBack{});
    }

    frame.draw->AddRectFilled(frame.screen.min(), frame.screen.max(), frame.color(Color::bg));
    std::array<NavItem, kTabs.size()> items{};
    std::array<std::string_view, kTabs.size()> labels{};
    for (std::size_t i = 0; i < kTabs.size(); ++i) {
        labels[i] = frame.tr(kTabs[i].label);
        items[i] = {kTabs[i].key, labels[i], kTabs[i].icon, kTabs[i].selected};
    }
    const int selected = tab_of(state.route.screen);
    int tapped = -1;
    Rect body = frame.screen;
    Rect bar{};
    if (frame.layout == LayoutClass::phone) {
        if (!(has_dock(state.route.screen) && is_shown(state)) &&
            (is_shown(state) || (state.damage && state.damage->meanwhile))) {
            const float height = frame.grown(size::bottom_nav, Type::micro) + frame.safe.bottom;
            bar = body.bottom_part(height);
            body.h -= height;
        }
        body = {body.x + frame.safe.left, body.y, body.w - frame.safe.left - frame.safe.right, body.h};
        frame.area = body;
        draw_page(frame, state);
        if (!bar.empty()) {
            tapped = bottom_nav(frame, bar, items, selected);
        }
    } else {
        const float width = size::nav_rail + frame.safe.left;
        bar = body.left_part(width);
        body = {body.x + width, body.y, body.w - width - frame.safe.right, body.h};
        tapped = nav_rail(frame, bar, items, selected, !state.online);
        frame.area = body;
        draw_page(frame, state);
    }
    if (tapped >= 0) {
        app::Route to;
        to.screen = kTabs[static_cast<std::size_t>(tapped)].screen;
        if (state.damage && !state.damage->meanwhile) {
            if (to.screen == app::Screen::identify) {
                frame.ask(app::command::IdentifyMeanwhile{});
            }
        } else if (to == state.route) {
            scroll_to_top(frame, node_id(node_id(node_id(0, app::path_of(state.route)), "0"), "page"));
        } else {
            frame.ask(app::command::GoTo{to});
        }
    }
    view_overlays(frame, state);
    overlays_.draw(frame);
    frame.end_frame();
}

} // namespace hypha::ui
