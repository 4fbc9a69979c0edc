// Numbers as they are said and as they are written: one reading or none, and there and back.
#include <catch2/catch.hpp>

#include "pipeline/text/numeral.hpp"
#include "tests/support/random.hpp"

using namespace jiaodui;
using jiaodui::testing::Random;

namespace {

std::string digits(std::string_view han) { return digits_of_han(han).value_or("?"); }
std::string han(std::string_view text) { return han_of_digits(text).value_or("?"); }

}  // namespace

TEST_CASE("spoken numbers are read", "[numeral]") {
    CHECK(digits("零") == "0");
    CHECK(digits("十") == "10");
    CHECK(digits("二十五") == "25");
    CHECK(digits("一百零五") == "105");
    CHECK(digits("一百一十") == "110");
    CHECK(digits("三千零六") == "3006");
    CHECK(digits("三百五") == "350");
    CHECK(digits("三千五") == "3500");
    CHECK(digits("两千零二十四") == "2024");
    CHECK(digits("一万五") == "1.5万");
    CHECK(digits("一亿二") == "1.2亿");
    CHECK(digits("一万零三百") == "1.03万");
    CHECK(digits("一万二千三百四十五") == "12345");
    CHECK(digits("两亿三千万") == "2.3亿");
    CHECK(digits("十四亿") == "14亿");
    CHECK(digits("一千二百万") == "1200万");
    CHECK(digits("三万亿") == "3万亿");
    CHECK(digits("三点一四") == "3.14");
    CHECK(digits("一点五万亿") == "1.5万亿");
}

TEST_CASE("what has no one reading is not read", "[numeral]") {
    for (const char* said : {"",       "三四十",     "十七八", "一二十",   "三五",     "百",      "千万", "万一",
                             "一百零", "一百五十零", "零三",   "一百三千", "两十",     "二十两",  "点五", "三点",
                             "三点十", "一千五十",   "五六百", "一亿亿",   "一亿五千", "三点五百"}) {
        INFO(said);
        CHECK(!digits_of_han(said));
    }
}

TEST_CASE("numbers are spoken", "[numeral]") {
    CHECK(han("0") == "零");
    CHECK(han("10") == "十");
    CHECK(han("110") == "一百一十");
    CHECK(han("1,005") == "一千零五");
    CHECK(han("2024") == "两千零二十四");
    CHECK(han("20000") == "两万");
    CHECK(han("100010") == "十万零一十");
    CHECK(han("0.25") == "零点二五");
    CHECK(han("007") == "?");
    CHECK(han("1.") == "?");
    CHECK(han_one_by_one("2024") == "二〇二四");
    CHECK(digits_one_by_one("二零二四") == "2024");
    CHECK(digits_one_by_one("幺二〇") == "120");
    CHECK(!digits_one_by_one("十二"));
}

TEST_CASE("random numbers come back", "[numeral]") {
    Random random(5);
    for (int round = 0; round < 20000; ++round) {
        std::uint64_t value = random.below(1000000000);
        for (std::uint32_t shift = random.below(9); shift > 0; --shift) value /= 10;
        for (std::uint32_t zeros = random.below(3); zeros > 0; --zeros) value *= 100;
        const std::string said = han(std::to_string(value));
        INFO(value << " " << said);
        const std::string back = digits(said);
        std::string number = back;
        double scale = 1;
        for (const auto& [name, worth] : {std::pair<std::string, double>{"万亿", 1e12}, {"亿", 1e8}, {"万", 1e4}}) {
            if (!number.ends_with(name)) continue;
            number.resize(number.size() - name.size());
            scale = worth;
            break;
        }
        CHECK(static_cast<std::uint64_t>(std::stod(number) * scale + 0.5) == value);
    }
}
