#include "pipeline/base/binary.hpp"

#include <catch2/catch.hpp>

using namespace jiaodui;

TEST_CASE("what is written is read again") {
    BinaryWriter out;
    out.u8(7);
    out.u32(0xDEADBEEF);
    out.u64(0x0123456789ABCDEFull);
    out.i32(-5);
    out.f32(0.25f);
    out.count(300);
    out.count(~0ull);
    out.text("校对");
    BinaryReader in(out.bytes());
    CHECK(in.u8() == 7);
    CHECK(in.u32() == 0xDEADBEEF);
    CHECK(in.u64() == 0x0123456789ABCDEFull);
    CHECK(in.i32() == -5);
    CHECK(in.f32() == 0.25f);
    CHECK(in.count() == 300);
    CHECK(in.count() == ~0ull);
    CHECK(in.text() == "校对");
    CHECK(in.good());
    CHECK(in.at_end());
}

TEST_CASE("a reader stays inside its bytes and remembers that it failed") {
    BinaryReader in(
        std::string_view("\x05"
                         "abc",
                         4));
    CHECK(in.text().empty());
    CHECK_FALSE(in.good());
    CHECK(in.u64() == 0);
    CHECK(in.count() == 0);
    CHECK(in.text().empty());
    CHECK(in.items(1) == 0);

    BinaryReader many(std::string_view("\xFF\xFF\xFF\xFF\x0F", 5));
    CHECK(many.items(1) == 0);
    CHECK_FALSE(many.good());
    BinaryReader endless(std::string_view("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80", 12));
    CHECK(endless.count() == 0);
    CHECK_FALSE(endless.good());
}

TEST_CASE("an envelope tells kind, version, truncation and damage") {
    const std::string sealed = seal("RULES", 3, "some payload");
    const auto good = unseal("RULES", 3, sealed, "f");
    REQUIRE(good);
    CHECK(*good == "some payload");
    CHECK_FALSE(unseal("GLOSSARY", 3, sealed, "f"));
    CHECK(unseal("RULES", 4, sealed, "f").error().message.en.find("version 3") != std::string::npos);
    for (std::size_t size = 0; size < sealed.size(); ++size) {
        CHECK_FALSE(unseal("RULES", 3, std::string_view(sealed).substr(0, size), "f"));
    }
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        std::string damaged = sealed;
        damaged[i] = static_cast<char>(damaged[i] ^ 1);
        CHECK_FALSE(unseal("RULES", 3, damaged, "f"));
    }
}
