// Accept-Encoding as the grammar of RFC 9110 §12.4.2 has it: q from 0 to 1 with at most three decimals, kept in thousandths.
#include "edge/content_coding.hpp"

#include <algorithm>
#include <cctype>
#include <string>

namespace hypha::edge {
namespace {

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
        text.remove_prefix(1);
    }
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) {
        text.remove_suffix(1);
    }
    return text;
}

std::string lowered(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

// "0", "0.5", "1.000" as thousandths; nullopt when it is not a weight.
std::optional<int> parse_weight(std::string_view text) {
    if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1') || (text.size() > 1 && text[1] != '.')) {
        return std::nullopt;
    }
    int thousandths = (text[0] - '0') * 1000;
    int unit = 100;
    for (const char digit : text.substr(std::min<std::size_t>(2, text.size()))) {
        if (digit < '0' || digit > '9') {
            return std::nullopt;
        }
        thousandths += (digit - '0') * unit;
        unit /= 10;
    }
    return thousandths <= 1000 ? std::optional(thousandths) : std::nullopt;
}

struct Weights {
    std::optional<int> brotli;
    std::optional<int> gzip;
    std::optional<int> identity;
    std::optional<int> any;
};

void read_member(std::string_view member, Weights& weights) {
    const std::size_t semicolon = member.find(';');
    const std::string name = lowered(trimmed(member.substr(0, semicolon)));
    int weight = 1000;
    if (semicolon != std::string_view::npos) {
        const std::string parameter = lowered(trimmed(member.substr(semicolon + 1)));
        const std::optional<int> parsed =
            parameter.starts_with("q=") ? parse_weight(std::string_view(parameter).substr(2)) : std::nullopt;
        if (!parsed) {
            return;
        }
        weight = *parsed;
    }
    if (name == "br") {
        weights.brotli = weight;
    } else if (name == "gzip" || name == "x-gzip") {
        weights.gzip = weight;
    } else if (name == "identity") {
        weights.identity = weight;
    } else if (name == "*") {
        weights.any = weight;
    }
}

} // namespace

std::optional<Coding> choose_coding(std::optional<std::string_view> accept_encoding, CodingsOnOffer offer) {
    if (!accept_encoding) {
        return Coding::identity;
    }
    Weights weights;
    std::string_view rest = *accept_encoding;
    while (!rest.empty()) {
        const std::size_t comma = rest.find(',');
        read_member(rest.substr(0, comma), weights);
        rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
    }
    const int brotli = offer.brotli ? weights.brotli.value_or(weights.any.value_or(0)) : 0;
    const int gzip = offer.gzip ? weights.gzip.value_or(weights.any.value_or(0)) : 0;
    // Identity that nobody mentions is acceptable, but the least wanted.
    const bool identity_mentioned = weights.identity || weights.any;
    const int identity = weights.identity.value_or(weights.any.value_or(0));
    if (brotli > 0 && brotli >= gzip && brotli >= identity) {
        return Coding::brotli;
    }
    if (gzip > 0 && gzip >= identity) {
        return Coding::gzip;
    }
    return identity > 0 || !identity_mentioned ? std::optional(Coding::identity) : std::nullopt;
}

} // namespace hypha::edge
