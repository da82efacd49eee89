// What a deletion leaves behind. It names the stream by a hash: whoever knows the stream can prove that it was deleted, whoever reads
// the receipt learns nothing of whom it was.
#pragma once

#include "edge/admin/admin_store.hpp"

namespace hypha::edge {

Json deletion_receipt(const sync::StreamId& stream, const StreamFigures& figures, std::size_t sessions);

// Ends the sessions of the operator's file, makes the receipt and writes it to DIR/receipts.jsonl. Answers its text.
Result<std::string> keep_receipt(const Options& options, const sync::StreamId& stream, const StreamFigures& figures);

} // namespace hypha::edge
