// What happens in a schedule: people write, devices ask, and everything that SYNC.md names goes wrong.
#include "simulation/world.hpp"

#include "core/sync/cbor.hpp"
#include "core/sync/sha256.hpp"

namespace hypha::simulation {

using namespace sync;

namespace {

constexpr std::int64_t kDay_ms = 24LL * 60 * 60 * 1000;

Place place_of(const CellName& name) { return {name.table, name.key, name.column}; }

} // namespace

Device& World::anyone() {
    for (;;) {
        if (Device& device = *devices_[chance.below(devices_.size())]; device.alive) {
            return device;
        }
    }
}

void World::step() {
    now_ms += static_cast<std::int64_t>(1 + chance.below(3000));
    const std::uint64_t what = chance.below(100);
    if (what < 34) {
        write(anyone());
    } else if (what < 86 || !chance.percent(faults_)) {
        talk(anyone());
    } else {
        something_goes_wrong();
    }
}

void World::write(Device& device) {
    const std::string value = "v" + std::to_string(++counter_);
    const std::string row = "row" + std::to_string(chance.below(3));
    switch (chance.below(device.old_schema ? 8 : 9)) {
    case 0: write_one(device, "find", row, {{.column = "name", .value = value}}); break;
    case 1:
        write_one(device, "find", row, {{.column = "name", .value = value}, {.column = "place", .value = value}});
        break;
    case 2:
    case 3:
    case 4: write_one(device, "find", row, {{.column = "note", .value = value, .text = true}}); break;
    case 5: write_one(device, "reading", value, {{.column = "at", .value = value}}); break;
    case 6: {
        const Bytes bytes = value + std::string(chance.below(300), 'p');
        const BlobHash hash{sha256(bytes)};
        if (device.store.faults.killed() || !Replica(device.store, device.watch, &tag_).add_blob(hash, bytes)) {
            settle(device, Answer::not_understood);
            return;
        }
        write_one(device, "find", row, {{.column = "photo", .value = value, .blob = hash}});
        break;
    }
    case 7:
        if (chance.percent(50)) {
            write_one(device, "Bad table!", row, {{.column = "name", .value = value}});
        } else {
            write_one(device, "find", row, {{.column = "big", .value = value + std::string(400, '!')}});
        }
        break;
    default: write_one(device, "paper_of_tomorrow", row, {{.column = "rank_of_tomorrow", .value = value}}); break;
    }
}

void World::write_one(Device& device, const std::string& table, const std::string& key, std::vector<Write> columns) {
    const CellName name{table, key, columns[0].column};
    const auto before = device.store.rows.cells.find(name);
    const std::string shown =
        before == device.store.rows.cells.end() ? "" : std::string(Tag::words(before->second.value));
    const std::string value = columns[0].value;
    const auto written = Replica(device.store, device.watch, &tag_).write(table, key, columns);
    device.store.rollback();
    const auto cell = device.store.rows.cells.find(name);
    const bool is_there = cell != device.store.rows.cells.end() && Tag::words(cell->second.value) == value;
    bool waits = false;
    for (const auto& [ordinal, row] : device.store.rows.outbox) {
        waits = waits || (row.fresh && Tag::words(row.operation.columns[0].value) == value);
    }
    if (is_there != waits) {
        wrong("a row and its outbox row are not there together");
    }
    if (written && !is_there) {
        wrong("a write that succeeded is not read back");
    }
    if (!written && is_there && !device.store.faults.killed()) {
        wrong("a write that failed is there");
    }
    if (is_there && columns[0].text) {
        texts_.insert({place_of(name), value});
        replaced_.insert(shown);
    }
    tell(device, "writes " + table + "." + columns[0].column + " " + value.substr(0, 8) +
                     (written ? "" : " not: " + written.error().code));
    settle(device, Answer::accepted);
}

void World::talk(Device& device) {
    const auto number = static_cast<std::size_t>(
        std::ranges::find_if(devices_, [&](const auto& d) { return d.get() == &device; }) - devices_.begin());
    const auto request = device.session->next();
    if (!request) {
        return settle(device, std::unexpected(request.error()));
    }
    if (!*request) {
        start(device); // the round is over; the next one begins
        return;
    }
    static constexpr const char* kAsks[] = {"push", "pull", "snapshot", "blob_state", "blob_put", "blob_get"};
    const std::uint64_t fault = chance.percent(faults_) ? 1 + chance.below(8) : 0;
    tell(device, std::string(kAsks[static_cast<int>((*request)->kind)]) + " fault " + std::to_string(fault));
    if (fault == 1) { // lost on the way there
        return device.session->failed();
    }
    if (fault == 2) { // late: the device gave up, the edge gets it some day
        late_.emplace_back(**request, number);
        return device.session->failed();
    }
    if (fault == 3) { // a captive portal
        const auto answer = device.session->answered({200, "<html><body>Welcome to Hotel Mycelium</body></html>"});
        if (answer && *answer != Answer::not_understood) {
            wrong("a captive portal's page was an answer");
        }
        return settle(device, answer);
    }
    if (fault == 4) { // a proxy that has nobody behind it
        return settle(device, device.session->answered({502, "Bad Gateway"}));
    }
    const bool pushes = (*request)->kind == Request::Kind::push;
    if (fault == 8 && pushes && device.remembered) { // a proxy that gives the answer it remembers of this address
        return settle(device, device.session->answered(*device.remembered));
    }
    auto reply = ask(stream_, **request, number);
    if (fault == 5) { // it came twice
        if (auto second = ask(stream_, **request, number); second) {
            if (pushes && reply && reply->status == 200 && second->status == 200 && reply->body != second->body) {
                wrong("a repeated batch has another answer");
            }
            reply = std::move(second);
        }
    }
    if (!reply || fault == 6) { // lost on the way back
        return device.session->failed();
    }
    if (fault == 7 && !reply->body.empty()) { // cut
        reply->body.resize(chance.below(reply->body.size()));
        const auto answer = device.session->answered(*reply);
        if (answer && *answer != Answer::not_understood) {
            wrong("a cut body was an answer");
        }
        return settle(device, answer);
    }
    if (pushes && reply->status == 200) {
        device.remembered = reply;
    }
    settle(device, device.session->answered(*reply));
}

void World::something_goes_wrong() {
    Device& device = anyone();
    const auto some = chance.below(40);
    const auto what = chance.below(14);
    tell(device, "goes wrong: " + std::to_string(what));
    switch (what) {
    case 0: // clocks off by up to a year, either way
        device.watch.wrong_by_ms = static_cast<std::int64_t>(chance.below(730)) * kDay_ms - 365 * kDay_ms;
        break;
    case 1:
    case 2: device.store.faults.arm(fakes::FaultPlan::Fault::kill, some, chance.percent(50)); break;
    case 3: device.store.faults.arm(fakes::FaultPlan::Fault::full, some); break;
    case 4: store_.faults.arm(fakes::FaultPlan::Fault::kill, some, chance.percent(50)); break;
    case 5: store_.faults.arm(fakes::FaultPlan::Fault::full, some); break;
    case 6:
    case 7: backup_ = store_.streams; break;
    case 8:
    case 9: restore_backup(); break;
    case 10: clone_device(); break;
    case 11: lose_device(); break;
    case 12: // somebody was away for long
        now_ms += 91 * kDay_ms;
        (void)edge_.compact(stream_);
        store_.restart();
        break;
    default: attack_edge(); break;
    }
}

// A backup that was put in place of the store. A failover that lost the last transactions looks alike, but nobody says so.
void World::restore_backup() {
    if (!backup_) {
        return;
    }
    store_.restart();
    store_.streams = *backup_;
    if (chance.percent(50) && !edge_.new_epoch(stream_)) {
        wrong("no new epoch");
    }
}

void World::clone_device() {
    if (devices_.size() >= 6) {
        return;
    }
    Device& of = anyone();
    auto& copy = *devices_.emplace_back(std::make_unique<Device>(*this));
    of.store.restart();
    start(of);
    copy.store.rows = of.store.rows;
    copy.refused = of.refused;
    copy.shown = of.shown;
    copy.old_schema = of.old_schema;
    start(copy);
}

// A phone in the river, after another device has seen what was on it.
void World::lose_device() {
    Device& lost = anyone();
    Device& other = anyone();
    if (&lost == &other) {
        return;
    }
    store_.restart();
    if (sync_calmly(lost) && sync_calmly(other)) {
        lost.alive = false;
    }
}

void World::attack_edge() {
    Device& device = anyone();
    StreamId foreign = stream_;
    foreign.value[3] ^= 0x40;
    const auto state = device.store.rows.state;
    const Operation operation{"find",
                              "row0",
                              {Hlc::at(now_ms), state.device},
                              Hlc::at(now_ms),
                              {{"name", "forged", false, {}, std::nullopt}}};
    const wire::Push push{foreign, 0, {}, DeviceId{chance.next()}, 1, 0, {operation}};
    std::string body = encode(push);
    if (chance.percent(50)) {
        const Reply reply = edge_.answer(stream_, {.kind = Request::Kind::push, .body = body});
        if (reply.status != 403 && reply.status != 503) {
            wrong("a forged stream was not refused");
        }
    } else {
        body.resize(chance.below(body.size()));
        body += std::string(chance.below(20), '\x9b');
        const Reply reply = edge_.answer(stream_, {.kind = Request::Kind::push, .body = body});
        if (reply.status < 400) {
            wrong("a hostile batch was taken");
        }
    }
    if (store_.faults.killed()) {
        store_.restart();
    }
}

} // namespace hypha::simulation
