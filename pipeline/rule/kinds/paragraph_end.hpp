// A kind of rule about paragraphs that end without a mark.
#pragma once

#include "pipeline/rule/matcher.hpp"

namespace jiaodui {

// A paragraph of prose whose last character is Han: the mark that it lacks is offered, `。`, or `？` behind one of the
// words `asks`, or `：` behind one of the words `leads_in`. Only on pages whose paragraphs end with marks but for one
// in `of` (captions and verse have none on purpose), of paragraphs of `least` Han and more with a mark inside, and
// where every line within the paragraph ends with a mark. First round only; linear.
void find_unmarked_paragraphs(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

}  // namespace jiaodui
