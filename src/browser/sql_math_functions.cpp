// Arithmetic as sql.js has it: texts count as the number they begin with, else 0 (SQLite's own functions answer NULL), and
// ceil, floor, sign and square of whole numbers are integers. An argument out of a function's domain gives NULL.
#include <cmath>
#include <cstdint>

#include <sqlite3.h>

#include "browser/sql_extensions.hpp"

namespace hypha::sql {

namespace {

using Unary = double (*)(double);
using Binary = double (*)(double, double);

constexpr double kDegreesPerRadian = 180.0 / 3.14159265358979323846;

struct Named {
    const char* name;
    Unary function;
};

const Named kReals[] = {
    {"acos", [](double x) { return std::acos(x); }},
    {"asin", [](double x) { return std::asin(x); }},
    {"atan", [](double x) { return std::atan(x); }},
    {"acosh", [](double x) { return std::acosh(x); }},
    {"asinh", [](double x) { return std::asinh(x); }},
    {"atanh", [](double x) { return std::atanh(x); }},
    {"cos", [](double x) { return std::cos(x); }},
    {"cosh", [](double x) { return std::cosh(x); }},
    {"cot", [](double x) { return 1.0 / std::tan(x); }},
    {"coth", [](double x) { return 1.0 / std::tanh(x); }},
    {"degrees", [](double x) { return x * kDegreesPerRadian; }},
    {"exp", [](double x) { return std::exp(x); }},
    {"log", [](double x) { return std::log(x); }},
    {"log10", [](double x) { return std::log10(x); }},
    {"radians", [](double x) { return x / kDegreesPerRadian; }},
    {"sin", [](double x) { return std::sin(x); }},
    {"sinh", [](double x) { return std::sinh(x); }},
    {"sqrt", [](double x) { return std::sqrt(x); }},
    {"tan", [](double x) { return std::tan(x); }},
    {"tanh", [](double x) { return std::tanh(x); }},
};

// Whole numbers stay integers.
const Named kWholes[] = {
    {"ceil", [](double x) { return std::ceil(x); }},
    {"floor", [](double x) { return std::floor(x); }},
    {"sign", [](double x) { return static_cast<double>((x > 0.0) - (x < 0.0)); }},
};

void real(sqlite3_context* context, int, sqlite3_value** values) {
    if (sqlite3_value_type(values[0]) != SQLITE_NULL) {
        const auto* named = static_cast<const Named*>(sqlite3_user_data(context));
        sqlite3_result_double(context, named->function(sqlite3_value_double(values[0])));
    }
}

void whole(sqlite3_context* context, int, sqlite3_value** values) {
    const auto* named = static_cast<const Named*>(sqlite3_user_data(context));
    const int type = sqlite3_value_type(values[0]);
    if (type == SQLITE_NULL) {
        return;
    }
    if (type == SQLITE_INTEGER && named->name[0] != 's') {
        sqlite3_result_int64(context, sqlite3_value_int64(values[0]));
        return;
    }
    const double result = named->function(sqlite3_value_double(values[0]));
    if (std::fabs(result) < 9.2e18) {
        sqlite3_result_int64(context, static_cast<std::int64_t>(result));
    } else {
        sqlite3_result_double(context, result);
    }
}

// Where the square leaves 64 bits, sql.js wraps around; here it becomes a real number.
void square(sqlite3_context* context, int, sqlite3_value** values) {
    const int type = sqlite3_value_type(values[0]);
    if (type == SQLITE_INTEGER) {
        const std::int64_t side = sqlite3_value_int64(values[0]);
        std::int64_t area = 0;
        if (!__builtin_mul_overflow(side, side, &area)) {
            sqlite3_result_int64(context, area);
            return;
        }
    }
    if (type != SQLITE_NULL) {
        const double side = sqlite3_value_double(values[0]);
        sqlite3_result_double(context, side * side);
    }
}

template <Binary function> void of_two(sqlite3_context* context, int, sqlite3_value** values) {
    if (sqlite3_value_type(values[0]) != SQLITE_NULL && sqlite3_value_type(values[1]) != SQLITE_NULL) {
        sqlite3_result_double(context, function(sqlite3_value_double(values[0]), sqlite3_value_double(values[1])));
    }
}

using Function = void (*)(sqlite3_context*, int, sqlite3_value**);

int add(sqlite3* database, const char* name, int arguments, const void* user, Function function) {
    return sqlite3_create_function_v2(database, name, arguments, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
                                      const_cast<void*>(user), function, nullptr, nullptr, nullptr);
}

} // namespace

int add_math_functions(sqlite3* database) {
    int code = SQLITE_OK;
    for (const Named& named : kReals) {
        code = code != SQLITE_OK ? code : add(database, named.name, 1, &named, real);
    }
    for (const Named& named : kWholes) {
        code = code != SQLITE_OK ? code : add(database, named.name, 1, &named, whole);
    }
    const struct {
        const char* name;
        int arguments;
        Function function;
    } others[] = {{"square", 1, square},
                  {"atan2", 2, of_two<std::atan2>},
                  {"atn2", 2, of_two<std::atan2>},
                  {"power", 2, of_two<std::pow>}};
    for (const auto& other : others) {
        code = code != SQLITE_OK ? code : add(database, other.name, other.arguments, nullptr, other.function);
    }
    return code;
}

} // namespace hypha::sql
