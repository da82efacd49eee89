// The part of CBOR (RFC 8949) that the wire needs: whole numbers from 0, byte and text strings, arrays, null; core deterministic
// encoding (shortest form, lengths known), so that one message has one encoding and a digest of bytes is a digest of the message.
// The reader is total: any bytes, any length. Its first mistake sticks, every later answer is empty; it allocates nothing, copies
// nothing, and has no recursion to be driven deep. nlohmann/json recurses at each nested array, hence not that.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace hypha::sync {

class CborWriter {
public:
    CborWriter& number(std::uint64_t value) { return head(0, value); }
    CborWriter& bytes(std::string_view value) { return string(2, value); }
    CborWriter& text(std::string_view value) { return string(3, value); }
    CborWriter& array(std::size_t count) { return head(4, count); }
    CborWriter& null();
    [[nodiscard]] const std::string& written() const { return out_; }
    [[nodiscard]] std::string take() { return std::move(out_); }

private:
    CborWriter& head(unsigned major, std::uint64_t value);
    CborWriter& string(unsigned major, std::string_view value);

    std::string out_;
};

class CborReader {
public:
    explicit CborReader(std::string_view in) : in_(in) {}

    std::uint64_t number() { return head(0); }
    std::string_view bytes(std::size_t most) { return string(2, most); }
    std::string_view text(std::size_t most) { return string(3, most); }
    // The number of elements; more than `most`, or more than the bytes left can hold, is a mistake.
    std::size_t array(std::size_t most);
    void array_of(std::size_t count);
    // Reads a null if the next item is one.
    bool null();
    [[nodiscard]] bool next_is_array() const {
        return ok_ && !in_.empty() && static_cast<std::uint8_t>(in_[0]) >> 5 == 4;
    }
    void fail() { ok_ = false; }
    [[nodiscard]] bool ok() const { return ok_; }
    [[nodiscard]] bool finished() const { return ok_ && in_.empty(); }

private:
    std::uint64_t head(unsigned major);
    std::string_view string(unsigned major, std::size_t most);

    std::string_view in_;
    bool ok_ = true;
};

} // namespace hypha::sync
