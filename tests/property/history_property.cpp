// Random documents through random stages: hidden bytes come back untouched and in order, hunks applied to the
// source give the result, entries never overlap, untouched documents are identical.
#include <catch2/catch.hpp>

#include "pipeline/document/view_builder.hpp"
#include "pipeline/edit/history.hpp"
#include "tests/support/random.hpp"

using namespace jiaodui;
using jiaodui::testing::Random;

namespace {

// A toy coding: %x stands for the character x.
std::string toy_encode(std::string_view text) {
    std::string out;
    for (const char c : text) out += {'%', c};
    return out;
}

std::shared_ptr<const Document> random_document(Random& random) {
    std::string bytes;
    struct Part {
        char kind;
        std::uint32_t end;
    };
    std::vector<Part> parts;
    const std::uint32_t count = 1 + random.below(14);
    for (std::uint32_t i = 0; i < count; ++i) {
        const char kinds[] = {'s', 's', 's', 'p', 'l', 'c', 'r'};
        const char kind = kinds[random.below(7)];
        const std::uint32_t length = 1 + random.below(3);
        if (kind == 's') {
            for (std::uint32_t k = 0; k < length; ++k)
                bytes += random.one_in(3) ? "汉" : std::string(1, static_cast<char>('a' + random.below(4)));
        } else if (kind == 'c') {
            bytes += '%';
            bytes += static_cast<char>('a' + random.below(4));
        } else {
            for (std::uint32_t k = 0; k < length; ++k) bytes += kind == 'p' ? '*' : '#';
        }
        parts.push_back({kind, static_cast<std::uint32_t>(bytes.size())});
    }
    ViewBuilder build("random", Format::plain, bytes);
    build.begin_region(RegionKind::paragraph);
    for (const Part& part : parts) {
        switch (part.kind) {
            case 's': build.show(part.end); break;
            case 'p': build.hide(part.end); break;
            case 'l': build.lock(part.end); break;
            case 'c': build.code(part.end, build.source().substr(part.end - 1, 1)); break;
            default:
                build.end_region();
                build.lock(part.end);
                build.begin_region(RegionKind::paragraph);
        }
    }
    build.end_region();
    build.document().encode = toy_encode;
    return std::make_shared<const Document>(build.finish());
}

Proposals random_proposals(const Draft& draft, Random& random) {
    Proposals out;
    const std::string_view texts[] = {"", "X", "YZ", "汉", "字汉"};
    for (const Region& region : draft.regions) {
        if (region.at.empty()) continue;
        for (int i = 0; i < 3; ++i) {
            // Boundaries of code points within the region.
            std::vector<std::uint32_t> places;
            for (std::uint32_t at = region.at.begin; at < region.at.end; ++at) {
                if ((static_cast<unsigned char>(draft.text[at]) & 0xC0) != 0x80) places.push_back(at);
            }
            places.push_back(region.at.end);
            const std::uint32_t from = random.below(static_cast<std::uint32_t>(places.size()));
            const std::uint32_t to =
                std::min<std::uint32_t>(from + random.below(4), static_cast<std::uint32_t>(places.size() - 1));
            Finding finding = replacement(random.one_in(2) ? "a/one" : "a/two", static_cast<Tier>(random.below(3)),
                                          {places[from], places[to]}, std::string(texts[random.below(5)]), {});
            if (from == to && finding.fix->edits[0].text.empty()) continue;
            if (random.one_in(3) && to + 1 < places.size()) {
                finding.fix->edits.push_back({{places[to + 1], places[to + 1]}, "!"});
                finding.at.end = places[to + 1];
            }
            out.findings.push_back(std::move(finding));
        }
        if (random.one_in(6)) out.locks.push_back(DraftSpan(region.at.begin, region.at.begin + 1));
    }
    return out;
}

std::string hidden_bytes(const Document& document) {
    std::string out;
    for (const Piece& piece : document.pieces) {
        if (piece.kind == PieceKind::point || piece.kind == PieceKind::locked)
            out += slice(document.bytes, piece.source);
    }
    return out;
}

std::string only(std::string_view text, std::string_view kept) {
    std::string out;
    for (const char c : text) {
        if (kept.find(c) != std::string_view::npos) out += c;
    }
    return out;
}

}  // namespace

TEST_CASE("every byte finds its way home", "[property]") {
    Random random(424242);
    std::size_t changed = 0;
    for (int round = 0; round < 30000; ++round) {
        INFO("round " << round);
        const auto document = random_document(random);
        History history(document);
        Policy policy;
        if (random.one_in(4)) policy.apply = Tier::suggest;
        const std::uint32_t stages = random.below(5);
        for (std::uint32_t stage = 0; stage < stages; ++stage) {
            history.take("toy", 1, random_proposals(history.draft(1), random), policy, {});
        }
        const Outcome outcome = history.finish();
        std::vector<SourceEdit> edits;
        for (const Hunk& hunk : outcome.hunks) {
            REQUIRE(slice(document->bytes, hunk.at) == hunk.before);
            REQUIRE_FALSE(hunk.records.empty());
            edits.push_back({hunk.at, hunk.after});
        }
        INFO("source " << document->bytes << " view " << document->view << " result " << outcome.bytes);
        REQUIRE(splice(document->bytes, edits) == outcome.bytes);
        // No text a stage writes holds a `*` or `#`, so those of the result are the hidden pieces, in order.
        REQUIRE(only(outcome.bytes, "*#") == only(hidden_bytes(*document), "*#"));
        changed += outcome.changed() ? 1 : 0;
        std::vector<SourceEdit> shown;
        for (const Entry& entry : outcome.entries) {
            REQUIRE(slice(document->bytes, entry.at) == entry.old_text);
            REQUIRE(entry.id.size() == 16);
            shown.push_back({entry.at, {}});
            if (entry.new_texts.empty()) continue;
            REQUIRE(only(entry.new_texts[0], "*#") == only(entry.old_text, "*#"));
        }
        std::string told;
        for (const Entry& entry : outcome.entries) {
            told += "\n  " + std::string(name_of(entry.fate)) + " records";
            for (const std::size_t r : entry.records) told += " " + std::to_string(r);
            for (const SourceEdit& e : entry.edits)
                told += " [" + std::to_string(e.at.begin) + "," + std::to_string(e.at.end) + ")->" + e.text;
        }
        INFO("entries" << told);
        std::sort(shown.begin(), shown.end(), [](const SourceEdit& a, const SourceEdit& b) { return a.at < b.at; });
        for (std::size_t i = 1; i < shown.size(); ++i) REQUIRE(shown[i - 1].at.end <= shown[i].at.begin);
    }
    REQUIRE(changed > 10000);
}
