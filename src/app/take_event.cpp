// Application's road for every event. Those that keep rows do so wholly or not at all (all_or_nothing). One that finds the device
// full is tried again when the log was emptied, then when make_room has let something go, and is refused after that; those behind
// it that keep rows wait, so that a photo's second event never overtakes its first.
#include <type_traits>
#include <utility>

#include "app/all_or_nothing.hpp"
#include "app/application.hpp"
#include "app/ask_place.hpp"
#include "app/change_own_rows.hpp"
#include "app/identify_mushroom.hpp"
#include "app/list_copies.hpp"
#include "app/live_camera.hpp"
#include "app/look_again.hpp"
#include "app/make_room.hpp"
#include "app/newer_journal.hpp"
#include "app/prepare_field.hpp"
#include "app/scan_code.hpp"
#include "app/story_photos.hpp"
#include "storage/spare_room.hpp"

namespace hypha::app {
namespace {

template <typename T, typename... Kinds> constexpr bool kIsOneOf = (std::is_same_v<T, Kinds> || ...);

template <typename T>
constexpr bool kKeepsRows =
    kIsOneOf<T, command::CloseToast, command::RemovePhoto, command::KeepCrop, command::RemoveCrop, command::RetryPhotos,
             command::IdentifyNow, command::DiscardDraft, command::SaveObservation, command::WriteNote,
             command::GiveName, command::SayNoMushroom, command::RemoveName, command::DeleteObservation, command::Undo,
             command::EraseEverything, command::ForgetPlace, command::ChoosePrivacy, command::ChooseDefaultPrivacy,
             command::ChooseLanguage, command::ChooseTheme, command::ChooseTextScale, ports::PhotoPicked,
             ports::PhotoStored, ports::PhotoAnalysed, ports::AnalysisFailed, ports::AnalysisCancelled,
             ports::PlaceFound, ports::PhotoPrepared, ports::RequestArrived, command::SettleConflict,
             command::SaveStory, command::PutStoryAway, command::HideSource, command::ChooseRegion,
             command::ChooseBudget, command::WriteStory, command::EditOwnStory, command::SendOwnStory,
             command::TakeOwnStoryBack, command::DeleteOwnStory, command::RemoveStoryPhoto, command::ChooseFetchHours,
             command::ChooseCharging, command::ChooseFreeLine, command::TurnTrait, command::CloseInterests,
             command::DropTrait, command::BlockWord, command::ForgetTaste>;

// These hold for this session even when they cannot be kept: nobody is left with small letters, a place that shows, or a photo
// that seems to be read for ever because the device is full, and nobody loses the words they are typing.
template <typename T>
constexpr bool kHoldsAnyway =
    kIsOneOf<T, command::EditOwnStory, command::ChooseDefaultPrivacy, command::ChooseLanguage, command::ChooseTheme,
             command::ChooseTextScale, ports::AnalysisFailed, ports::AnalysisCancelled>;

template <typename Visitor> auto visit_event(Visitor&& visitor, const std::variant<Command, ports::Message>& event) {
    return std::visit([&visitor](const auto& kind) { return visit(visitor, kind); }, event);
}

std::int64_t bytes_of(const std::variant<Command, ports::Message>& event) {
    return visit_event(
        []<typename T>(const T& one) {
            std::int64_t bytes = kRoomForRows_bytes;
            if constexpr (std::is_same_v<T, command::WriteNote>) {
                bytes += static_cast<std::int64_t>(one.note.size());
            }
            return bytes;
        },
        event);
}

// A journal that may not be written takes no pictures either, asked for, shared, dropped or pasted.
bool is_refused(Workplace& work, const std::variant<Command, ports::Message>& event) {
    if (const auto* command = std::get_if<Command>(&event)) {
        return refuse_to_write(work, *command);
    }
    return holds_alternative<ports::PhotoPicked>(std::get<ports::Message>(event)) &&
           refuse_to_write(work, command::AskForPhoto{});
}

bool is_undo(const std::variant<Command, ports::Message>& event) {
    const auto* command = std::get_if<Command>(&event);
    return command != nullptr && holds_alternative<command::Undo>(*command);
}

// Closes the database, so no transaction may be open around it.
bool undoes_restore(const Workplace& work, const std::variant<Command, ports::Message>& event) {
    return is_undo(event) && work.state.toast && work.state.toast->kind == ToastKind::restored;
}

} // namespace

void Application::apply(const Command& command) { take(command); }

void Application::receive(const ports::Message& message) { take(message); }

void Application::deal(Workplace& work, const Event& event) {
    if (const auto* command = std::get_if<Command>(&event)) {
        obey(work, *command);
    } else {
        hear(work, std::get<ports::Message>(event));
    }
}

void Application::take(Event event) {
    Workplace work = workplace();
    if (is_refused(work, event)) {
        return;
    }
    if (const auto* message = std::get_if<ports::Message>(&event)) {
        const auto* failed = get_if<ports::AnalysisFailed>(message);
        if (failed != nullptr && (room_failed(work, failed->ticket) || make_room_for_photo(work, *failed) ||
                                  make_room_for_story_photo(work, *failed) || make_room_for_field(work, *failed))) {
            return;
        }
    }
    if (undoes_restore(work, event) || !visit_event([]<typename T>(const T&) { return kKeepsRows<T>; }, event)) {
        deal(work, event);
    } else if (is_making_room(work)) {
        waiting_.push_back(std::move(event));
    } else {
        keep_rows(event, Try::first);
    }
    notice_ended_changes(work);
    while (!waiting_.empty() && !is_making_room(work)) {
        const Event next = std::move(waiting_.front());
        waiting_.pop_front();
        keep_rows(next, Try::first);
    }
    go_on_looking(work);
    follow_camera(work);
    follow_scan(work);
}

void Application::keep_rows(const Event& event, Try attempt) {
    Workplace work = workplace();
    const std::string failed = all_or_nothing(work, [&event](Workplace& inner) { deal(inner, event); });
    if (std::exchange(memory_.copies_go, false) && failed.empty()) {
        delete_copies(work);
    }
    if (failed.empty()) {
        return;
    }
    const bool full = failed == "storage_full";
    if (full && attempt == Try::first && database_ && storage::empty_log(*database_) == Result<bool>(true)) {
        keep_rows(event, Try::log_emptied);
    } else if (full && attempt != Try::room_made) {
        make_room(work, {.needed_bytes = bytes_of(event),
                         .undo_stays = is_undo(event),
                         .then = [this, event](Workplace& later, bool made) {
                             if (made) {
                                 keep_rows(event, Try::room_made);
                             } else {
                                 refuse(later, event, "storage_full");
                             }
                         }});
    } else {
        if (full) { // after room was made: nobody measured what is missing now
            work.state.storage.short_bytes = bytes_of(event);
        }
        refuse(work, event, failed);
    }
}

void Application::refuse(Workplace& work, const Event& event, const std::string& code) {
    visit_event(
        [&]<typename T>(const T& one) {
            if constexpr (kHoldsAnyway<T>) {
                deal(work, event);
            } else if constexpr (std::is_same_v<T, command::CloseToast>) {
                work.state.toast.reset(); // what it would have purged is purged at the next start
            } else if constexpr (std::is_same_v<T, ports::PhotoPicked>) {
                work.postbox.send(ports::CancelTicket{one.ticket});
                picture_not_taken(work, one.ticket);
            } else if constexpr (std::is_same_v<T, ports::PhotoStored>) {
                refuse_stored_photo(work, one, code);
            } else if constexpr (std::is_same_v<T, ports::PhotoAnalysed>) {
                if (!looking_failed(work, one.ticket, code)) {
                    analysis_failed(work, {one.ticket, code, ""});
                }
            } else if constexpr (std::is_same_v<T, ports::PhotoPrepared>) {
                refuse_prepared_photo(work, one, code);
            } else if constexpr (std::is_same_v<T, ports::PlaceFound>) {
                place_failed(work, {one.ticket, code});
            }
        },
        event);
    work.show_storage_failure(code);
    work.touch();
}

} // namespace hypha::app
