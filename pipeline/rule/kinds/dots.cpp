// Points and strokes: a run of equal signs and the characters on both sides of it. Tested by
// tests/unit/rule/punctuation_test.cpp and the pages of rules/punct.
#include "pipeline/rule/kinds/around.hpp"
#include "pipeline/rule/kinds/punctuation.hpp"

namespace jiaodui {
namespace {

// Characters that Chinese spells foreign names with (Xinhua's tables of transliteration), less those that are as common
// elsewhere. A name has them on both sides of its dot.
constexpr std::u32string_view kTransliterating =
    U"力得路丁万丘东丝丰丹丽乌乔亚亨亭什伊伍休伟伦伯伽佐佛佩佳侯保儒克兰兹内冈凡凯切列利加努劳勃勒匹卓博卜卡卢卫"
    U"厄古史叶司吉吕哈哥哲唐喀图土圣圭坎坦埃培基塔塞夏多夫夸奇奈奎契奥妮姆姬威娃娄娅娜嫩孔孙孟季宁安宾富尔"
    U"尤尹尼巴布希帕库庞康廉延廷弗彭彼德怀思恰悉惠慈戈戛戴扎托扬拉拜摩文斯施旺昂昆明普曼曾朗本朱朵杜杰松林"
    U"查柯根格桑梅森欣欧武殷比毕汀汉汗汤汪沃沙治法波泰泽洛津洪派海滕潘澳烈特狄玛珀珍班理琳琴琼瑙瑞瑟瓜瓦甘"
    U"甫申登皮盖礼福秋科穆简米索约纳纽绍绮维缪罗翁考耶耿肯胡腾舒艾芒芝芬芭苏英范茨茹荣莉莎莫莱菲萨葛蒂蒙蓬"
    U"蔡蕾薇西詹诗诺谢豪贝贡费贾赖赛赫辛达迈连迪逊里金钦锡门阿陀陶隆雅雷霍露韦韩顿马魏鲁鲍麦黎默黛";

// What may stand before a name, with a dot instead of nothing: 王储.萨勒曼
constexpr std::u32string_view kTitleEnds = U"储王统理相皇臣";

constexpr std::u32string_view kNumerals = U"一二三四五六七八九十百";

bool transliterates(char32_t ch) { return kTransliterating.find(ch) != std::u32string_view::npos; }
bool is_numeral(char32_t ch) { return kNumerals.find(ch) != std::u32string_view::npos; }

// Equal signs side by side, from the i-th on, which moves to the last of them.
struct Run {
    Span at;
    std::size_t count = 0;
};

Run take_run(const Scope& scope, std::size_t& i) {
    const auto signs = scope.signs;
    const std::uint32_t width = utf8::decode(scope.draft.text, signs[i].at).length;
    Run run{{signs[i].at, signs[i].at + width}, 1};
    while (i + 1 < signs.size() && signs[i + 1].ch == signs[i].ch && signs[i + 1].at == run.at.end) {
        run.at.end += width;
        ++run.count;
        ++i;
    }
    return run;
}

bool beside(char32_t ch) { return is_han(ch) || is_opening(ch) || is_closing(ch) || is_fullwidth_stop(ch); }

// 目录······12: leads to the number of a page.
bool leads_to_number(const Scope& scope, std::uint32_t at) {
    const std::string_view text = scope.draft.text;
    while (at < text.size() && text[at] == ' ') ++at;
    if (!is_digit(scope.after(at))) return false;
    while (is_digit(scope.after(at))) ++at;
    return ends_line(scope.after(at));
}

bool is_ellipsis(const Scope& scope, char32_t ch, const Run& run) {
    const char32_t left = scope.before(run.at.begin);
    const char32_t right = scope.after(run.at.end);
    if (ch == U'。') return run.count >= 3;
    if (ch == '.' && run.count == 2) return is_han(left) && is_han(right);
    if (run.count < 3 || left == '/' || right == '/' || leads_to_number(scope, run.at.end)) return false;
    // A line of its own: text left out. Of ASCII points only in a Chinese page.
    const bool chinese = ch != '.' || scope.draft.page.script != PageScript::unknown;
    if (ends_line(left) && ends_line(right)) return chinese;
    return beside(left) || beside(right);
}

// 一. 十二. 第三. → 、 where nothing but the number stands before; 0 where no number ends.
char32_t mark_of_number(const Scope& scope, std::uint32_t dot) {
    std::uint32_t at = dot;
    while (dot - at < 12 && is_numeral(scope.before(at))) at -= 3;
    if (at == dot) return 0;
    if (scope.before(at) == U'第') return starts_line(scope, at - 3) || !is_han(scope.before(at - 3)) ? U'，' : 0;
    return is_han(scope.before(at)) && !starts_line(scope, at) ? 0 : U'、';
}

// The candidates for a point between Han, best first.
std::vector<std::string> readings(const Scope& scope, Span dot) {
    switch (mark_of_number(scope, dot.begin)) {
        case U'、': return {"、"};
        case U'，': return {"，", "、"};
        default: break;
    }
    if (joins_name(scope, dot)) return {"·", "。"};
    return {"。", "·", "，"};
}

}  // namespace

bool joins_name(const Scope& scope, Span dot) {
    const std::string_view text = scope.draft.text;
    char32_t left[2] = {};
    char32_t right[3] = {};
    std::uint32_t at = dot.begin;
    for (char32_t& ch : left) {
        const utf8::Decoded c = utf8::decode_before(text, at);
        ch = c.ch;
        at -= c.length;
    }
    at = dot.end;
    for (char32_t& ch : right) {
        const utf8::Decoded c = utf8::decode(text, at);
        ch = c.ch;
        at += c.length;
    }
    const bool title = kTitleEnds.find(left[0]) != std::u32string_view::npos && is_han(left[1]);
    if (title && transliterates(right[0]) && transliterates(right[1]) && transliterates(right[2])) return true;
    if (!transliterates(left[0]) || !transliterates(right[0])) return false;
    return transliterates(left[1]) || !is_han(left[1]) || transliterates(right[1]) || !is_han(right[1]);
}

void find_ellipses(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    for (std::size_t i = 0; i < scope.signs.size(); ++i) {
        const char32_t ch = scope.signs[i].ch;
        if (ch != '.' && ch != U'。' && ch != U'·' && ch != U'・') continue;
        const Run run = take_run(scope, i);
        if (!is_ellipsis(scope, ch, run)) continue;
        out.push_back(finding_of(rule, DraftSpan(run.at), slice(scope.draft.text, run.at), "……"));
    }
}

void find_dashes(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    for (std::size_t i = 0; i < scope.signs.size(); ++i) {
        const char32_t ch = scope.signs[i].ch;
        if (ch != '-' && ch != U'－') continue;
        const Run run = take_run(scope, i);
        const auto joins = [](char32_t c) { return is_han(c) || is_closing(c) || is_opening(c); };
        if (run.count != 2 || !joins(scope.before(run.at.begin)) || !joins(scope.after(run.at.end))) continue;
        out.push_back(finding_of(rule, DraftSpan(run.at), slice(scope.draft.text, run.at), "——"));
    }
}

void find_stops_between_digits(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    static constexpr std::u32string_view kDates = U"年月日号时点期届";
    for (const Sign sign : scope.signs) {
        if (sign.ch != U'。') continue;
        std::uint32_t begin = sign.at;
        while (sign.at - begin < 4 && is_digit(scope.before(begin))) --begin;
        std::uint32_t end = sign.at + 3;
        while (end - sign.at < 7 && is_digit(scope.after(end))) ++end;
        const std::uint32_t left = sign.at - begin;
        const std::uint32_t right = end - sign.at - 3;
        // A long number ends or begins a sentence (到了2023。2024年); decimals have two places at most, in prose.
        if (left == 0 || left > 3 || right == 0 || right > 2) continue;
        const char32_t outside = scope.before(begin);
        const char32_t next = scope.after(end);
        const bool joined = outside == '.' || outside == U'：' || outside == ':' || is_alnum(outside);
        const bool list = next == '.' || next == U'、' || next == U'．' || next == ')' || next == U'）';
        if (joined || list || kDates.find(next) != std::u32string_view::npos) continue;
        out.push_back(finding_of(rule, {sign.at, sign.at + 3}, "。", "."));
    }
}

void find_name_dots(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    static constexpr std::u32string_view kOthers = U"•‧・･∙⋅";
    for (const Sign sign : scope.signs) {
        const bool ascii = sign.ch == '.';
        if (!ascii && kOthers.find(sign.ch) == std::u32string_view::npos) continue;
        const std::uint32_t length = utf8::decode(scope.draft.text, sign.at).length;
        const Span at{sign.at, sign.at + length};
        if (!is_han(scope.before(at.begin)) || !is_han(scope.after(at.end))) continue;
        std::vector<std::string> choices = ascii ? readings(scope, at) : std::vector<std::string>{"·"};
        Finding finding = finding_of(rule, DraftSpan(at), slice(scope.draft.text, at), std::move(choices.front()));
        finding.others.assign(choices.begin() + 1, choices.end());
        out.push_back(std::move(finding));
    }
}

}  // namespace jiaodui
