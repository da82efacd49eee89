#include "edge/articles/picture_address.hpp"

#include "edge/articles/web_address.hpp"
#include "edge/feeds/ascii.hpp"

#include <algorithm>
#include <charconv>

namespace hypha::edge::articles {
namespace {

constexpr double kSmallest = 48;
constexpr double kWidest = 1600;

double number_of(std::string_view text) {
    double value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    return problem == std::errc() ? value : 0;
}

bool is_tiny(const HtmlTree& tree, NodeIndex picture) {
    for (const std::string_view side : {"width", "height"}) {
        const std::string_view value = tree.attribute(picture, side);
        if (!value.empty() && !value.ends_with('%') && feeds::is_digit(value.front()) && number_of(value) < kSmallest)
            return true;
    }
    return false;
}

bool names_picture(std::string_view value) {
    const std::string plain = feeds::lower(value);
    return plain.contains(".jpg") || plain.contains(".jpeg") || plain.contains(".png") || plain.contains(".webp");
}

bool is_stand_in(std::string_view address) {
    const std::string plain = feeds::lower(address);
    return plain.contains("placeholder") || plain.contains("spacer.") || plain.contains("blank.") ||
           plain.contains("transparent.") || plain.contains("/pixel.") || plain.contains("1x1.");
}

// Elsewhere than in src and srcset: data-src, data-original, data-lazy-srcset …
std::string lazy_address(const HtmlTree& tree, NodeIndex node, std::string_view base) {
    for (const HtmlAttribute& attribute : tree[node].attributes) {
        if (!attribute.name.starts_with("data-") || attribute.value.size() > 4000 || !names_picture(attribute.value))
            continue;
        if (attribute.value.find_first_of("{}<>") != std::string::npos) continue;
        const std::string_view value = feeds::trim(attribute.value);
        const bool is_set = value.find_first_of(" \t\n") != std::string_view::npos;
        if (std::string found = web_address(base, is_set ? best_of_srcset(value) : value); !found.empty()) return found;
    }
    return "";
}

} // namespace

std::string_view best_of_srcset(std::string_view srcset) {
    std::string_view best;
    double best_size = -1;
    while (true) {
        // A comma within an address is not followed by a blank and does not end a candidate (HTML Living Standard §4.8.4.3.3).
        while (!srcset.empty() && (feeds::is_blank(srcset.front()) || srcset.front() == ',')) srcset.remove_prefix(1);
        if (srcset.empty()) return best;
        std::size_t end = 0;
        while (end < srcset.size() && !feeds::is_blank(srcset[end])) ++end;
        std::string_view address = srcset.substr(0, end);
        srcset.remove_prefix(end);
        std::string_view descriptor;
        if (address.ends_with(',')) {
            while (address.ends_with(',')) address.remove_suffix(1);
        } else {
            const std::size_t comma = std::min(srcset.find(','), srcset.size());
            descriptor = feeds::trim(srcset.substr(0, comma));
            srcset.remove_prefix(comma);
        }
        double size = descriptor.empty() ? 1 : number_of(descriptor);
        if (descriptor.ends_with('x') || descriptor.empty()) size *= 700;
        if (size > kWidest) size = kWidest / size; // wider ones only when there is no other
        if (size > best_size) {
            best = address;
            best_size = size;
        }
    }
}

std::string picture_address(const HtmlTree& tree, NodeIndex picture, std::string_view base) {
    if (is_tiny(tree, picture)) return "";
    const std::string_view reference = feeds::trim(tree.attribute(picture, "src"));
    std::string from_source = reference.empty() || reference.starts_with('#') ? "" : web_address(base, reference);
    const bool has_source = !from_source.empty() && !is_stand_in(from_source);
    if (std::string found = web_address(base, best_of_srcset(tree.attribute(picture, "srcset")));
        !tree.attribute(picture, "srcset").empty() && !found.empty() && !is_stand_in(found))
        return found;
    if (has_source && !feeds::lower(tree.attribute(picture, "class")).contains("lazy")) return from_source;
    if (std::string found = lazy_address(tree, picture, base); !found.empty()) return found;
    const NodeIndex around = tree[picture].parent;
    if (around != kNoNode && tree[around].tag == Tag::picture) {
        for (const NodeIndex source : tree.all_of(around, {Tag::source})) {
            const std::string_view set = tree.attribute(source, "srcset");
            if (set.empty()) continue;
            if (std::string found = web_address(base, best_of_srcset(set)); !found.empty()) return found;
        }
    }
    return has_source ? from_source : "";
}

} // namespace hypha::edge::articles
