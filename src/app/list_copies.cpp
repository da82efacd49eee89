#include "app/list_copies.hpp"

#include <algorithm>

#include "app/send_file.hpp"
#include "app/settings.hpp"
#include "app/show_toast.hpp"
#include "storage/place_files.hpp"
#include "storage/pool_vfs.hpp"
#include "storage/set_aside.hpp"

namespace hypha::app {
namespace {

constexpr const char* kDatabaseKind = "application/vnd.sqlite3";

std::int64_t found_ms(Workplace& work, const std::string& file) {
    const std::string key = "set_aside:" + file;
    if (const auto known = read_integer(work, key)) {
        return *known;
    }
    write_setting(work, key, std::to_string(work.clock.wall_ms()));
    return work.clock.wall_ms();
}

bool is_journal(const storage::DatabasePlace& place, const std::string& file) {
    return file == place.name || file == place.name + "-wal";
}

bool is_listed(const Workplace& work, const std::string& file) {
    return std::ranges::any_of(work.state.copies.set_aside, [&](const SetAside& aside) { return aside.file == file; });
}

} // namespace

void list_copies(Workplace& work) {
    Copies copies;
    const storage::DatabasePlace& place = work.memory.place;
    if (work.database && work.database->durable() && place.pool != nullptr) {
        for (const std::string& file : place.pool->files()) {
            (is_journal(place, file) ? copies.journal_bytes : copies.copies_bytes) +=
                storage::size_of_file(place, file);
            copies.can_undo_restore = copies.can_undo_restore || file == storage::replaced_file(place);
        }
        for (const std::string& name : storage::names_set_aside(place)) {
            copies.set_aside.push_back({name, storage::size_of_file(place, name), found_ms(work, name)});
        }
    }
    work.state.copies = std::move(copies);
    work.touch();
}

void save_set_aside(Workplace& work, const std::string& file) {
    const bool damaged_now = work.state.damage && work.state.damage->file == file;
    if (!damaged_now && !is_listed(work, file)) {
        return;
    }
    const std::int64_t size = storage::size_of_file(work.memory.place, file);
    send_file(work, {file, file + ".sqlite", 0, size, false, ""}, kDatabaseKind, false);
}

void ask_delete_set_aside(Workplace& work, const std::string& file) {
    if (is_listed(work, file)) {
        work.state.overlay = AsideQuestion{file};
        work.touch();
    }
}

void delete_set_aside(Workplace& work, const std::string& file) {
    if (!is_listed(work, file)) {
        return;
    }
    work.state.overlay = std::monostate{};
    if (work.keep(storage::remove_file(work.memory.place, file))) {
        show_toast(work, {.kind = ToastKind::aside_deleted});
    }
    list_copies(work);
}

void delete_copies(Workplace& work) {
    const storage::DatabasePlace& place = work.memory.place;
    if (!work.database || !work.database->durable() || place.pool == nullptr) {
        return;
    }
    for (const std::string& file : place.pool->files()) {
        if (!is_journal(place, file)) {
            work.keep(storage::remove_file(place, file));
        }
    }
    list_copies(work);
}

} // namespace hypha::app
