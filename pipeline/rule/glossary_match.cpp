// Every hit of the matchers becomes at most one candidate (the first of its forms whose conditions hold), and one sweep
// from the left takes the longest. Tested by tests/unit/rule/glossary_test.cpp.
#include <algorithm>
#include <optional>

#include "pipeline/rule/glossary.hpp"
#include "pipeline/text/han.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

using packed::Form;
using packed::FormKind;
using packed::Tables;
using packed::Text;

constexpr int near_characters = 20;
constexpr float certainty_of_short = 0.85f;  // two characters
constexpr float certainty_of_cut = 0.6f;     // the place cuts a word

struct Candidate {
    Span at;
    std::uint32_t rank = 0;  // of the layer
    const Form* form = nullptr;
    GlossaryFault fault = GlossaryFault::none;
    std::uint32_t characters = 0;  // with the context that was matched
    Span context;                  // form and matched neighbours
};

// One search: the text, and the span that it may look at.
struct Place {
    std::string_view text;
    Span within;

    [[nodiscard]] std::string_view left_of(std::uint32_t at) const {
        return text.substr(within.begin, at - within.begin);
    }
    [[nodiscard]] std::string_view right_of(std::uint32_t at) const { return text.substr(at, within.end - at); }
};

bool ends_with(std::string_view text, std::string_view tail) {
    return text.size() >= tail.size() && text.substr(text.size() - tail.size()) == tail;
}
bool starts_with(std::string_view text, std::string_view head) { return text.substr(0, head.size()) == head; }

std::string_view last_characters(std::string_view text, int count) {
    std::size_t at = text.size();
    while (at > 0 && count-- > 0) at -= utf8::decode_before(text, at).length;
    return text.substr(at);
}
std::string_view first_characters(std::string_view text, int count) {
    std::size_t at = 0;
    while (at < text.size() && count-- > 0) at += utf8::length_of(text[at]);
    return text.substr(0, at);
}

// The longest text of the list that stands there; an empty list asks for nothing.
template <class Stands>
std::optional<std::string_view> longest_of(const Tables& tables, packed::Range range, Stands stands) {
    if (range.count == 0) return std::string_view();
    std::optional<std::string_view> best;
    for (const Text ref : tables.list(range)) {
        const std::string_view one = tables.text(ref);
        if (stands(one) && (!best || one.size() > best->size())) best = one;
    }
    return best;
}

bool vetoed(const Tables& tables, const Form& form, const Place& place, Span at) {
    const std::string_view spelling = tables.text(form.text);
    for (const Text ref : tables.list(form.unless)) {
        const std::string_view longer = tables.text(ref);
        for (std::size_t in = longer.find(spelling); in != std::string_view::npos; in = longer.find(spelling, in + 1)) {
            if (at.begin - place.within.begin < in) continue;
            if (starts_with(place.right_of(at.begin - static_cast<std::uint32_t>(in)), longer)) return true;
        }
    }
    return false;
}

// A Latin form in an address or a file's name is not prose.
bool in_address(const Place& place, Span at) {
    const auto alnum = [&](std::size_t i) {
        return i < place.text.size() && is_alnum(static_cast<unsigned char>(place.text[i]));
    };
    if (alnum(at.begin) && at.begin > 0) {
        const char before = place.text[at.begin - 1];
        if (before == '@' || before == '#' || before == '_') return true;
        if (before == '.' && at.begin > 1 && alnum(at.begin - 2)) return true;
    }
    if (alnum(at.end - 1) && at.end < place.text.size()) {
        const char after = place.text[at.end];
        if (after == '@' || after == '_') return true;
        if (after == '.' && alnum(at.end + 1)) return true;
    }
    return false;
}

// The wrong form with its context, when all its conditions hold.
std::optional<Candidate> match_wrong(const Tables& tables, const Form& form, const Place& place, Span at) {
    const std::string_view left = place.left_of(at.begin), right = place.right_of(at.end);
    const auto before = longest_of(tables, form.before, [&](auto one) { return ends_with(left, one); });
    const auto after = longest_of(tables, form.after, [&](auto one) { return starts_with(right, one); });
    if (!before || !after) return std::nullopt;
    if (form.near.count > 0) {
        const std::string_view near_left = last_characters(left, near_characters),
                               near_right = first_characters(right, near_characters);
        const auto stands = [&](auto one) {
            return near_left.find(one) != near_left.npos || near_right.find(one) != near_right.npos;
        };
        if (!longest_of(tables, form.near, stands)) return std::nullopt;
    }
    if (vetoed(tables, form, place, at) || in_address(place, at)) return std::nullopt;
    Candidate out;
    out.form = &form;
    out.fault = GlossaryFault::wrong_form;
    out.characters = static_cast<std::uint32_t>(form.characters + utf8::count(*before) + utf8::count(*after));
    out.context = {at.begin - static_cast<std::uint32_t>(before->size()),
                   at.end + static_cast<std::uint32_t>(after->size())};
    const packed::Entry& entry = tables.entries[form.entry];
    const std::string_view term =
        tables.text(form.script == packed::FormScript::traditional ? entry.traditional : entry.term);
    out.at = {starts_with(term, *before) ? out.context.begin : at.begin,
              ends_with(term, *after) ? out.context.end : at.end};
    return out;
}

// What stands there, by the first of the forms that has something to say.
std::optional<Candidate> judge(const Tables& tables, const std::vector<bool>& off, const PhraseHit& hit,
                               const Place& place) {
    const Form* casing = nullptr;
    for (const bool exactly : {true, false}) {
        for (const Form& form : tables.forms_of(hit.phrase)) {
            const packed::Entry& entry = tables.entries[form.entry];
            if (off[entry.file] || form.head + form.tail + form.text.size != hit.at.size()) continue;
            const Span at{hit.at.begin + form.head, hit.at.end - form.tail};
            if ((tables.text(form.text) == slice(place.text, at)) != exactly) continue;
            if (form.kind == FormKind::wrong) {
                if (auto found = match_wrong(tables, form, place, at)) return found;
            } else if (exactly) {
                return Candidate{hit.at, 0, &form, GlossaryFault::none, form.characters, hit.at};
            } else if (form.kind == FormKind::term && entry.casing != 0 && casing == nullptr) {
                casing = &form;
            }
        }
    }
    if (casing == nullptr || in_address(place, hit.at)) return std::nullopt;
    return Candidate{hit.at, 0, casing, GlossaryFault::casing, casing->characters, hit.at};
}

bool is_han_text(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto found = utf8::decode(text, at);
        if (!is_han(found.ch)) return false;
        at += found.length;
    }
    return true;
}

// Whether the right form's span ends, or begins, inside the wrong one's without lying in it.
bool cuts_right_form(const std::vector<Candidate>& all, std::size_t index) {
    const Candidate& wrong = all[index];
    for (std::size_t i = index + 1; i < all.size() && all[i].at.begin < wrong.at.end; ++i) {
        if (all[i].fault == GlossaryFault::none && all[i].at.end > wrong.at.end) return true;
    }
    return false;
}

// Long forms are more certain than a word that
// shares a character with them (佛罗利|达州): they are cut when both edges are.
bool cuts_word(const Glossary::Context& context, std::string_view text, const Candidate& found) {
    if (context.words == nullptr) return false;
    const Words::Cut cut = context.words->cut(context.shadow.empty() ? text : context.shadow, found.context);
    return found.characters < 4 ? cut.begin || cut.end : cut.begin && cut.end;
}

// Laws 4 to 6. Nothing when the place is given up.
std::optional<GlossaryHit> decide(const Tables& tables, const Candidate& found, const Place& place,
                                  const Glossary::Context& context, bool cuts_right) {
    const Form& form = *found.form;
    const packed::Entry& entry = tables.entries[form.entry];
    const bool traditional = context.traditional_page || form.script == packed::FormScript::traditional;
    GlossaryHit hit;
    hit.at = found.at;
    hit.fault = found.fault;
    hit.key = tables.text(form.text);
    hit.file = tables.text(tables.files[entry.file]);
    hit.note = tables.text(entry.note);
    hit.source = tables.text(entry.source);
    hit.line = form.line;
    if (found.fault == GlossaryFault::none && found.characters != 2) {
        hit.keeps = true;
        return hit;
    }
    const bool han = is_han_text(slice(place.text, found.context));
    const bool cuts = han && cuts_word(context, place.text, found);
    if (found.fault == GlossaryFault::none) {
        hit.keeps = !(cuts && found.characters == 2);
        return hit;
    }
    hit.want = tables.text(traditional ? entry.traditional : entry.term);
    if (hit.want == slice(place.text, hit.at)) return std::nullopt;
    hit.cuts_word = cuts || cuts_right;
    if (hit.cuts_word && found.characters <= 2) return std::nullopt;
    const bool unsure = (context.words == nullptr && han && found.characters < 4) ||
                        (found.characters <= 2 && !(entry.tier == 3 && entry.proven != 0));
    hit.tier = hit.cuts_word || unsure ? Tier::suggest : Tier::safe;
    if (entry.tier != 0) hit.tier = std::min(hit.tier, static_cast<Tier>(entry.tier - 1));
    hit.certainty = hit.cuts_word ? certainty_of_cut : hit.tier == Tier::safe ? 1.0f : certainty_of_short;
    return hit;
}

}  // namespace

void Glossary::find(std::string_view text, Span within, const Context& context, std::vector<GlossaryHit>& out) const {
    const Place place{text, within};
    std::vector<Candidate> all;
    std::vector<PhraseHit> hits;
    for (std::uint32_t rank = 0; rank < layers_.size(); ++rank) {
        hits.clear();
        layers_[rank].tables.matcher.find_all(text, within, hits);
        for (const PhraseHit& hit : hits) {
            auto found = judge(layers_[rank].tables, layers_[rank].off, hit, place);
            if (!found) continue;
            found->rank = rank;
            all.push_back(*found);
        }
    }
    std::stable_sort(all.begin(), all.end(), [](const Candidate& a, const Candidate& b) {
        if (a.at.begin != b.at.begin) return a.at.begin < b.at.begin;
        if (a.at.end != b.at.end) return a.at.end > b.at.end;
        return a.rank != b.rank ? a.rank < b.rank : a.fault < b.fault;
    });
    std::uint32_t done = within.begin;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].at.begin < done) continue;
        const bool cuts_right = all[i].fault != GlossaryFault::none && cuts_right_form(all, i);
        const auto hit = decide(layers_[all[i].rank].tables, all[i], place, context, cuts_right);
        if (!hit) continue;
        done = hit->at.end;
        out.push_back(*hit);
    }
}

}  // namespace jiaodui
