#include "app/replace_journal.hpp"

#include <array>
#include <functional>

#include "app/own_storage.hpp"
#include "app/settings.hpp"
#include "storage/place_files.hpp"

namespace hypha::app {
namespace {

constexpr std::array<const char*, 3> kOfThisDevice{"persist_asked", "field_model", "field_bytes"};

bool replace(Workplace& work, const std::function<Result<void>()>& change) {
    std::array<std::optional<std::string>, kOfThisDevice.size()> kept;
    for (std::size_t i = 0; i < kOfThisDevice.size(); ++i) {
        kept[i] = read_setting(work, kOfThisDevice[i]);
    }
    close_storage(work);
    const auto changed = change();
    open_storage(work, "opfs");
    for (std::size_t i = 0; i < kOfThisDevice.size() && work.state.phase == Phase::ready; ++i) {
        write_setting(work, kOfThisDevice[i], kept[i].value_or("")); // never set here: the backup's does not count
    }
    return work.keep(changed);
}

} // namespace

bool replace_journal(Workplace& work, const std::string& file) {
    return replace(work, [&] { return storage::adopt(work.memory.place, file); });
}

bool undo_replace(Workplace& work) {
    return replace(work, [&] { return storage::undo_adopt(work.memory.place); });
}

} // namespace hypha::app
