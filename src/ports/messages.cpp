// The one place where a Message is copied, moved and ended (core/base/one_of.hpp says why).
#include "ports/messages.hpp"

namespace hypha::ports {

Message::Message() noexcept = default;
Message::Message(const Message& other) = default;
Message::Message(Message&& other) noexcept = default;
Message& Message::operator=(const Message& other) = default;
Message& Message::operator=(Message&& other) noexcept = default;
Message::~Message() = default;

} // namespace hypha::ports
