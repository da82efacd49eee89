// Errors are values: Result<T> holds a T or an Error with a stable code (snake_case, for tests and string tables)
// and a detail for logs. Sentences for people are made in ui from the code, never here.
#pragma once

#include <expected>
#include <string>
#include <utility>

namespace hypha {

struct Error {
    std::string code;
    std::string detail;
    bool operator==(const Error&) const = default;
};

template <typename T> using Result = std::expected<T, Error>;

inline std::unexpected<Error> failure(std::string code, std::string detail = "") {
    return std::unexpected(Error{std::move(code), std::move(detail)});
}

} // namespace hypha
