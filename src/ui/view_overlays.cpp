// What lies over any screen: the sheet of a view, the reason before the device is asked for a place, questions before something
// is deleted, and the short word at the lower edge.
#include <algorithm>
#include <string>
#include <variant>

#include "ui/export_card.hpp"
#include "ui/facets.hpp"
#include "ui/kit/kit.hpp"
#include "ui/news_words.hpp"
#include "ui/restore_card.hpp"
#include "ui/story_card.hpp"
#include "ui/sync_cards.hpp"
#include "ui/taste_sheets.hpp"
#include "ui/views.hpp"
#include "ui/words.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;

const app::Observation* find_of(const app::State& state, ObservationId id) {
    return id ? state.find(id) : state.draft_observation();
}

struct SlotRow {
    std::string_view key;
    Str label;
    Icon icon;
    app::Command asked;
    bool destructive = false;
};

std::vector<SlotRow> slot_rows(const app::SlotSheet& sheet, bool taken) {
    std::vector<SlotRow> rows{
        {"camera", taken ? Str::retake_photo : Str::take_photo, Icon::camera,
         command::AskForPhoto{sheet.observation, sheet.slot, app::PhotoSource::camera}},
        {"live", Str::live_camera, Icon::eye, command::OpenLiveCamera{sheet.observation, sheet.slot}},
        {"gallery", Str::choose_from_gallery, Icon::images,
         command::AskForPhoto{sheet.observation, sheet.slot, app::PhotoSource::library}},
    };
    if (taken) {
        rows.push_back({"crop", Str::crop_photo, Icon::arrows_in, command::OpenCrop{sheet.observation, sheet.slot}});
        rows.push_back(
            {"remove", Str::remove_photo, Icon::trash, command::RemovePhoto{sheet.observation, sheet.slot}, true});
    }
    return rows;
}

// What the photo itself says: size, and what would make it better.
void photo_facts(Frame& frame, Context& inner, Column& column, const app::State& state, const app::SlotPhoto& photo) {
    const std::string size = format_bytes(frame.locale, photo.size_bytes);
    text(inner, column,
         inner.tr(
             Str::photo_facts,
             {{"width", std::to_string(photo.width_px)}, {"height", std::to_string(photo.height_px)}, {"size", size}}),
         Type::caption, Color::text2);
    const float least = state.model.thresholds.quality_sharpness_min;
    if (photo.phase == app::PhotoPhase::analysed && least > 0 && photo.sharpness < least) {
        text(inner, column, inner.tr(Str::photo_blurred), Type::caption, Color::text);
    }
}

void slot_sheet(Frame& frame, const app::State& state, const app::SlotSheet& spec) {
    const app::Observation* find = find_of(state, spec.observation);
    const app::SlotPhoto photo_now = find == nullptr ? app::SlotPhoto{} : find->photos[app::index_of(spec.slot)];
    const bool taken = !photo_now.photo.empty();
    const SlotWords& words = slot_words(spec.slot);
    const bool closed = sheet(
        frame, "slot_sheet", frame.tr(words.name),
        [&frame, &state, spec, photo_now, taken, &words](Context& inner, Column& column) {
            text(inner, column, inner.tr(words.how), Type::body, Color::text2);
            column.gap(12);
            const std::vector<SlotRow> rows = slot_rows(spec, taken);
            const bool stacked = inner.large_text() || column.w < 300;
            const float side = taken ? 132 : 104, row_height = inner.grown(56, Type::body_strong);
            const Rect picture{column.x, column.y, side, side};
            const float beside = static_cast<float>(rows.size()) * row_height;
            if (taken) {
                photo(inner, "photo", picture, thumbnail_key(photo_now.photo),
                      {.alt = inner.tr(Str::photo_of, {{"view", inner.tr(words.name)}}), .placeholder = words.drawing});
            } else {
                fill(inner, picture, Color::surface2, radius::lg);
                drawing(inner, picture.inset(16), words.drawing, Color::text2);
            }
            Column list = stacked ? Column{column.x, picture.bottom() + 8, column.w}
                                  : Column{picture.right() + 8, column.y + std::max(0.F, (side - beside) / 2),
                                           column.w - side - 8};
            for (const SlotRow& row : rows) {
                RowOptions options;
                options.icon = row.icon;
                options.chevron = false;
                options.destructive = row.destructive;
                const float height =
                    std::max(row_height, list_row_height(inner, list.w, inner.tr(row.label), options) - 6);
                if (list_row(inner, row.key, list.take(height), inner.tr(row.label), options)) {
                    frame.commands.push_back(row.asked);
                }
            }
            column.y = std::max(picture.bottom(), list.y) + 4;
            if (taken) {
                photo_facts(frame, inner, column, state, photo_now);
            }
            column.gap(8);
        });
    if (closed) {
        frame.ask(command::CloseOverlay{});
    }
}

void answer(Frame& frame, DialogAnswer given, app::Command yes) {
    if (given == DialogAnswer::first) {
        frame.commands.push_back(std::move(yes));
        frame.ask(command::CloseOverlay{});
    } else if (given == DialogAnswer::second || given == DialogAnswer::dismissed) {
        frame.ask(command::CloseOverlay{});
    }
}

DialogSpec question(const Frame& frame, Icon glyph, bool destructive, Str title, Str body, Str yes, Str no) {
    return {glyph,
            destructive,
            std::string(frame.tr(title)),
            std::string(frame.tr(body)),
            std::string(frame.tr(yes)),
            std::string(frame.tr(no))};
}

DialogSpec account_question(const Frame& frame, app::AccountAsk ask) {
    switch (ask) {
    case app::AccountAsk::revoke:
        return question(frame, Icon::device_mobile, true, Str::sync_remove_title, Str::sync_remove_line,
                        Str::sync_remove, Str::cancel);
    case app::AccountAsk::remove:
        return question(frame, Icon::trash, true, Str::sync_delete_title, Str::sync_delete_body, Str::sync_delete,
                        Str::cancel);
    default:
        return question(frame, Icon::x_circle, false, Str::sync_leave_title, Str::sync_leave_body, Str::sync_leave,
                        Str::cancel);
    }
}

std::string toast_words(const Frame& frame, const app::Toast& toast) {
    switch (toast.kind) {
    case app::ToastKind::saved: return std::string(frame.tr(Str::toast_saved));
    case app::ToastKind::deleted: return std::string(frame.tr(Str::toast_deleted));
    case app::ToastKind::discarded: return std::string(frame.tr(Str::toast_discarded));
    case app::ToastKind::erased: return frame.tr_count(Plural::toast_erased, toast.count);
    case app::ToastKind::too_many_photos: return frame.tr_count(Plural::toast_too_many, toast.count);
    case app::ToastKind::photo_lost: return frame.tr_count(Plural::toast_photo_lost, toast.count);
    case app::ToastKind::backed_up: return std::string(frame.tr(Str::toast_backed_up));
    case app::ToastKind::file_saved: return std::string(frame.tr(Str::toast_file_saved));
    case app::ToastKind::restored: return frame.tr_count(Plural::toast_restored, toast.count);
    case app::ToastKind::restore_undone: return frame.tr_count(Plural::toast_restore_undone, toast.count);
    case app::ToastKind::recovered:
        return toast.count == 0 ? std::string(frame.tr(Str::toast_started_empty))
                                : frame.tr_count(Plural::toast_recovered, toast.count);
    case app::ToastKind::aside_deleted: return std::string(frame.tr(Str::toast_aside_deleted));
    case app::ToastKind::journal_waits: return std::string(frame.tr(Str::toast_journal_waits));
    case app::ToastKind::no_update: return std::string(frame.tr(Str::toast_no_update));
    case app::ToastKind::changes_undone: return std::string(frame.tr(Str::toast_changes_undone));
    case app::ToastKind::named: return std::string(frame.tr(Str::toast_named));
    case app::ToastKind::name_removed: return std::string(frame.tr(Str::toast_name_removed));
    case app::ToastKind::finds_added: return frame.tr_count(Plural::toast_finds_added, toast.count);
    case app::ToastKind::story_put_away: return std::string(frame.tr(Str::toast_story_put_away));
    case app::ToastKind::source_hidden: return std::string(frame.tr(Str::toast_source_hidden));
    case app::ToastKind::trait_dropped: return std::string(frame.tr(Str::toast_trait_dropped));
    case app::ToastKind::taste_forgotten: return std::string(frame.tr(Str::toast_taste_forgotten));
    case app::ToastKind::story_reported: return std::string(frame.tr(Str::toast_reported));
    case app::ToastKind::story_not_reported: return std::string(frame.tr(Str::toast_not_reported));
    case app::ToastKind::report_needs_account: return std::string(frame.tr(Str::toast_report_account));
    case app::ToastKind::own_story_deleted: return std::string(frame.tr(Str::toast_own_story_deleted));
    case app::ToastKind::story_photo_removed: return std::string(frame.tr(Str::toast_story_photo_removed));
    case app::ToastKind::link_copied: return std::string(frame.tr(Str::toast_link_copied));
    case app::ToastKind::link_not_shared: return std::string(frame.tr(Str::toast_link_not_shared));
    case app::ToastKind::looked_again:
        return toast.count == 0 ? std::string(frame.tr(Str::again_same))
                                : frame.tr_count(Plural::toast_looked_again, toast.count);
    case app::ToastKind::photo_refused: break;
    }
    return std::string(frame.tr(Str::toast_photo_refused));
}

// Where the toast stands: above the bottom bar on phones, above the docks of a find.
float toast_bottom(const Frame& frame, const app::State& state) {
    const app::Screen screen = state.route.screen;
    const bool docked = screen == app::Screen::result || screen == app::Screen::observation ||
                        screen == app::Screen::camera || screen == app::Screen::crop;
    if (docked && frame.layout != LayoutClass::wide) {
        return frame.area.bottom() - frame.grown(148, Type::body_strong);
    }
    return frame.area.bottom() - (frame.layout == LayoutClass::phone ? 0 : frame.safe.bottom);
}

} // namespace

void view_overlays(Frame& frame, const app::State& state) {
    if (const auto* slot = std::get_if<app::SlotSheet>(&state.overlay)) {
        slot_sheet(frame, state, *slot);
    } else if (const auto* facet = std::get_if<app::FacetSheet>(&state.overlay)) {
        facet_sheet(frame, state, facet->facet);
    } else if (const auto* place_reason = std::get_if<app::PlaceReason>(&state.overlay)) {
        answer(frame,
               dialog(frame, "place_reason",
                      question(frame, Icon::map_pin, false, Str::place_reason_title, Str::place_reason_body,
                               Str::place_reason_yes, Str::place_reason_no)),
               command::AskPlace{place_reason->observation});
    } else if (const auto* removal = std::get_if<app::DeleteQuestion>(&state.overlay)) {
        answer(frame,
               dialog(frame, "delete_question",
                      question(frame, Icon::trash, true, Str::delete_title, Str::delete_body, Str::delete_yes,
                               Str::delete_no)),
               command::DeleteObservation{removal->observation});
    } else if (std::holds_alternative<app::EraseQuestion>(state.overlay)) {
        DialogSpec spec =
            question(frame, Icon::trash, true, Str::erase_title, Str::erase_body, Str::erase_yes, Str::erase_no);
        spec.body =
            frame.tr_count(Plural::finds, static_cast<std::int64_t>(state.journal.counts[0])) + ". " + spec.body;
        if (state.sync.here) {
            spec.body += " " + std::string(frame.tr(Str::sync_erase_too));
        }
        answer(frame, dialog(frame, "erase_question", std::move(spec)), command::EraseEverything{});
    } else if (std::holds_alternative<app::RestoreQuestion>(state.overlay)) {
        const DialogAnswer given = dialog(frame, "restore_question", restore_question(frame, state));
        if (given == DialogAnswer::first) {
            frame.ask(command::RestoreNow{});
        } else if (given != DialogAnswer::none) {
            frame.ask(command::CancelRestore{});
        }
    } else if (std::holds_alternative<app::AddQuestion>(state.overlay)) {
        const DialogAnswer given = dialog(frame, "add_question", add_question(frame, state));
        if (given == DialogAnswer::first && state.finds_import.finds > state.finds_import.known) {
            frame.ask(command::AddFinds{});
        } else if (given != DialogAnswer::none) {
            frame.ask(command::CancelImport{});
        }
    } else if (std::holds_alternative<app::EmptyQuestion>(state.overlay)) {
        answer(frame,
               dialog(frame, "empty_question",
                      question(frame, Icon::warning_circle, false, Str::empty_title, Str::empty_body,
                               Str::recovery_empty, Str::empty_no)),
               command::Recover{app::Recovery::empty});
    } else if (const auto* aside = std::get_if<app::AsideQuestion>(&state.overlay)) {
        answer(frame,
               dialog(frame, "aside_question",
                      question(frame, Icon::trash, true, Str::aside_question, Str::aside_question_body,
                               Str::aside_delete, Str::aside_keep)),
               command::DeleteSetAside{aside->file});
    } else if (const auto* account = std::get_if<app::AccountQuestion>(&state.overlay)) {
        answer(frame, dialog(frame, "account_question", account_question(frame, account->ask)),
               command::AskAccount{.ask = account->ask,
                                   .value = account->ask == app::AccountAsk::revoke ? "close" : "",
                                   .device = account->device});
    } else if (const auto* scan = std::get_if<app::CodeScan>(&state.overlay)) {
        scan_sheet(frame, *scan);
    } else if (const auto* against = std::get_if<app::StorySheet>(&state.overlay)) {
        against_story(frame, *against);
    } else if (const auto* why = std::get_if<app::WhyStory>(&state.overlay)) {
        why_sheet(frame, *why);
    } else if (const auto* trait = std::get_if<app::TraitSheet>(&state.overlay)) {
        trait_sheet(frame, state.reading.taste, *trait);
    } else if (const auto* forget = std::get_if<app::TasteQuestion>(&state.overlay)) {
        answer(
            frame,
            dialog(frame, "forget_question",
                   question(frame, Icon::trash, true, forget->all ? Str::forget_all_title : Str::forget_week_title,
                            forget->all ? Str::forget_all_body : Str::forget_week_body, Str::forget_yes, Str::cancel)),
            command::ForgetTaste{forget->all});
    } else if (const auto* link = std::get_if<app::LinkQuestion>(&state.overlay)) {
        DialogSpec spec = question(frame, Icon::arrow_square_out, false, Str::link_title, Str::link_body,
                                   Str::link_open, Str::cancel);
        spec.title = frame.tr(Str::link_title, {{"host", host_of(link->address)}});
        answer(frame, dialog(frame, "link_question", std::move(spec)), command::OpenLink{link->address});
    } else if (std::holds_alternative<app::NewerAnswer>(state.overlay)) {
        answer(frame,
               dialog(frame, "newer_answer",
                      question(frame, Icon::lock_simple, false, Str::storage_newer_title, Str::storage_newer_line,
                               Str::update_get, Str::update_not_now)),
               command::LookForUpdate{});
    }
    if (state.toast) {
        const app::Toast& shown = *state.toast;
        ToastSpec spec;
        spec.key = "toast" + std::to_string(shown.serial);
        spec.words = toast_words(frame, shown);
        spec.action = shown.can_undo ? frame.tr(Str::undo) : std::string_view{};
        const ToastAnswer given = toast(frame, toast_bottom(frame, state), spec);
        if (given == ToastAnswer::action) {
            frame.ask(command::Undo{shown.serial});
        } else if (given == ToastAnswer::expired) {
            frame.ask(command::CloseToast{shown.serial});
        }
    }
}

} // namespace hypha::ui
