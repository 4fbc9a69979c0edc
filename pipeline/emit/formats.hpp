// The makers of the emitters, one a format. Only catalog.cpp, which lists them, and the formats'
// own files need this.
#pragma once

#include "pipeline/emit/emitter.hpp"

namespace jiaodui {

[[nodiscard]] std::unique_ptr<Emitter> make_full(std::ostream& out, EmitOptions options);
[[nodiscard]] std::unique_ptr<Emitter> make_concise(std::ostream& out, EmitOptions options);
[[nodiscard]] std::unique_ptr<Emitter> make_json(std::ostream& out, EmitOptions options);
[[nodiscard]] std::unique_ptr<Emitter> make_jsonl(std::ostream& out, EmitOptions options);
[[nodiscard]] std::unique_ptr<Emitter> make_diff(std::ostream& out, EmitOptions options);
[[nodiscard]] std::unique_ptr<Emitter> make_words(std::ostream& out, EmitOptions options);
[[nodiscard]] std::unique_ptr<Emitter> make_side(std::ostream& out, EmitOptions options);
[[nodiscard]] std::unique_ptr<Emitter> make_html(std::ostream& out, EmitOptions options);
[[nodiscard]] std::unique_ptr<Emitter> make_critic(std::ostream& out, EmitOptions options);
[[nodiscard]] std::unique_ptr<Emitter> make_tsv(std::ostream& out, EmitOptions options);
[[nodiscard]] std::unique_ptr<Emitter> make_sarif(std::ostream& out, EmitOptions options);
[[nodiscard]] std::unique_ptr<Emitter> make_rdjson(std::ostream& out, EmitOptions options);
[[nodiscard]] std::unique_ptr<Emitter> make_rdjsonl(std::ostream& out, EmitOptions options);
[[nodiscard]] std::unique_ptr<Emitter> make_github(std::ostream& out, EmitOptions options);
[[nodiscard]] std::unique_ptr<Emitter> make_gitlab(std::ostream& out, EmitOptions options);
[[nodiscard]] std::unique_ptr<Emitter> make_junit(std::ostream& out, EmitOptions options);

}  // namespace jiaodui
