// Layout: header, matcher (a multiple of 8 bytes), key_forms, forms, entries, lists, files, blob, zeroes up to a
// multiple of 8. Tested by tests/unit/rule/glossary_test.cpp.
#include "pipeline/rule/glossary_pack.hpp"

#include <cstring>
#include <map>
#include <type_traits>
#include <unordered_map>
#include <vector>

#include "pipeline/text/han.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace packed {
namespace {

struct Header {
    char magic[8];
    std::uint32_t format, matcher, keys, forms, entries, lists, files, blob;
};
constexpr char magic[8] = {'J', 'D', 'G', 'L', 'O', 'S', 'S', 'Y'};
static_assert(sizeof(Header) % 8 == 0 && std::is_trivially_copyable_v<Form> && std::is_trivially_copyable_v<Entry>);

bool is_alnum_byte(char byte) { return is_alnum(static_cast<unsigned char>(byte)); }

class Packer {
  public:
    explicit Packer(const ToTraditional& to_traditional) : to_traditional_(to_traditional) {}

    void add(const GlossaryEntry& from) {
        Entry entry;
        entry.term = text(from.term);
        entry.traditional = text(traditional(from.term));
        entry.note = text(from.note);
        entry.source = text(from.source);
        entry.sound = text(from.sound);
        entry.reading = text(from.reading);
        std::string fuzzy;
        for (const std::string& one : from.fuzzy) fuzzy += (fuzzy.empty() ? "" : " ") + one;
        entry.fuzzy = text(fuzzy);
        entry.file = file(from.file);
        entry.line = from.line;
        entry.tier = from.tier ? static_cast<std::uint8_t>(1 + static_cast<int>(*from.tier)) : 0;
        entry.casing = from.casing ? 1 : 0;
        entry.proven = from.proven() ? 1 : 0;
        number_ = static_cast<std::uint32_t>(entries_.size());
        entries_.push_back(entry);
        if (!from.term.empty()) right(from.term, FormKind::term, from.line);
        for (const std::string& one : from.alias) right(one, FormKind::alias, from.line);
        for (const std::string& one : from.keep) right(one, FormKind::keep, from.line);
        for (const WrongForm& form : from.wrong) wrong(form);
    }

    [[nodiscard]] std::string finish() const {
        std::vector<std::string_view> keys;
        std::vector<std::uint32_t> key_forms{0};
        std::vector<Form> forms;
        for (const auto& [key, of_key] : keys_) {
            keys.push_back(key);
            for (const FormKind kind : {FormKind::term, FormKind::alias, FormKind::keep, FormKind::wrong}) {
                for (const Form& form : of_key) {
                    if (form.kind == kind) forms.push_back(form);
                }
            }
            key_forms.push_back(static_cast<std::uint32_t>(forms.size()));
        }
        const PhraseMatcher matcher = PhraseMatcher::build(keys);
        Header header{};
        std::memcpy(header.magic, magic, 8);
        header.format = format;
        header.matcher = size32(matcher.bytes());
        header.keys = size32(keys);
        header.forms = size32(forms);
        header.entries = size32(entries_);
        header.lists = size32(lists_);
        header.files = size32(files_);
        header.blob = size32(blob_);
        std::string out(reinterpret_cast<const char*>(&header), sizeof header);
        out += matcher.bytes();
        put(out, key_forms), put(out, forms), put(out, entries_), put(out, lists_), put(out, files_);
        out += blob_;
        out.resize((out.size() + 7) / 8 * 8);
        return out;
    }

  private:
    template <class T>
    static std::uint32_t size32(const T& table) {
        return static_cast<std::uint32_t>(table.size());
    }
    template <class T>
    static void put(std::string& out, const std::vector<T>& rows) {
        out.append(reinterpret_cast<const char*>(rows.data()), rows.size() * sizeof(T));
    }
    [[nodiscard]] std::string traditional(std::string_view text) const {
        return to_traditional_ ? to_traditional_(text) : std::string(text);
    }
    Text text(std::string_view what) {
        if (what.empty()) return {};
        const auto [it, fresh] = texts_.try_emplace(std::string(what), Text{size32(blob_), size32(what)});
        if (fresh) blob_ += what;
        return it->second;
    }
    std::uint32_t file(std::string_view name) {
        for (std::uint32_t i = 0; i < files_.size(); ++i) {
            if (std::string_view(blob_).substr(files_[i].at, files_[i].size) == name) return i;
        }
        files_.push_back(text(name));
        return size32(files_) - 1;
    }
    Range list(const std::vector<std::string>& from, bool in_traditional) {
        const Range range{size32(lists_), size32(from)};
        for (const std::string& one : from) lists_.push_back(text(in_traditional ? traditional(one) : one));
        return range;
    }
    void put_form(std::string_view spelling, Form form, std::string_view head = {}, std::string_view tail = {}) {
        const std::string key = std::string(head) + std::string(spelling) + std::string(tail);
        if (!PhraseMatcher::usable(key) || head.size() > 255 || tail.size() > 255) return;
        form.text = text(spelling);
        form.entry = number_;
        form.characters = static_cast<std::uint8_t>(utf8::count(spelling));
        form.head = static_cast<std::uint8_t>(head.size());
        form.tail = static_cast<std::uint8_t>(tail.size());
        keys_[folded(key)].push_back(form);
    }
    // Contexts whose letters or digits touch those of the form are part of the key.
    void put_wrong(std::string_view spelling, const Form& form) {
        std::vector<std::string> heads{""}, tails{""};
        for (const Text ref : std::span(lists_).subspan(form.before.first, form.before.count))
            heads.push_back(copy(ref));
        for (const Text ref : std::span(lists_).subspan(form.after.first, form.after.count)) tails.push_back(copy(ref));
        for (const std::string& head : heads) {
            if (!head.empty() && !(is_alnum_byte(head.back()) && is_alnum_byte(spelling.front()))) continue;
            for (const std::string& tail : tails) {
                if (tail.empty() || (is_alnum_byte(tail.front()) && is_alnum_byte(spelling.back())))
                    put_form(spelling, form, head, tail);
            }
        }
    }
    [[nodiscard]] std::string copy(Text ref) const { return blob_.substr(ref.at, ref.size); }
    void right(std::string_view spelling, FormKind kind, std::uint32_t line) {
        Form form;
        form.kind = kind;
        form.line = line;
        put_form(spelling, form);
        form.script = FormScript::traditional;
        if (const std::string other = traditional(spelling); other != spelling) put_form(other, form);
    }
    void wrong(const WrongForm& from) {
        const std::string other = traditional(from.text);
        for (const bool in_traditional : {false, true}) {
            if (in_traditional && other == from.text) break;
            Form form;
            form.kind = FormKind::wrong;
            form.script = in_traditional ? FormScript::traditional : FormScript::both;
            form.line = from.line;
            form.before = list(from.before, in_traditional);
            form.after = list(from.after, in_traditional);
            form.near = list(from.near, in_traditional);
            form.unless = list(from.unless, in_traditional);
            put_wrong(in_traditional ? other : from.text, form);
        }
    }

    const ToTraditional& to_traditional_;
    std::uint32_t number_ = 0;
    std::map<std::string, std::vector<Form>> keys_;
    std::vector<Entry> entries_;
    std::vector<Text> lists_, files_;
    std::unordered_map<std::string, Text> texts_;
    std::string blob_;
};

bool good(const Tables& tables, Text ref) {
    return ref.at <= tables.blob.size() && ref.size <= tables.blob.size() - ref.at;
}
bool good(const Tables& tables, Range range) {
    return range.first <= tables.lists.size() && range.count <= tables.lists.size() - range.first;
}

bool good(const Tables& tables) {
    for (std::size_t key = 0; key + 1 < tables.key_forms.size(); ++key) {
        if (tables.key_forms[key] > tables.key_forms[key + 1]) return false;
    }
    if (tables.key_forms.front() != 0 || tables.key_forms.back() != tables.forms.size()) return false;
    for (const Form& form : tables.forms) {
        if (!good(tables, form.text) || form.entry >= tables.entries.size() || form.kind > FormKind::wrong)
            return false;
        for (const Range range : {form.before, form.after, form.near, form.unless}) {
            if (!good(tables, range)) return false;
        }
    }
    for (const Entry& entry : tables.entries) {
        for (const Text ref :
             {entry.term, entry.traditional, entry.note, entry.source, entry.sound, entry.reading, entry.fuzzy}) {
            if (!good(tables, ref)) return false;
        }
        if (entry.file >= tables.files.size() || entry.tier > 3) return false;
    }
    for (const auto table : {tables.lists, tables.files}) {
        for (const Text ref : table) {
            if (!good(tables, ref)) return false;
        }
    }
    return true;
}

template <class T>
std::span<const T> take(std::string_view& bytes, std::size_t count) {
    const std::span<const T> rows(reinterpret_cast<const T*>(bytes.data()), count);
    bytes.remove_prefix(count * sizeof(T));
    return rows;
}

}  // namespace

Result<Tables> view(std::string_view bytes) {
    const Error damaged{ErrorCode::invalid_value,
                        {"编译好的术语表损坏或版本不符", "the compiled glossary is damaged or of another version"},
                        {},
                        {}};
    Header header{};
    if (bytes.size() < sizeof header) return damaged;
    std::memcpy(&header, bytes.data(), sizeof header);
    const std::uint64_t total = sizeof header + std::uint64_t{header.matcher} + 4 * (std::uint64_t{header.keys} + 1) +
                                sizeof(Form) * std::uint64_t{header.forms} +
                                sizeof(Entry) * std::uint64_t{header.entries} +
                                sizeof(Text) * (std::uint64_t{header.lists} + header.files) + header.blob;
    if (std::memcmp(header.magic, magic, 8) != 0 || header.format != format || header.matcher % 8 != 0 ||
        bytes.size() != (total + 7) / 8 * 8) {
        return damaged;
    }
    bytes.remove_prefix(sizeof header);
    auto matcher = PhraseMatcher::view(bytes.substr(0, header.matcher), header.keys);
    if (!matcher) return damaged;
    bytes.remove_prefix(header.matcher);
    Tables out;
    out.matcher = std::move(*matcher);
    out.key_forms = take<std::uint32_t>(bytes, header.keys + std::size_t{1});
    out.forms = take<Form>(bytes, header.forms);
    out.entries = take<Entry>(bytes, header.entries);
    out.lists = take<Text>(bytes, header.lists);
    out.files = take<Text>(bytes, header.files);
    out.blob = bytes.substr(0, header.blob);
    if (!good(out)) return damaged;
    return out;
}

}  // namespace packed

std::string glossary_pack(std::span<const GlossaryEntry> entries, const ToTraditional& to_traditional) {
    packed::Packer packer(to_traditional);
    for (const GlossaryEntry& entry : entries) packer.add(entry);
    return packer.finish();
}

}  // namespace jiaodui
