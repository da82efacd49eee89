// What a replica seals values with before they are stamped, merged, stored and sent: to core a value is opaque bytes from then on.
// Injected, for core has no cryptography: the app gives XChaCha20-Poly1305 (src/keys), a test its own. `bound_to` is
// associated_bytes() of the place: what is sealed for one place opens in no other. An empty value stays empty, for merge() asks
// whether there are words; so an edge learns that a note is empty, and nothing else of it.
#pragma once

#include <string_view>

#include "core/base/error.hpp"
#include "core/sync/associated_bytes.hpp"
#include "core/sync/operation.hpp"

namespace hypha::sync {

class Sealer {
public:
    virtual ~Sealer() = default;
    virtual Bytes seal(std::string_view bound_to, std::string_view value) = 0;
    // Errors are the implementation's: not what was sealed, or not for this place.
    [[nodiscard]] virtual Result<Bytes> open(std::string_view bound_to, std::string_view sealed) const = 0;
};

inline Bytes sealed_in(Sealer& sealer, const StreamId& stream, const Operation& operation, const Column& column) {
    return column.value.empty() ? Bytes{} : sealer.seal(associated_bytes(stream, operation, column.name), column.value);
}

// The value of a cell, which is the same bytes on every device of the stream.
inline Result<Bytes> opened(const Sealer& sealer, const StreamId& stream, const CellName& name, const Cell& cell) {
    if (cell.value.empty()) {
        return Bytes{};
    }
    return sealer.open(associated_bytes(stream, operation_of(name, cell), name.column), cell.value);
}

} // namespace hypha::sync
