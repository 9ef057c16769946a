#include "source/source.h"

#include "source/origin.h"
#include "source/utf8.h"
#include "tests/catch.h"

using namespace stackc;

TEST_CASE("lines and columns count from one and columns count code points", "[source]") {
  Sources sources;
  const SourceId id = sources.add("a.yaml", "a: é한b\nc\n");
  CHECK(sources.position(id, 0) == Position{1, 1});
  CHECK(sources.position(id, 3) == Position{1, 4});
  CHECK(sources.position(id, 5) == Position{1, 5});
  CHECK(sources.position(id, 8) == Position{1, 6});
  CHECK(sources.position(id, 10) == Position{2, 1});
  CHECK(sources.position(id, 999) == Position{3, 1});
  CHECK(sources.line_count(id) == 3);
}

TEST_CASE("a line is given without its line break whether that is LF or CR LF", "[source]") {
  Sources sources;
  const SourceId id = sources.add("a.yaml", "one\r\ntwo\n\nfour");
  CHECK(sources.line(id, 1) == "one");
  CHECK(sources.line(id, 2) == "two");
  CHECK(sources.line(id, 3).empty());
  CHECK(sources.line(id, 4) == "four");
  CHECK(sources.line(id, 5).empty());
  CHECK(sources.line(id, 0).empty());
  CHECK(sources.line_begin(id, 2) == 5);
  CHECK(sources.line_begin(id, 9) == 14);
}

TEST_CASE("an empty text has one empty line", "[source]") {
  Sources sources;
  const SourceId id = sources.add("empty", "");
  CHECK(sources.line_count(id) == 1);
  CHECK(sources.line(id, 1).empty());
  CHECK(sources.position(id, 0) == Position{1, 1});
}

TEST_CASE("texts keep their place in memory when more are added", "[source]") {
  Sources sources;
  const SourceId first = sources.add("first", "short");
  const char* place = sources.text(first).data();
  for (int i = 0; i < 1000; ++i)
    sources.add("more", "text");
  CHECK(sources.text(first).data() == place);
  CHECK(sources.name(first) == "first");
}

TEST_CASE("a source that nobody added is a defect of stackc", "[source]") {
  const Sources sources;
  CHECK_THROWS_AS(sources.text(SourceId::none), std::logic_error);
}

TEST_CASE("shared texts are known by ids of their own in every Sources that shares them", "[source]") {
  Sources made = Sources::shareable();
  const std::string name = "built-in";
  const std::string text = "one\ntwo\n";
  const SourceId id = made.add_borrowed(name, text);
  const auto shared = std::make_shared<const Sources>(std::move(made));
  Sources first;
  const SourceId own = first.add("own", "text");
  first.share(shared);
  first.share(shared);  // The same again is nothing new.
  Sources second;
  second.share(shared);
  CHECK(own != id);
  CHECK(first.text(own) == "text");
  CHECK(first.text(id).data() == text.data());
  CHECK(second.position(id, 4) == Position{2, 1});
  CHECK(second.find(name, text) == id);
  CHECK(second.find("own", "text") == std::nullopt);
  CHECK(first.find("own", "text") == own);
  CHECK(first.size() == 1);
  CHECK_THROWS_AS(second.text(own), std::logic_error);
  const Sources moved = std::move(first);
  CHECK(moved.text(own) == "text");
  CHECK(moved.line(id, 2) == "two");
}

TEST_CASE("only what is shareable is shared, and only once", "[source]") {
  Sources sources;
  CHECK_THROWS_AS(sources.share(nullptr), std::logic_error);
  CHECK_THROWS_AS(sources.share(std::make_shared<const Sources>()), std::logic_error);
  sources.share(std::make_shared<const Sources>(Sources::shareable()));
  CHECK_THROWS_AS(sources.share(std::make_shared<const Sources>(Sources::shareable())), std::logic_error);
  Sources shared = Sources::shareable();
  CHECK_THROWS_AS(shared.share(std::make_shared<const Sources>(Sources::shareable())), std::logic_error);
}

TEST_CASE("an origin without a place of its own has that of its first parent with one", "[source]") {
  Sources sources;
  const SourceId id = sources.add("stack.yaml", "name: blog");
  Origins origins;
  const OriginId fact = origins.add(Catalogue{"mysql", "port"});
  const OriginId written = origins.add(Written{{id, 6, 10}});
  const OriginId derived = origins.add(Default{"default.project", {fact, written}});
  const OriginId overlaid = origins.add(Overlay{{id, 0, 4}, derived});
  CHECK(origins.span(fact) == Span{});
  CHECK(origins.span(derived) == Span{id, 6, 10});
  CHECK(origins.span(overlaid) == Span{id, 0, 4});
  CHECK(origins.span(OriginId::none) == Span{});
  CHECK_THROWS_AS(origins.at(OriginId::none), std::logic_error);
}

TEST_CASE("UTF-8 is decoded and everything that RFC 3629 forbids is refused", "[source]") {
  CHECK(decode_utf8("a").value == 'a');
  CHECK(decode_utf8("\xC3\xA9").value == 0xE9);
  CHECK(decode_utf8("\xED\x95\x9C").value == 0xD55C);
  CHECK(decode_utf8("\xF0\x9F\x98\x80").value == 0x1F600);
  CHECK(decode_utf8("\xF4\x8F\xBF\xBF").value == 0x10FFFF);
  const char* wrong[] = {"\x80",
                         "\xC0\x80",
                         "\xC1\xBF",
                         "\xE0\x9F\xBF",
                         "\xED\xA0\x80",
                         "\xF0\x8F\xBF\xBF",
                         "\xF4\x90\x80\x80",
                         "\xF5\x80\x80\x80",
                         "\xFF",
                         "\xC3",
                         "\xE2\x82",
                         "\xC3\x28"};
  for (const char* text : wrong)
    CHECK(decode_utf8(text).length == 0);
}
