// The texts that one template is made of, itself and what it includes: each parsed once and known to Sources.
#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "render/program.h"
#include "render/template.h"
#include "render/tree.h"

namespace stackc::render {

/// The id of the entry's text, which becomes known at its first use.
SourceId source_of(const TemplateLibrary::Entry& entry, Sources& sources);

class Trees {
 public:
  Trees(Program& program, Sources& sources, Diagnostics& diagnostics)
      : program_(program), sources_(sources), diagnostics_(diagnostics) {}

  /// The index of the entry's tree; nothing if it cannot be parsed, which is reported.
  std::optional<std::uint32_t> open(const TemplateLibrary::Entry& entry);
  bool is_open(std::string_view name) const;

  std::deque<Tree> all;                    ///< In the order of Program::files.
  std::deque<std::vector<bool>> snippets;  ///< For each tree, by node: the holes that take snippets.

 private:
  Program& program_;
  Sources& sources_;
  Diagnostics& diagnostics_;
};

}  // namespace stackc::render
