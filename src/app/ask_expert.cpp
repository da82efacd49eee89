#include "app/ask_expert.hpp"

namespace hypha::app {

void begin_asking(Workplace& work) {
    const bool there = work.state.route.screen == Screen::ask;
    if (!there) {
        work.state.asking = Asking{};
    } else if (work.state.asking.observation != work.state.route.observation) {
        work.state.asking = Asking{work.state.route.observation, {}};
    }
}

void edit_question(Workplace& work, const std::string& text) {
    if (work.state.asking.observation && work.state.asking.question != text) {
        work.state.asking.question = text;
        work.touch();
    }
}

} // namespace hypha::app
