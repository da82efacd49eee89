// Moving about. Every step forward is one entry of the browser's history, so the device's back goes back one screen.
// An overlay is closed before a screen is left. An address nobody knows becomes Identify; one that names a find that is
// gone stays, and the screen says so.
#pragma once

#include <string_view>

#include "app/workplace.hpp"

namespace hypha::app {

void go_to(Workplace& work, const Route& route, bool replace = false);
void go_back(Workplace& work);
// The window's address changed: back, forward, a typed address or a link.
void route_changed(Workplace& work, std::string_view path);
void open_emergency(Workplace& work);
void close_overlay(Workplace& work);
// Loads what the present screen shows.
void arrive(Workplace& work);

} // namespace hypha::app
