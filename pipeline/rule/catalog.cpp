// The table of rule kinds. To add one: a file pair in rule/kinds/, and a line here.
#include <algorithm>
#include <array>

#include "pipeline/rule/kinds/emphasis.hpp"
#include "pipeline/rule/kinds/invisible.hpp"
#include "pipeline/rule/kinds/line_end.hpp"
#include "pipeline/rule/kinds/loop.hpp"
#include "pipeline/rule/kinds/markup.hpp"
#include "pipeline/rule/kinds/ordinal.hpp"
#include "pipeline/rule/kinds/page.hpp"
#include "pipeline/rule/kinds/paragraph_end.hpp"
#include "pipeline/rule/kinds/placeholder.hpp"
#include "pipeline/rule/kinds/punctuation.hpp"
#include "pipeline/rule/kinds/quotes.hpp"
#include "pipeline/rule/kinds/repeat.hpp"
#include "pipeline/rule/kinds/space.hpp"
#include "pipeline/rule/kinds/spoken_number.hpp"
#include "pipeline/rule/kinds/weekday.hpp"
#include "pipeline/rule/kinds/width.hpp"
#include "pipeline/rule/matcher.hpp"
#include "pipeline/rule/sign_set.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

// What cannot be made is not called safe, so no kind need know of locks and hidden markup: it is remarked instead.
// Edits of equal length are split at the markup (edit/resolve.hpp).
void settle(const Draft& draft, Finding& finding) {
    if (finding.tier != Tier::safe || !finding.fix || finding.in_markup) return;
    const auto impossible = [&](const Edit& edit) {
        if (draft.is_locked(edit.at)) return true;
        return draft.has_anchor_inside(edit.at) && utf8::count(slice(draft.text, edit.at)) != utf8::count(edit.text);
    };
    if (std::none_of(finding.fix->edits.begin(), finding.fix->edits.end(), impossible)) return;
    finding.fix.reset();
    finding.others.clear();
    finding.tier = Tier::hint;
}

class FunctionMatcher : public Matcher {
  public:
    FunctionMatcher(const Rule& rule, MatchFunction function) : rule_(rule), function_(function) {}
    void find(const Scope& scope, std::vector<Finding>& out) const override {
        const std::size_t before = out.size();
        function_(rule_, scope, out);
        for (std::size_t i = before; i < out.size(); ++i) settle(scope.draft, out[i]);
    }

  private:
    const Rule& rule_;
    MatchFunction function_;
};

struct Kind {
    std::string_view name;
    MatchFunction function;
    SignSet wanted = SignSet::anything();  // the signs it begins at
};

constexpr SignSet kRare{U"\u00A0"};  // all signs that have no place of their own
constexpr SignSet kQuotesAndBrackets{U"“”‘’「」『』《》（）【】"};

constexpr Kind kKinds[] = {
    {"bracket-width", find_halfwidth_brackets, SignSet{U"()"}},
    {"control-characters", find_control_characters, kRare},
    {"dash", find_dashes, SignSet{U"-－"}},
    {"digit-stop", find_stops_between_digits, SignSet{U"。"}},
    {"duplicate-marks", find_duplicate_marks},
    {"ellipsis", find_ellipses, SignSet{U".。·・"}},
    {"fullwidth-alnum", find_fullwidth_alnum, kRare},
    {"fullwidth-symbol", find_fullwidth_symbols, kRare},
    {"halfwidth-marks", find_halfwidth_marks, SignSet{U",;:?!"}},
    {"halfwidth-stop", find_halfwidth_stops, SignSet{U"."}},
    {"loop", find_loops},
    {"lost-character", find_lost_characters, kRare},
    {"mixed-marks", find_mixed_marks},
    {"name-dot", find_name_dots, SignSet{U".•"}},
    {"nbsp", find_no_break_spaces, kRare},
    {"normalization", find_unnormalized, kRare},
    {"pairing", find_unpaired, kQuotesAndBrackets},
    {"quote-style", find_quote_style, kQuotesAndBrackets},
    {"straight-quotes", find_straight_quotes, SignSet{U"\""}},
    {"swapped-quotes", find_swapped_quotes, SignSet{U"“”"}},
    {"thousands", find_fullwidth_thousands, SignSet{U"，"}},
    {"zero-width", find_zero_width, kRare},
    {"attribute-shown", find_shown_attributes},
    {"bold-flanking", find_unrendered_bold, SignSet{U"*"}},
    {"episode", find_wrong_episode},
    {"ordinal-numerals", find_ordinal_numerals},
    {"paragraph-end", find_unended_paragraphs},
    {"placeholder", find_placeholders},
    {"same-body", find_between_pages},
    {"space-beside-marks", find_spaces_beside_marks, SignSet{U" "}},
    {"space-han-han", find_spaces_between_han, SignSet{U" "}},
    {"space-han-latin", find_han_latin_spacing},
    {"tilde-subscript", find_tilde_subscripts, SignSet{U"~"}},
    {"trailing-spaces", find_trailing_spaces},
    {"url-fullwidth", find_broken_urls},
    {"weekday", find_wrong_weekdays},
};

struct FactoryKind {
    std::string_view name;
    MatcherFactory make;
};

constexpr FactoryKind kFactories[] = {
    {"repeat-word", make_repeat_word},
    {"spoken-numbers", make_spoken_numbers},
};

constexpr auto kNames = [] {
    std::array<std::string_view, std::size(kKinds) + std::size(kFactories)> names{};
    std::size_t count = 0;
    for (const Kind& kind : kKinds) names[count++] = kind.name;
    for (const FactoryKind& kind : kFactories) names[count++] = kind.name;
    return names;
}();

}  // namespace

char32_t Scope::before(std::uint32_t at) const { return utf8::decode_before(draft.text, at).ch; }
char32_t Scope::after(std::uint32_t at) const { return utf8::decode(draft.text, at).ch; }

std::unique_ptr<const Matcher> compile(const Rule& rule, const MatcherSources& from, Problems& problems) {
    for (const FactoryKind& kind : kFactories) {
        if (kind.name == rule.kind) return kind.make(rule, from, problems);
    }
    const auto it =
        std::find_if(std::begin(kKinds), std::end(kKinds), [&](const Kind& k) { return k.name == rule.kind; });
    if (it != std::end(kKinds)) return std::make_unique<FunctionMatcher>(rule, it->function);
    problems.push_back({ErrorCode::unknown_name,
                        {"规则 " + rule.id + " 的类型“" + rule.kind + "”不存在",
                         "rule " + rule.id + " has an unknown kind \"" + rule.kind + "\""},
                        {"类型见 docs/rules.md", "the kinds are listed in docs/rules.md"},
                        {rule.file, 0, 0}});
    return nullptr;
}

std::span<const std::string_view> matcher_kinds() { return kNames; }

SignSet wanted_signs(std::string_view kind) {
    const auto it = std::find_if(std::begin(kKinds), std::end(kKinds), [&](const Kind& k) { return k.name == kind; });
    return it == std::end(kKinds) ? SignSet::anything() : it->wanted;
}

}  // namespace jiaodui
