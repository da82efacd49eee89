// A JPEG as a phone writes it, small enough to flip every bit of: a frame header, EXIF with a place and an orientation, XMP, a comment,
// JFIF with a small picture, a colour profile, a scan, and a second picture behind the end. Its pixels are nothing in particular.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hypha::fakes {

inline constexpr std::string_view kHiddenWords[] = {"GPS",       "Pamplona",       "2026:10:04", "xpacket",
                                                    "a comment", "second picture", "MakerNote",  "tiny picture"};

inline std::vector<std::uint8_t> hidden_jpeg(std::uint8_t orientation = 6, std::string_view picture = "picture data") {
    std::string out = "\xFF\xD8";
    const auto segment = [&out](char marker, std::string_view content) {
        out += '\xFF';
        out += marker;
        out += static_cast<char>((content.size() + 2) >> 8U);
        out += static_cast<char>(content.size() + 2);
        out += content;
    };
    std::string jfif("JFIF\0\1\2\1\0\x48\0\x48\2\1", 14);
    segment('\xE0', jfif + "tiny picture");
    std::string exif("Exif\0\0MM\0\x2A\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0", 25);
    exif += static_cast<char>(orientation);
    exif += std::string_view("\0\0\x87\x69\0\4\0\0\0\1\0\0\0\0\0\0\0\0", 18);
    segment('\xE1', exif + "GPS Pamplona 2026:10:04 MakerNote");
    segment('\xE1', std::string_view("http://ns.adobe.com/xap/1.0/\0<?xpacket?>", 40));
    segment('\xE2', std::string_view("ICC_PROFILE\0\1\1colours", 21));
    segment('\xFE', "a comment");
    segment('\xDB', std::string(65, '\1'));
    segment('\xC0', std::string_view("\x08\x01\xE0\x02\x80\x01\x01\x11\x00", 9)); // 640 x 480
    segment('\xC4', std::string(20, '\2'));
    segment('\xDA', std::string_view("\x01\x01\0\0\x3F\0", 6));
    out += picture;
    out += std::string_view("\xFF\0more\xFF\xD0more", 12);
    out += "\xFF\xD9";
    out += "\xFF\xD8second picture\xFF\xD9";
    return {out.begin(), out.end()};
}

} // namespace hypha::fakes
