// One transaction of a store: work() runs between begin and commit; whatever fails rolls all of it back and is answered as it is.
#pragma once

#include <expected>
#include <utility>

#include "core/base/error.hpp"

// Ends the function with the error of `expression`, which is a Result.
#define HYPHA_SYNC_TRY(expression)                                                                                     \
    do {                                                                                                               \
        if (const auto& tried = (expression); !tried) {                                                                \
            return std::unexpected(tried.error());                                                                     \
        }                                                                                                              \
    } while (false)

namespace hypha::sync {

template <typename Store, typename Work> auto end_transaction(Store& store, Work&& work) -> decltype(work()) {
    auto done = std::forward<Work>(work)();
    if (!done) {
        store.rollback();
        return done;
    }
    if (const auto committed = store.commit(); !committed) {
        store.rollback();
        return std::unexpected(committed.error());
    }
    return done;
}

template <typename Store, typename Work> auto in_transaction(Store& store, Work&& work) -> decltype(work()) {
    HYPHA_SYNC_TRY(store.begin());
    return end_transaction(store, std::forward<Work>(work));
}

template <typename Store, typename Stream, typename Work>
auto in_transaction(Store& store, const Stream& stream, Work&& work) -> decltype(work()) {
    HYPHA_SYNC_TRY(store.begin(stream));
    return end_transaction(store, std::forward<Work>(work));
}

} // namespace hypha::sync
