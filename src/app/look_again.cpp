// Over 300 lines because one run is one state: what is left, the find in hand, the photo that is out, and why it stands still.
#include "app/look_again.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <iterator>
#include <utility>

#include "app/all_or_nothing.hpp"
#include "app/identify_mushroom.hpp"
#include "app/keep_journal.hpp"
#include "app/keep_snapshot.hpp"
#include "app/list_changes.hpp"
#include "app/records.hpp"
#include "app/settings.hpp"
#include "app/show_toast.hpp"
#include "core/fungi/judge.hpp"
#include "storage/answer_changes.hpp"

namespace hypha::app {
namespace {

constexpr const char* kGoing = "look_again";         // "working" or "paused", and for which model
constexpr const char* kSeen = "look_again_seen";     // the model whose changes were put away
constexpr const char* kMissed = "look_again_missed"; // the model, and the finds that it could not look at
constexpr std::size_t kJudgedAtOnce = 8;             // without a photo, between two frames

// Without blanks or line breaks at its end, so that what follows it in a setting is told apart.
std::string key_of(const Workplace& work) { return work.manifest.sha256 + " " + fungi::rules_of(work.manifest); }

bool may_look(const Workplace& work) {
    return work.database && work.state.phase == Phase::ready && !work.state.storage.read_only &&
           !work.manifest.sha256.empty();
}

bool is_ours(const Workplace& work, std::uint32_t ticket) {
    return ticket != 0 && work.memory.look_again.ticket == ticket;
}

// Somebody waits for the model: a photo that was just taken, or a heat map.
bool is_wanted(const Workplace& work) {
    const auto at_work = [](const auto& entry) { return is_working(entry.second); };
    return std::ranges::any_of(work.state.observations, at_work) || (work.state.heat && work.state.heat->ticket != 0);
}

void give_photo_up(Workplace& work) {
    LookAgainRun& run = work.memory.look_again;
    if (run.ticket != 0) {
        work.postbox.send(ports::CancelTicket{run.ticket});
        run.ticket = 0;
    }
    work.state.other_answers.done_bytes = work.state.other_answers.total_bytes = 0;
}

void stand_still(Workplace& work, LookAgainPhase phase, const std::string& failure) {
    give_photo_up(work);
    LookAgainRun& run = work.memory.look_again;
    if (std::exchange(run.find, {}) && run.next > 0) {
        --run.next; // it was taken, and is still left
    }
    work.state.other_answers.phase = phase;
    work.state.other_answers.failure = failure;
    work.state.other_answers.waits = false;
    work.touch();
}

void remember_missed(Workplace& work) {
    std::string text = key_of(work);
    for (const ObservationId id : work.memory.look_again.missed) {
        text += '\n' + std::to_string(id.value);
    }
    write_setting(work, kMissed, text);
}

void miss(Workplace& work) {
    LookAgainRun& run = work.memory.look_again;
    run.missed.push_back(std::exchange(run.find, {}));
    run.tried_again = false;
    OtherAnswers& answers = work.state.other_answers;
    ++answers.missed;
    answers.left -= answers.left > 0 ? 1 : 0;
    if (std::has_single_bit(run.missed.size())) { // the list is written whole: not once for each of thousands
        remember_missed(work);
    }
    work.touch();
}

std::vector<ObservationId> read_missed(Workplace& work) {
    std::vector<ObservationId> missed;
    const std::string text = read_setting(work, kMissed).value_or("");
    std::string_view rest = text;
    if (!rest.starts_with(key_of(work) + "\n")) {
        return missed;
    }
    for (std::size_t end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
        rest.remove_prefix(end + 1);
        std::int64_t id = 0;
        if (std::from_chars(rest.data(), rest.data() + rest.size(), id).ec == std::errc{} && id > 0) {
            missed.push_back({id});
        }
    }
    return missed;
}

// What of an earlier session goes on.
void take_up(Workplace& work) {
    OtherAnswers& answers = work.state.other_answers;
    const std::string key = key_of(work), going = read_setting(work, kGoing).value_or("");
    answers.seen = read_setting(work, kSeen) == key;
    if (answers.left > 0 && answers.phase == LookAgainPhase::idle) {
        answers.phase = going == "working " + key  ? LookAgainPhase::working
                        : going == "paused " + key ? LookAgainPhase::paused
                                                   : LookAgainPhase::idle;
    }
}

void count(Workplace& work) {
    LookAgainRun& run = work.memory.look_again;
    OtherAnswers& answers = work.state.other_answers;
    const storage::AnswerSource now = source_of(work);
    storage::AnswerChanges stored(*work.database, now);
    auto left = stored.left_to_look_at();
    const auto looked = stored.looked_at();
    const bool first = !std::exchange(run.counted, true);
    run.counted_at = work.state.journal.counts[0];
    if (!work.keep(left) || !work.keep(looked)) {
        return;
    }
    if (first) {
        run.missed = read_missed(work);
    }
    const auto was_missed = [&](ObservationId id) { return std::ranges::find(run.missed, id) != run.missed.end(); };
    answers.missed = std::erase_if(*left, was_missed);
    answers.left = left->size();
    answers.looked = static_cast<std::size_t>(*looked);
    run.left = *std::move(left);
    run.next = 0;
    count_changes(work);
    if (first) {
        take_up(work);
    }
    work.touch();
}

// Photos that had scores have to be read again; those that never could be read took no part in the answer.
std::vector<storage::PhotoRow> photos_to_read(const Workplace& work, std::vector<storage::PhotoRow> rows) {
    const auto scored = [](const storage::PhotoRow& row) { return !row.logits.empty(); };
    if (std::ranges::any_of(rows, scored)) {
        std::erase_if(rows, [&](const storage::PhotoRow& row) { return !scored(row); });
    }
    for (storage::PhotoRow& row : rows) {
        if (row.model_sha256 != work.manifest.sha256) {
            row.logits.clear();
        }
    }
    return rows;
}

// False when nothing is left, or the storage failed, which is a reason to stand still.
bool take_next_find(Workplace& work) {
    LookAgainRun& run = work.memory.look_again;
    const storage::AnswerSource now = source_of(work);
    storage::AnswerChanges stored(*work.database, now);
    while (run.next < run.left.size()) {
        const ObservationId id = run.left[run.next++];
        const auto is_left = stored.is_left(id);
        if (!work.keep(is_left)) {
            return false;
        }
        if (!*is_left) { // deleted, or looked at in another way meanwhile
            continue;
        }
        auto rows = storage::PhotoTable(*work.database).of(id);
        if (!work.keep(rows)) {
            return false;
        }
        run.find = id;
        run.photos = photos_to_read(work, *std::move(rows));
        run.tried_again = false;
        return true;
    }
    return false;
}

// The photo that is being read while a ticket is out.
std::vector<storage::PhotoRow>::iterator first_unread(LookAgainRun& run) {
    return std::ranges::find_if(run.photos, [](const auto& photo) { return photo.logits.empty(); });
}

// The photos, or the parts of them that are looked at, may have been changed while they were read.
bool still_has_photos(Workplace& work) {
    const auto rows = storage::PhotoTable(*work.database).of(work.memory.look_again.find);
    return rows && std::ranges::all_of(work.memory.look_again.photos, [&](const storage::PhotoRow& read) {
               return std::ranges::any_of(*rows, [&](const storage::PhotoRow& row) {
                   return row.slot == read.slot && row.sha256 == read.sha256 && row.crop == read.crop;
               });
           });
}

std::string write_answer(Workplace& work, const LookAgainRun& run) {
    return all_or_nothing(work, [&run](Workplace& inner) {
        Observation* find = open_observation(inner, run.find);
        if (find == nullptr) {
            return;
        }
        for (const storage::PhotoRow& photo : run.photos) {
            inner.keep(storage::PhotoTable(*inner.database).put(photo));
            if (const auto slot = slot_named(photo.slot)) {
                SlotPhoto& shown = find->photos[index_of(*slot)];
                shown.phase = PhotoPhase::analysed;
                shown.failure.clear();
                shown.sharpness = photo.sharpness;
                shown.exposure = photo.exposure;
            }
        }
        judge_observation(inner, *find);
        close_unused(inner);
    });
}

// All views of the find have scores. False when it stands still now.
bool answer_find(Workplace& work) {
    LookAgainRun& run = work.memory.look_again;
    std::vector<std::vector<float>> views;
    views.reserve(run.photos.size());
    std::ranges::transform(run.photos, std::back_inserter(views), &storage::PhotoRow::logits);
    if (!still_has_photos(work)) {
        run.find = {}; // what it has now was read, or will be, as a photo that somebody took
        return true;
    }
    if (!fungi::judge(work.manifest, work.manifest.sha256, views)) {
        miss(work);
        return true;
    }
    if (const std::string failed = write_answer(work, run); !failed.empty()) {
        stand_still(work, LookAgainPhase::paused, failed);
        return false;
    }
    OtherAnswers& answers = work.state.other_answers;
    ++answers.looked;
    answers.left -= answers.left > 0 ? 1 : 0;
    run.find = {};
    run.journal_behind = true;
    work.touch();
    return true;
}

void show_journal(Workplace& work) {
    work.memory.look_again.journal_behind = false;
    refresh_journal(work);
    count_changes(work);
    read_changes(work);
}

void finish(Workplace& work) {
    remember_missed(work);
    write_setting(work, kGoing, "");
    stand_still(work, LookAgainPhase::idle, "");
    mark_finds_changed(work);
    show_journal(work);
    work.memory.look_again.to_announce = true;
}

} // namespace

void look_again(Workplace& work) {
    OtherAnswers& answers = work.state.other_answers;
    if (!may_look(work) || answers.left == 0 || answers.phase == LookAgainPhase::working) {
        return;
    }
    answers.phase = LookAgainPhase::working;
    answers.failure.clear();
    answers.seen = false;
    write_setting(work, kSeen, "");
    write_setting(work, kGoing, "working " + key_of(work));
    work.touch();
}

void pause_looking(Workplace& work) {
    if (work.state.other_answers.phase == LookAgainPhase::working) {
        stand_still(work, LookAgainPhase::paused, "");
        write_setting(work, kGoing, "paused " + key_of(work));
    }
}

void stop_looking(Workplace& work) {
    if (work.state.other_answers.phase != LookAgainPhase::idle) {
        stand_still(work, LookAgainPhase::idle, "");
        write_setting(work, kGoing, "");
        show_journal(work);
    }
}

void look_at_missed(Workplace& work) {
    if (!may_look(work) || work.state.other_answers.missed == 0) {
        return;
    }
    work.memory.look_again.missed.clear();
    remember_missed(work);
    count(work);
    look_again(work);
}

void put_changes_away(Workplace& work) {
    if (may_look(work) && !work.state.other_answers.seen) {
        work.state.other_answers.seen = true;
        write_setting(work, kSeen, key_of(work));
        work.touch();
    }
}

void go_on_looking(Workplace& work) {
    LookAgainRun& run = work.memory.look_again;
    OtherAnswers& answers = work.state.other_answers;
    if (answers.phase != LookAgainPhase::working || !may_look(work)) {
        return;
    }
    if (answers.waits != is_wanted(work)) {
        answers.waits = !answers.waits;
        work.touch();
    }
    if (answers.waits) {
        give_photo_up(work);
        return;
    }
    for (std::size_t judged = 0; run.ticket == 0 && judged < kJudgedAtOnce; ++judged) {
        const std::uint32_t failed_before = work.memory.failed_writes;
        if (!run.find && !take_next_find(work)) {
            return work.memory.failed_writes == failed_before
                       ? finish(work)
                       : stand_still(work, LookAgainPhase::paused, work.state.storage.failure);
        }
        const auto unread = first_unread(run);
        if (unread != run.photos.end()) {
            run.ticket = work.take_tickets();
            work.postbox.send(ports::AnalyseStoredPhoto{run.ticket, unread->sha256, vision::numbers_of(unread->crop)});
        } else if (!answer_find(work)) {
            return;
        }
    }
}

void rest_from_looking(Workplace& work) {
    if (!may_look(work)) {
        return;
    }
    LookAgainRun& run = work.memory.look_again;
    if (run.journal_behind) {
        show_journal(work);
    }
    if (!run.counted || run.counted_at != work.state.journal.counts[0]) {
        count(work);
    }
    if (run.to_announce && !work.state.toast) { // one that is there may hold an undo
        run.to_announce = false;
        show_toast(work, {.kind = ToastKind::looked_again,
                          .count = static_cast<std::int64_t>(work.state.other_answers.changed)});
    }
    go_on_looking(work);
}

void forget_looking(Workplace& work) {
    give_photo_up(work);
    work.memory.look_again = LookAgainRun{};
    work.state.other_answers = OtherAnswers{};
}

bool looking_progressed(Workplace& work, const ports::LoadProgressed& progress) {
    if (!is_ours(work, progress.ticket)) {
        return false;
    }
    work.state.other_answers.done_bytes = progress.done_bytes;
    work.state.other_answers.total_bytes = progress.total_bytes;
    work.touch();
    return true;
}

bool photo_looked_at(Workplace& work, const ports::PhotoAnalysed& analysed) {
    LookAgainRun& run = work.memory.look_again;
    if (!is_ours(work, analysed.ticket)) {
        return false;
    }
    if (analysed.model_sha256 != work.manifest.sha256) {
        return looking_failed(work, analysed.ticket, "model_mismatch");
    }
    const auto asked = first_unread(run);
    if (asked == run.photos.end() || asked->sha256 != analysed.photo || analysed.logits.empty()) {
        return looking_failed(work, analysed.ticket, "decode_failed");
    }
    // One photo may be two views of the find, each of another part.
    asked->logits = analysed.logits;
    asked->model_sha256 = analysed.model_sha256;
    asked->sharpness = analysed.sharpness;
    asked->exposure = analysed.exposure;
    run.ticket = 0;
    run.tried_again = false;
    work.state.other_answers.done_bytes = work.state.other_answers.total_bytes = 0;
    work.touch();
    return true;
}

bool looking_failed(Workplace& work, std::uint32_t ticket, const std::string& code) {
    LookAgainRun& run = work.memory.look_again;
    if (!is_ours(work, ticket)) {
        return false;
    }
    run.ticket = 0;
    work.state.other_answers.done_bytes = work.state.other_answers.total_bytes = 0;
    const bool passing = code == "out_of_memory" || code == "runtime_failed";
    if (code == "model_unavailable" || code == "model_mismatch" || code.starts_with("storage_")) {
        stand_still(work, LookAgainPhase::paused, code);
    } else if (passing && !run.tried_again) {
        run.tried_again = true;
        if (code == "out_of_memory") {
            work.postbox.send(ports::ReleaseModel{});
        }
    } else if (code != "cancelled") {
        miss(work);
    }
    work.touch();
    return true;
}

} // namespace hypha::app
