// Method. A configuration is a segmentation dictionary (longest match; what matches is a segment, what lies between two
// matches is one) and a chain of conversions, each a list of dictionaries of which the first with a match wins. Every
// segment goes through all conversions by itself. At load time three questions are answered for every character: does
// some entry replace it by something else (active), does it occur in any key at all (inside), which dictionaries have
// keys that begin with it (starts). A character that is not inside cannot be part of a match in any step, so a maximal
// run of characters that are inside is converted the same alone as in its text; a run without an active character stays
// as it is, because the first step changes nothing, hence neither the second. OpenCC is asked only about the others.
// (For t2s 一 begins a key that changes, 一目瞭然, but 瞭 is what is active in it: simplified text hardly ever has
// any.) Several steps compose as offset maps. Tested by tests/unit/script/opencc_chain_test.cpp and
// tests/property/script_property.cpp.
#include "pipeline/lexicon/opencc_chain.hpp"

#include <Config.hpp>
#include <Conversion.hpp>
#include <ConversionChain.hpp>
#include <Converter.hpp>
#include <DictGroup.hpp>
#include <Lexicon.hpp>
#include <MaxMatchSegmentation.hpp>
#include <algorithm>
#include <map>
#include <new>

#include "pipeline/lexicon/char_set.hpp"
#include "pipeline/lexicon/opencc_definition.hpp"
#include "pipeline/text/offset_map.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

// One dictionary file, and the characters that its keys begin with.
struct Table {
    const opencc::Dict* dict = nullptr;
    CharSet starts;

    [[nodiscard]] const opencc::DictEntry* match(std::string_view text, char32_t first) const {
        if (!starts.has(first)) return nullptr;
        return dict->MatchPrefix(text.data(), text.size()).Get();
    }
};

using Tables = std::vector<const Table*>;  // of one conversion, in the order in which they are asked

// The match that counts at the beginning of the text, whose first character is `first`.
const opencc::DictEntry* first_match(const Tables& tables, std::string_view text, char32_t first) {
    for (const Table* table : tables) {
        if (const opencc::DictEntry* entry = table->match(text, first)) return entry;
    }
    return nullptr;
}

// The length of the code point at `at`, or 1 where the bytes are not one; `ch` is then 0, which begins no key.
std::uint32_t step(std::string_view text, std::size_t at, char32_t& ch) {
    const utf8::Decoded got = utf8::decode(text, at);
    if (got.length <= 1) {
        ch = static_cast<unsigned char>(text[at]) < 0x80 ? got.ch : 0;
        return 1;
    }
    const std::uint32_t wanted = utf8::length_of(text[at]);
    bool whole = got.length == wanted;
    for (std::uint32_t i = 1; whole && i < wanted; ++i) whole = utf8::is_continuation(text[at + i]);
    ch = whole ? got.ch : 0;
    return whole ? wanted : 1;
}

// Leaves out the characters at both ends that stay.
void trim(std::string_view source, ScriptChange& change) {
    std::string_view old_text = slice(source, change.at);
    std::string_view new_text = change.text;
    while (!old_text.empty() && !new_text.empty()) {
        const std::uint32_t length = utf8::decode(old_text, 0).length;
        if (old_text.substr(0, length) != new_text.substr(0, length)) break;
        old_text.remove_prefix(length);
        new_text.remove_prefix(length);
        change.at.begin += length;
    }
    while (!old_text.empty() && !new_text.empty()) {
        const std::uint32_t length = utf8::decode_before(old_text, old_text.size()).length;
        if (new_text.size() < length ||
            old_text.substr(old_text.size() - length) != new_text.substr(new_text.size() - length))
            break;
        old_text.remove_suffix(length);
        new_text.remove_suffix(length);
        change.at.end -= length;
    }
    change.text = std::string(new_text);
}

// A chain read from OpenCC's files.
class Chain final : public ScriptConverter {
  public:
    Chain(std::string_view name, opencc::ConverterPtr converter) : name_(name), converter_(std::move(converter)) {
        const auto* mmseg = dynamic_cast<const opencc::MaxMatchSegmentation*>(converter_->GetSegmentation().get());
        add_tables(mmseg->GetDict().get(), segmentation_, false);
        for (const opencc::ConversionPtr& conversion : converter_->GetConversionChain()->GetConversions()) {
            add_tables(conversion->GetDict().get(), steps_.emplace_back(), true);
        }
        active_.seal();
        inside_.seal();
        if (segmentation_.size() == 1 && steps_.front().front() == segmentation_.front()) {
            between_.assign(steps_.front().begin() + 1, steps_.front().end());
            shared_ = true;
        } else {
            between_ = steps_.front();
        }
    }

    std::string_view name() const override { return name_; }
    bool may_change(char32_t ch) const override { return active_.has(ch); }
    void convert(std::string_view text, std::vector<ScriptChange>& out) const override;
    std::vector<std::string> values_of(std::string_view key) const override;
    std::vector<std::string> changing_keys() const override;

  private:
    void add_tables(const opencc::Dict* dict, Tables& tables, bool converts);
    void read_keys(const opencc::Dict& dict, Table& table, bool converts);
    void add_active(std::string_view key, std::string_view value);
    void convert_run(std::string_view text, Span run, std::vector<ScriptChange>& out) const;
    void convert_segment(std::string_view text, Span segment, const opencc::DictEntry* word,
                         std::vector<ScriptChange>& out) const;
    void compose(std::string_view text, Span segment, const opencc::DictEntry* word,
                 std::vector<ScriptChange>& out) const;
    std::string_view name_;
    opencc::ConverterPtr converter_;  // owns the dictionaries
    std::map<const opencc::Dict*, Table> tables_;
    Tables segmentation_;
    std::vector<Tables> steps_;
    // The first conversion mostly asks the dictionary of the segmentation first. Then a word is its own match, and
    // between words that dictionary need not be asked again.
    bool shared_ = false;
    Tables between_;
    CharSet active_;
    CharSet inside_;
};

void Chain::add_tables(const opencc::Dict* dict, Tables& tables, bool converts) {
    if (const auto* group = dynamic_cast<const opencc::DictGroup*>(dict)) {
        for (const opencc::DictPtr& part : group->GetDicts()) add_tables(part.get(), tables, converts);
        return;
    }
    const auto [it, fresh] = tables_.try_emplace(dict);
    if (fresh || converts) read_keys(*dict, it->second, converts);
    tables.push_back(&it->second);
}

void Chain::read_keys(const opencc::Dict& dict, Table& table, bool converts) {
    table.dict = &dict;
    for (const auto& entry : *dict.GetLexicon()) {
        const std::string key = entry->Key();
        const char32_t first = utf8::decode(key, 0).ch;
        table.starts.add(first);
        for (std::size_t at = 0; at < key.size();) {
            const utf8::Decoded got = utf8::decode(key, at);
            inside_.add(got.ch);
            at += got.length;
        }
        if (converts) add_active(key, entry->GetDefault());
    }
    table.starts.seal();
}

// Adds the characters of the key that the value has otherwise. Where the two are not of one length, those between what
// they begin and end with in common; where nothing of the key is left, all.
void Chain::add_active(std::string_view key, std::string_view value) {
    if (key == value) return;
    if (utf8::count(key) == utf8::count(value)) {
        for (std::size_t at = 0, other = 0; at < key.size();) {
            const utf8::Decoded mine = utf8::decode(key, at);
            const utf8::Decoded its = utf8::decode(value, other);
            if (mine.ch != its.ch) active_.add(mine.ch);
            at += mine.length;
            other += its.length;
        }
        return;
    }
    ScriptChange middle{{0, static_cast<std::uint32_t>(key.size())}, std::string(value), {}};
    trim(key, middle);
    if (!middle.at.empty()) key = slice(key, middle.at);
    for (std::size_t at = 0; at < key.size();) {
        const utf8::Decoded got = utf8::decode(key, at);
        active_.add(got.ch);
        at += got.length;
    }
}

// Finds the runs of characters that are inside and hold an active one.
void Chain::convert(std::string_view text, std::vector<ScriptChange>& out) const {
    std::uint32_t run_begin = 0;
    bool active = false;
    char32_t ch = 0;
    for (std::uint32_t at = 0; at <= text.size();) {
        if (at == text.size()) {
            if (active) convert_run(text, {run_begin, at}, out);
            return;
        }
        const std::uint32_t length = step(text, at, ch);
        if (ch != 0 && inside_.has(ch)) {
            active = active || active_.has(ch);
            at += length;
            continue;
        }
        if (active) convert_run(text, {run_begin, at}, out);
        active = false;
        at += length;
        run_begin = at;
    }
}

// Cuts a run into segments as MaxMatchSegmentation does.
void Chain::convert_run(std::string_view text, Span run, std::vector<ScriptChange>& out) const try {
    std::uint32_t begin = run.begin;
    char32_t ch = 0;
    for (std::uint32_t at = run.begin; at < run.end;) {
        const std::uint32_t length = step(text, at, ch);
        const opencc::DictEntry* entry = first_match(segmentation_, slice(text, {at, run.end}), ch);
        if (entry == nullptr) {
            at += length;
            continue;
        }
        if (begin < at) convert_segment(text, {begin, at}, nullptr, out);
        begin = at;
        at += static_cast<std::uint32_t>(entry->KeyLength());
        convert_segment(text, {begin, at}, shared_ ? entry : nullptr, out);
        begin = at;
    }
    if (begin < run.end) convert_segment(text, {begin, run.end}, nullptr, out);
} catch (const std::bad_alloc&) {
    throw;
} catch (...) {  // opencc::Exception has no base; the run stays as it is from here
}

// `word`: the match that the whole segment is, where it is known.
void Chain::convert_segment(std::string_view text, Span segment, const opencc::DictEntry* word,
                            std::vector<ScriptChange>& out) const {
    if (steps_.size() != 1) return compose(text, segment, word, out);
    const Tables& tables = word == nullptr ? between_ : steps_.front();
    char32_t ch = 0;
    for (std::uint32_t at = segment.begin; at < segment.end;) {
        const std::uint32_t length = step(text, at, ch);
        const opencc::DictEntry* entry =
            word != nullptr ? word : first_match(tables, slice(text, {at, segment.end}), ch);
        if (entry == nullptr) {
            at += length;
            continue;
        }
        ScriptChange change{{at, at}, entry->GetDefault(), entry->Key()};
        at += static_cast<std::uint32_t>(change.key.size());
        change.at.end = at;
        if (change.text == change.key) continue;
        trim(text, change);
        out.push_back(std::move(change));
    }
}

// What one conversion made of a segment.
struct Pass {
    std::string text;
    OffsetMap map;
    std::vector<std::pair<Span, std::string>> keys;  // of the entries that changed something
};

// One conversion of one text; `word` as above.
Pass run_pass(const Tables& tables, std::string_view text, const opencc::DictEntry* word) {
    Pass pass;
    char32_t ch = 0;
    for (std::uint32_t at = 0; at < text.size();) {
        const std::uint32_t length = step(text, at, ch);
        const opencc::DictEntry* entry = word != nullptr ? word : first_match(tables, text.substr(at), ch);
        if (entry == nullptr) {
            pass.text.append(text, at, length);
            at += length;
            continue;
        }
        std::string key = entry->Key();
        const std::string value = entry->GetDefault();
        const auto to = static_cast<std::uint32_t>(pass.text.size());
        const Span from{at, at + static_cast<std::uint32_t>(key.size())};
        pass.text += value;
        at = from.end;
        if (value == key) continue;
        pass.map.add(from, {to, static_cast<std::uint32_t>(pass.text.size())});
        pass.keys.emplace_back(from, std::move(key));
    }
    return pass;
}

// Several conversions: the segment is rewritten by each in turn, and the maps of all are composed.
void Chain::compose(std::string_view text, Span segment, const opencc::DictEntry* word,
                    std::vector<ScriptChange>& out) const {
    std::string now(slice(text, segment));
    OffsetMap whole;
    std::vector<std::pair<Span, std::string>> keys;  // where in the segment, first conversions first
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        const bool first = i == 0;
        Pass pass = run_pass(first && word == nullptr ? between_ : steps_[i], now, first ? word : nullptr);
        if (pass.map.identity()) continue;
        for (auto& [at, key] : pass.keys) keys.emplace_back(whole.back(at), std::move(key));
        whole = jiaodui::compose(whole, pass.map).map;
        now = std::move(pass.text);
    }
    for (const OffsetMap::Step& made : whole.steps()) {
        ScriptChange change{
            {segment.begin + made.from.begin, segment.begin + made.from.end}, std::string(slice(now, made.to)), {}};
        if (slice(text, change.at) == change.text) continue;
        const auto key =
            std::find_if(keys.begin(), keys.end(), [&](const auto& k) { return share_bytes(k.first, made.from); });
        if (key != keys.end()) change.key = key->second;
        trim(text, change);
        out.push_back(std::move(change));
    }
}

std::vector<std::string> Chain::values_of(std::string_view key) const try {
    for (const Table* table : steps_.front()) {
        const auto entry = table->dict->Match(key.data(), key.size());
        if (!entry.IsNull()) return entry.Get()->Values();
    }
    return {};
} catch (const std::bad_alloc&) {
    throw;
} catch (...) {
    return {};
}

std::vector<std::string> Chain::changing_keys() const {
    std::vector<std::string> keys;
    for (const Tables& step : steps_) {
        for (const Table* table : step) {
            for (const auto& entry : *table->dict->GetLexicon()) {
                if (std::string key = entry->Key(); key != entry->GetDefault()) keys.push_back(std::move(key));
            }
        }
    }
    return keys;
}

}  // namespace

Result<std::shared_ptr<const ScriptConverter>> ScriptConverter::load(std::string_view name) {
    const Result<OpenccDefinition> definition = read_opencc_definition(name);
    if (!definition) return definition.error();
    try {
        opencc::Config config;
        return std::shared_ptr<const ScriptConverter>(
            std::make_shared<Chain>(definition->name, config.NewFromString(definition->json, definition->directory)));
    } catch (const std::bad_alloc&) {
        throw;
    } catch (...) {  // opencc::Exception, marisa::Exception
        return opencc_unavailable(name, definition->directory);
    }
}

std::string ScriptConverter::convert(std::string_view text) const {
    std::vector<ScriptChange> changes;
    convert(text, changes);
    std::string out;
    out.reserve(text.size() + text.size() / 16);
    std::size_t at = 0;
    for (const ScriptChange& change : changes) {
        out.append(text, at, change.at.begin - at);
        out += change.text;
        at = change.at.end;
    }
    out.append(text, at);
    return out;
}

Result<std::string> convert_text(const ScriptConverter& converter, std::string_view text) {
    if (text.size() >= (std::size_t{1} << 30)) {
        Error error;
        error.code = ErrorCode::too_large;
        error.message = {"文件超过 1 GiB", "the file is larger than 1 GiB"};
        return error;
    }
    return converter.convert(text);
}

}  // namespace jiaodui
