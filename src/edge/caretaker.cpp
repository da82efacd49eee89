#include "edge/caretaker.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <string>

#include "edge/host_surroundings.hpp"
#include "edge/log.hpp"

namespace hypha::edge {

namespace net = boost::asio;

Caretaker::Caretaker(net::io_context& context, StoreThreads& threads, std::shared_ptr<Metrics> metrics,
                     const sync::EdgeLimits& limits, CareTimes times)
    : threads_(threads),
      metrics_(std::move(metrics)),
      limits_(limits),
      times_(times),
      look_timer_(net::make_strand(context)),
      round_timer_(look_timer_.get_executor()) {}

void Caretaker::start() {
    net::post(look_timer_.get_executor(), [self = shared_from_this()] {
        self->look_later();
        if (self->times_.round) {
            const std::int64_t least = self->times_.first_least.count();
            const std::int64_t span = std::max<std::int64_t>(1, self->times_.first_most.count() - least);
            const auto by_chance =
                static_cast<std::int64_t>(HostSurroundings().random() % static_cast<std::uint64_t>(span));
            self->go_round_later(std::min(*self->times_.round, std::chrono::milliseconds(least + by_chance)));
        }
    });
}

void Caretaker::stop() {
    stopping_ = true;
    net::post(look_timer_.get_executor(), [self = shared_from_this()] {
        self->look_timer_.cancel();
        self->round_timer_.cancel();
    });
}

void Caretaker::look_later() {
    if (stopping_) {
        return;
    }
    const bool counts = looks_++ % times_.figures_every == 0;
    threads_.run([self = shared_from_this(), counts](ServedStore& store, sync::Edge&) {
        const bool up = store.probe().has_value();
        if (const auto figures = up && counts ? store.store_figures() : failure("not_asked"); figures) {
            self->metrics_->streams = static_cast<std::int64_t>(figures->streams);
            self->metrics_->blobs_kept = static_cast<std::int64_t>(figures->blobs);
            self->metrics_->blob_bytes_kept = static_cast<std::int64_t>(figures->blob_bytes);
            self->metrics_->database_bytes = static_cast<std::int64_t>(figures->database_bytes);
            self->metrics_->log_bytes = static_cast<std::int64_t>(figures->log_bytes);
        }
        if (const bool was_up = self->metrics_->store_up.exchange(up ? 1 : 0) != 0; was_up != up) {
            log_event(up ? "store_is_back" : "store_does_not_answer");
        }
    });
    look_timer_.expires_after(times_.look);
    look_timer_.async_wait([self = shared_from_this()](const boost::system::error_code& problem) {
        if (!problem) {
            self->look_later();
        }
    });
}

void Caretaker::go_round_later(std::chrono::milliseconds wait) {
    if (stopping_) {
        return;
    }
    round_timer_.expires_after(wait);
    round_timer_.async_wait([self = shared_from_this()](const boost::system::error_code& problem) {
        if (!problem && !self->stopping_) {
            self->step(std::make_shared<UpkeepRound>(self->limits_));
        }
    });
}

void Caretaker::step(const std::shared_ptr<UpkeepRound>& round) {
    threads_.run([self = shared_from_this(), round](ServedStore& store, sync::Edge& edge) {
        if (self->stopping_) {
            return;
        }
        const auto more = round->step(store, edge);
        if (more && *more) {
            self->step(round);
            return;
        }
        self->note(*round, more.has_value());
        net::post(self->look_timer_.get_executor(), [self] { self->go_round_later(*self->times_.round); });
    });
}

void Caretaker::note(const UpkeepRound& round, bool whole) {
    const UpkeepDone& done = round.done();
    metrics_->operations_forgotten += done.operations;
    metrics_->files_swept += done.files;
    metrics_->compaction_errors += done.errors + (whole ? 0 : 1);
    if (whole) {
        ++metrics_->compactions;
        metrics_->compaction_ms = HostSurroundings().wall_ms();
    }
    log_event(whole ? "compacted" : "compaction_failed", {{"streams", std::to_string(done.streams)},
                                                          {"operations", std::to_string(done.operations)},
                                                          {"files", std::to_string(done.files)},
                                                          {"errors", std::to_string(done.errors)}});
}

} // namespace hypha::edge
