// walk: from the paths on a command line to the files to read.
//
// A folder stands for the files below it that `files.include` takes (by default .md, .markdown, .txt and subtitles:
// .srt .vtt .ass .ssa .lrc), except what is hidden (a name with a dot at its head), what the ignore files or
// `files.exclude` leave out, and what is a link. A file is taken whatever its name, unless `files.exclude` or a
// `.jiaoduiignore` leaves it out: hooks name every file. A pattern
// (`a/*.md`, unexpanded by the shell) stands for the files that match it and are not left out.
//
// Order: the arguments as given, within a folder by bytes of the names. Each file once. A path that does not exist, or
// a folder that cannot be read, is a problem and hides none of the others.
#pragma once

#include <string>
#include <vector>

#include "pipeline/base/result.hpp"
#include "pipeline/conf/config.hpp"

namespace jiaodui {

struct Walked {
    std::vector<std::string> files;     // as given, or as given for the folder + what was found below; `/`-separated
    std::vector<std::string> left_out;  // arguments that are excluded
    Problems problems;
};

// Paths are relative to the working directory or absolute; config.root may be empty: the working directory.
// `ignore_files` false: neither kind of ignore file is read (`--isolated`).
[[nodiscard]] Walked walk(const std::vector<std::string>& arguments, const Config& config, bool ignore_files = true);

// Which of these files, that another program has named and that need not exist, a walk of the arguments would take: one
// answer a file. Arguments are files and folders, by their names alone.
[[nodiscard]] std::vector<bool> walk_would_take(const std::vector<std::string>& files,
                                                const std::vector<std::string>& arguments, const Config& config,
                                                bool ignore_files = true);

// The path of a file relative to the root, for effective(); a file outside the root keeps its absolute path, without
// the slash at its head.
[[nodiscard]] std::string path_in_root(const std::string& root, const std::string& path);

// A page's own list of names, beside it: `talks/interview.md` → `talks/interview.terms.yaml`.
[[nodiscard]] std::string page_terms_path(const std::string& page);

}  // namespace jiaodui
