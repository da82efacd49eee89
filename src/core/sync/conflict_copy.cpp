#include "core/sync/conflict_copy.hpp"

#include "core/sync/cbor.hpp"
#include "core/sync/sha256.hpp"

namespace hypha::sync {

Operation conflict_copy(const CellName& name, const Cell& lost) {
    CborWriter identity;
    identity.text(name.table).bytes(name.key).text(name.column);
    identity.number(lost.authored.value).number(lost.stamp.device.value);
    const Sha256::Digest digest = sha256(identity.written());
    return {kConflictTable,
            Bytes(reinterpret_cast<const char*>(digest.data()), 16),
            lost.stamp,
            lost.authored,
            {{"table", name.table, false, {}, std::nullopt},
             {"key", name.key, false, {}, std::nullopt},
             {"column", name.column, false, {}, std::nullopt},
             {"text", lost.value, false, {}, std::nullopt}}};
}

} // namespace hypha::sync
