// Where an export of the sql.js face leaves what does not fit its return value; valid until the next call. JavaScript finds
// the address once, through sql_answers().
#pragma once

#include <cstdint>

namespace hypha::sql {

extern std::uint32_t answers[4];

} // namespace hypha::sql
