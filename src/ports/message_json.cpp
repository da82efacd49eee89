// The codec is written by the preprocessor from messages.def, so a field cannot be forgotten on one side.
#include "ports/message_json.hpp"

#include <cmath>
#include <limits>

#include <nlohmann/json.hpp>

namespace hypha::ports {
namespace {

using Json = nlohmann::json;

std::string snake_case(std::string_view name) {
    std::string out;
    for (const char c : name) {
        const bool upper = c >= 'A' && c <= 'Z';
        if (upper && !out.empty()) {
            out += '_';
        }
        out += upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out;
}

bool read(const Json& json, std::string& out) {
    if (!json.is_string()) {
        return false;
    }
    out = json.get_ref<const std::string&>();
    return true;
}

bool read(const Json& json, bool& out) {
    if (!json.is_boolean()) {
        return false;
    }
    out = json.get<bool>();
    return true;
}

// JavaScript has one kind of number: 3 and 3.0 are both fine for an integer field, 3.5 is not.
template <typename Integer> bool read_integer(const Json& json, Integer& out) {
    if (!json.is_number()) {
        return false;
    }
    const double value = json.get<double>();
    constexpr double kLow = std::is_unsigned_v<Integer> ? 0.0 : -9007199254740992.0;
    const double high = std::min(9007199254740992.0, static_cast<double>(std::numeric_limits<Integer>::max()));
    if (!std::isfinite(value) || value != std::floor(value) || value < kLow || value > high) {
        return false;
    }
    out = static_cast<Integer>(value);
    return true;
}

bool read(const Json& json, std::uint32_t& out) { return read_integer(json, out); }

bool read(const Json& json, std::int64_t& out) { return read_integer(json, out); }

bool read(const Json& json, double& out) {
    if (!json.is_number()) {
        return false;
    }
    out = json.get<double>();
    return std::isfinite(out);
}

bool read(const Json& json, float& out) {
    double wide = 0;
    if (!read(json, wide) || std::abs(wide) > static_cast<double>(std::numeric_limits<float>::max())) {
        return false;
    }
    out = static_cast<float>(wide);
    return true;
}

bool read(const Json& json, std::vector<float>& out) {
    if (!json.is_array()) {
        return false;
    }
    out.resize(json.size());
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (!read(json[i], out[i])) {
            return false;
        }
    }
    return true;
}

template <typename Field> bool read_member(const Json& object, const char* name, Field& out) {
    const auto found = object.find(name);
    return found != object.end() && read(*found, out);
}

bool read_member(const Json&, const char*, field::reference&) { return true; }

bool read_member(const Json&, const char*, field::content&) { return true; }

template <typename Field> void write_member(Json& object, const char* name, const Field& value) {
    object[name] = value;
}

void write_member(Json&, const char*, const field::reference&) {}

void write_member(Json&, const char*, const field::content&) {}

// NOLINTBEGIN(bugprone-macro-parentheses, readability-simplify-boolean-expr): the table's macros make declarations and a chain of ||.
#define MESSAGE(Name, from, to)                                                                                        \
    [[maybe_unused]] bool read_fields([[maybe_unused]] const Json& object, [[maybe_unused]] Name& message) {           \
        return true
#define FIELD(type, name) &&read_member(object, #name, message.name)
#define END_MESSAGE                                                                                                    \
    ;                                                                                                                  \
    }
#include "ports/messages.def"
#undef MESSAGE
#undef FIELD
#undef END_MESSAGE

#define MESSAGE(Name, from, to)                                                                                        \
    void write_fields([[maybe_unused]] Json& object, [[maybe_unused]] const Name& message) {                           \
        object["type"] = snake_case(#Name);
#define FIELD(type, name) write_member(object, #name, message.name);
#define END_MESSAGE }
#include "ports/messages.def"
#undef MESSAGE
#undef FIELD
#undef END_MESSAGE

void write_fields(Json&, const std::monostate&) {}

template <typename Name> bool read_as(const Json& object, const std::string& type, const char* name, Message& out) {
    if (type != snake_case(name)) {
        return false;
    }
    Name message;
    if (read_fields(object, message)) {
        out = std::move(message);
    }
    return true;
}

} // namespace

std::string encode(const Message& message) {
    if (holds_alternative<std::monostate>(message)) {
        return "";
    }
    Json object = Json::object();
    visit([&object](const auto& alternative) { write_fields(object, alternative); }, message);
    return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Message decode(std::string_view json, std::span<const std::byte> bytes) {
    const Json object = Json::parse(json, nullptr, false);
    Message out;
    std::string type;
    if (!object.is_object() || !read_member(object, "type", type)) {
        return out;
    }
    [[maybe_unused]] const bool known = false
#define MESSAGE(Name, from, to) || read_as<Name>(object, type, #Name, out)
#define FIELD(type, name)
#define END_MESSAGE
#include "ports/messages.def"
#undef MESSAGE
#undef FIELD
#undef END_MESSAGE
        ;
    set_content(out, bytes);
    return out;
}

// NOLINTEND(bugprone-macro-parentheses, readability-simplify-boolean-expr)

std::span<const std::byte> content_of(const Message& message) {
    return visit(
        [](const auto& alternative) -> std::span<const std::byte> {
            if constexpr (requires { alternative.bytes; }) {
                return alternative.bytes;
            } else {
                return {};
            }
        },
        message);
}

void set_content(Message& message, std::span<const std::byte> bytes) {
    visit(
        [bytes](auto& alternative) {
            if constexpr (requires { alternative.bytes; }) {
                alternative.bytes = bytes;
            }
        },
        message);
}

} // namespace hypha::ports
