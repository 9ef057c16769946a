// Diagnostics as people read them: code, sentence, excerpt with carets, help, and the other places that matter.
// A pure function; whether there is a terminal, and of which colours, is the driver's to know.
#pragma once

#include <string>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "source/source.h"

namespace stackc {

struct TextOptions {
  bool colour = false;        ///< ANSI escape sequences.
  std::size_t columns = 100;  ///< Widest excerpt; longer lines are shown around their span.
};

/// One diagnostic, ended by an empty line.
std::string render_text(const Diagnostic& diagnostic, const Sources& sources, const TextOptions& options = {});

/// In the order given: pass `Diagnostics::sorted()`.
std::string render_text(const std::vector<Diagnostic>& diagnostics, const Sources& sources,
                        const TextOptions& options = {});

/// "2 errors, 1 warning", or empty for none of them.
std::string count_text(const std::vector<Diagnostic>& diagnostics);

}  // namespace stackc
