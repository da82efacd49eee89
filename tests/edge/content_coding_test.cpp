// Accept-Encoding as a table.
#include "edge/content_coding.hpp"

#include <catch2/catch_test_macros.hpp>
#include <optional>
#include <string>
#include <string_view>

using namespace hypha::edge;

namespace {

struct Row {
    std::optional<std::string_view> field;
    CodingsOnOffer offer;
    std::optional<Coding> wanted;
};

constexpr CodingsOnOffer kBoth{.gzip = true, .brotli = true};
constexpr CodingsOnOffer kNone{};
constexpr CodingsOnOffer kGzipOnly{.gzip = true, .brotli = false};

constexpr Row kTable[] = {
    {std::nullopt, kBoth, Coding::identity},
    {"", kBoth, Coding::identity},
    {"gzip, deflate, br, zstd", kBoth, Coding::brotli},
    {"gzip, deflate, br", kGzipOnly, Coding::gzip},
    {"gzip, deflate, br", kNone, Coding::identity},
    {"GZip", kBoth, Coding::gzip},
    {"x-gzip", kBoth, Coding::gzip},
    {"br;q=0.5, gzip;q=0.8", kBoth, Coding::gzip},
    {"br;q=0.8, gzip;q=0.8", kBoth, Coding::brotli},
    {"br;q=0, gzip", kBoth, Coding::gzip},
    {"br;q=0", kBoth, Coding::identity},
    {"br;q=0.001", kBoth, Coding::brotli},
    {"gzip;q=0.5, identity", kBoth, Coding::identity},
    {"gzip;q=0.5, identity;q=0.4", kBoth, Coding::gzip},
    {"*", kBoth, Coding::brotli},
    {"*", kNone, Coding::identity},
    {"*;q=0.1, br;q=0", kBoth, Coding::gzip},
    {"*;q=0", kBoth, std::nullopt},
    {"identity;q=0", kNone, std::nullopt},
    {"identity;q=0, gzip", kNone, std::nullopt},
    {"identity;q=0, gzip", kBoth, Coding::gzip},
    {"identity;q=1, *;q=0", kBoth, Coding::identity},
    {"br ; q=1.0 , gzip", kBoth, Coding::brotli},
    {"br;q=1.5, gzip;q=0.1", kBoth, Coding::gzip},
    {"br;q=, gzip;q=0.1", kBoth, Coding::gzip},
    {"br;q=0.1234, gzip;q=0.1", kBoth, Coding::gzip},
    {"br;level=11, gzip;q=0.1", kBoth, Coding::gzip},
    {",,;,;q=1,", kBoth, Coding::identity},
    {"brotli, gzipped", kBoth, Coding::identity},
};

} // namespace

TEST_CASE("the coding of an answer follows Accept-Encoding", "[content_coding]") {
    for (const Row& row : kTable) {
        CAPTURE(row.field.value_or("(absent)"), row.offer.brotli, row.offer.gzip);
        const std::optional<Coding> chosen = choose_coding(row.field, row.offer);
        CHECK(chosen.has_value() == row.wanted.has_value());
        if (chosen && row.wanted) {
            CHECK(static_cast<int>(*chosen) == static_cast<int>(*row.wanted));
        }
    }
}

TEST_CASE("a coding that does not exist is never chosen, whatever the field says", "[content_coding]") {
    // Every string of four pieces from this alphabet: small, and it covers the grammar's joints.
    constexpr std::string_view kPieces[] = {"br", "gzip", "*", ";q=0", ";q=1", ",", " ", ";", "identity"};
    for (const auto a : kPieces) {
        for (const auto b : kPieces) {
            for (const auto c : kPieces) {
                for (const auto d : kPieces) {
                    std::string field(a);
                    field.append(b).append(c).append(d);
                    const auto chosen = choose_coding(field, kGzipOnly);
                    if (chosen == Coding::brotli) {
                        FAIL(field);
                    }
                    if (choose_coding(field, kNone).value_or(Coding::identity) != Coding::identity) {
                        FAIL(field);
                    }
                }
            }
        }
    }
    SUCCEED();
}
