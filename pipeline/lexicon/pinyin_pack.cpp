// Makes pinyin.bin at build time. Readings of a character: those of sc.dict with its weights (log10 of their share),
// joined with Unihan's four fields; kHanyuPinlu counts how often a character was read so in a corpus and orders the
// characters of a syllable. Lines that cannot be read (a syllable with letters outside the alphabet, characters outside
// the basic plane) are skipped: they are a few of a foreign file; a bad row of fuzzy.tsv is an Error, because that
// table is ours. Tested by tests/unit/lexicon/pinyin_test.cpp.
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "pipeline/lexicon/language_model.hpp"
#include "pipeline/lexicon/model_characters.hpp"
#include "pipeline/lexicon/pinyin.hpp"
#include "pipeline/lexicon/pinyin_file.hpp"
#include "pipeline/lexicon/tsv.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

struct Sound {
    std::string syllable;
    std::uint8_t tones = 0;
};

// `lǜ` → lv, tone 4; nothing for what is no syllable.
Sound sound_of(std::string_view text) {
    static constexpr struct {
        char32_t ch;
        char plain;
        int tone;
    } marks[] = {{U'ā', 'a', 1}, {U'á', 'a', 2}, {U'ǎ', 'a', 3}, {U'à', 'a', 4}, {U'ē', 'e', 1}, {U'é', 'e', 2},
                 {U'ě', 'e', 3}, {U'è', 'e', 4}, {U'ī', 'i', 1}, {U'í', 'i', 2}, {U'ǐ', 'i', 3}, {U'ì', 'i', 4},
                 {U'ō', 'o', 1}, {U'ó', 'o', 2}, {U'ǒ', 'o', 3}, {U'ò', 'o', 4}, {U'ū', 'u', 1}, {U'ú', 'u', 2},
                 {U'ǔ', 'u', 3}, {U'ù', 'u', 4}, {U'ü', 'v', 0}, {U'ǖ', 'v', 1}, {U'ǘ', 'v', 2}, {U'ǚ', 'v', 3},
                 {U'ǜ', 'v', 4}, {U'ń', 'n', 2}, {U'ň', 'n', 3}, {U'ǹ', 'n', 4}, {U'ḿ', 'm', 2}};
    Sound out;
    int tone = 5;
    for (std::size_t at = 0; at < text.size();) {
        const auto found = utf8::decode(text, at);
        at += found.length;
        if (found.ch >= 'a' && found.ch <= 'z') {
            out.syllable += static_cast<char>(found.ch);
            continue;
        }
        const auto* mark =
            std::find_if(std::begin(marks), std::end(marks), [&](const auto& each) { return each.ch == found.ch; });
        if (mark == std::end(marks)) return {};
        out.syllable += mark->plain;
        if (mark->tone != 0) tone = mark->tone;
    }
    if (out.syllable.size() >= pinyin_file::name_size) return {};
    out.tones = static_cast<std::uint8_t>(1 << (tone - 1));
    return out;
}

bool plain_name(std::string_view name) {
    return !name.empty() && name.size() < pinyin_file::name_size &&
           std::all_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

std::string_view cut(std::string_view& rest, char mark) {
    const std::size_t end = std::min(rest.find(mark), rest.size());
    const std::string_view out = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return out;
}

// The characters of a text, all of the plane that has readings; empty otherwise.
std::u32string han_of(std::string_view text) {
    std::u32string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto found = utf8::decode(text, at);
        if (found.ch < Pinyin::first_han || found.ch > Pinyin::last_han) return {};
        out += found.ch;
        at += found.length;
    }
    return out;
}

struct Pair {
    int tier = 0;
    double errors = 0;
};
using Pairs = std::map<std::pair<std::string, std::string>, Pair>;

struct Fuzzy {
    Pairs initials, finals;
    double most = 1;
};

Result<Fuzzy> read_fuzzy(std::string_view text) {
    constexpr std::string_view file = "dictionaries/pinyin/fuzzy.tsv";
    Problems problems;
    const TsvTable table(text, file, 5, 6, problems);
    Fuzzy out;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const TsvRow row = table.row(i);
        if (row.cell(0) == "part") continue;
        const std::string tier(row.cell(3)), errors(row.cell(4));
        const bool part = row.cell(0) == "initial" || row.cell(0) == "final";
        const double count = std::atof(errors.c_str());
        if (!part || !plain_name(row.cell(1)) || !plain_name(row.cell(2)) || (tier != "1" && tier != "2") ||
            count <= 0) {
            problems.push_back({ErrorCode::invalid_value,
                                {"这一行不能用", "this row cannot be used"},
                                {"写法：initial 或 final、两个音、1 或 2、次数",
                                 "write: initial or final, two sounds, 1 or 2, a count"},
                                {std::string(file), row.line, 1}});
            continue;
        }
        Pairs& pairs = row.cell(0) == "initial" ? out.initials : out.finals;
        const Pair pair{tier == "1" ? 1 : 2, count};
        pairs[{std::string(row.cell(1)), std::string(row.cell(2))}] = pair;
        pairs[{std::string(row.cell(2)), std::string(row.cell(1))}] = pair;
        out.most = std::max(out.most, count);
    }
    if (!problems.empty()) return fold(problems);
    return out;
}

std::pair<std::string, std::string> parts_of(const std::string& name) {
    std::size_t size = name.find_first_of("aeiouv");
    if (size == std::string::npos) size = 0;  // m, n, ng, r
    return {name.substr(0, size), name.substr(size)};
}

std::uint8_t relation_code(const std::string& a, const std::string& b, const Fuzzy& fuzzy) {
    if (a == b) return static_cast<std::uint8_t>(SoundClass::same_syllable) << 6;
    const auto [initial_a, final_a] = parts_of(a);
    const auto [initial_b, final_b] = parts_of(b);
    int tier = 0, pairs = 0;
    double cost = 0;
    for (const auto& [table, x, y] :
         {std::tuple(&fuzzy.initials, &initial_a, &initial_b), std::tuple(&fuzzy.finals, &final_a, &final_b)}) {
        if (*x == *y) continue;
        const auto found = table->find({*x, *y});
        if (found == table->end()) return pinyin_file::unlike;
        tier = std::max(tier, found->second.tier);
        cost += 1 + 0.5 * std::log10(fuzzy.most / found->second.errors);
        ++pairs;
    }
    if (pairs == 2) tier = 2;  // both parts differ
    const auto kind = static_cast<std::uint8_t>(tier == 1 ? SoundClass::fuzzy1 : SoundClass::fuzzy2);
    return static_cast<std::uint8_t>(kind << 6 |
                                     std::min(static_cast<int>(std::lround(cost * pinyin_file::cost_steps)), 62));
}

}  // namespace

// Gathers, then writes. Maps keep everything in one order on every machine.
struct Pinyin::Builder {
    struct Known {
        std::uint8_t tones = 0;
        double weight = -1;  // of sc.dict; below zero: not there
        double count = 0;    // of kHanyuPinlu
    };
    std::map<char32_t, std::map<std::string, Known>> characters;
    std::map<std::string, std::set<std::vector<std::string>>> words;
    std::map<std::string, Syllable> numbers;
    std::string out;
    pinyin_file::Header header;

    void read_words(std::string_view text) {
        while (!text.empty()) {
            std::string_view line = cut(text, '\n');
            const std::string_view word = cut(line, ' ');
            std::string_view reading = cut(line, ' ');
            const std::u32string han = han_of(word);
            std::vector<std::string> syllables;
            bool good = !han.empty() && han.size() <= max_characters && !reading.empty();
            while (good && !reading.empty()) {
                const std::string_view name = cut(reading, '\'');
                good = plain_name(name);
                syllables.emplace_back(name);
            }
            if (!good || syllables.size() != han.size()) continue;
            if (han.size() == 1)
                characters[han[0]][syllables[0]].weight = std::pow(10.0, std::atof(std::string(line).c_str()));
            else words[std::string(word)].insert(std::move(syllables));
        }
    }

    // `U+4E2D⇥kMandarin⇥zhōng`; values are divided by spaces, with a place and `:` before or a count in brackets after
    // them.
    void read_unihan(std::string_view text) {
        static constexpr std::string_view fields[] = {"kMandarin", "kTGHZ2013", "kXHC1983", "kHanyuPinlu"};
        while (!text.empty()) {
            std::string_view line = cut(text, '\n');
            if (!line.starts_with("U+")) continue;
            const std::string code(cut(line, '\t').substr(2));
            if (std::find(std::begin(fields), std::end(fields), cut(line, '\t')) == std::end(fields)) continue;
            const auto ch = static_cast<char32_t>(std::strtoul(code.c_str(), nullptr, 16));
            if (ch < first_han || ch > last_han) continue;
            while (!line.empty()) {
                std::string_view value = cut(line, ' ');
                const std::size_t colon = value.rfind(':');
                if (colon != std::string_view::npos) value.remove_prefix(colon + 1);
                while (!value.empty()) {
                    std::string_view one = cut(value, ',');
                    const Sound sound = sound_of(cut(one, '('));
                    if (sound.syllable.empty()) continue;
                    Known& known = characters[ch][sound.syllable];
                    known.tones |= sound.tones;
                    known.count += std::atof(std::string(one).c_str());
                }
            }
        }
    }

    template <class Rows>
    void section(pinyin_file::SectionId id, const Rows& rows) {
        const std::size_t size = rows.size() * sizeof(rows[0]);
        out.resize((out.size() + 7) / 8 * 8);
        header.sections[id] = {out.size(), size};
        out.append(reinterpret_cast<const char*>(rows.data()), size);
    }

    void number_syllables() {
        for (const auto& [ch, sounds] : characters) {
            for (const auto& [name, known] : sounds) numbers[name] = 0;
        }
        for (const auto& [word, sounds] : words) {
            for (const auto& sound : sounds) {
                for (const std::string& name : sound) numbers[name] = 0;
            }
        }
        Syllable next = 0;
        std::vector<char> names;
        for (auto& [name, number] : numbers) {
            number = next++;
            names.insert(names.end(), name.begin(), name.end());
            names.resize(pinyin_file::name_size * next);
        }
        header.syllables = next;
        section(pinyin_file::names, names);
    }

    void write_characters() {
        struct Read {
            double count = 0;
            std::uint8_t share = 0;
            char32_t ch = 0;
        };
        std::vector<std::vector<Read>> by_syllable(numbers.size());
        std::vector<std::uint32_t> index;
        std::vector<Reading> readings;
        for (char32_t ch = first_han; ch <= last_han; ++ch) {
            index.push_back(static_cast<std::uint32_t>(readings.size()));
            const auto found = characters.find(ch);
            if (found == characters.end()) continue;
            double counts = 0, total = 0;
            for (const auto& [name, known] : found->second) counts += known.count;
            const auto weight = [&](const Known& known) {
                return known.weight >= 0 ? known.weight : counts > 0 ? known.count / counts : 0.0;
            };
            for (const auto& [name, known] : found->second) total += weight(known);
            const std::size_t first = readings.size();
            for (const auto& [name, known] : found->second) {
                const double share =
                    total > 0 ? weight(known) / total : 1.0 / static_cast<double>(found->second.size());
                readings.push_back({numbers[name], known.tones, static_cast<std::uint8_t>(std::lround(255 * share))});
                by_syllable[numbers[name]].push_back({known.count, readings.back().share, ch});
            }
            std::stable_sort(readings.begin() + static_cast<std::ptrdiff_t>(first), readings.end(),
                             [](const Reading& a, const Reading& b) { return a.share > b.share; });
        }
        index.push_back(static_cast<std::uint32_t>(readings.size()));
        section(pinyin_file::char_index, index);
        section(pinyin_file::readings, readings);
        index.clear();
        std::vector<std::uint16_t> all;
        for (auto& reads : by_syllable) {
            index.push_back(static_cast<std::uint32_t>(all.size()));
            std::stable_sort(reads.begin(), reads.end(), [](const Read& a, const Read& b) {
                return a.count != b.count ? a.count > b.count : a.share > b.share;
            });
            for (const Read& read : reads) all.push_back(static_cast<std::uint16_t>(read.ch));
        }
        index.push_back(static_cast<std::uint32_t>(all.size()));
        section(pinyin_file::syllable_index, index);
        section(pinyin_file::characters, all);
    }

    void write_words(const LanguageModel* model) {
        std::vector<WordRow> rows;
        std::vector<char> blob;
        std::vector<Syllable> sounds;
        std::vector<SoundRow> by_sound;
        for (const auto& [word, readings] : words) {
            WordRow row{static_cast<std::uint32_t>(blob.size()),
                        static_cast<std::uint32_t>(sounds.size()),
                        static_cast<std::uint8_t>(word.size() / han_bytes),
                        static_cast<std::uint8_t>(std::min<std::size_t>(readings.size(), 255)),
                        0,
                        0,
                        0};
            if (model != nullptr) {
                row.model_word = model->word(word);
                row.model_score = model->score(row.model_word);
            }
            blob.insert(blob.end(), word.begin(), word.end());
            std::size_t taken = 0;
            for (const auto& reading : readings) {
                if (taken++ == row.readings) break;
                by_sound.push_back({static_cast<WordId>(rows.size()), static_cast<std::uint32_t>(sounds.size()), {}});
                for (const std::string& name : reading) sounds.push_back(numbers[name]);
            }
            rows.push_back(row);
        }
        header.words = static_cast<std::uint32_t>(rows.size());
        const auto sequence = [&](const SoundRow& row) {
            return std::span<const Syllable>(sounds).subspan(row.sound, rows[row.word].characters);
        };
        std::stable_sort(by_sound.begin(), by_sound.end(), [&](const SoundRow& a, const SoundRow& b) {
            const auto x = sequence(a), y = sequence(b);
            if (!std::equal(x.begin(), x.end(), y.begin(), y.end()))
                return std::lexicographical_compare(x.begin(), x.end(), y.begin(), y.end());
            return rows[a.word].model_score > rows[b.word].model_score;
        });
        for (SoundRow& row : by_sound) {
            const auto all = sequence(row);
            for (std::size_t i = SoundRow::kFirst; i < std::min(all.size(), SoundRow::kEnd); ++i)
                row.next[i - SoundRow::kFirst] = static_cast<std::uint16_t>(all[i] + 1);
        }
        std::vector<Spelt> spelt;
        for (const SoundRow& row : by_sound) {
            const WordRow& word = rows[row.word];
            const std::u32string han = han_of(std::string_view(blob.data() + word.text, word.characters * han_bytes));
            Spelt& one = spelt.emplace_back();
            std::copy_n(han.begin(), std::min(han.size(), one.head.size()), one.head.begin());
            one.model_score =
                word.model_word != LanguageModel::unknown ? word.model_score : -std::numeric_limits<float>::infinity();
        }
        const std::size_t n = numbers.size();
        std::vector<std::uint32_t> pairs(n * n + 1, 0);
        for (const SoundRow& row : by_sound) ++pairs[sequence(row)[0] * n + sequence(row)[1] + 1];
        for (std::size_t i = 1; i < pairs.size(); ++i) pairs[i] += pairs[i - 1];
        section(pinyin_file::word_rows, rows);
        section(pinyin_file::blob, blob);
        section(pinyin_file::sounds, sounds);
        section(pinyin_file::by_sound, by_sound);
        section(pinyin_file::spelt, spelt);
        section(pinyin_file::pair_index, pairs);
        write_slots();
        section(pinyin_file::model_characters,
                model != nullptr ? ModelCharacters(*model).rows() : std::span<const ModelCharacter>());
    }

    void write_slots() {
        std::map<std::string_view, Slot> heads;
        WordId id = 0;
        for (const auto& [word, readings] : words) {
            const auto [at, fresh] =
                heads.try_emplace(std::string_view(word).substr(0, 2 * han_bytes), Slot{id, id, 0});
            at->second.last = ++id;
        }
        std::size_t size = 16;
        while (size < 2 * heads.size()) size *= 2;
        std::vector<Slot> slots(size);
        for (const auto& [head, range] : heads) {
            const std::uint32_t key = pinyin_file::head_of(head);
            std::size_t slot = pinyin_file::slot_of(key, size);
            while (slots[slot].last != 0) slot = (slot + 1) & (size - 1);
            slots[slot] = {range.first, range.last, key};
        }
        section(pinyin_file::slots, slots);
    }

    void write_relations(const Fuzzy& fuzzy) {
        std::vector<std::uint8_t> relations;
        std::vector<std::uint32_t> index;
        std::vector<Neighbour> neighbours;
        for (const auto& [a, number] : numbers) {
            index.push_back(static_cast<std::uint32_t>(neighbours.size()));
            for (const auto& [b, other] : numbers) {
                const std::uint8_t code = relation_code(a, b, fuzzy);
                relations.push_back(code);
                if (code == pinyin_file::unlike || number == other) continue;
                neighbours.push_back(
                    {other, static_cast<std::uint8_t>(code >> 6), static_cast<std::uint8_t>(code & 63)});
            }
        }
        index.push_back(static_cast<std::uint32_t>(neighbours.size()));
        section(pinyin_file::relations, relations);
        section(pinyin_file::neighbour_index, index);
        section(pinyin_file::neighbours, neighbours);
    }
};

Result<std::string> Pinyin::pack(std::string_view words, std::string_view unihan, std::string_view fuzzy,
                                 const LanguageModel* model) {
    auto table = read_fuzzy(fuzzy);
    if (!table) return table.error();
    Builder builder;
    builder.read_words(words);
    builder.read_unihan(unihan);
    builder.out.assign(sizeof(pinyin_file::Header), '\0');
    builder.number_syllables();
    if (builder.numbers.empty() || builder.numbers.size() > pinyin_file::max_syllables) {
        return Error{ErrorCode::invalid_value, {"没有可用的读音", "there are no readings"}, {}, {}};
    }
    builder.write_characters();
    builder.write_words(model);
    builder.write_relations(*table);
    std::copy(pinyin_file::magic.begin(), pinyin_file::magic.end(), builder.header.magic);
    if (model != nullptr) builder.header.model = model->fingerprint();
    std::memcpy(builder.out.data(), &builder.header, sizeof builder.header);
    return std::move(builder.out);
}

}  // namespace jiaodui
