// Tested by tests/unit/lexicon/name_characters_test.cpp.
#include "pipeline/lexicon/name_characters.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace jiaodui {
namespace {

// A bit for each of the common Han: asked of every character beside a candidate.
class HanSet {
  public:
    explicit constexpr HanSet(std::u32string_view characters) {
        for (const char32_t ch : characters) bits_[(ch - kFirst) / 64] |= std::uint64_t{1} << (ch - kFirst) % 64;
    }
    [[nodiscard]] constexpr bool has(char32_t ch) const {
        const std::uint32_t at = ch - kFirst;
        return at / 64 < bits_.size() && (bits_[at / 64] >> at % 64 & 1) != 0;
    }

  private:
    static constexpr char32_t kFirst = 0x4E00, kLast = 0x9FFF;
    std::array<std::uint64_t, (kLast - kFirst) / 64 + 1> bits_{};
};

}  // namespace

bool is_surname(char32_t ch) {
    static constexpr HanSet kSurnames(
        U"王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁"
        U"任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武"
        U"戴莫孔向汤朴萧阎康易常乔赖文");
    return kSurnames.has(ch);
}

bool spells_foreign_names(char32_t ch) {
    static constexpr HanSet kSpelling(
        U"阿埃艾爱安昂奥巴班邦鲍贝本比彼宾波伯博布查茨达戴丹德登迪蒂丁顿多厄恩尔法凡菲费芬丰佛弗夫福富盖甘"
        U"冈戈格根古哈海汉豪赫亨霍基吉加贾杰金卡凯坎康考科克肯库夸拉莱赖兰朗劳勒雷里利莉林龙卢鲁路伦罗洛马"
        U"玛迈麦曼芒梅门蒙米密明摩莫默姆穆纳娜奈南内尼涅纽农努诺欧帕派潘庞佩蓬皮平珀普奇齐钱乔切琴丘让热瑞"
        U"日萨塞赛桑瑟森沙珊尚舍申圣施史舒斯思松苏索塔泰坦汤唐特藤提廷图瓦万旺威韦维魏温文翁沃乌武西希锡谢"
        U"辛休许雪亚延扬耶伊依因英尤约扎泽詹赞兹佐");
    return kSpelling.has(ch);
}

}  // namespace jiaodui
