// Plays the worker's side of files (web/file_carrier.ts): photos that are kept, the file a person picks, the file that goes out.
// Answers what the application asked, in order, until nothing is asked any more or `answers` are given.
#pragma once

#include <cstddef>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "fakes/stage.hpp"

namespace hypha::flow {

using Bytes = std::vector<std::byte>;

Bytes bytes_of(std::string_view text);

class FileWorker {
public:
    explicit FileWorker(Stage& stage) : stage_(stage) {}

    void run(std::size_t answers = std::numeric_limits<std::size_t>::max());
    // The person picks `file` in the chooser that is open; then run().
    void pick(const Bytes& file, const std::string& name = "hypha-journal-2026-09-21.sqlite");
    // The file that was picked has other bytes from now on.
    void change(const Bytes& file) { picked_ = file; }
    // The postbox was cleared.
    void forget() {
        seen_ = 0;
        growing_.clear();
    }
    // What was put together for the ShareFile that was sent last.
    [[nodiscard]] const Bytes& sent() const;
    void saved(const std::string& outcome = "saved");

    std::map<std::string, Bytes> photos; // "original/aaaa…"
    std::string keep_failure;            // when set, the next photo to be kept fails so

private:
    bool answer(const ports::Message& message);

    Stage& stage_;
    Bytes picked_;
    std::map<std::uint32_t, Bytes> growing_;
    std::size_t seen_ = 0; // of what the postbox holds
};

} // namespace hypha::flow
