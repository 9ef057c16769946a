#include "source/origin.h"

#include <stdexcept>

namespace stackc {

OriginId Origins::add(Origin origin) {
  origins_.push_back(std::move(origin));
  return static_cast<OriginId>(origins_.size());
}

const Origin& Origins::at(OriginId id) const {
  const auto index = static_cast<std::size_t>(id);
  if (index == 0 || index > origins_.size()) throw std::logic_error("no such origin");
  return origins_[index - 1];
}

Span Origins::span(OriginId id) const {
  if (id == OriginId::none) return {};
  const Origin& origin = at(id);
  if (const auto* written = std::get_if<Written>(&origin)) return written->span;
  if (const auto* overlay = std::get_if<Overlay>(&origin)) return overlay->span;
  if (const auto* derived = std::get_if<Default>(&origin)) {
    for (const OriginId parent : derived->parents) {
      if (const Span found = span(parent); found.known()) return found;
    }
  }
  return {};
}

}  // namespace stackc
