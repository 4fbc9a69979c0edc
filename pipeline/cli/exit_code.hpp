// What the program's exit status means; the same for every command and format.
#pragma once

namespace jiaodui::cli {

enum ExitCode : int {
    kDone = 0,      // nothing to complain of
    kFindings = 1,  // findings, differences, stale decisions: what the command was asked to look for
    kFailed = 2,    // an input could not be processed, or the command line was wrong
};

}  // namespace jiaodui::cli
