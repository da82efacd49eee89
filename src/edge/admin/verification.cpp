// Page by page, each a transaction of its own, so that an edge may go on writing: of a history that grows, what was there at the
// beginning is read; of one that is being compacted, what is left. Problems are said as they are found.
#include "edge/admin/commands.hpp"

#include <string>

#include "core/base/hex.hpp"
#include "core/sync/attempt.hpp"
#include "core/sync/sha256.hpp"

namespace hypha::edge {
namespace {

using namespace sync;

constexpr std::size_t kPage = 500;

class Verification {
public:
    explicit Verification(ServedStore& store) : store_(store) {}

    Result<void> stream(const StreamId& stream) {
        stream_ = stream;
        ++streams_;
        HYPHA_SYNC_TRY(history());
        HYPHA_SYNC_TRY(cells());
        return blobs();
    }
    void problem(const std::string& what) {
        ++problems_;
        say({{"problem", what}, {"stream", hex_of(stream_)}});
    }
    void general_problem(const std::string& what) {
        ++problems_;
        say({{"problem", what}});
    }
    [[nodiscard]] std::uint64_t problems() const { return problems_; }
    void summary() const {
        say({{"verified", problems_ == 0},
             {"streams", streams_},
             {"operations", operations_},
             {"cells", cells_},
             {"blobs", blobs_},
             {"problems", problems_}});
    }

private:
    template <typename Work> Result<void> read(Work work) {
        HYPHA_SYNC_TRY(store_.begin(stream_));
        Result<void> done = work();
        store_.rollback();
        if (!done && done.error().code == "database_corrupt") {
            problem(done.error().detail);
            broken_ = true;
            return {};
        }
        return done;
    }

    // Every link of the chain from the horizon to the last operation, and no cell older than an operation that wrote it.
    Result<void> history() {
        wire::Point at;
        wire::Point last;
        bool begun = false;
        broken_ = false;
        for (bool more = true; more && !broken_;) {
            HYPHA_SYNC_TRY(read([&]() -> Result<void> {
                const auto row = store_.stream();
                HYPHA_SYNC_TRY(row);
                const StreamRow now = row->value_or(StreamRow{});
                if (!begun || now.horizon.seq > at.seq) {
                    at = now.horizon;
                }
                last = begun ? last : now.last;
                begun = true;
                const auto page = store_.operations_after(at.seq, kPage);
                HYPHA_SYNC_TRY(page);
                more = at.seq < last.seq;
                for (const OperationRow& operation : *page) {
                    const wire::Point next{at.seq + 1, history_after(at.check, operation.operation)};
                    if (operation.at != next) {
                        problem("the history is broken at operation " + std::to_string(next.seq));
                        more = false;
                        return {};
                    }
                    at = next;
                    ++operations_;
                    HYPHA_SYNC_TRY(cells_of(operation));
                    if (at.seq == last.seq && at.check != last.check) {
                        problem("the stream's row names another last operation");
                    }
                }
                if (page->empty() && more) {
                    problem("operations are missing from " + std::to_string(at.seq + 1) + " on");
                    more = false;
                }
                return {};
            }));
        }
        return {};
    }

    Result<void> cells_of(const OperationRow& row) {
        for (const Column& column : row.operation.columns) {
            const auto cell = store_.cell({row.operation.table, row.operation.key, column.name});
            HYPHA_SYNC_TRY(cell);
            if (!*cell || later(cell_of(row.operation, column), **cell)) {
                problem("operation " + std::to_string(row.at.seq) + " is newer than the cell it wrote");
            }
        }
        return {};
    }

    Result<void> cells() {
        CellName after;
        broken_ = false;
        for (bool more = true; more && !broken_;) {
            HYPHA_SYNC_TRY(read([&]() -> Result<void> {
                const auto page = store_.cells_after(after, kPage);
                HYPHA_SYNC_TRY(page);
                more = !page->empty();
                for (const auto& [name, cell] : *page) {
                    ++cells_;
                    after = name;
                    const auto blob = cell.blob ? store_.blob(*cell.blob) : std::optional<BlobRow>{};
                    HYPHA_SYNC_TRY(blob);
                    if (cell.blob && (!*blob || !(*blob)->whole)) {
                        problem("a cell names the blob " + to_hex(cell.blob->value) + ", which is not here");
                    }
                }
                return {};
            }));
        }
        return {};
    }

    Result<void> blobs() {
        BlobHash after;
        for (bool more = true; more;) {
            std::vector<std::pair<BlobHash, BlobRow>> page;
            HYPHA_SYNC_TRY(read([&]() -> Result<void> {
                auto found = store_.blobs_after(after, kPage);
                HYPHA_SYNC_TRY(found);
                page = *std::move(found);
                return {};
            }));
            more = !page.empty();
            for (const auto& [hash, row] : page) {
                ++blobs_;
                after = hash;
                HYPHA_SYNC_TRY(one_blob(hash, row));
            }
        }
        return {};
    }

    Result<void> one_blob(const BlobHash& hash, const BlobRow& row) {
        Sha256 sum;
        broken_ = false;
        bool gone = false;
        for (std::uint64_t at = 0; at < row.have && !broken_ && !gone; at += kPart_bytes) {
            HYPHA_SYNC_TRY(read([&]() -> Result<void> {
                const auto still = store_.blob(hash);
                HYPHA_SYNC_TRY(still);
                if (!*still) { // dropped, or its user deleted, since the page was read
                    gone = true;
                    return {};
                }
                const auto part = store_.read_blob(hash, at, kPart_bytes);
                if (!part && part.error().code != "database_corrupt") {
                    return failure("database_corrupt",
                                   "the blob " + to_hex(hash.value) + " cannot be read: " + part.error().detail);
                }
                HYPHA_SYNC_TRY(part);
                sum.add(*part);
                return {};
            }));
        }
        if (!broken_ && !gone && row.whole && (row.have != row.size || sum.finish() != hash.value)) {
            problem("the blob " + to_hex(hash.value) + " is not what its name says");
        }
        return {};
    }

    ServedStore& store_;
    StreamId stream_;
    bool broken_ = false;
    std::uint64_t streams_ = 0;
    std::uint64_t operations_ = 0;
    std::uint64_t cells_ = 0;
    std::uint64_t blobs_ = 0;
    std::uint64_t problems_ = 0;
};

} // namespace

Result<std::uint64_t> verify(ServedStore& store) {
    Verification verification(store);
    const auto damage = store.find_damage();
    HYPHA_SYNC_TRY(damage);
    for (const std::string& sentence : *damage) {
        verification.general_problem(sentence);
    }
    HYPHA_SYNC_TRY(for_each_stream(store, [&](const StreamId& stream) { return verification.stream(stream); }));
    verification.summary();
    return verification.problems();
}

Result<std::uint64_t> verify_store(const Options& options) {
    auto store = open_admin_store(options);
    HYPHA_SYNC_TRY(store);
    return verify(**store);
}

} // namespace hypha::edge
