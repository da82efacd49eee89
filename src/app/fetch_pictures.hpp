// Pictures of stories that come before anybody opens them, where the person chose so (Reading::pictures): of the likeliest unread stories
// whose texts are here, one at a time, when no text is to come any more. They come as texts do, by the hours and the line, and leave half
// of the day's limit to texts. The service worker keeps them; where what came is not there afterwards, no more comes in this session.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "app/workplace.hpp"

namespace hypha::app {

void read_picture_choice(Workplace& work);
void choose_pictures(Workplace& work, taste::PictureWish wish);

// Asks for the next picture, unless one is on its way. The caller has seen that fetching is allowed and that no text waits.
void go_on_with_pictures(Workplace& work);
// One is on its way, or is looked for.
bool pictures_under_way(const Workplace& work);
void stop_pictures(Workplace& work);
// What is on its way is wanted no more: it is only counted, and the next is asked for as soon as it has ended.
void leave_ahead_picture(Workplace& work);

// SHA-256 of the kept ones, 64 digits each (ports::PicturesCounted).
void kept_pictures_known(Workplace& work, std::span<const std::byte> hashes);
// Answers to what was asked here; false for tickets of others.
bool ahead_picture_arrived(Workplace& work, const ports::NewsArrived& arrived);
bool ahead_picture_failed(Workplace& work, std::uint32_t ticket, const std::string& code, std::int64_t received_bytes);

} // namespace hypha::app
