#include "app/export_finds.hpp"

#include <algorithm>
#include <utility>

#include "app/clean_photo.hpp"
#include "app/find_records.hpp"
#include "app/send_file.hpp"
#include "core/base/hex.hpp"
#include "core/base/iso_date.hpp"
#include "core/exchange/archive_names.hpp"
#include "core/exchange/crc32.hpp"
#include "core/exchange/darwin_core.hpp"
#include "core/exchange/find_json.hpp"
#include "core/exchange/geo_json.hpp"
#include "core/exchange/readme.hpp"
#include "core/sync/sha256.hpp"
#include "storage/observation_table.hpp"

namespace hypha::app {
namespace {

constexpr std::size_t kPartBytes = 1U << 20U;
constexpr std::size_t kFindsAtOnce = 100; // between two frames

std::span<const std::byte> bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }

exchange::Tongue tongue_of(const Workplace& work) {
    return work.state.look.language == Language::spanish ? exchange::Tongue::spanish : exchange::Tongue::english;
}

bool is_ours(const Workplace& work, std::uint32_t ticket) {
    return ticket != 0 && work.memory.finds_export.ticket == ticket;
}

void fail_export(Workplace& work, const std::string& code) {
    drop_export(work);
    work.state.finds_export.phase = ExportPhase::failed;
    work.state.finds_export.failure = code;
    work.touch();
}

struct FileKind {
    const char* name;
    const char* ending;
    const char* media;
};
FileKind file_kind(ExportKind kind) {
    switch (kind) {
    case ExportKind::zip: return {"finds", ".zip", "application/zip"};
    case ExportKind::darwin_core: return {"darwin-core", ".csv", "text/csv"};
    case ExportKind::geo_json: return {"map", ".geojson", "application/geo+json"};
    case ExportKind::packet: break;
    }
    return {"question", ".html", "text/html"};
}

void send_part(Workplace& work) {
    ExportRun& run = work.memory.finds_export;
    const std::string part = std::exchange(run.pending, {});
    run.size_bytes += std::ssize(part);
    work.postbox.send(ports::GrowFile{run.ticket, bytes_of(part)});
}

void add_entry(ExportRun& run, const std::string& name, std::string_view content) {
    run.pending += run.zip.begin_entry(name, content.size(), exchange::crc32_of(bytes_of(content)));
    run.pending += content;
}

std::string folder_of(const exchange::FindRecord& find) {
    return exchange::find_folder(iso_date(find.created_ms, 0), find.uuid);
}

void end_find(Workplace& work) {
    ExportRun& run = work.memory.finds_export;
    if (run.kind == ExportKind::zip) {
        std::erase_if(run.find->photos, [](const exchange::PhotoRecord& photo) { return photo.file.empty(); });
        add_entry(run, folder_of(*run.find).append(exchange::kFindFile),
                  exchange::encode_find(*run.find, tongue_of(work)));
    }
    run.find.reset();
    work.state.finds_export.done_finds = static_cast<std::int64_t>(++run.next);
    work.touch();
}

void add_line(Workplace& work, const exchange::FindRecord& find) {
    ExportRun& run = work.memory.finds_export;
    const std::int64_t zone = work.state.look.zone_offset_min;
    if (run.kind == ExportKind::darwin_core) {
        run.pending += exchange::darwin_core_row(find, tongue_of(work), zone);
        return;
    }
    const std::string feature = exchange::geo_json_feature(find, tongue_of(work), zone, !run.features);
    work.state.finds_export.left_out += feature.empty() ? 1 : 0;
    run.features = run.features || !feature.empty();
    run.pending += feature;
}

void ask_photo(Workplace& work) {
    const ExportRun& run = work.memory.finds_export;
    work.postbox.send(
        ports::ReadPhoto{run.ticket, run.find->photos[run.photo].sha256, run.thumbnail ? "thumbnail" : "original"});
}

void end_file(Workplace& work) {
    ExportRun& run = work.memory.finds_export;
    run.ended = true;
    run.pending += run.kind == ExportKind::zip        ? run.zip.finish()
                   : run.kind == ExportKind::geo_json ? exchange::geo_json_end()
                   : run.kind == ExportKind::packet   ? exchange::packet_end(run.words)
                                                      : "";
    send_part(work);
}

// False when the export has ended.
bool open_find(Workplace& work) {
    ExportRun& run = work.memory.finds_export;
    auto find = record_of(*work.database, run.finds[run.next]);
    if (!find && find.error().code != "not_found") {
        fail_export(work, find.error().code);
        return false;
    }
    if (!find) { // deleted meanwhile
        work.state.finds_export.done_finds = static_cast<std::int64_t>(++run.next);
    } else if (run.kind == ExportKind::darwin_core || run.kind == ExportKind::geo_json) {
        add_line(work, *find);
        work.state.finds_export.done_finds = static_cast<std::int64_t>(++run.next);
    } else {
        run.find = *std::move(find);
        run.photo = 0;
        run.thumbnail = false;
    }
    work.touch();
    return true;
}

// Until something has to be answered: a part that went out, or a photo that was asked for.
void go_on(Workplace& work) {
    const ExportRun& run = work.memory.finds_export;
    for (std::size_t opened = 0;;) {
        if (run.find) {
            if (run.photo < run.find->photos.size()) {
                return ask_photo(work);
            }
            end_find(work);
        } else if (run.next == run.finds.size()) {
            return end_file(work);
        } else if (++opened; !open_find(work)) {
            return;
        }
        if (run.pending.size() >= kPartBytes || opened >= kFindsAtOnce) {
            return send_part(work);
        }
    }
}

void next_photo(Workplace& work) {
    ExportRun& run = work.memory.finds_export;
    ++run.photo;
    run.thumbnail = false;
    run.pending.empty() ? go_on(work) : send_part(work);
}

// What cannot be cleaned or read goes as its small picture; what has none stays away.
void do_without(Workplace& work) {
    ExportRun& run = work.memory.finds_export;
    if (!run.thumbnail) {
        run.thumbnail = true;
        return ask_photo(work);
    }
    ++work.state.finds_export.missing_photos;
    next_photo(work);
}

void add_photo(Workplace& work, const CleanPhoto& photo) {
    ExportRun& run = work.memory.finds_export;
    exchange::PhotoRecord& record = run.find->photos[run.photo];
    const auto bytes = std::as_bytes(std::span(photo.bytes));
    if (run.kind == ExportKind::packet) {
        const std::string& view = run.words.views[index_of(slot_named(record.slot).value_or(Slot::profile))];
        run.pending += exchange::packet_photo(view, media_of(photo.header.kind), bytes);
        return;
    }
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    record.file = record.slot + "." + std::string(ending_of(photo.header.kind));
    record.sha256 = to_hex(sync::sha256(text));
    record.size_bytes = std::ssize(bytes);
    record.reduced = run.thumbnail;
    if (run.thumbnail) {
        record.width_px = photo.header.width_px;
        record.height_px = photo.header.height_px;
    }
    add_entry(run, folder_of(*run.find) + record.file, text);
}

bool may_export(const Workplace& work) {
    return work.database && work.state.phase == Phase::ready && work.memory.finds_export.ticket == 0;
}

void begin(Workplace& work, ExportKind kind, std::vector<ObservationId> finds, std::string first,
           const exchange::PacketWords& words) {
    drop_outgoing(work);
    work.memory.finds_export = ExportRun{};
    ExportRun& run = work.memory.finds_export;
    run.ticket = work.take_tickets();
    run.kind = kind;
    run.finds = std::move(finds);
    run.words = words;
    work.state.finds_export = {.phase = ExportPhase::gathering,
                               .kind = kind,
                               .total_finds = static_cast<std::int64_t>(run.finds.size()),
                               .failure = {}};
    run.pending = std::move(first);
    if (kind == ExportKind::zip) {
        add_entry(run, std::string(exchange::kReadmeName), exchange::readme());
    }
    work.touch();
    go_on(work);
}

} // namespace

void export_finds(Workplace& work, ExportKind kind) {
    if (!may_export(work) || kind == ExportKind::packet) {
        return;
    }
    auto finds = storage::ObservationTable(*work.database).saved();
    if (!finds) {
        return fail_export(work, finds.error().code);
    }
    begin(work, kind, *std::move(finds),
          kind == ExportKind::darwin_core ? exchange::darwin_core_header()
          : kind == ExportKind::geo_json  ? exchange::geo_json_begin(tongue_of(work))
                                          : "",
          {});
}

void cancel_export(Workplace& work) {
    drop_export(work);
    work.touch();
}

void make_packet(Workplace& work, const command::MakePacket& wish) {
    if (may_export(work)) {
        begin(work, ExportKind::packet, {wish.observation}, exchange::packet_begin(wish.words), wish.words);
    }
}

void export_part_kept(Workplace& work, const ports::FileGrown& grown) {
    if (!is_ours(work, grown.ticket)) {
        return;
    }
    ExportRun& run = work.memory.finds_export;
    if (!run.ended) {
        return go_on(work);
    }
    const FileKind kind = file_kind(run.kind);
    const std::string name = std::string("hypha-") + kind.name + "-" +
                             iso_date(work.clock.wall_ms(), work.state.look.zone_offset_min) + kind.ending;
    const ExportRun done = std::exchange(run, ExportRun{});
    work.state.finds_export.phase = ExportPhase::idle;
    send_grown_file(work, done.ticket, name, kind.media, done.size_bytes);
}

void export_photo_read(Workplace& work, const ports::FileRead& read) {
    if (!is_ours(work, read.ticket) || !work.memory.finds_export.find) {
        return;
    }
    const auto photo = clean_photo(read.bytes);
    if (!photo) {
        return do_without(work);
    }
    work.state.finds_export.reduced_photos += work.memory.finds_export.thumbnail ? 1 : 0;
    add_photo(work, *photo);
    next_photo(work);
}

void export_photo_failed(Workplace& work, const ports::FileFailed& failed) {
    if (is_ours(work, failed.ticket) && work.memory.finds_export.find) {
        do_without(work);
    }
}

void drop_export(Workplace& work) {
    if (work.memory.finds_export.ticket != 0) {
        work.postbox.send(ports::DropFile{work.memory.finds_export.ticket});
    }
    work.memory.finds_export = ExportRun{};
    work.state.finds_export = FindsExport{};
}

} // namespace hypha::app
