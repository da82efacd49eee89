// Aggregates as sql.js has them: stdev and variance of a sample (Welford's recurrence; 0 below two values), median, quartiles
// and mode (NULL when two values are equally frequent). NULL is left out. Where all values are integers and the answer is one
// of them it is an integer; sql.js also rounds when only the first value is an integer, which this code does not repeat.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <new>
#include <vector>

#include <sqlite3.h>

#include "browser/sql_extensions.hpp"

namespace hypha::sql {

namespace {

struct Moments {
    double mean;
    double squares; // sum of squared distances from the mean
    std::int64_t count;
};

void add_moment(sqlite3_context* context, int, sqlite3_value** values) {
    auto* moments = static_cast<Moments*>(sqlite3_aggregate_context(context, sizeof(Moments)));
    if (moments == nullptr || sqlite3_value_type(values[0]) == SQLITE_NULL) {
        return;
    }
    const double value = sqlite3_value_double(values[0]);
    const double off = value - moments->mean;
    moments->mean += off / static_cast<double>(++moments->count);
    moments->squares += off * (value - moments->mean);
}

double variance_of(sqlite3_context* context) {
    const auto* moments = static_cast<const Moments*>(sqlite3_aggregate_context(context, 0));
    return moments == nullptr || moments->count < 2 ? 0.0 : moments->squares / static_cast<double>(moments->count - 1);
}

void variance(sqlite3_context* context) { sqlite3_result_double(context, variance_of(context)); }
void deviation(sqlite3_context* context) { sqlite3_result_double(context, std::sqrt(variance_of(context))); }

struct Sample {
    std::vector<double> values;
    bool all_integers = true;
};

// SQLite gives zeroed bytes and never runs a destructor, so they hold a pointer.
void add_to_sample(sqlite3_context* context, int, sqlite3_value** values) {
    auto** sample = static_cast<Sample**>(sqlite3_aggregate_context(context, sizeof(Sample*)));
    const int type = sqlite3_value_type(values[0]);
    if (sample == nullptr || type == SQLITE_NULL) {
        return;
    }
    if (*sample == nullptr) {
        *sample = new Sample;
    }
    (*sample)->all_integers = (*sample)->all_integers && type == SQLITE_INTEGER;
    (*sample)->values.push_back(sqlite3_value_double(values[0]));
}

void answer(sqlite3_context* context, const Sample& sample, double value) {
    if (sample.all_integers) {
        sqlite3_result_int64(context, static_cast<std::int64_t>(value));
    } else {
        sqlite3_result_double(context, value);
    }
}

template <void (*finish)(sqlite3_context*, Sample&)> void with_sample(sqlite3_context* context) {
    auto** sample = static_cast<Sample**>(sqlite3_aggregate_context(context, 0));
    if (sample == nullptr || *sample == nullptr) {
        return; // no values: NULL
    }
    std::sort((*sample)->values.begin(), (*sample)->values.end());
    finish(context, **sample);
    delete *sample;
    *sample = nullptr;
}

// The value below which quarters / 4 of the sample lie; the middle of two when the cut falls between them.
template <std::size_t quarters> void quartile(sqlite3_context* context, Sample& sample) {
    const std::size_t cut = sample.values.size() * quarters;
    const std::size_t index = (cut + 3) / 4 - 1;
    if (cut % 4 == 0) {
        sqlite3_result_double(context, (sample.values[index] + sample.values[index + 1]) / 2.0);
    } else {
        answer(context, sample, sample.values[index]);
    }
}

void mode(sqlite3_context* context, Sample& sample) {
    std::ptrdiff_t most = 0;
    double best = 0.0;
    bool tie = false;
    for (auto at = sample.values.begin(); at != sample.values.end();) {
        const auto end = std::upper_bound(at, sample.values.end(), *at);
        tie = end - at == most || (tie && end - at < most);
        if (end - at > most) {
            most = end - at;
            best = *at;
        }
        at = end;
    }
    if (!tie) {
        answer(context, sample, best);
    }
}

} // namespace

int add_statistics_functions(sqlite3* database) {
    const struct {
        const char* name;
        void (*step)(sqlite3_context*, int, sqlite3_value**);
        void (*finish)(sqlite3_context*);
    } aggregates[] = {{"variance", add_moment, variance},
                      {"stdev", add_moment, deviation},
                      {"median", add_to_sample, with_sample<quartile<2>>},
                      {"lower_quartile", add_to_sample, with_sample<quartile<1>>},
                      {"upper_quartile", add_to_sample, with_sample<quartile<3>>},
                      {"mode", add_to_sample, with_sample<mode>}};
    int code = SQLITE_OK;
    for (const auto& aggregate : aggregates) {
        code = code != SQLITE_OK ? code
                                 : sqlite3_create_function_v2(database, aggregate.name, 1, SQLITE_UTF8, nullptr,
                                                              nullptr, aggregate.step, aggregate.finish, nullptr);
    }
    return code;
}

} // namespace hypha::sql
