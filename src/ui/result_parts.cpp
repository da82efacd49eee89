// Over 300 lines: the parts of a result are one vocabulary, and each is a few lines of layout over the kit.
#include "ui/result_parts.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/fungi/genus_table.hpp"
#include "core/fungi/model_manifest.hpp"
#include "ui/kit/kit.hpp"
#include "ui/notices.hpp"
#include "ui/screen_layout.hpp"
#include "ui/words.hpp"

namespace hypha::ui {
namespace {

using app::Outcome;
namespace command = app::command;

std::string percent_of(const Frame& frame, float probability) {
    return format_percent(frame.locale, static_cast<double>(probability));
}

std::string kinds_of(const Frame& frame, const app::State& state) {
    return format_number(frame.locale, static_cast<std::int64_t>(state.model.genera.size()));
}

void answer_header(Frame& frame, Column& column, const fungi::Verdict& verdict, int level) {
    const std::string percent = percent_of(frame, verdict.probability);
    const std::string_view word = confidence_words(frame, verdict.confidence), rank = rank_words(frame, verdict.rank);
    const std::string accessible =
        frame.tr(Str::result_name, {{"name", verdict.name}, {"rank", rank}, {"word", word}, {"percent", percent}});
    ResultHeader header;
    header.rank_tag = rank;
    header.risk = verdict.risk;
    header.name = verdict.name;
    header.common_name = common_name(frame, verdict.name);
    header.words = word;
    header.percent = percent;
    header.accessible = accessible;
    header.level = level;
    result_header(frame, column, header);
}

void plain_header(Frame& frame, Column& column, Str name, std::optional<fungi::Risk> risk, int level) {
    ResultHeader header;
    header.risk = risk;
    header.name = frame.tr(name);
    header.italic = false;
    header.level = level;
    result_header(frame, column, header);
}

void answer_evidence(Frame& frame, Column& column, const fungi::Verdict& verdict) {
    const std::string words = frame.tr(Str::word_percent, {{"word", confidence_words(frame, verdict.confidence)},
                                                           {"percent", percent_of(frame, verdict.probability)}});
    confidence_meter(frame, "meter", column, verdict.probability, words);
    column.gap(20);
    struct Words {
        std::string rank, taxon, percent, accessible;
    };
    std::vector<Words> words_of(verdict.ladder.size());
    std::vector<LadderColumn> columns;
    for (std::size_t i = 0; i < verdict.ladder.size(); ++i) {
        const fungi::LadderStep& step = verdict.ladder[i];
        Words& own = words_of[i];
        const std::string_view rank = rank_words(frame, step.rank);
        const std::string percent = percent_of(frame, step.probability);
        own.rank = step.is_answer ? frame.tr(Str::rank_is_answer, {{"rank", rank}}) : std::string(rank);
        // An answer never stands on a species that training knew by a few photos, however probable it is.
        const bool few = !step.reached && step.probability >= fungi::shipped_manifest().thresholds.possible;
        own.percent = step.reached
                          ? percent
                          : frame.tr(few ? Str::percent_few_photos : Str::percent_too_low, {{"percent", percent}});
        const Str accessible = step.is_answer ? Str::ladder_answer_name
                               : step.reached ? Str::ladder_reached_name
                               : few          ? Str::ladder_few_photos_name
                                              : Str::ladder_low_name;
        own.accessible = frame.tr(accessible, {{"rank", rank}, {"name", step.name}, {"percent", percent}});
        // A third of a phone's width holds "A. augustus", not both words.
        const std::size_t space = step.name.find(' ');
        own.taxon = step.rank == fungi::Rank::species && space != std::string::npos
                        ? step.name.substr(0, 1) + "." + step.name.substr(space)
                        : step.name;
        columns.push_back({own.rank, own.taxon, step.rank != fungi::Rank::family, own.percent, step.reached,
                           step.is_answer, own.accessible});
    }
    rank_ladder(frame, "ladder", column, columns);
}

void unknown_evidence(Frame& frame, Column& column, const app::State& state, const fungi::Verdict& verdict) {
    text(frame, column, frame.tr(Str::unknown_reason, {{"kinds", kinds_of(frame, state)}}), Type::body, Color::text2);
    if (verdict.spread.empty()) {
        return;
    }
    column.gap(16);
    std::vector<float> bars;
    bars.reserve(verdict.spread.size());
    for (const fungi::Candidate& guess : verdict.spread) {
        bars.push_back(guess.probability);
    }
    const fungi::Candidate& best = verdict.spread.front();
    const std::string best_percent = percent_of(frame, best.probability),
                      limit = percent_of(frame, state.model.thresholds.possible);
    const auto low = std::ranges::count_if(
        verdict.spread, [&](const fungi::Candidate& guess) { return guess.probability < best.probability; });
    const std::string left = frame.tr(Str::guess_first, {{"name", best.name}, {"percent", best_percent}});
    const std::string right = frame.tr_count(Plural::others_below, low, {{"percent", best_percent}});
    const std::string starts = frame.tr(Str::answer_starts_at, {{"percent", limit}});
    const std::string accessible =
        frame.tr(Str::guesses_name, {{"name", best.name}, {"percent", best_percent}, {"limit", limit}});
    guess_bars(frame, "guesses", column, bars, state.model.thresholds.possible, frame.tr(Str::guesses_thin), starts,
               left, right, accessible);
}

// What would help: the most useful view, and one mushroom alone.
void what_would_help(Frame& frame, Column& column, const app::Observation& find) {
    TextOptions heading;
    heading.role = Role::heading;
    heading.level = 2;
    text(frame, column, frame.tr(Str::what_would_help), Type::heading, Color::text, heading);
    column.gap(8);
    const auto row = [&](std::string_view key, Icon glyph, std::string_view title, std::string_view line,
                         app::Slot slot) {
        const float width = column.w - 56 - 40;
        const float words =
            measure_text(frame, width, title, Type::body_strong) + measure_text(frame, width, line, Type::caption);
        const Rect rect = column.take(std::max(56.F, words + 12));
        const auto [pressed, node] =
            pressable(frame, key, Role::button, std::string(title) + ". " + std::string(line), rect);
        if (pressed) {
            frame.ask(command::AskForPhoto{find.id, slot, app::PhotoSource::camera});
        }
        frame.draw->AddCircleFilled({rect.x + 20, rect.center_y()}, 20, frame.color(Color::surface2));
        icon(frame, {rect.x + 20, rect.center_y()}, glyph, 26, Color::text2);
        TextOptions silent;
        silent.role = Role::none;
        const float y = rect.center_y() - words / 2;
        const float used = text(frame, rect.x + 56, y, width, title, Type::body_strong, Color::text, silent);
        text(frame, rect.x + 56, y + used, width, line, Type::caption, Color::text2, silent);
        icon(frame, {rect.right() - 12, rect.center_y()}, Icon::camera_plus, 22, Color::text2);
    };
    const auto next = app::most_useful_missing(find);
    if (next) {
        const SlotWords& words = slot_words(*next);
        row("help_view", words.drawing, frame.tr(words.name), frame.tr(words.how), *next);
    }
    row("help_alone", Icon::arrows_in, frame.tr(Str::help_one_alone), frame.tr(Str::help_one_alone_line),
        app::Slot::profile);
}

void working_evidence(Frame& frame, Column& column, const app::State& state, const app::Observation& find) {
    const bool stored = std::ranges::any_of(find.photos, [](const app::SlotPhoto& photo) {
        return photo.ticket != 0 && photo.phase == app::PhotoPhase::stored;
    });
    const bool loading = state.load && state.load->done_bytes < state.load->total_bytes;
    const Str what = loading ? Str::working_load : stored ? Str::working_read : Str::working_store;
    TextOptions live;
    live.live = "polite";
    live.key = "what";
    text(frame, column, frame.tr(what), Type::body, Color::text2, live);
    column.gap(12);
    std::string words;
    float fraction = -1;
    if (loading) {
        words = frame.tr(Str::bytes_of, {{"done", format_bytes(frame.locale, state.load->done_bytes)},
                                         {"total", format_bytes(frame.locale, state.load->total_bytes)}});
        fraction = static_cast<float>(static_cast<double>(state.load->done_bytes) /
                                      static_cast<double>(state.load->total_bytes));
    }
    progress_bar(frame, "progress", column, fraction, words, frame.tr(what));
    column.gap(20);
    const Rect name = column.take(40);
    skeleton(frame, "name", {name.x, name.y, name.w * 0.6F, 32});
    const Rect line = column.take(24);
    skeleton(frame, "line", {line.x, line.y, line.w * 0.8F, 16});
    const Rect block = column.take(120);
    skeleton(frame, "block", {block.x, block.y + 8, block.w, 104}, radius::lg);
}

} // namespace

void outcome_header(Frame& frame, Column& column, const app::Observation& find, int level) {
    switch (app::outcome_of(find)) {
    case Outcome::answered: answer_header(frame, column, *find.verdict, level); break;
    case Outcome::unknown: plain_header(frame, column, Str::i_dont_know_this, find.verdict->risk, level); break;
    case Outcome::not_mushroom: plain_header(frame, column, Str::not_a_mushroom, fungi::Risk::unknown, level); break;
    case Outcome::working:
        plain_header(frame, column, app::is_working(find) ? Str::working_title : Str::not_identified, std::nullopt,
                     level);
        break;
    case Outcome::failed: plain_header(frame, column, Str::failed_title, std::nullopt, level); break;
    case Outcome::empty: plain_header(frame, column, Str::not_identified, std::nullopt, level); break;
    }
}

void outcome_evidence(Frame& frame, Column& column, const app::State& state, const app::Observation& find) {
    switch (app::outcome_of(find)) {
    case Outcome::answered: answer_evidence(frame, column, *find.verdict); break;
    case Outcome::unknown:
        unknown_evidence(frame, column, state, *find.verdict);
        column.gap(20);
        what_would_help(frame, column, find);
        break;
    case Outcome::not_mushroom:
        text(frame, column, frame.tr(Str::not_mushroom_reason), Type::body, Color::text2);
        column.gap(6);
        text(frame, column, frame.tr(Str::not_mushroom_help), Type::body, Color::text2);
        column.gap(20);
        what_would_help(frame, column, find);
        break;
    case Outcome::working:
        if (app::is_working(find)) {
            working_evidence(frame, column, state, find);
        }
        break;
    case Outcome::failed: failure_notice(frame, column, "failure", app::failure_of(find)); break;
    case Outcome::empty: text(frame, column, frame.tr(Str::hint_start), Type::body, Color::text2); break;
    }
    const bool answered = find.verdict.has_value();
    if (answered && app::is_working(find)) {
        column.gap(16);
        progress_bar(frame, "more", column, -1, frame.tr(Str::working_more), frame.tr(Str::working_more));
    } else if (answered && !app::failure_of(find).empty()) {
        column.gap(16);
        failure_notice(frame, column, "view_failure", app::failure_of(find));
    }
}

void lookalike_warning(Frame& frame, Column& column, const app::Observation& find) {
    if (app::outcome_of(find) != Outcome::answered) {
        return;
    }
    const std::string_view genus = genus_of(find.verdict->name);
    const fungi::GenusFacts* facts = fungi::find_genus(genus);
    if (facts == nullptr) {
        return;
    }
    const auto worst = std::ranges::max_element(facts->look_alikes, {}, &fungi::LookAlike::risk);
    const bool has_worst = worst != facts->look_alikes.end() && worst->risk != fungi::Risk::unknown;
    const bool own_kills = facts->own_risk == fungi::Risk::deadly;
    if (!has_worst && !own_kills) {
        return;
    }
    const std::string title = own_kills ? frame.tr(Str::lookalike_self_mixed, {{"name", genus}})
                                        : frame.tr(Str::lookalike_deadly, {{"name", worst->name}});
    std::string body;
    if (own_kills) {
        body = frame.tr(Str::lookalike_self_line);
    } else {
        body = std::string(frame.locale == Locale::es ? worst->feature_es : worst->feature_en) + ".";
    }
    std::vector<CompareTile> tiles;
    const bool sac = (own_kills && genus == "Amanita") || (has_worst && genus_of(worst->name) == "Amanita");
    if (sac) {
        tiles.push_back(
            {Icon::base_with_sac, frame.tr(Str::sac_at_base), "Amanita.", frame.tr(Str::lookalike_can_kill), true});
        tiles.push_back({Icon::base_without_sac, frame.tr(Str::no_sac), frame.tr(Str::no_sac_line1),
                         frame.tr(Str::no_sac_line2), false});
    }
    column.gap(20);
    lookalike_card(frame, "lookalike", column, frame.tr(Str::lookalike_region), title, body, tiles);
}

void missing_views(Frame& frame, Column& column, const app::Observation& find) {
    const auto suggested = app::most_useful_missing(find);
    if (!suggested || app::outcome_of(find) != Outcome::answered) {
        return;
    }
    column.gap(20);
    const std::string taken = frame.tr(Str::views_of_four, {{"taken", std::to_string(app::photo_count(find))},
                                                            {"all", std::to_string(app::kSlotCount)}});
    section_header(frame, column, frame.tr(Str::what_is_missing), taken);
    column.gap(10);
    std::vector<app::Slot> slots;
    for (const app::Slot slot : app::kSlots) {
        if (find.photos[app::index_of(slot)].photo.empty()) {
            slots.push_back(slot);
        }
    }
    const bool stacked = frame.large_text();
    const auto across = stacked ? 1.F : static_cast<float>(std::max<std::size_t>(slots.size(), 3));
    const float gap = 8, width = (column.w - gap * (across - 1)) / across;
    const float height = stacked ? std::max(72.F, frame.line(Type::label) + frame.line(Type::caption) + 24)
                                 : std::max(98.F, 56 + frame.line(Type::label) + frame.line(Type::caption) + 8);
    float x = column.x, y = column.y;
    for (const app::Slot slot : slots) {
        const SlotWords& words = slot_words(slot);
        const Rect rect{x, y, width, height};
        const std::string accessible = frame.tr(Str::add_view_name, {{"view", frame.tr(words.name)}});
        PressOptions how;
        how.focus_rounding = radius::lg;
        const KeyScope scope(frame, "missing", static_cast<std::int64_t>(app::index_of(slot)));
        const auto [pressed, node] = pressable(frame, "add", Role::button, accessible, rect, how);
        if (pressed) {
            frame.ask(command::ShowSlot{find.id, slot});
        }
        card(frame, rect, radius::lg);
        if (slot == *suggested) {
            ring(frame, rect, Color::accent, 2, radius::lg);
        }
        TextOptions silent;
        silent.role = Role::none;
        silent.max_lines = 1;
        const float top =
            stacked ? rect.center_y() - (frame.line(Type::label) + frame.line(Type::caption)) / 2 : rect.y + 54;
        const float words_x = stacked ? rect.x + 64 : rect.x + 12;
        drawing(frame, {rect.x + 12, stacked ? rect.center_y() - 18 : rect.y + 12, 36, 36}, words.drawing,
                Color::text2);
        icon(frame, {rect.right() - 22, stacked ? rect.center_y() : rect.y + 28}, Icon::plus, 20, Color::text2);
        const float room = rect.right() - words_x - (stacked ? 40 : 8);
        const float used = text(frame, words_x, top, room, frame.tr(words.name), Type::label, Color::text, silent);
        text(frame, words_x, top + used, room, frame.tr(words.brief), Type::caption, Color::text2, silent);
        if (stacked) {
            y += height + gap;
        } else {
            x += width + gap;
        }
    }
    column.y = stacked ? y - gap : y + height;
}

void alternatives(Frame& frame, Column& column, const app::State& state, const app::Observation& find) {
    if (app::outcome_of(find) != Outcome::answered) {
        return;
    }
    std::vector<const fungi::Candidate*> others;
    for (const fungi::Candidate& candidate : find.verdict->candidates) {
        if (candidate.name != find.verdict->name && others.size() < 4) {
            others.push_back(&candidate);
        }
    }
    if (others.empty()) {
        return;
    }
    column.gap(20);
    section_header(frame, column, frame.tr(Str::could_also_be));
    column.gap(10);
    const float chip = risk_chip_height(frame), name_line = frame.line(Type::subtitle),
                caption = frame.line(Type::caption);
    const float row_height = std::max(86.F, name_line + caption + chip + 26);
    const Rect box = column.take(row_height * static_cast<float>(others.size()) + 8);
    card(frame, box, radius::lg);
    frame.semantics.add(frame.id("alternatives"), Role::list, frame.tr(Str::could_also_be), box);
    frame.semantics.open(frame.id("alternatives"));
    for (std::size_t i = 0; i < others.size(); ++i) {
        const fungi::Candidate& candidate = *others[i];
        const KeyScope scope(frame, "alternative", static_cast<std::int64_t>(i));
        const Rect rect{box.x + 16, box.y + 4 + row_height * static_cast<float>(i), box.w - 32, row_height};
        const std::string_view word = confidence_words(frame, confidence_of(state, candidate.probability));
        const std::string percent = percent_of(frame, candidate.probability);
        const std::string_view common = common_name(frame, candidate.name);
        const std::string accessible = frame.tr(Str::result_name, {{"name", candidate.name},
                                                                   {"rank", rank_words(frame, candidate.rank)},
                                                                   {"word", word},
                                                                   {"percent", percent}}) +
                                       ". " + frame.tr(Str::risk_name, {{"risk", risk_words(frame, candidate.risk)}});
        frame.semantics.add(frame.id("row"), Role::list_item, accessible, rect);
        if (i > 0) {
            hairline(frame, rect.x, rect.y, rect.w);
        }
        const float side = 56;
        fill(frame, {rect.x, rect.center_y() - side / 2, side, side}, Color::surface2, 14);
        icon(frame, {rect.x + side / 2, rect.center_y()}, Icon::mushroom, 30, Color::text3);
        const float right =
            std::max(text_width(frame, word, Type::body_strong), text_width(frame, percent, Type::caption)) + 2;
        const float x = rect.x + side + 14, width = rect.right() - x - right - 10;
        float y = rect.center_y() - (name_line + (common.empty() ? 0 : caption) + 4 + chip) / 2;
        TextOptions silent;
        silent.role = Role::none;
        silent.max_lines = 1;
        y += text(frame, x, y, width, candidate.name, Type::subtitle_italic, Color::text, silent);
        if (!common.empty()) {
            y += text(frame, x, y, width, common, Type::caption, Color::text2, silent);
        }
        risk_chip(frame, "risk", x, y + 4, candidate.risk, true);
        silent.align = Align::right;
        const float top = rect.center_y() - (frame.line(Type::body_strong) + caption) / 2;
        text(frame, rect.right() - right, top, right, word, Type::body_strong, Color::text, silent);
        text(frame, rect.right() - right, top + frame.line(Type::body_strong), right, percent, Type::caption,
             Color::text2, silent);
    }
    frame.semantics.close();
}

void answered_by(Frame& frame, Column& column, const app::Observation& find) {
    if (!find.verdict) {
        return;
    }
    column.gap(16);
    const app::Provenance& by = find.provenance;
    text(frame, column,
         frame.tr(Str::named_by_model, {{"model", by.model_name},
                                        {"version", by.model_version},
                                        {"date", format_date(frame.locale, by.created_ms, frame.zone_offset_min)}}),
         Type::caption, Color::text3);
}

ResultActions result_actions(Frame& frame, const app::Observation& find) {
    ResultActions actions;
    const auto add = [&](std::string_view key, Str label, ButtonKind kind, std::optional<Icon> glyph,
                         app::Command asked) {
        ButtonOptions options;
        options.kind = kind;
        options.icon = glyph;
        actions.buttons.push_back({key, frame.tr(label), options});
        actions.commands.push_back(std::move(asked));
    };
    const Outcome outcome = app::outcome_of(find);
    const auto next = app::most_useful_missing(find);
    const bool kept = app::photo_count(find) > 0 && !cover_photo(find).empty();
    if (outcome == Outcome::working && app::is_working(find)) {
        add("cancel", Str::cancel, ButtonKind::outline, {}, command::CancelPhotos{find.id});
        return actions;
    }
    const bool alone = (outcome == Outcome::answered || outcome == Outcome::unknown) && !next;
    if (find.saved) {
        add("open", Str::open_in_journal, alone ? ButtonKind::filled : ButtonKind::outline, Icon::book_open,
            command::GoTo{{app::Screen::observation, find.id, {}}});
    } else if (kept) {
        const Str label = outcome == Outcome::unknown  ? Str::save_as_unknown
                          : outcome == Outcome::failed ? Str::save_for_later
                                                       : Str::save_to_journal;
        add("save", label, alone ? ButtonKind::filled : ButtonKind::outline, Icon::bookmark_simple,
            command::SaveObservation{find.id});
    }
    if (kept && (outcome == Outcome::failed || outcome == Outcome::working)) {
        add("again", Str::try_again, ButtonKind::filled, Icon::arrow_clockwise, command::RetryPhotos{find.id});
    } else if (!kept) {
        add("choose", Str::choose_photos, ButtonKind::outline, Icon::images,
            command::AskForPhoto{find.id, {}, app::PhotoSource::library});
        add("take", Str::take_photo, ButtonKind::filled, Icon::camera,
            command::AskForPhoto{find.id, {}, app::PhotoSource::camera});
    } else if (outcome == Outcome::not_mushroom) {
        add("take", Str::take_photo, ButtonKind::filled, Icon::camera,
            command::AskForPhoto{find.id, app::Slot::profile, app::PhotoSource::camera});
    } else if (next) {
        add("add", slot_words(*next).add, ButtonKind::filled, Icon::camera, command::ShowSlot{find.id, *next});
    }
    return actions;
}

float docked_height(Frame& frame, const Rect& area, const ResultActions& actions) {
    return orientation_height(frame, area.w) + action_dock_height(frame, area, actions.buttons);
}

Rect docked_actions(Frame& frame, const Rect& area, const ResultActions& actions) {
    const float dock = action_dock_height(frame, area, actions.buttons), strip = orientation_height(frame, area.w);
    orientation_strip(frame, {area.x, area.bottom() - dock - strip, area.w, strip});
    const int tapped = action_dock(frame, area, actions.buttons);
    if (tapped >= 0) {
        frame.commands.push_back(actions.commands[static_cast<std::size_t>(tapped)]);
    }
    return {area.x, area.y, area.w, area.h - dock - strip};
}

void missing_find(Frame& frame, const Rect& area, bool to_journal) {
    const float gutter = centred_gutter(frame, area.w);
    Column column{area.x + gutter, area.y + 24, area.w - 2 * gutter};
    EmptyState empty;
    empty.drawing = Icon::mushroom;
    empty.title = frame.tr(Str::missing_title);
    empty.line = frame.tr(Str::missing_line);
    empty.action = frame.tr(to_journal ? Str::missing_action : Str::missing_action_home);
    if (empty_state(frame, "missing", column, empty)) {
        frame.ask(command::GoTo{{to_journal ? app::Screen::journal : app::Screen::identify, {}, {}}});
    }
}

} // namespace hypha::ui
