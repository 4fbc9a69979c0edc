// Batch: many files, several threads, one order.
//
// Files are read, proofread and handed over in the order given, whatever the threads; an Outcome is dropped as soon as
// it has been handed over, so memory does not grow with the number of files.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "pipeline/base/result.hpp"
#include "pipeline/edit/outcome.hpp"

namespace jiaodui {

// What one file came to.
using FileOutcome = Result<Outcome>;

// Work is called from several threads at once, for each index in [0, count); done from one thread at a time, in order
// of index. At most `window` results are held at any time. threads = 0: as many as there are processors.
void run_in_order(std::size_t count, unsigned threads, const std::function<FileOutcome(std::size_t)>& work,
                  const std::function<void(std::size_t, FileOutcome)>& done);

}  // namespace jiaodui
