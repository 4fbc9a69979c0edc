// The signs of a scope are cut into regions at U+FFFC only where no region covers it; within a region a stack pairs
// openings and closings. Locked pieces inside a region (a code span) do not end it.
// Tested by tests/unit/rule/quotes_test.cpp and the pages of rules/punct.
#include "pipeline/rule/kinds/quotes.hpp"

#include "pipeline/text/han.hpp"
#include "pipeline/text/utf8.hpp"

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

bool is_pair_mark(char32_t ch) { return closing_of(ch) != 0 || ch == U'”' || ch == U'’' || ch == U'」' || ch == U'』' || ch == U'》' || ch == U'）' || ch == U'】'; }

// ’ inside a Latin word (it’s) is an apostrophe.
bool is_apostrophe(const Scope& scope, Sign sign) {
    return sign.ch == U'’' && is_latin(scope.before(sign.at)) && !is_han(scope.after(sign.at + 3));
}

using Signs = std::span<const Sign>;

template <class Visit>
void each_region(const Scope& scope, Visit visit) {
    for (const Region& region : scope.draft.regions) {
        if (region.at.begin < scope.range.begin || region.at.end > scope.range.end) continue;
        const Signs signs = scope.draft.signs->within(region.at.begin, region.at.end);
        if (!signs.empty()) visit(signs);
    }
}

// The marks of a region that have no partner, by a stack; a closing that does not fit the last opening pops it only if
// an earlier one fits.
std::vector<Sign> unpaired(const Scope& scope, Signs signs) {
    std::vector<Sign> stack;
    std::vector<Sign> alone;
    for (const Sign sign : signs) {
        if (!is_pair_mark(sign.ch) || is_apostrophe(scope, sign)) continue;
        if (closing_of(sign.ch) != 0) {
            stack.push_back(sign);
            continue;
        }
        std::size_t fit = stack.size();
        while (fit > 0 && closing_of(stack[fit - 1].ch) != sign.ch) --fit;
        if (fit == 0) {
            alone.push_back(sign);
            continue;
        }
        for (std::size_t k = fit; k < stack.size(); ++k) alone.push_back(stack[k]);
        stack.resize(fit - 1);
    }
    alone.insert(alone.end(), stack.begin(), stack.end());
    return alone;
}

bool has_han(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Decoded c = utf8::decode(text, at);
        if (is_han(c.ch)) return true;
        at += c.length;
    }
    return false;
}

Finding pair_finding(const Rule& rule, const Scope& scope, Span open, Span close, std::string opening, std::string closing) {
    const DraftSpan at{open.begin, close.end};
    Finding finding = remark_of(rule, at, slice(scope.draft.text, at));
    finding.tier = rule.tier;
    finding.fix = Fix{{Edit{DraftSpan(open), std::move(opening)}, Edit{DraftSpan(close), std::move(closing)}}, rule.tier};
    return finding;
}

// The straight double quotes of a region, inches (5") left out.
std::vector<Sign> straight_quotes(const Scope& scope, Signs signs) {
    std::vector<Sign> found;
    for (const Sign sign : signs) {
        if (sign.ch == '"') found.push_back(sign);
    }
    (void)scope;
    return found;
}

constexpr std::uint32_t kLongestQuotation = 600;  // bytes

bool is_quotation(const Scope& scope, Sign open, Sign close) {
    const std::string_view inside = scope.draft.text.substr(open.at + 1, close.at - open.at - 1);
    if (inside.empty() || inside.size() > kLongestQuotation || inside.find('\n') != std::string_view::npos) return false;
    return has_han(inside) && !is_space(utf8::decode(inside, 0).ch);
}

}  // namespace

void find_unpaired(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    each_region(scope, [&](Signs signs) {
        for (const Sign sign : unpaired(scope, signs)) {
            const DraftSpan at{sign.at, sign.at + 3};
            // 1） and a） number a list.
            if (sign.ch == U'）' && (is_alnum(scope.before(sign.at)) || is_han(scope.before(sign.at))) && sign.at - signs[0].at < 8) continue;
            out.push_back(remark_of(rule, at, slice(scope.draft.text, at)));
        }
    });
}

void find_swapped_quotes(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    each_region(scope, [&](Signs signs) {
        std::vector<Sign> quotes;
        for (const Sign sign : signs) {
            if (sign.ch == U'“' || sign.ch == U'”') quotes.push_back(sign);
        }
        // Balanced regions are left alone; in others, a closing directly followed by an opening one is turned round if
        // that balances the region.
        int depth = 0;
        bool broken = false;
        for (const Sign quote : quotes) {
            depth += quote.ch == U'“' ? 1 : -1;
            if (depth < 0 || depth > 1) broken = true;
        }
        if (!broken && depth == 0) return;
        int open = 0;
        for (std::size_t i = 0; i + 1 < quotes.size(); ++i) {
            if (open == 0 && quotes[i].ch == U'”' && quotes[i + 1].ch == U'“') {
                const Span a{quotes[i].at, quotes[i].at + 3};
                const Span b{quotes[i + 1].at, quotes[i + 1].at + 3};
                const std::string_view inside = slice(scope.draft.text, Span{a.end, b.begin});
                if (!inside.empty() && inside.size() <= 90 && inside.find('\n') == std::string_view::npos && has_han(inside)) {
                    out.push_back(pair_finding(rule, scope, a, b, "“", "”"));
                }
                ++i;
                continue;
            }
            open = quotes[i].ch == U'“' ? 1 : 0;
        }
    });
}

void find_straight_quotes(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    each_region(scope, [&](Signs signs) {
        const std::vector<Sign> quotes = straight_quotes(scope, signs);
        if (quotes.empty()) return;
        bool clear = quotes.size() % 2 == 0;
        for (std::size_t i = 0; clear && i + 1 < quotes.size(); i += 2) {
            clear = is_quotation(scope, quotes[i], quotes[i + 1]) && !is_digit(scope.before(quotes[i].at));
        }
        for (const Sign sign : signs) {
            if (sign.ch == U'“' || sign.ch == U'”') clear = false;  // a mixture: who pairs with whom?
        }
        if (!clear) {
            if (!has_han(scope.draft.text.substr(quotes[0].at, quotes.back().at - quotes[0].at))) return;
            Finding remark = remark_of(rule, {quotes[0].at, quotes[0].at + 1}, "\"");
            remark.tier = Tier::hint;
            out.push_back(std::move(remark));
            return;
        }
        for (std::size_t i = 0; i + 1 < quotes.size(); i += 2) {
            out.push_back(pair_finding(rule, scope, {quotes[i].at, quotes[i].at + 1}, {quotes[i + 1].at, quotes[i + 1].at + 1}, "“", "”"));
        }
    });
}

void find_quote_style(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    const std::string_view style = rule.text("style", "keep");
    if (style == "keep") return;
    const bool to_curly = style == "curly";
    each_region(scope, [&](Signs signs) {
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
