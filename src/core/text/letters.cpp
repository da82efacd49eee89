#include "core/text/letters.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace hypha::text {
namespace {

struct Range {
    char32_t first, last;
};

// Punctuation, symbols, spaces, controls, private use: what stands between words. Sorted.
constexpr std::array kSeparators{
    Range{0x00, 0x26},       Range{0x28, 0x2F},     Range{0x3A, 0x40},     Range{0x5B, 0x60},
    Range{0x7B, 0xA9},       Range{0xAB, 0xB4},     Range{0xB6, 0xB9},     Range{0xBB, 0xBF},
    Range{0xD7, 0xD7},       Range{0xF7, 0xF7},     Range{0x037E, 0x037E}, Range{0x0387, 0x0387},
    Range{0x0589, 0x058A},   Range{0x05BE, 0x05BE}, Range{0x05C0, 0x05C0}, Range{0x05C3, 0x05C3},
    Range{0x05F3, 0x05F4},   Range{0x0600, 0x060F}, Range{0x061B, 0x061F}, Range{0x066A, 0x066D},
    Range{0x06D4, 0x06D4},   Range{0x0964, 0x0965}, Range{0x0E4F, 0x0E4F}, Range{0x104A, 0x104F},
    Range{0x1361, 0x1368},   Range{0x166D, 0x166E}, Range{0x16EB, 0x16ED}, Range{0x17D4, 0x17DB},
    Range{0x1800, 0x180E},   Range{0x2000, 0x2018}, Range{0x201A, 0x206F}, Range{0x207A, 0x207E},
    Range{0x208A, 0x208E},   Range{0x20A0, 0x20CF}, Range{0x2100, 0x2BFF}, Range{0x2E00, 0x2E7F},
    Range{0x3000, 0x3004},   Range{0x3008, 0x3020}, Range{0x3030, 0x3030}, Range{0x30FB, 0x30FB},
    Range{0xA4FE, 0xA4FF},   Range{0xD800, 0xF8FF}, Range{0xFD3E, 0xFD3F}, Range{0xFE10, 0xFE19},
    Range{0xFE30, 0xFE6B},   Range{0xFEFF, 0xFEFF}, Range{0xFF01, 0xFF0F}, Range{0xFF1A, 0xFF20},
    Range{0xFF3B, 0xFF40},   Range{0xFF5B, 0xFF65}, Range{0xFFE0, 0xFFFF}, Range{0x1F000, 0x1FAFF},
    Range{0xE0000, 0x10FFFF}};

// Ten digits begin at each of these.
constexpr std::array<char32_t, 16> kZeros{0x30,   0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6,
                                          0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0E50, 0x0ED0, 0x17E0, 0xFF10};

constexpr std::array kMarks{Range{0x0300, 0x036F}, Range{0x0483, 0x0487}, Range{0x0591, 0x05BD}, Range{0x0610, 0x061A},
                            Range{0x064B, 0x065F}, Range{0x0670, 0x0670}, Range{0x1AB0, 0x1AFF}, Range{0x1DC0, 0x1DFF},
                            Range{0x20D0, 0x20FF}, Range{0xFE00, 0xFE0F}, Range{0xFE20, 0xFE2F}};

template <typename Ranges> bool is_in(const Ranges& ranges, char32_t point) {
    const auto found = std::ranges::lower_bound(ranges, point, {}, &Range::last);
    return found != ranges.end() && found->first <= point;
}

// U+00E0 to U+017F without accents; '*' where the letter has no plain twin.
constexpr std::string_view kPlain = "aaaaaa*ceeeeiiiidnooooo*ouuuuy*y"
                                    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkk*llllllllllnnnnnnn**oooo"
                                    "oo**rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(kPlain.size() == 0x17F - 0xE0 + 1);

struct Accent {
    char32_t mark;
    std::u32string_view plain, accented;
};

constexpr std::array kAccents{
    Accent{0x0300, U"aeiou", U"àèìòù"},     Accent{0x0301, U"aeiouycnsz", U"áéíóúýćńśź"},
    Accent{0x0302, U"aeiouwy", U"âêîôûŵŷ"}, Accent{0x0303, U"anoiu", U"ãñõĩũ"},
    Accent{0x0304, U"aeiou", U"āēīōū"},     Accent{0x0306, U"agu", U"ăğŭ"},
    Accent{0x0307, U"cegz", U"ċėġż"},       Accent{0x0308, U"aeiouy", U"äëïöüÿ"},
    Accent{0x030A, U"au", U"åů"},           Accent{0x030B, U"ou", U"őű"},
    Accent{0x030C, U"cdenrsz", U"čďěňřšž"}, Accent{0x0327, U"cst", U"çşţ"},
    Accent{0x0328, U"aeiu", U"ąęįų"},
};

bool is_upper_of_pair(char32_t point) { // Latin Extended-A: capital and small letter side by side
    if (point == 0x130 || point == 0x138 || point == 0x149) {
        return false;
    }
    const bool odd_is_upper = (point >= 0x139 && point <= 0x148) || (point >= 0x179 && point <= 0x17E);
    return odd_is_upper ? (point & 1U) == 1 : (point & 1U) == 0;
}

} // namespace

CharacterKind kind_of(char32_t point) {
    if (point == U'\'' || point == 0x2019 || point == 0x02BC) { // the ’ of ch’aki and of don’t
        return CharacterKind::apostrophe;
    }
    for (const char32_t zero : kZeros) {
        if (point >= zero && point < zero + 10) {
            return CharacterKind::digit;
        }
    }
    if (is_in(kMarks, point)) {
        return CharacterKind::mark;
    }
    return is_in(kSeparators, point) ? CharacterKind::separator : CharacterKind::letter;
}

char32_t lower_case(char32_t point) {
    if ((point >= U'A' && point <= U'Z') || (point >= 0xC0 && point <= 0xDE && point != 0xD7)) {
        return point + 32;
    }
    if (point < 0x100) {
        return point;
    }
    if (point == 0x130) {
        return U'i';
    }
    if (point == 0x178) {
        return 0xFF;
    }
    if (point < 0x178 || (point >= 0x179 && point <= 0x17E)) {
        return is_upper_of_pair(point) ? point + 1 : point;
    }
    if (point >= 0x0391 && point <= 0x03AB) {
        return point + 32;
    }
    if (point >= 0x0410 && point <= 0x042F) {
        return point + 32;
    }
    if (point >= 0x0400 && point <= 0x040F) {
        return point + 80;
    }
    if (point >= 0x0531 && point <= 0x0556) {
        return point + 48;
    }
    return point >= 0xFF21 && point <= 0xFF3A ? point + 32 : point;
}

std::optional<char32_t> composed(char32_t letter, char32_t mark) {
    for (const Accent& accent : kAccents) {
        const std::size_t at = accent.mark == mark ? accent.plain.find(letter) : std::u32string_view::npos;
        if (at != std::u32string_view::npos) {
            return accent.accented[at];
        }
    }
    return std::nullopt;
}

char32_t without_accent(char32_t letter) {
    if (letter < 0xE0 || letter > 0x17F || kPlain[letter - 0xE0] == '*') {
        return letter;
    }
    return static_cast<char32_t>(kPlain[letter - 0xE0]);
}

} // namespace hypha::text
