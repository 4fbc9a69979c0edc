// Appends to the view and the pieces in step. Tested by tests/unit/document/view_builder_test.cpp.
#include "pipeline/document/view_builder.hpp"

#include <algorithm>
#include <cassert>

#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

// Without a branch, so that the compiler compares sixteen places at once. (find() and memmem() stop at every full-width
// mark, as these all begin with the same byte.)
bool holds_locked_mark(std::string_view text) {
    static_assert(kLockedMark.size() == 3);
    const char* const bytes = text.data();
    unsigned char found = 0;
    for (std::size_t i = 0; i + 3 <= text.size(); ++i) {
        found |= static_cast<unsigned char>(bytes[i] == kLockedMark[0]) &
                 static_cast<unsigned char>(bytes[i + 1] == kLockedMark[1]) &
                 static_cast<unsigned char>(bytes[i + 2] == kLockedMark[2]);
    }
    return found != 0;
}

}  // namespace

ViewBuilder::ViewBuilder(std::string name, Format format, std::string bytes) {
    document_.name = std::move(name);
    document_.facts.name = document_.name;
    document_.format = format;
    document_.bytes = std::move(bytes);
    document_.view.reserve(document_.bytes.size());
    document_.pieces.reserve(8);  // what a record of one line needs
    holds_mark_ = holds_locked_mark(source());
}

void ViewBuilder::append(PieceKind kind, std::uint32_t source_end, std::string_view shown) {
    const auto begin = view_size();
    document_.view.append(shown);
    const auto end = view_size();
    if (!document_.pieces.empty() && kind != PieceKind::coded && document_.pieces.back().kind == kind) {
        document_.pieces.back().source.end = source_end;
        document_.pieces.back().view.end = end;
    } else {
        document_.pieces.push_back({kind, {begin, end}, {at_, source_end}});
    }
    at_ = source_end;
}

void ViewBuilder::show(std::uint32_t source_end) {
    while (at_ < source_end) {
        assert(in_region_ && source_end <= document_.bytes.size());
        const std::string_view rest = source().substr(at_, source_end - at_);
        const std::size_t mark = holds_mark_ ? rest.find(kLockedMark) : std::string_view::npos;
        if (mark == 0) {
            lock(at_ + static_cast<std::uint32_t>(kLockedMark.size()));
            continue;
        }
        if (lock_next_) {
            lock_next_ = false;
            const std::uint32_t length = utf8::decode(source(), at_).length;
            document_.locks.push_back({view_size(), view_size() + length});
        }
        const std::size_t length = std::min(mark, rest.size());
        append(PieceKind::same, at_ + static_cast<std::uint32_t>(length), rest.substr(0, length));
    }
}

void ViewBuilder::hide(std::uint32_t source_end) {
    if (at_ < source_end) append(PieceKind::point, source_end, {});
}

void ViewBuilder::lock(std::uint32_t source_end) {
    if (at_ >= source_end) return;
    lock_next_ = false;
    const bool joins = !document_.pieces.empty() && document_.pieces.back().kind == PieceKind::locked;
    append(PieceKind::locked, source_end, joins ? std::string_view{} : kLockedMark);
}

void ViewBuilder::code(std::uint32_t source_end, std::string_view decoded) {
    assert(in_region_ && !decoded.empty());
    if (lock_next_) {
        lock_next_ = false;
        document_.locks.push_back({view_size(), view_size() + static_cast<std::uint32_t>(decoded.size())});
    }
    append(PieceKind::coded, source_end, decoded);
}

void ViewBuilder::begin_region(RegionKind kind) {
    assert(!in_region_);
    in_region_ = true;
    const auto ordinal = static_cast<std::uint32_t>(document_.regions.size());
    document_.regions.push_back({kind, {view_size(), view_size()}, ordinal});
}

void ViewBuilder::end_region() {
    assert(in_region_);
    in_region_ = false;
    document_.regions.back().at.end = view_size();
    if (document_.regions.back().at.empty()) document_.regions.pop_back();
}

Document ViewBuilder::finish() {
    assert(!in_region_ && at_ == document_.bytes.size());
    std::sort(document_.locks.begin(), document_.locks.end());
    return std::move(document_);
}

}  // namespace jiaodui
