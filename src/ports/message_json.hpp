// JSON codec of the messages: {"type":"photo_picked","ticket":1,…}; the type is the message's name in snake_case.
// decode() is total: text that is not JSON, an unknown type, a missing field or one of the wrong type is std::monostate,
// never an exception and never a half-filled message. Numbers out of a field's range count as the wrong type.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "ports/messages.hpp"

namespace hypha::ports {

// A message as JSON text; "" for std::monostate. Text that is not UTF-8 is replaced, not refused.
std::string encode(const Message& message);

// The message that `json` holds, or std::monostate. `bytes` are its content where it has one.
Message decode(std::string_view json, std::span<const std::byte> bytes = {});

// The bytes that cross beside the JSON; empty for a message without content.
std::span<const std::byte> content_of(const Message& message);
void set_content(Message& message, std::span<const std::byte> bytes);

} // namespace hypha::ports
