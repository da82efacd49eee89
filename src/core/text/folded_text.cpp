#include "core/text/folded_text.hpp"

#include <utility>

#include "core/base/utf8.hpp"
#include "core/text/letters.hpp"

namespace hypha::text {
namespace {

constexpr char32_t kDigits = U'0';

// Builds the folded text one code point at a time.
class Folder {
public:
    void add(char32_t point) {
        switch (kind_of(point)) {
        case CharacterKind::letter: add_letter(lower_case(point)); break;
        case CharacterKind::digit: add_digit(); break;
        case CharacterKind::mark: add_mark(point); break;
        case CharacterKind::apostrophe:
            apostrophe_waits_ = ends_in_letter();
            ends_word_ = !apostrophe_waits_;
            break;
        case CharacterKind::separator:
            apostrophe_waits_ = false;
            ends_word_ = true;
            break;
        }
    }

    std::size_t size() const { return text_.size(); }

    std::u32string finish() && {
        if (!text_.empty()) {
            text_ += U' ';
        }
        return std::move(text_);
    }

private:
    bool ends_in_letter() const {
        return !ends_word_ && !text_.empty() && text_.back() != kDigits && text_.back() != U' ';
    }

    void begin_word_if_needed() {
        if (ends_word_) {
            text_ += U' ';
            ends_word_ = false;
        }
    }

    void add_letter(char32_t letter) {
        if (apostrophe_waits_) {
            text_ += U'\'';
            apostrophe_waits_ = false;
        }
        begin_word_if_needed();
        text_ += letter;
    }

    void add_digit() {
        ends_word_ = ends_word_ || apostrophe_waits_;
        apostrophe_waits_ = false;
        begin_word_if_needed();
        if (text_.back() != kDigits) {
            text_ += kDigits;
        }
    }

    // A mark without a letter to sit on is dropped; one that composes with nothing we know stays a code point of its own.
    void add_mark(char32_t mark) {
        if (!ends_in_letter() || apostrophe_waits_) {
            return;
        }
        if (const auto both = composed(text_.back(), mark)) {
            text_.back() = *both;
        } else {
            text_ += mark;
        }
    }

    std::u32string text_;
    bool ends_word_ = true; // the next letter or digit begins a word
    bool apostrophe_waits_ = false;
};

} // namespace

std::u32string fold_text(std::string_view utf8, std::size_t most_letters) {
    Folder folder;
    while (!utf8.empty() && folder.size() < most_letters) {
        folder.add(take_code_point(utf8));
    }
    return std::move(folder).finish();
}

} // namespace hypha::text
