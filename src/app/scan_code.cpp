#include "app/scan_code.hpp"

#include <utility>

#include "app/sync_account.hpp"

namespace hypha::app {
namespace {

// The sheet that this answer is for, or null.
CodeScan* scan_of(Workplace& work, std::uint32_t ticket) {
    auto* const scan = std::get_if<CodeScan>(&work.state.overlay);
    return scan != nullptr && ticket != 0 && ticket == work.memory.scan_ticket ? scan : nullptr;
}

} // namespace

void scan_code(Workplace& work, const command::ScanCode& wish) {
    if (work.state.reads_codes && !work.state.sync.here && !work.state.sync.asking) {
        work.state.overlay = CodeScan{CameraPhase::opening, {}, wish.name};
        work.touch();
    }
}

void follow_scan(Workplace& work) {
    auto* const scan = std::get_if<CodeScan>(&work.state.overlay);
    const bool wanted = scan != nullptr && scan->phase != CameraPhase::failed && work.memory.visible;
    if (wanted && work.memory.scan_ticket == 0) {
        work.memory.scan_ticket = work.take_tickets();
        scan->phase = CameraPhase::opening;
        work.postbox.send(ports::LookForCode{work.memory.scan_ticket});
        work.touch();
    } else if (!wanted && std::exchange(work.memory.scan_ticket, 0) != 0) {
        work.postbox.send(ports::CloseCamera{});
    }
}

void scan_opened(Workplace& work, const ports::CameraOpened& opened) {
    if (CodeScan* const scan = scan_of(work, opened.ticket)) {
        scan->phase = CameraPhase::live;
        work.touch();
    }
}

void scan_failed(Workplace& work, const ports::CameraFailed& failed) {
    if (CodeScan* const scan = scan_of(work, failed.ticket)) {
        scan->phase = CameraPhase::failed;
        scan->failure = failed.code;
        work.touch();
    }
}

void code_read(Workplace& work, const ports::CodeRead& read) {
    CodeScan* const scan = scan_of(work, read.ticket);
    if (scan == nullptr) {
        return;
    }
    const std::string name = std::move(scan->name);
    work.state.overlay = std::monostate{};
    edit_pairing(work, {read.value, false});
    ask_account(work, {.ask = AccountAsk::take, .value = read.value, .name = name});
}

} // namespace hypha::app
