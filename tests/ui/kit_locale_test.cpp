// Numbers, dates and days as each language writes them, and that every character of every text can be drawn.
#include <cstdint>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "ui/kit/locale.hpp"
#include "ui/kit_stage.hpp"

using namespace hypha::ui;

namespace {

const std::string kSpace = "\xC2\xA0"; // no-break

} // namespace

TEST_CASE("civil time is right at the epoch, before it, on leap days and across the zone", "[kit_locale]") {
    const auto is = [](std::int64_t ms, std::int64_t zone, int year, int month, int day, int hour, int minute) {
        const CivilTime time = civil_time(ms, zone);
        INFO(ms << " is " << time.year << "-" << time.month << "-" << time.day << " " << time.hour << ":"
                << time.minute);
        CHECK((time.year == year && time.month == month && time.day == day && time.hour == hour &&
               time.minute == minute));
    };
    is(0, 0, 1970, 1, 1, 0, 0);
    is(-1, 0, 1969, 12, 31, 23, 59);
    is(951'782'400'000, 0, 2000, 2, 29, 0, 0);
    is(951'782'400'000, -300, 2000, 2, 28, 19, 0);
    is(1'709'164'800'000, 0, 2024, 2, 29, 0, 0);
    is(4'102'444'799'000, 60, 2100, 1, 1, 0, 59);
    CHECK(civil_time(0, 0).weekday == 4); // a Thursday
}

TEST_CASE("numbers, percentages and sizes are written as each language writes them", "[kit_locale]") {
    CHECK(format_number(Locale::en, 1204) == "1,204");
    CHECK(format_number(Locale::en, 1234567) == "1,234,567");
    CHECK(format_number(Locale::en, -1204) == "-1,204");
    CHECK(format_number(Locale::es, 1204) == "1204");
    CHECK(format_number(Locale::es, 12040) == "12" + kSpace + "040");
    CHECK(format_number(Locale::en, INT64_MIN) == "-9,223,372,036,854,775,808");
    CHECK(format_percent(Locale::en, 0.81) == "81%");
    CHECK(format_percent(Locale::es, 0.81) == "81" + kSpace + "%");
    CHECK(format_bytes(Locale::en, 640) == "640" + kSpace + "B");
    CHECK(format_bytes(Locale::en, 14'200) == "14" + kSpace + "KB");
    CHECK(format_bytes(Locale::en, 999'600) == "1.0" + kSpace + "MB");
    CHECK(format_bytes(Locale::es, 3'440'000) == "3,4" + kSpace + "MB");
    CHECK(format_bytes(Locale::en, 41'300'000) == "41" + kSpace + "MB");
}

TEST_CASE("a percentage never claims certainty", "[kit_locale]") {
    CHECK(format_percent(Locale::en, 0.9999) == "99%");
    CHECK(format_percent(Locale::en, 0.0001) == "1%");
    CHECK(format_percent(Locale::en, 1.0) == "100%");
    CHECK(format_percent(Locale::en, 0.0) == "0%");
}

TEST_CASE("days are told from where the reader is", "[kit_locale]") {
    const std::int64_t noon = 1'790'000'000'000 / 86'400'000 * 86'400'000 + 43'200'000;
    CHECK(format_relative_day(Locale::en, noon, noon + 3'600'000, 0) == "today");
    CHECK(format_relative_day(Locale::en, noon, noon + 43'200'000, 0) == "yesterday"); // past midnight
    CHECK(format_relative_day(Locale::en, noon, noon + 43'200'000, -120) == "today");  // not yet midnight there
    CHECK(format_relative_day(Locale::es, noon, noon, 0) == "hoy");
    CHECK(format_date(Locale::en, 0, 0) == "1 Jan 1970");
    CHECK(format_date_time(Locale::es, 0, 0) == "1 ene 1970, 0:00");
    CHECK(format_month(Locale::en, 2026, 10) == "October 2026");
    CHECK(format_month(Locale::es, 2026, 10) == "octubre de 2026");
}

TEST_CASE("every character of every text has a glyph in every face that may show it", "[kit_locale]") {
    const KitStage stage;
    std::string missing;
    const auto check = [&](std::string_view words) {
        for (std::size_t at = 0; at < words.size();) {
            unsigned character = 0;
            const auto lead = static_cast<unsigned char>(words[at]);
            const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
            character = lead < 0x80 ? lead : lead & (0xFFU >> (length + 1));
            for (std::size_t i = 1; i < length && at + i < words.size(); ++i) {
                character = (character << 6U) | (static_cast<unsigned char>(words[at + i]) & 0x3FU);
            }
            at += length;
            for (const Face face : {Face::sans, Face::sans_strong, Face::serif_italic, Face::serif_strong,
                                    Face::serif_strong_italic, Face::serif}) {
                if (character != '\n' &&
                    !stage.context.fonts->get(face)->IsGlyphInFont(static_cast<ImWchar>(character))) {
                    missing += "U+" + std::to_string(character) + " of \"" + std::string(words) + "\"; ";
                }
            }
        }
    };
    for (const auto& texts : strings::kTexts) {
        for (const std::string_view words : texts) {
            check(words);
        }
    }
    for (const auto& plurals : strings::kPlurals) {
        for (const auto& forms : plurals) {
            for (const std::string_view words : forms) {
                check(words);
            }
        }
    }
    for (const Locale locale : {Locale::en, Locale::es}) {
        check(format_number(locale, -1'234'567));
        check(format_percent(locale, 0.5));
        check(format_bytes(locale, 3'440'000));
        for (int month = 1; month <= 12; ++month) {
            check(format_month(locale, 2026, month));
        }
    }
    CHECK(missing.empty());
    CHECK(stage.context.fonts->get(Face::serif_italic)
              ->IsGlyphInFont(0x141)); // an L with a stroke, borrowed from the sans face
    CHECK_FALSE(stage.context.fonts->get(Face::sans)->IsGlyphInFont(0x202F)); // why numbers use a plain no-break space
}
