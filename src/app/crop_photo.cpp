#include "app/crop_photo.hpp"

#include <optional>

#include "app/explain_answer.hpp"
#include "app/follow_route.hpp"
#include "app/identify_mushroom.hpp"
#include "app/records.hpp"

namespace hypha::app {
namespace {

vision::PictureSize size_of(const SlotPhoto& photo) {
    return {static_cast<float>(photo.width_px), static_cast<float>(photo.height_px)};
}

bool is_readable(const SlotPhoto& photo, const vision::Crop& crop) {
    return vision::is_large_enough(crop, static_cast<int>(photo.width_px), static_cast<int>(photo.height_px));
}

std::optional<Slot> slot_to_crop(const Workplace& work, const Observation& find) {
    if (const auto asked = work.memory.crop_slot; asked && !find.photos[index_of(*asked)].photo.empty()) {
        return asked;
    }
    for (const Slot slot : kMostUsefulFirst) {
        if (!find.photos[index_of(slot)].photo.empty()) {
            return slot;
        }
    }
    return std::nullopt;
}

void read_part(Workplace& work, const std::optional<vision::Crop>& crop) {
    const Cropping cropping = *work.state.cropping;
    Observation* const find = open_observation(work, cropping.observation);
    if (find == nullptr || find->photos[index_of(cropping.slot)].photo.empty()) {
        return;
    }
    SlotPhoto& photo = find->photos[index_of(cropping.slot)];
    if (photo.crop != crop) {
        photo.crop = crop;
        if (work.state.heat && work.state.heat->observation == find->id && work.state.heat->slot == cropping.slot) {
            hide_heat(work);
        }
        read_again(work, *find, cropping.slot);
    }
    go_back(work);
}

} // namespace

void open_crop(Workplace& work, const command::OpenCrop& wish) {
    const ObservationId id = wish.observation ? wish.observation : work.state.draft;
    const Observation* const find = open_observation(work, id);
    if (find != nullptr && !find->photos[index_of(wish.slot)].photo.empty()) {
        work.memory.crop_slot = wish.slot;
        work.state.cropping.reset();
        go_to(work, Route{Screen::crop, id, {}});
    }
}

void begin_cropping(Workplace& work) {
    const ObservationId id = work.state.route.observation;
    const Observation* const find =
        work.state.route.screen == Screen::crop && work.database ? open_observation(work, id) : nullptr;
    const auto slot = find == nullptr ? std::nullopt : slot_to_crop(work, *find);
    if (!slot) {
        work.state.cropping.reset();
        work.memory.crop_slot.reset();
    } else if (!work.state.cropping || work.state.cropping->observation != id || work.state.cropping->slot != *slot) {
        const SlotPhoto& photo = find->photos[index_of(*slot)];
        const vision::Crop crop = photo.crop.value_or(vision::centred_crop(size_of(photo)));
        work.state.cropping = Cropping{id, *slot, crop, !is_readable(photo, crop)};
    }
}

void edit_crop(Workplace& work, const vision::Crop& crop) {
    const Observation* const find = work.state.cropping ? work.open(work.state.cropping->observation) : nullptr;
    if (find == nullptr) {
        return;
    }
    Cropping& cropping = *work.state.cropping;
    const SlotPhoto& photo = find->photos[index_of(cropping.slot)];
    cropping.crop = vision::valid_crop(crop, size_of(photo));
    cropping.too_small = !is_readable(photo, cropping.crop);
    work.touch();
}

void keep_crop(Workplace& work) {
    const Observation* const find = work.state.cropping ? work.open(work.state.cropping->observation) : nullptr;
    if (find == nullptr || work.state.cropping->too_small) {
        return;
    }
    const vision::Crop crop = work.state.cropping->crop;
    const bool whole = crop == vision::centred_crop(size_of(find->photos[index_of(work.state.cropping->slot)]));
    read_part(work, whole ? std::nullopt : std::optional(crop));
}

void remove_crop(Workplace& work) {
    if (work.state.cropping) {
        read_part(work, std::nullopt);
    }
}

} // namespace hypha::app
