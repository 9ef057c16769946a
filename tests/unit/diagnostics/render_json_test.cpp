#include "diagnostics/render_json.h"

#include "tests/catch.h"

using namespace stackc;

TEST_CASE("the JSON of a diagnostic has this shape and no other", "[diagnostics]") {
  Sources sources;
  const SourceId id = sources.add("stack.yaml", "é: 1\nb: \"x\"\n");
  const std::vector<Diagnostic> all{{Rule::duplicate_key,
                                     {id, 6, 7},
                                     "`b` stands \"twice\"",
                                     {{{id, 0, 2}, "first"}, {{}, "so"}},
                                     "delete",
                                     "dev, prod"},
                                    {Rule::limit_exceeded, {}, "too large"}};
  CHECK(render_json(all, sources) ==
        R"({"version": 1, "diagnostics": [
  {"code": "STK1012", "name": "duplicate_key", "severity": "error", "message": "`b` stands \"twice\"", "place": {"file": "stack.yaml", "begin": {"offset": 6, "line": 2, "column": 1}, "end": {"offset": 7, "line": 2, "column": 2}}, "help": "delete", "environments": ["dev", "prod"], "notes": [{"message": "first", "place": {"file": "stack.yaml", "begin": {"offset": 0, "line": 1, "column": 1}, "end": {"offset": 2, "line": 1, "column": 2}}}, {"message": "so", "place": null}]},
  {"code": "STK1018", "name": "limit_exceeded", "severity": "error", "message": "too large", "place": null, "help": "", "environments": [], "notes": []}
]}
)");
}

TEST_CASE("no diagnostics are an empty list", "[diagnostics]") {
  CHECK(render_json({}, Sources{}) == "{\"version\": 1, \"diagnostics\": []}\n");
}

TEST_CASE("a JSON string holds any bytes", "[diagnostics]") {
  CHECK(json_string("") == "\"\"");
  CHECK(json_string("a\"b\\c/") == R"("a\"b\\c/")");
  CHECK(json_string("\n\t\r\x01\x1f\x7f") == R"("\n\t\u000d\u0001\u001f\u007f")");
  CHECK(json_string(std::string_view("\0", 1)) == R"("\u0000")");
  CHECK(json_string("한 😀") == "\"한 😀\"");
  CHECK(json_string("a\xFF\xC3") == R"("a\ufffd\ufffd")");
}
