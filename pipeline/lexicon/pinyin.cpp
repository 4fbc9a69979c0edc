// The file: its magic, counts, a table of sections, the sections, each aligned to 8; what they hold is written in
// pinyin_pack.cpp. view() checks that the sections lie inside and have the sizes that the counts ask for; places inside
// sections are checked where they are used, so opening costs nothing.
// Words by sound: the rows are sorted by their sequences of syllables, a table of all pairs of syllables says where the
// rows of the first two begin, and each further syllable narrows the rows by binary search. Tested by
// tests/unit/lexicon/pinyin_test.cpp.
#include "pipeline/lexicon/pinyin.hpp"

#include <algorithm>
#include <cstring>

#include "pipeline/lexicon/pinyin_file.hpp"

namespace jiaodui {

namespace {

template <class T>
bool take(std::string_view bytes, const pinyin_file::Section& section, std::size_t expected, std::span<const T>& out) {
    if (section.at % 8 != 0 || section.at > bytes.size() || section.size > bytes.size() - section.at) return false;
    if (section.size % sizeof(T) != 0) return false;
    out = {reinterpret_cast<const T*>(bytes.data() + section.at), section.size / sizeof(T)};
    return expected == 0 || out.size() == expected;
}

}  // namespace

Result<Pinyin> Pinyin::load(const std::string& path, Paging paging) {
    auto file = MappedFile::open(path, paging);
    if (!file) return file.error();
    auto shared = std::make_shared<const MappedFile>(std::move(*file));
    auto pinyin = view(shared->bytes());
    if (!pinyin) {
        Error error = pinyin.error();
        error.where.file = path;
        return error;
    }
    pinyin->file_ = std::move(shared);
    return pinyin;
}

Result<Pinyin> Pinyin::view(std::string_view bytes) {
    namespace file = pinyin_file;
    using file::magic, file::Header;
    const Error damaged{ErrorCode::invalid_value,
                        {"拼音数据损坏或版本不符", "the pinyin data are damaged or of another version"},
                        {"请重新安装或重新构建", "install or build the program again"},
                        {}};
    Header header;
    if (bytes.size() < sizeof header) return damaged;
    std::memcpy(&header, bytes.data(), sizeof header);
    if (std::string_view(header.magic, sizeof header.magic) != magic || header.syllables == 0 ||
        header.syllables > file::max_syllables)
        return damaged;
    Pinyin out;
    out.count_ = header.syllables;
    out.word_count_ = header.words;
    out.model_ = header.model;
    const std::size_t n = header.syllables;
    const auto& at = header.sections;
    const bool good = take(bytes, at[file::names], file::name_size * n, out.names_) &&
                      take(bytes, at[file::char_index], last_han - first_han + 2, out.char_index_) &&
                      take(bytes, at[file::readings], 0, out.readings_) &&
                      take(bytes, at[file::syllable_index], n + 1, out.syllable_index_) &&
                      take(bytes, at[file::characters], 0, out.characters_) &&
                      take(bytes, at[file::word_rows], 0, out.words_) && take(bytes, at[file::blob], 0, out.blob_) &&
                      take(bytes, at[file::sounds], 0, out.sounds_) && take(bytes, at[file::slots], 0, out.slots_) &&
                      take(bytes, at[file::by_sound], 0, out.by_sound_) &&
                      take(bytes, at[file::spelt], out.by_sound_.size(), out.spelt_) &&
                      take(bytes, at[file::pair_index], n * n + 1, out.pair_index_) &&
                      take(bytes, at[file::relations], n * n, out.relations_) &&
                      take(bytes, at[file::neighbour_index], n + 1, out.neighbour_index_) &&
                      take(bytes, at[file::neighbours], 0, out.neighbours_) &&
                      take(bytes, at[file::model_characters], header.model != 0 ? last_han - first_han + 1 : 0,
                           out.model_characters_);
    if (!good || out.spelt_.size() != out.by_sound_.size() || out.words_.size() != header.words || out.slots_.empty() ||
        (out.slots_.size() & (out.slots_.size() - 1)) != 0)
        return damaged;
    return out;
}

std::string_view Pinyin::name(Syllable syllable) const {
    if (syllable >= count_) return {};
    const char* at = names_.data() + pinyin_file::name_size * syllable;
    return {at, ::strnlen(at, pinyin_file::name_size)};
}

std::optional<Syllable> Pinyin::syllable(std::string_view name) const {
    std::string plain;
    for (std::size_t at = 0; at < name.size() && plain.size() < pinyin_file::name_size; ++at) {
        if (name.substr(at).starts_with("ü")) {
            plain += 'v';
            ++at;
        } else {
            plain += name[at];
        }
    }
    std::size_t low = 0, high = count_;
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (this->name(static_cast<Syllable>(middle)) < plain) low = middle + 1;
        else high = middle;
    }
    if (low < count_ && this->name(static_cast<Syllable>(low)) == plain) return static_cast<Syllable>(low);
    return std::nullopt;
}

SoundRelation Pinyin::relation(Syllable a, Syllable b) const {
    if (a >= count_ || b >= count_) return {};
    const std::uint8_t code = relations_[a * count_ + b];
    const auto kind = static_cast<SoundClass>(std::min(code >> 6, 3));
    if (code == pinyin_file::unlike) return {};
    return {kind, static_cast<float>(code & 63) / pinyin_file::cost_steps};
}

std::span<const Pinyin::Neighbour> Pinyin::neighbours(Syllable syllable) const {
    return syllable < count_ ? part<Neighbour>(neighbours_, neighbour_index_, syllable) : std::span<const Neighbour>();
}

bool Pinyin::has_reading(char32_t ch, Syllable syllable) const {
    for (const Reading& reading : readings(ch)) {
        if (reading.syllable == syllable) return true;
    }
    return false;
}

std::uint8_t Pinyin::tones(char32_t ch, Syllable syllable) const {
    for (const Reading& reading : readings(ch)) {
        if (reading.syllable == syllable) return reading.tones;
    }
    return 0;
}

SoundRelation Pinyin::relation_of(char32_t a, char32_t b) const {
    SoundRelation best;
    for (const Reading& left : readings(a)) {
        for (const Reading& right : readings(b)) {
            SoundRelation now = relation(left.syllable, right.syllable);
            if (now.kind == SoundClass::same_syllable && (left.tones & right.tones) != 0)
                now.kind = SoundClass::same_tone;
            if (now.kind < best.kind || (now.kind == best.kind && now.cost < best.cost)) best = now;
        }
    }
    return best;
}

std::span<const std::uint16_t> Pinyin::characters(Syllable syllable) const {
    return syllable < count_ ? part<std::uint16_t>(characters_, syllable_index_, syllable)
                             : std::span<const std::uint16_t>();
}

std::string_view Pinyin::word(WordId id) const {
    const WordRow* found = row(id);
    if (found == nullptr) return {};
    const std::size_t size = han_bytes * found->characters;
    if (found->text > blob_.size() || size > blob_.size() - found->text) return {};
    return {blob_.data() + found->text, size};
}

std::size_t Pinyin::word_readings(WordId id) const {
    const WordRow* found = row(id);
    return found != nullptr ? found->readings : 0;
}

std::span<const Syllable> Pinyin::word_sound(WordId id, std::size_t nth) const {
    const WordRow* found = row(id);
    if (found == nullptr || nth >= found->readings) return {};
    return syllables_at(found->sound + static_cast<std::uint32_t>(nth) * found->characters, found->characters);
}

Pinyin::WordRange Pinyin::words_at(std::string_view text) const {
    const std::uint32_t head = pinyin_file::head_of(text);
    if (slots_.empty() || head == 0) return {};
    std::size_t slot = pinyin_file::slot_of(head, slots_.size());
    for (std::size_t tried = 0; tried < slots_.size(); ++tried, slot = (slot + 1) & (slots_.size() - 1)) {
        const Slot& found = slots_[slot];
        if (found.first >= found.last || found.last > words_.size()) return {};
        if (found.head == head) return {found.first, found.last};
    }
    return {};
}

std::optional<WordId> Pinyin::find(std::string_view text) const {
    const WordRange range = words_at(text);
    for (WordId id = range.first; id < range.last; ++id) {
        if (word(id) == text) return id;
    }
    return std::nullopt;
}

std::uint32_t Pinyin::model_word(WordId id) const {
    const WordRow* found = row(id);
    return found != nullptr ? found->model_word : 0;
}

float Pinyin::model_score(WordId id) const {
    const WordRow* found = row(id);
    return found != nullptr ? found->model_score : 0;
}

bool Pinyin::knows_model(std::uint64_t fingerprint) const { return model_ != 0 && model_ == fingerprint; }

// The rows among these whose next syllable is this one; rows are sorted, a shorter sequence before those that it
// begins.
Pinyin::SoundSearch::Rows Pinyin::SoundSearch::narrowed(const Rows& rows, Syllable syllable) const {
    if (places_ == 1) {
        const std::size_t pair = rows.syllable * pinyin_.count_ + syllable;
        const auto all = static_cast<std::uint32_t>(pinyin_.by_sound_.size());
        return {pinyin_.pair_index_[pair], std::min(pinyin_.pair_index_[pair + 1], all), syllable, 0};
    }
    const auto bound = [&](std::uint32_t first, std::uint32_t last, std::uint32_t least) {
        while (first < last) {
            const std::uint32_t middle = first + (last - first) / 2;
            if (pinyin_.step_of(middle, places_) < least) first = middle + 1;
            else last = middle;
        }
        return first;
    };
    const std::uint32_t first = bound(rows.first, rows.last, syllable + 1u);
    return {first, bound(first, rows.last, syllable + 2u), syllable, 0};
}

void Pinyin::SoundSearch::add(std::span<const SoundChoice> choices) {
    longer_.clear();
    if (places_ == 0) rows_.assign(1, Rows{});
    for (const Rows& rows : rows_) {
        for (const SoundChoice& choice : choices) {
            const float cost = rows.cost + choice.cost;
            if (choice.syllable >= pinyin_.count_ || cost > max_cost_) continue;
            Rows found = places_ == 0 ? Rows{0, 0, choice.syllable, 0} : narrowed(rows, choice.syllable);
            found.cost = cost;
            if (places_ == 0 || found.first < found.last) longer_.push_back(found);
        }
    }
    std::swap(rows_, longer_);
    ++places_;
}

void Pinyin::SoundSearch::take(std::vector<SoundHit>& out) const {
    if (places_ < 2) return;
    for (const Rows& rows : rows_) {
        for (std::uint32_t i = rows.first; i < rows.last && pinyin_.step_of(i, places_) == 0; ++i)
            out.push_back(
                {pinyin_.by_sound_[i].word, rows.cost, pinyin_.spelt_[i].head, pinyin_.spelt_[i].model_score});
    }
}

void Pinyin::words_like(std::span<const std::span<const SoundChoice>> sound, float max_cost,
                        std::vector<SoundHit>& out) const {
    if (sound.size() > max_characters || pair_index_.empty()) return;
    SoundSearch search(*this, max_cost);
    search.begin();
    for (const std::span<const SoundChoice> choices : sound) search.add(choices);
    search.take(out);
}

}  // namespace jiaodui
