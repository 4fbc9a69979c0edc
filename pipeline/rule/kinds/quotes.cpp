// The signs of a scope are cut into regions at U+FFFC only where no region covers it; within a region a stack pairs
// openings and closings. Locked pieces inside a region (a code span) do not end it.
// Tested by tests/unit/rule/quotes_test.cpp and the pages of rules/punct.
#include "pipeline/rule/kinds/quotes.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>

#include "pipeline/rule/kinds/around.hpp"
#include "pipeline/text/quotation.hpp"

namespace jiaodui {
namespace {

char32_t closing_of(char32_t open) {
    switch (open) {
        case U'“': return U'”';
        case U'‘': return U'’';
        case U'「': return U'」';
        case U'『': return U'』';
        case U'《': return U'》';
        case U'（': return U'）';
        case U'【': return U'】';
        default: return 0;
    }
}

bool is_pair_mark(char32_t ch) {
    return closing_of(ch) != 0 || ch == U'”' || ch == U'’' || ch == U'」' || ch == U'』' || ch == U'》' ||
           ch == U'）' || ch == U'】';
}

// ’ and ‘ beside a Latin letter are apostrophes: it’s, rock ‘n’ roll, the ’90s.
bool is_apostrophe(const Scope& scope, Sign sign) {
    if (sign.ch != U'’' && sign.ch != U'‘') return false;
    const char32_t left = scope.before(sign.at);
    const char32_t right = scope.after(sign.at + 3);
    if (sign.ch == U'’' && is_digit(right) && !is_digit(left) && !is_han(left)) return true;
    return (is_latin(left) && !is_han(right) && sign.ch == U'’') || (is_latin(right) && !is_han(left));
}

using Signs = std::span<const Sign>;

template <class Visit>
void each_region(const Scope& scope, Visit visit) {
    // In later rounds every changed region is a scope of its own, so those before it are jumped over.
    const auto regions = scope.draft.regions;
    const auto before = [](const Region& region, std::uint32_t at) { return region.at.begin < at; };
    auto region = std::lower_bound(regions.begin(), regions.end(), scope.range.begin, before);
    // Regions and signs are both in order, so one walk over the signs serves all regions.
    auto last = scope.signs.begin();
    for (; region != regions.end() && region->at.end <= scope.range.end; ++region) {
        auto first = last;
        while (first != scope.signs.end() && first->at < region->at.begin) ++first;
        last = first;
        while (last != scope.signs.end() && last->at < region->at.end) ++last;
        if (first != last) visit(Signs(first, last), *region);
    }
}

// The marks of a region that have no partner, by a stack; a closing that does not fit the last opening pops it only if
// an earlier one fits, which `open` knows, so that every mark is looked at twice at most.
std::vector<Sign> unpaired(const Scope& scope, Signs signs) {
    std::vector<Sign> stack;
    std::vector<Sign> alone;
    std::map<char32_t, int> open;  // by the closing that is waited for
    for (const Sign sign : signs) {
        if (!is_pair_mark(sign.ch) || is_apostrophe(scope, sign)) continue;
        if (const char32_t closing = closing_of(sign.ch); closing != 0) {
            stack.push_back(sign);
            ++open[closing];
            continue;
        }
        if (open[sign.ch] == 0) {
            alone.push_back(sign);
            continue;
        }
        while (closing_of(stack.back().ch) != sign.ch) {
            --open[closing_of(stack.back().ch)];
            alone.push_back(stack.back());
            stack.pop_back();
        }
        --open[sign.ch];
        stack.pop_back();
    }
    alone.insert(alone.end(), stack.begin(), stack.end());
    return alone;
}

Finding pair_finding(const Rule& rule, const Scope& scope, Span open, Span close, std::string opening,
                     std::string closing) {
    const DraftSpan at{open.begin, close.end};
    Finding finding = remark_of(rule, at, slice(scope.draft.text, at));
    finding.tier = rule.tier;
    finding.fix =
        Fix{{Edit{DraftSpan(open), std::move(opening)}, Edit{DraftSpan(close), std::move(closing)}}, rule.tier};
    return finding;
}

enum class Reading : std::uint8_t { quotation, foreign, doubtful };

// What two straight quotes that follow each other hold. A Latin quotation counts only where Han stands beside it.
Reading read_pair(const Scope& scope, Sign open, Sign close) {
    const Span at{open.at + 1, close.at};
    const std::string_view inside = slice(scope.draft.text, at);
    if (inside.empty() || inside.size() > kLongestQuotation || inside.find('\n') != std::string_view::npos)
        return Reading::doubtful;
    const char32_t first = scope.after(at.begin);
    const char32_t last = scope.before(at.end);
    const char32_t outside = scope.before(open.at);
    if (is_space(first) || is_space(last) || is_fullwidth_stop(first) || is_closing(first) || is_opening(last))
        return Reading::doubtful;
    if (last == U'，' || last == U'、' || last == U'：' || last == U'；' || first == ',' || last == ',')
        return Reading::doubtful;
    if (is_digit(outside) || outside == '=') return Reading::doubtful;
    if (has_han(inside)) return Reading::quotation;
    const auto chinese = [](char32_t ch) { return is_han(ch) || is_cjk_mark(ch); };
    const bool beside = chinese(outside) || chinese(scope.after(close.at + 1));
    return beside && inside.find_first_of("{}<>=\\:") == std::string_view::npos ? Reading::quotation : Reading::foreign;
}

bool has_stop(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Decoded c = utf8::decode(text, at);
        if (is_fullwidth_stop(c.ch)) return true;
        at += c.length;
    }
    return false;
}

// "紧紧抓住"三甲"机遇，谋划发展": what looks like two quotations with a word between them is one around another.
bool may_be_nested(const Scope& scope, Span first, Span second) {
    static constexpr std::u32string_view kLeadsIn = U"说是称叫为道求和与及或：";
    const char32_t last = scope.before(first.end);
    static constexpr std::u32string_view kAfterWord = U"吗呢吧的等";
    const char32_t first_char = scope.after(second.begin);
    if (last == U'把' || (second.size() > 3 && kAfterWord.find(first_char) != std::u32string_view::npos) ||
        first_char == U'吗')
        return true;
    const std::string_view gap = slice(scope.draft.text, Span{first.end + 1, second.begin - 1});
    if (gap.empty() || gap.size() > 18 || has_stop(gap) || is_fullwidth_stop(last)) return false;
    return kLeadsIn.find(scope.before(second.begin - 1)) == std::u32string_view::npos &&
           has_stop(slice(scope.draft.text, second));
}

// The quotes pair off one after the other and nothing speaks against it.
bool pairs_off(const Scope& scope, const std::vector<Sign>& quotes) {
    if (quotes.size() % 2 != 0) return false;
    for (std::size_t i = 0; i < quotes.size(); i += 2) {
        if (read_pair(scope, quotes[i], quotes[i + 1]) == Reading::doubtful) return false;
        if (i + 3 < quotes.size() &&
            may_be_nested(scope, {quotes[i].at + 1, quotes[i + 1].at}, {quotes[i + 2].at + 1, quotes[i + 3].at})) {
            return false;
        }
    }
    return true;
}

// Straight quotes beside curly ones: each curly pair is whole, and each straight pair stands apart from all of them.
bool stand_apart(Signs signs, const std::vector<Sign>& quotes) {
    std::size_t seen = 0;
    bool curly_open = false;
    for (const Sign sign : signs) {
        const bool straight = seen < quotes.size() && sign.at == quotes[seen].at;
        if (straight && curly_open) return false;
        seen += straight ? 1 : 0;
        if (sign.ch != U'“' && sign.ch != U'”') continue;
        if (curly_open == (sign.ch == U'“') || seen % 2 != 0) return false;
        curly_open = !curly_open;
    }
    return !curly_open;
}

// 甲 of ”甲“: short, within one clause, and not what stands between two quotations.
bool may_be_turned(const Scope& scope, Span inside) {
    const std::string_view text = slice(scope.draft.text, inside);
    if (text.empty() || text.size() > 90 || !has_han(text)) return false;
    for (const std::string_view mark : {"\n", "。", "？", "！", "；", "：", "《", "》"}) {
        if (text.find(mark) != std::string_view::npos) return false;
    }
    const char32_t first = scope.after(inside.begin);
    const char32_t last = scope.before(inside.end);
    if (is_fullwidth_stop(first) || is_fullwidth_stop(last) || is_space(first) || is_space(last)) return false;
    static constexpr std::u32string_view kBetween = U"和与及或跟的是而到变成为是不等被对把从在、";
    return inside.size() > 6 || kBetween.find(first) == std::u32string_view::npos;
}

// Two pairs or more, and each of them ”…“: whoever wrote that has the two marks mistaken for each other, and what they
// hold may be as long as a quotation is. What stands between two quotations begins or ends with a mark: ”，他说：“.
bool all_turned(const Scope& scope, const std::vector<Sign>& quotes) {
    if (quotes.size() < 4) return false;
    for (std::size_t i = 0; i < quotes.size(); i += 2) {
        if (quotes[i].ch != U'”' || quotes[i + 1].ch != U'“') return false;
        const std::string_view inside = slice(scope.draft.text, Span{quotes[i].at + 3, quotes[i + 1].at});
        if (inside.empty() || inside.size() > kLongestQuotation || inside.find('\n') != std::string_view::npos ||
            !has_han(inside) || is_fullwidth_stop(scope.after(quotes[i].at + 3)) ||
            is_fullwidth_stop(scope.before(quotes[i + 1].at)))
            return false;
    }
    return true;
}

// Two neighbouring quotation marks, of which one or both point the wrong way.
struct Turn {
    Sign open;
    Sign close;
};

// The quotation marks of a region taken two by two; nothing if they are in order, or if that cannot be all that is
// wrong.
std::vector<Turn> turns(const Scope& scope, Signs signs) {
    std::vector<Sign> quotes;
    int depth = 0;
    bool balanced = true;
    for (const Sign sign : signs) {
        if (sign.ch != U'“' && sign.ch != U'”') continue;
        quotes.push_back(sign);
        depth += sign.ch == U'“' ? 1 : -1;
        balanced = balanced && depth >= 0;
    }
    std::vector<Turn> found;
    if ((balanced && depth == 0) || quotes.size() % 2 != 0) return found;
    const bool all = all_turned(scope, quotes);
    for (std::size_t i = 0; i < quotes.size(); i += 2) {
        const Turn pair{quotes[i], quotes[i + 1]};
        if (pair.open.ch == U'“' && pair.close.ch == U'”') continue;
        if (!all && !may_be_turned(scope, {pair.open.at + 3, pair.close.at})) return {};
        found.push_back(pair);
    }
    return found;
}

// A quotation of several paragraphs opens each of them anew.
bool next_region_quotes(const Scope& scope, const Region& region) {
    const auto regions = scope.draft.regions;
    const auto next = std::upper_bound(regions.begin(), regions.end(), region.at.begin,
                                       [](std::uint32_t at, const Region& r) { return at < r.at.begin; });
    return next != regions.end() && scope.after(next->at.begin) == U'“';
}

// 1） a） 一） number a list.
bool numbers_list(const Scope& scope, Sign sign, const Region& region) {
    const char32_t left = scope.before(sign.at);
    return sign.ch == U'）' && (is_alnum(left) || is_han(left)) && sign.at - region.at.begin <= 9;
}

// A partner of half width; punct/halfwidth-bracket speaks of it.
bool has_halfwidth_partner(Signs signs, Sign sign) {
    const auto is_bracket = [](const Sign& s) { return s.ch == '(' || s.ch == ')' || s.ch == U'（' || s.ch == U'）'; };
    const auto place = std::lower_bound(signs.begin(), signs.end(), sign.at,
                                        [](const Sign& s, std::uint32_t at) { return s.at < at; });
    if (sign.ch == U'（') {
        const auto next = std::find_if(place + 1, signs.end(), is_bracket);
        return next != signs.end() && next->ch == ')';
    }
    if (sign.ch != U'）') return false;
    const auto previous = std::find_if(std::make_reverse_iterator(place), signs.rend(), is_bracket);
    return previous != signs.rend() && previous->ch == '(';
}

}  // namespace

void find_unpaired(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    each_region(scope, [&](Signs signs, const Region& region) {
        std::optional<Sign> first;
        for (const Sign sign : unpaired(scope, signs)) {
            if (first && first->at < sign.at) continue;
            if (numbers_list(scope, sign, region) || has_halfwidth_partner(signs, sign)) continue;
            if (sign.ch == U'“' && next_region_quotes(scope, region)) continue;
            first = sign;
        }
        // punct/swapped-quotes says more.
        if (!first || ((first->ch == U'“' || first->ch == U'”') && !turns(scope, signs).empty())) return;
        const DraftSpan at{first->at, first->at + 3};
        out.push_back(remark_of(rule, at, slice(scope.draft.text, at)));
    });
}

void find_swapped_quotes(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    each_region(scope, [&](Signs signs, const Region&) {
        for (const Turn& turn : turns(scope, signs)) {
            const Span a{turn.open.at, turn.open.at + 3};
            const Span b{turn.close.at, turn.close.at + 3};
            if (turn.open.ch == U'”' && turn.close.ch == U'“') {
                out.push_back(pair_finding(rule, scope, a, b, "“", "”"));
            } else if (turn.open.ch == U'”') {
                out.push_back(finding_of(rule, DraftSpan(a), "”", "“"));
            } else {
                out.push_back(finding_of(rule, DraftSpan(b), "“", "”"));
            }
        }
    });
}

void find_straight_quotes(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    each_region(scope, [&](Signs signs, const Region&) {
        const std::vector<Sign> quotes = straight_quotes(scope.draft.text, signs);
        if (quotes.empty()) return;
        if (!stand_apart(signs, quotes) || !pairs_off(scope, quotes)) {
            if (!has_han(scope.draft.text.substr(quotes[0].at, quotes.back().at - quotes[0].at))) return;
            Finding remark = remark_of(rule, {quotes[0].at, quotes[0].at + 1}, "\"");
            remark.tier = Tier::hint;
            out.push_back(std::move(remark));
            return;
        }
        for (std::size_t i = 0; i < quotes.size(); i += 2) {
            if (read_pair(scope, quotes[i], quotes[i + 1]) != Reading::quotation) continue;
            out.push_back(pair_finding(rule, scope, {quotes[i].at, quotes[i].at + 1},
                                       {quotes[i + 1].at, quotes[i + 1].at + 1}, "“", "”"));
        }
    });
}

void find_quote_style(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    const std::string_view style = rule.text("style", "keep");
    if (style == "keep") return;
    const bool to_curly = style == "curly";
    each_region(scope, [&](Signs signs, const Region&) {
        if (!unpaired(scope, signs).empty()) return;
        std::vector<Sign> stack;
        for (const Sign sign : signs) {
            const bool opens = to_curly ? sign.ch == U'「' || sign.ch == U'『' : sign.ch == U'“' || sign.ch == U'‘';
            if (opens) stack.push_back(sign);
            if (stack.empty() || sign.ch != closing_of(stack.back().ch)) continue;
            const char32_t open = stack.back().ch;
            const bool outer = open == U'「' || open == U'“';
            const Span a{stack.back().at, stack.back().at + 3};
            stack.pop_back();
            const std::string opening = to_curly ? (outer ? "“" : "‘") : (outer ? "「" : "『");
            const std::string closing = to_curly ? (outer ? "”" : "’") : (outer ? "」" : "』");
            out.push_back(pair_finding(rule, scope, a, {sign.at, sign.at + 3}, opening, closing));
        }
    });
}

}  // namespace jiaodui
