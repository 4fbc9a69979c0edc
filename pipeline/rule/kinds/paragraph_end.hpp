// A kind of rule about what paragraphs end with.
#pragma once

#include "pipeline/rule/matcher.hpp"

namespace jiaodui {

// A paragraph of prose that ends in Han, or with `，` or `、`: the mark that it lacks is offered, `。`, or `？` behind
// one of the words `asks`, or `：` behind one of the words `leads_in` or before a quotation. Only on pages of whose
// paragraphs at most one in `of` ends so (captions and verse do on purpose), of paragraphs of `least` Han and more with
// a mark inside, and where no line within the paragraph ends in Han. First round only; linear.
void find_unended_paragraphs(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

}  // namespace jiaodui
