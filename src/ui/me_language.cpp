// Me, Language: as the device, or one of ours.
#include "ui/me_sections.hpp"

#include <array>

#include "ui/kit/kit.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;

constexpr std::array<app::LanguageChoice, 3> kLanguages{app::LanguageChoice::system, app::LanguageChoice::english,
                                                        app::LanguageChoice::spanish};

} // namespace

void language_section(Frame& frame, Column& column, const app::State& state) {
    std::array<std::string_view, 3> labels{};
    for (std::size_t i = 0; i < kLanguages.size(); ++i) {
        labels[i] = frame.tr(language_label(kLanguages[i]));
    }
    const int tapped = radio_rows(frame, "language", column, frame.tr(Str::row_language), labels,
                                  static_cast<int>(state.look.language_choice));
    if (tapped >= 0) {
        frame.ask(command::ChooseLanguage{kLanguages[static_cast<std::size_t>(tapped)]});
    }
}

} // namespace hypha::ui
