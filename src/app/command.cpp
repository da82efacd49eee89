// The one place where a Command is copied, moved and ended (core/base/one_of.hpp says why).
#include "app/command.hpp"

namespace hypha::app {

Command::Command() noexcept = default;
Command::Command(const Command& other) = default;
Command::Command(Command&& other) noexcept = default;
Command& Command::operator=(const Command& other) = default;
Command& Command::operator=(Command&& other) noexcept = default;
Command::~Command() = default;

} // namespace hypha::app
