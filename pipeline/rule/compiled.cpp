// Tested by tests/unit/rule/compiled_test.cpp (round trip, and every byte changed in turn).
#include "pipeline/rule/compiled.hpp"

#include "pipeline/base/binary.hpp"

namespace jiaodui {
namespace {

constexpr std::string_view kKind = "JDRULES";

void write_rule(const Rule& rule, BinaryWriter& out) {
    out.text(rule.id);
    out.text(rule.alias);
    out.text(rule.stage);
    out.text(rule.kind);
    out.u8(static_cast<std::uint8_t>((rule.on ? 1 : 0) | (rule.block ? 2 : 0)));
    out.u8(static_cast<std::uint8_t>(rule.tier));
    out.f32(rule.confidence);
    out.i32(rule.priority);
    out.text(rule.message.zh);
    out.text(rule.message.en);
    out.text(rule.file);
    out.count(rule.params.size());
    for (const auto& [key, values] : rule.params) {
        out.text(key);
        out.count(values.size());
        for (const std::string& value : values) out.text(value);
    }
}

Rule read_rule(BinaryReader& in) {
    Rule rule;
    rule.id = in.text();
    rule.alias = in.text();
    rule.stage = in.text();
    rule.kind = in.text();
    const std::uint8_t flags = in.u8();
    rule.on = (flags & 1) != 0;
    rule.block = (flags & 2) != 0;
    const std::uint8_t tier = in.u8();
    if (tier > static_cast<std::uint8_t>(Tier::safe)) in.fail();
    else rule.tier = static_cast<Tier>(tier);
    rule.confidence = in.f32();
    if (!(rule.confidence >= 0 && rule.confidence <= 1)) in.fail();
    rule.priority = in.i32();
    rule.message.zh = in.text();
    rule.message.en = in.text();
    rule.file = in.text();
    const std::size_t params = in.items(2);
    rule.params.reserve(params);
    for (std::size_t i = 0; i < params && in.good(); ++i) {
        auto& [key, values] = rule.params.emplace_back(in.text(), std::vector<std::string>());
        const std::size_t count = in.items(1);
        values.reserve(count);
        for (std::size_t j = 0; j < count && in.good(); ++j) values.emplace_back(in.text());
    }
    return rule;
}

}  // namespace

std::string compile_rules(const RuleBook& book) {
    BinaryWriter out;
    out.count(book.rules.size());
    for (const Rule& rule : book.rules) write_rule(rule, out);
    return seal(kKind, kRulesVersion, out.bytes());
}

Result<RuleBook> read_compiled_rules(std::string_view bytes, const std::string& file) {
    const auto payload = unseal(kKind, kRulesVersion, bytes, file);
    if (!payload) return payload.error();
    BinaryReader in(*payload);
    RuleBook book;
    const std::size_t count = in.items(18);  // a rule of empty texts takes as many bytes
    book.rules.reserve(count);
    bool sorted = true;
    for (std::size_t i = 0; i < count && in.good(); ++i) {
        book.rules.push_back(read_rule(in));
        sorted = sorted && (i == 0 || book.rules[i - 1].id < book.rules[i].id);
    }
    if (!in.good() || !in.at_end() || !sorted) {
        return Error{ErrorCode::unavailable,
                     {"数据文件已损坏", "the data file is damaged"},
                     {"重新安装 jiaodui", "install jiaodui again"},
                     {file, 0, 0}};
    }
    return book;
}

Result<RuleBook> load_shipped_rules(const Resources& resources) {
    const auto bytes = resources.read_text(kRulesFile);
    if (!bytes) return bytes.error();
    return read_compiled_rules(*bytes, resources.path(kRulesFile));
}

}  // namespace jiaodui
