#include "app/export_rows.hpp"

#include <span>

namespace hypha::app {
namespace {

constexpr std::size_t kPartBytes = 1U << 20U;
constexpr const char* kFileName = "hypha-rows.csv";

std::span<const std::byte> bytes_of(const std::string& text) { return std::as_bytes(std::span(text)); }

void begin(Workplace& work, bool to_file) {
    Console& console = work.state.console;
    if (!work.memory.console || console.columns.empty() || console.csv == CsvPhase::making) {
        return;
    }
    drop_csv(work);
    console.csv = work.memory.console->begin_csv() ? CsvPhase::making : CsvPhase::failed;
    console.csv_rows = 0;
    work.memory.csv = {.ticket = work.take_tickets(), .to_file = to_file};
    work.touch();
}

void share(Workplace& work) { work.postbox.send(ports::ShareFile{work.memory.csv.ticket, kFileName, "text/csv", {}}); }

void end(Workplace& work, CsvPhase phase) {
    work.state.console.csv = phase;
    if (work.memory.console) {
        work.memory.console->end_csv();
    }
    work.touch();
}

// The next part goes out when the one before is kept.
void hand_on(Workplace& work, bool last) {
    CsvRun& run = work.memory.csv;
    if (run.waits || (!last && work.memory.console->csv()->size_bytes() < kPartBytes)) {
        return;
    }
    const std::string part = work.memory.console->csv()->take();
    run.waits = true;
    work.postbox.send(ports::GrowFile{run.ticket, bytes_of(part)});
}

} // namespace

void copy_csv(Workplace& work) { begin(work, false); }

void save_csv(Workplace& work) { begin(work, true); }

void save_csv_now(Workplace& work) {
    if (work.state.console.csv == CsvPhase::ready) {
        share(work);
    }
}

void go_on_with_csv(Workplace& work) {
    Console& console = work.state.console;
    CsvRun& run = work.memory.csv;
    if (console.csv != CsvPhase::making || run.waits) {
        return; // a part is on its way out
    }
    const auto more = run.made ? Result<bool>(false) : work.memory.console->work_csv();
    if (!more) {
        end(work, CsvPhase::failed);
        return;
    }
    console.csv_rows = work.memory.console->csv()->rows();
    work.touch();
    if (run.to_file) {
        run.made = !*more;
        hand_on(work, run.made);
        return;
    }
    if (console.csv_rows > kMostClipboardRows || work.memory.console->csv()->size_bytes() > kMostClipboardBytes) {
        end(work, CsvPhase::too_large);
    } else if (!*more) {
        const std::string all = work.memory.console->csv()->take();
        work.memory.console->end_csv();
        run.waits = true;
        work.postbox.send(ports::CopyText{run.ticket, bytes_of(all)});
    }
}

void csv_part_kept(Workplace& work, const ports::FileGrown& grown) {
    CsvRun& run = work.memory.csv;
    if (grown.ticket != run.ticket || !run.waits || work.state.console.csv != CsvPhase::making) {
        return;
    }
    run.waits = false;
    if (run.made) {
        end(work, CsvPhase::ready);
        share(work);
    }
    work.touch();
}

void csv_shared(Workplace& work, const ports::FileShared& shared) {
    if (shared.ticket != work.memory.csv.ticket || work.state.console.csv != CsvPhase::ready) {
        return;
    }
    if (shared.outcome == "saved") {
        drop_csv(work);
        work.state.console.csv = CsvPhase::saved;
    }
    work.touch(); // cancelled or blocked: the file waits for another tap
}

void text_copied(Workplace& work, const ports::TextCopied& copied) {
    if (copied.ticket == work.memory.csv.ticket && work.state.console.csv == CsvPhase::making) {
        work.memory.csv = CsvRun{};
        end(work, copied.done ? CsvPhase::copied : CsvPhase::refused);
    }
}

void drop_csv(Workplace& work) {
    CsvRun& run = work.memory.csv;
    if (run.ticket != 0 && run.to_file) {
        work.postbox.send(ports::DropFile{run.ticket});
    }
    run = CsvRun{};
    if (work.memory.console) {
        work.memory.console->end_csv();
    }
}

} // namespace hypha::app
