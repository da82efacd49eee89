#include "app/send_file.hpp"

#include "app/back_up.hpp"
#include "app/list_copies.hpp"
#include "app/show_toast.hpp"
#include "storage/place_files.hpp"

namespace hypha::app {
namespace {

constexpr std::size_t kPartBytes = std::size_t{2} << 20U;

void remove_sent(Workplace& work) {
    if (work.memory.outgoing.is_backup && work.state.outgoing && !work.state.outgoing->ready) {
        (void)storage::remove_file(work.memory.place, work.state.outgoing->file); // gone already is as good
    }
}

void share(Workplace& work) {
    const OutgoingRun& run = work.memory.outgoing;
    work.postbox.send(ports::ShareFile{run.ticket, work.state.outgoing->name, run.kind, {}});
}

void fail_sending(Workplace& work, const std::string& code) {
    remove_sent(work);
    work.postbox.send(ports::DropFile{work.memory.outgoing.ticket});
    work.memory.outgoing = OutgoingRun{};
    work.state.outgoing->failure = code;
    work.touch();
}

void send_part(Workplace& work) {
    Outgoing& file = *work.state.outgoing;
    if (file.done_bytes >= file.size_bytes) {
        remove_sent(work);
        file.ready = true;
        list_copies(work);
        share(work);
        return;
    }
    const auto part = storage::read_part(work.memory.place, file.file, file.done_bytes, kPartBytes);
    if (!part || part->empty()) {
        return fail_sending(work, part ? "storage_unavailable" : part.error().code);
    }
    file.done_bytes += static_cast<std::int64_t>(part->size());
    work.postbox.send(ports::GrowFile{work.memory.outgoing.ticket, *part});
}

} // namespace

void send_file(Workplace& work, Outgoing file, const std::string& kind, bool is_backup) {
    drop_outgoing(work);
    work.state.outgoing = std::move(file);
    work.memory.outgoing = {work.take_tickets(), kind, is_backup};
    send_part(work);
    work.touch();
}

void send_grown_file(Workplace& work, std::uint32_t ticket, const std::string& name, const std::string& kind,
                     std::int64_t size_bytes) {
    drop_outgoing(work);
    work.state.outgoing = Outgoing{"", name, size_bytes, size_bytes, true, ""};
    work.memory.outgoing = {ticket, kind, false};
    share(work);
    work.touch();
}

void save_ready_file(Workplace& work) {
    if (work.state.outgoing && work.state.outgoing->ready) {
        share(work);
    }
}

void file_grown(Workplace& work, const ports::FileGrown& grown) {
    if (grown.ticket != 0 && grown.ticket == work.memory.outgoing.ticket && work.state.outgoing &&
        !work.state.outgoing->ready) {
        send_part(work);
        work.touch();
    }
}

void file_shared(Workplace& work, const ports::FileShared& shared) {
    if (shared.ticket == 0 || shared.ticket != work.memory.outgoing.ticket || shared.outcome != "saved") {
        return; // not saved: it stays ready
    }
    const bool is_backup = work.memory.outgoing.is_backup;
    drop_outgoing(work);
    if (is_backup) {
        backup_saved(work);
    } else {
        show_toast(work, {.kind = ToastKind::file_saved});
    }
}

void drop_outgoing(Workplace& work) {
    remove_sent(work);
    if (work.memory.outgoing.ticket != 0) {
        work.postbox.send(ports::DropFile{work.memory.outgoing.ticket});
    }
    work.memory.outgoing = OutgoingRun{};
    work.state.outgoing.reset();
    work.touch();
}

} // namespace hypha::app
