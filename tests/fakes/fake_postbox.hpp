// Keeps what was sent, in order, for a test to read.
#pragma once

#include <cstddef>
#include <deque>
#include <variant>
#include <vector>

#include "ports/message_json.hpp"
#include "ports/postbox.hpp"

namespace hypha::fakes {

class FakePostbox final : public ports::Postbox {
public:
    // As in the browser, nothing is not delivered.
    void send(const ports::Message& message) override {
        if (!holds_alternative<std::monostate>(message)) {
            sent_.push_back(message);
            const auto bytes = ports::content_of(message);
            ports::set_content(sent_.back(), contents_.emplace_back(bytes.begin(), bytes.end()));
        }
    }
    [[nodiscard]] const std::vector<ports::Message>& sent() const { return sent_; }
    void clear() {
        sent_.clear();
        contents_.clear();
    }

    template <typename Kind> [[nodiscard]] std::vector<Kind> all() const {
        std::vector<Kind> found;
        for (const ports::Message& message : sent_) {
            if (const Kind* kind = get_if<Kind>(&message)) {
                found.push_back(*kind);
            }
        }
        return found;
    }
    template <typename Kind> [[nodiscard]] std::size_t count() const { return all<Kind>().size(); }
    // The newest of its kind; a default one when none was sent.
    template <typename Kind> [[nodiscard]] Kind last() const {
        const auto found = all<Kind>();
        return found.empty() ? Kind{} : found.back();
    }

private:
    std::vector<ports::Message> sent_;
    std::deque<std::vector<std::byte>> contents_; // what the messages show of; never moved
};

} // namespace hypha::fakes
