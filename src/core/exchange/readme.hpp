// The README.txt of the zip: what is in it, in both languages of the app, the orientation sentence first.
#pragma once

#include <string>

namespace hypha::exchange {

std::string readme();

} // namespace hypha::exchange
