#include "edge/accounts/export_page.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include <nlohmann/json.hpp>

#include "core/base/hex.hpp"
#include "core/sync/attempt.hpp"
#include "core/sync/base64url.hpp"
#include "core/sync/cbor.hpp"
#include "core/sync/limits.hpp"
#include "core/sync/wire_operation.hpp"

namespace hypha::edge {
namespace {

using Json = nlohmann::ordered_json;
using namespace sync;

constexpr std::size_t kRows = 200;
constexpr std::size_t kFull_bytes = 192 * 1024; // of values, before base64url

Json json_of(const Operation& operation) {
    Json columns = Json::array();
    for (const Column& column : operation.columns) {
        Json one{{"name", column.name}, {"value", to_base64url(column.value)}, {"words", column.text}};
        if (column.blob) {
            one["blob"] = to_hex(column.blob->value);
        }
        columns.push_back(std::move(one));
    }
    return {{"table", operation.table},
            {"key", to_base64url(operation.key)},
            {"hlc", operation.stamp.hlc.value},
            {"device", operation.stamp.device.value},
            {"authored", operation.authored.value},
            {"columns", std::move(columns)}};
}

std::optional<std::uint64_t> number_of(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    return problem == std::errc{} && end == text.data() + text.size() && number <= INT64_MAX ? std::optional(number)
                                                                                             : std::nullopt;
}

std::string pack_name(const CellName& name) {
    CborWriter out;
    out.array(3).text(name.table).bytes(name.key).text(name.column);
    return to_base64url(out.written());
}

std::optional<CellName> unpack_name(std::string_view text) {
    const auto bytes = from_base64url(text);
    if (!bytes) {
        return std::nullopt;
    }
    CborReader in(*bytes);
    in.array_of(3);
    CellName name;
    name.table = in.text(kMostName_bytes);
    name.key = in.bytes(kMostKey_bytes);
    name.column = in.text(kMostName_bytes + kKeptMark_bytes);
    return in.finished() ? std::optional(std::move(name)) : std::nullopt;
}

Result<ExportRows> account_page(ServedStore& store, const StreamId& stream) {
    const auto account = store.account();
    HYPHA_SYNC_TRY(account);
    const auto devices = store.devices();
    HYPHA_SYNC_TRY(devices);
    const auto figures = store.figures();
    HYPHA_SYNC_TRY(figures);
    const auto usage = store.usage();
    HYPHA_SYNC_TRY(usage);
    Json row{{"stream", to_hex(stream.value)}, {"bytes", figures->bytes()}, {"operations", figures->operations},
             {"waiting", figures->waiting},    {"cells", figures->cells},   {"blobs", figures->blobs},
             {"writers", figures->devices}};
    if (*account) {
        row["key"] = to_hex((*account)->key);
        row["added_ms"] = (*account)->added_ms;
        row["words_open"] = (*account)->words_open;
    }
    Json list = Json::array();
    for (const DeviceRow& device : *devices) {
        list.push_back({{"key", to_hex(device.key)},
                        {"name", to_base64url(device.name)},
                        {"added_ms", device.added_ms},
                        {"seen_ms", device.seen_ms},
                        {"revoked_ms", device.revoked_ms},
                        {"session_expires_ms", device.expires_ms}});
    }
    row["devices"] = std::move(list);
    ExportRows page;
    page.rows.push_back(std::move(row));
    return page;
}

Result<ExportRows> cells_page(ServedStore& store, std::string_view after) {
    const auto from = after.empty() ? std::optional(CellName{}) : unpack_name(after);
    if (!from) {
        return failure("malformed");
    }
    const auto cells = store.cells_after(*from, kRows);
    HYPHA_SYNC_TRY(cells);
    ExportRows page;
    std::size_t bytes = 0;
    std::size_t taken = 0;
    for (const auto& [name, cell] : *cells) {
        bytes += cell.value.size() + 512;
        if (bytes > kFull_bytes && taken > 0) {
            break;
        }
        page.rows.push_back(json_of(operation_of(name, cell)));
        page.next = pack_name(name);
        ++taken;
    }
    if (taken == cells->size() && cells->size() < kRows) {
        page.next.clear();
    }
    return page;
}

// `ask(after)` answers pairs of number and operation.
template <typename Ask> Result<ExportRows> operations_page(std::string_view after, Ask ask) {
    const auto from = after.empty() ? std::optional<std::uint64_t>(0) : number_of(after);
    if (!from) {
        return failure("malformed");
    }
    const auto rows = ask(*from);
    HYPHA_SYNC_TRY(rows);
    ExportRows page;
    std::size_t bytes = 0;
    std::size_t taken = 0;
    for (const auto& [number, operation] : *rows) {
        bytes += wire::size_bytes(operation) + 512;
        if (bytes > kFull_bytes && taken > 0) {
            break;
        }
        page.rows.push_back(json_of(operation));
        page.rows.back()["number"] = number;
        page.next = std::to_string(number);
        ++taken;
    }
    if (taken == rows->size() && rows->size() < kRows) {
        page.next.clear();
    }
    return page;
}

Result<ExportRows> blobs_page(ServedStore& store, std::string_view after) {
    BlobHash from;
    if (!after.empty() && !from_hex(after, from.value)) {
        return failure("malformed");
    }
    const auto blobs = store.blobs_after(from, kRows);
    HYPHA_SYNC_TRY(blobs);
    ExportRows page;
    for (const auto& [hash, blob] : *blobs) {
        page.rows.push_back(
            {{"sha256", to_hex(hash.value)}, {"bytes", blob.size}, {"here", blob.have}, {"whole", blob.whole}});
        page.next = to_hex(hash.value);
    }
    if (blobs->size() < kRows) {
        page.next.clear();
    }
    return page;
}

Result<ExportRows> page_of(ServedStore& store, const StreamId& stream, std::string_view section,
                           std::string_view after) {
    if (section == "account") {
        return after.empty() ? account_page(store, stream) : failure("malformed");
    }
    if (section == "cells") {
        return cells_page(store, after);
    }
    if (section == "operations") {
        return operations_page(after,
                               [&](std::uint64_t seq) -> Result<std::vector<std::pair<std::uint64_t, Operation>>> {
                                   auto rows = store.operations_after(seq, kRows);
                                   HYPHA_SYNC_TRY(rows);
                                   std::vector<std::pair<std::uint64_t, Operation>> pairs;
                                   for (OperationRow& row : *rows) {
                                       pairs.emplace_back(row.at.seq, std::move(row.operation));
                                   }
                                   return pairs;
                               });
    }
    if (section == "waiting") {
        return operations_page(
            after, [&](std::uint64_t number) { return store.waiting_after(static_cast<std::int64_t>(number), kRows); });
    }
    return section == "blobs" ? blobs_page(store, after) : failure("malformed");
}

} // namespace

ExportPlace export_place(std::string_view from) {
    const std::string_view section = from.empty() ? kExportSections[0] : from.substr(0, from.find('.'));
    return {section, section.size() < from.size() ? from.substr(section.size() + 1) : ""};
}

std::string export_text(std::string_view section, ExportRows page, std::int64_t now_ms) {
    Json said{{"export", "hypha-edge-1"}, {"made_ms", now_ms}, {"section", section}, {"rows", std::move(page.rows)}};
    const auto* const at = std::ranges::find(kExportSections, section);
    if (!page.next.empty()) {
        said["next"] = std::string(section) + "." + page.next;
    } else {
        said["next"] = at + 1 == kExportSections.end() ? Json() : Json(std::string(*(at + 1)));
    }
    return said.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<std::string> export_page(ServedStore& store, const StreamId& stream, std::string_view from,
                                std::int64_t now_ms) {
    const auto [section, after] = export_place(from);
    return in_transaction(store, stream, [&]() -> Result<std::string> {
        auto page = page_of(store, stream, section, after);
        HYPHA_SYNC_TRY(page);
        return export_text(section, *std::move(page), now_ms);
    });
}

} // namespace hypha::edge
