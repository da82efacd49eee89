// The messages of messages.def as plain structs, and one type for any of them.
// A `reference` or a `frame` stays in JavaScript under the message's ticket, so it has no bytes here.
// A `content` is a view of bytes that somebody else owns: good until the call that brought the message returns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <variant> // std::monostate
#include <vector>

#include "core/base/one_of.hpp"

namespace hypha::ports {

namespace field {
using u32 = std::uint32_t;
using i64 = std::int64_t;
using f32 = float;
using f64 = double;
using boolean = bool;
using text = std::string;
using floats = std::vector<float>;
using content = std::span<const std::byte>;
struct reference {
    bool operator==(const reference&) const = default;
};
using frame = reference;
} // namespace field

#define MESSAGE(Name, from, to) struct Name {
#define FIELD(type, name) field::type name{};
#define END_MESSAGE                                                                                                    \
    }                                                                                                                  \
    ;
#include "ports/messages.def"
#undef MESSAGE
#undef FIELD
#undef END_MESSAGE

// One of every message. std::monostate is "none", which the codec answers for text that is not a message.
using MessageKinds = OneOf<std::monostate
#define MESSAGE(Name, from, to) , Name
#define FIELD(type, name)
#define END_MESSAGE
#include "ports/messages.def"
#undef MESSAGE
#undef FIELD
#undef END_MESSAGE
                           >;
struct Message : MessageKinds {
    using MessageKinds::MessageKinds;
};

} // namespace hypha::ports
