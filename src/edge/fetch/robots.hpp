// robots.txt (RFC 9309): which paths of a site a program of our name may ask for. Groups that name us, else those of "*"; of the rules
// that match the longest decides, Allow where two are as long; "*" stands for any letters, "$" for the end. Percent codes are compared
// as what they mean, in one form. Any bytes are a file; the first 512 KiB are read. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hypha::edge::fetch {

inline constexpr std::size_t kMostRobots_bytes = std::size_t{512} << 10;

class Robots {
public:
    // `product`: the token of our name, letters and "-" and "_".
    static Robots parse(std::string_view bytes, std::string_view product);
    // Of a site whose file could not be had: 4xx, nothing is forbidden; 5xx and no answer, everything is (§2.3.1).
    static Robots all_allowed() { return {}; }
    static Robots none_allowed();

    // `path` with its query.
    [[nodiscard]] bool allows(std::string_view path) const;

private:
    struct Rule {
        bool allows = false;
        std::string pattern;
    };
    std::vector<Rule> rules_;
};

} // namespace hypha::edge::fetch
