// Instead of an empty app: the journal's file was damaged. Says what happened and that nothing was deleted, what could be read of
// it and what the last automatic copy holds, recommends one of them, and lets a person choose. The emergency card keeps its
// corner, and a mushroom can be identified before anything is chosen.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "ui/backup_card.hpp"
#include "ui/kit/kit.hpp"
#include "ui/restore_card.hpp"
#include "ui/rows_card.hpp"
#include "ui/screen_layout.hpp"
#include "ui/views.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;

struct Choice {
    std::string_view key;
    app::Recovery from;
    std::string title, line, more, action;
};

void choice_card(Frame& frame, Column& column, const Choice& choice, bool is_recommended) {
    const KeyScope scope(frame, choice.key);
    auto_card(frame, "card", column, 170, [&](Context& inner, Column& inside) {
        if (is_recommended) {
            tag(inner, inside.x, inside.y, inner.tr(Str::recovery_recommended), TagKind::ink);
            inside.gap(inner.grown(24, Type::micro) + 8);
        }
        TextOptions title;
        title.role = Role::heading;
        title.level = 2;
        text(inner, inside, choice.title, Type::heading, Color::text, title);
        text(inner, inside, choice.line, Type::body, Color::text);
        if (!choice.more.empty()) {
            text(inner, inside, choice.more, Type::caption, Color::text2);
        }
        inside.gap(12);
        ButtonOptions options;
        options.kind = is_recommended ? ButtonKind::filled : ButtonKind::tonal;
        if (button(inner, "choose", inside.take(button_height(inner)), choice.action, options)) {
            if (choice.from == app::Recovery::empty) {
                frame.ask(command::AskStartEmpty{});
            } else {
                frame.ask(command::Recover{choice.from});
            }
        }
    });
    column.gap(size::card_gap);
}

Choice readable_choice(const Frame& frame, const app::Damage& damage) {
    return {"readable",
            app::Recovery::readable,
            std::string(frame.tr(Str::recovery_readable)),
            facts_words(frame, *damage.readable),
            damage.unreadable_pages > 0 ? frame.tr_count(Plural::unreadable_pages, damage.unreadable_pages)
                                        : std::string(frame.tr(Str::recovery_readable_line)),
            std::string(frame.tr(Str::recovery_take_readable))};
}

Choice snapshot_choice(const Frame& frame, const app::Damage& damage) {
    const std::string date = format_date_time(frame.locale, damage.snapshot->made_ms, frame.zone_offset_min);
    return {"snapshot",
            app::Recovery::snapshot,
            std::string(frame.tr(Str::recovery_snapshot)),
            facts_words(frame, *damage.snapshot),
            frame.tr(Str::recovery_snapshot_line, {{"date", date}}),
            std::string(frame.tr(Str::recovery_take_snapshot))};
}

void choices(Frame& frame, Column& column, const app::Damage& damage) {
    const app::Recovery best = app::recommended(damage);
    std::vector<Choice> offered;
    if (damage.readable) {
        offered.push_back(readable_choice(frame, damage));
    }
    if (damage.snapshot) {
        offered.push_back(snapshot_choice(frame, damage));
    }
    if (offered.empty()) {
        offered.push_back({"empty", app::Recovery::empty, std::string(frame.tr(Str::recovery_nothing)),
                           std::string(frame.tr(Str::recovery_nothing_line)), "",
                           std::string(frame.tr(Str::recovery_empty))});
    }
    if (best == app::Recovery::snapshot) {
        std::ranges::reverse(offered); // the recommended one first
    }
    for (const Choice& choice : offered) {
        choice_card(frame, column, choice, choice.from == best);
    }
    if (!damage.readable && damage.snapshot) {
        text(frame, column, frame.tr(Str::recovery_unreadable), Type::caption, Color::text2);
        column.gap(size::card_gap);
    }
    if (damage.readable && !damage.snapshot) {
        text(frame, column, frame.tr(Str::recovery_no_snapshot), Type::caption, Color::text2);
        column.gap(size::card_gap);
    }
}

void other_ways(Frame& frame, Column& column, const app::Damage& damage) {
    std::vector<CardRow> rows{
        {"identify", std::string(frame.tr(Str::recovery_identify)), std::string(frame.tr(Str::recovery_identify_line)),
         Icon::mushroom, command::IdentifyMeanwhile{}, true},
        {"save", std::string(frame.tr(Str::recovery_save)), std::string(frame.tr(Str::recovery_save_line)),
         Icon::download_simple, command::SaveSetAside{damage.file}}};
    if (damage.readable || damage.snapshot) {
        rows.push_back({"empty", std::string(frame.tr(Str::recovery_empty)),
                        std::string(frame.tr(Str::recovery_empty_line)), Icon::x_circle, command::AskStartEmpty{}});
    }
    rows_card(frame, column, "other_ways", rows);
}

} // namespace

void view_recovery(Frame& frame, const app::State& state) {
    if (!state.damage) {
        return;
    }
    const app::Damage& damage = *state.damage;
    const Rect area{frame.area.x, frame.area.y + frame.safe.top, frame.area.w, frame.area.h - frame.safe.top};
    const float bar = frame.grown(size::app_bar, Type::label);
    const float below = frame.safe.bottom;
    if (emergency_pill(frame, {area.right() - size::gutter, area.y + bar / 2})) {
        frame.ask(command::OpenEmergency{});
    }
    ScrollRegion page(frame, "page", {area.x, area.y + bar, area.w, area.h - bar - below});
    Column column = page.column(centred_gutter(frame, area.w));
    TextOptions heading;
    heading.role = Role::heading;
    heading.level = 1;
    text(frame, column, frame.tr(Str::recovery_title), Type::headline, Color::text, heading);
    column.gap(8);
    text(frame, column,
         frame.tr(Str::recovery_line, {{"name", damage.file}, {"size", format_bytes(frame.locale, damage.size_bytes)}}),
         Type::body, Color::text2);
    column.gap(16);
    if (!damage.failure.empty()) {
        Notice notice;
        notice.title = frame.tr(Str::recovery_failed);
        notice.line =
            frame.tr(damage.failure == "storage_full" ? Str::recovery_failed_full : Str::recovery_failed_line);
        notice_card(frame, "recovery_failed", column, notice);
        column.gap(size::card_gap);
    }
    outgoing_card(frame, column, state);
    // Nothing that can be tapped stands here before all of it does: a card that comes late would push it under the finger.
    if (damage.looked) {
        choices(frame, column, damage);
        other_ways(frame, column, damage);
    } else {
        auto_card(frame, "looking", column, 60, [&](Context& inner, Column& inside) {
            TextOptions live;
            live.live = "polite";
            text(inner, inside, inner.tr(Str::recovery_looking), Type::body_strong, Color::text, live);
        });
        column.gap(size::card_gap);
    }
    page.end(column.y + 24);
}

} // namespace hypha::ui
