// Layers only; where forms match is decided in glossary_match.cpp. Tested by tests/unit/rule/glossary_test.cpp.
#include "pipeline/rule/glossary.hpp"

#include <algorithm>

#include "pipeline/base/did_you_mean.hpp"

namespace jiaodui {
namespace {

std::string_view stem_of(std::string_view path) {
    path = path.substr(path.rfind('/') + 1);
    return path.substr(0, path.rfind('.'));
}

}  // namespace

Result<void> Glossary::add(std::string bytes) {
    Layer layer;
    layer.bytes = std::make_unique<const std::string>(std::move(bytes));
    const std::string_view view = *layer.bytes;
    return add(std::move(layer), view, nullptr);
}

Result<void> Glossary::add(MappedFile file, const std::vector<std::string>* names) {
    Layer layer;
    layer.file = std::move(file);
    const std::string_view view = layer.file.bytes();
    return add(std::move(layer), view, names);
}

Result<void> Glossary::add(Layer layer, std::string_view bytes, const std::vector<std::string>* names) {
    auto tables = packed::view(bytes);
    if (!tables) return tables.error();
    layer.tables = std::move(*tables);
    for (const packed::Text file : layer.tables.files) {
        const std::string_view stem = stem_of(layer.tables.text(file));
        layer.off.push_back(names != nullptr && std::find(names->begin(), names->end(), stem) == names->end());
    }
    if (names != nullptr) {
        std::vector<std::string_view> known;
        for (const packed::Text file : layer.tables.files) known.push_back(stem_of(layer.tables.text(file)));
        for (const std::string& name : *names) {
            if (std::find(known.begin(), known.end(), name) != known.end()) continue;
            return Error{ErrorCode::unknown_name,
                         {"没有内置术语表“" + name + "”", "there is no shipped glossary \"" + name + "\""},
                         advice_for(name, known),
                         {}};
        }
    }
    layers_.push_back(std::move(layer));
    return {};
}

std::size_t Glossary::entries() const {
    std::size_t total = 0;
    for (const Layer& layer : layers_) {
        for (const packed::Entry& entry : layer.tables.entries) total += layer.off[entry.file] ? 0 : 1;
    }
    return total;
}

std::vector<std::string_view> Glossary::keeps() const {
    std::vector<std::string_view> out;
    for (const Layer& layer : layers_) {
        for (const packed::Form& form : layer.tables.forms) {
            const bool off = layer.off[layer.tables.entries[form.entry].file];
            if (form.kind == packed::FormKind::keep && !off) out.push_back(layer.tables.text(form.text));
        }
    }
    return out;
}

std::vector<GlossaryTerm> Glossary::terms() const {
    std::vector<GlossaryTerm> out;
    for (const Layer& layer : layers_) {
        const packed::Tables& tables = layer.tables;
        for (const packed::Entry& entry : tables.entries) {
            if (layer.off[entry.file] || entry.term.size == 0) continue;
            out.push_back({tables.text(entry.term), tables.text(entry.traditional), tables.text(entry.sound),
                           tables.text(entry.reading), tables.text(entry.fuzzy), tables.text(tables.files[entry.file]),
                           tables.text(entry.note), entry.line});
        }
    }
    return out;
}

}  // namespace jiaodui
