// One find for an expert's eyes: a single HTML page that needs no network, with the question, the answers of the model and of the
// person apart, and the photos in it. Nothing in it runs: no script, and a policy that allows none. Written photo by photo.
// All text comes from the caller, in the person's language; any text is only ever text.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hypha::exchange {

struct PacketWords {
    std::string language; // "en"
    std::string title;
    std::string question_label, question; // no question: neither is written
    std::string orientation;
    struct Line {
        std::string label, text;
        bool latin = false; // set in italics
        bool risk = false;  // the risk, which a screen shows as its sign
    };
    std::vector<Line> lines;          // date, answers, place, note: what the person lets go
    std::array<std::string, 4> views; // underside, profile, base, habitat
};

std::string packet_begin(const PacketWords& words);
// kind: "image/jpeg". The whole of one picture.
std::string packet_photo(std::string_view view, std::string_view kind, std::span<const std::byte> bytes);
std::string packet_end(const PacketWords& words);

} // namespace hypha::exchange
