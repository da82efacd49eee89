#include "app/other_answers.hpp"

#include "core/fungi/risk.hpp"

namespace hypha::app {

fungi::Risk AnswerChange::risk_before() const { return person ? fungi::worse(before.risk, person->risk) : before.risk; }

fungi::Risk AnswerChange::risk_now() const { return person ? fungi::worse(now.risk, person->risk) : now.risk; }

} // namespace hypha::app
