// From the positioned tree to the description: every value parsed, every key known, every mistake reported with its
// place and cure. What could not be understood is absent, and its origin says that it was written.
#pragma once

#include "diagnostics/diagnostic.h"
#include "model/stack.h"
#include "source/origin.h"
#include "syntax/tree.h"

namespace stackc::bind {

/// A `stack.yaml`, or a file of `--with`, which needs to hold nothing but may hold everything.
enum class Document : unsigned char { stack, overlay };

/// As much of the description as could be understood. Values that were written have the origin `Written`.
/// A document in a newer version of the language is refused as a whole: the result is then empty.
Stack bind(const syntax::Node& root, Origins& origins, Diagnostics& diagnostics, Document document = Document::stack);

}  // namespace stackc::bind
