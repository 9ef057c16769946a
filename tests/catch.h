// The one place that knows which Catch2 this is: 2.13 (Debian 12) or 3.x (Debian 13). Tests use what both
// have: TEST_CASE, SECTION, CHECK, REQUIRE, their _FALSE, _THROWS and _THAT forms, INFO, CAPTURE, FAIL, GENERATE,
// and of the matchers those for strings under their names of 3.x. The main function comes with the packaged library.
#pragma once

#if __has_include(<catch2/catch_test_macros.hpp>)

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#else

#include <catch2/catch.hpp>

#include <string>

namespace Catch::Matchers {
inline auto ContainsSubstring(const std::string& text) { return Contains(text); }
}  // namespace Catch::Matchers

#endif
