#include "lock/digest.h"

#include <string>

#include "tests/catch.h"

using namespace stackc::lock;

TEST_CASE("sha256 gives the digests of FIPS 180-4") {
  CHECK(hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hex(sha256(std::string(1000000, 'a'))) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("parse_hex reads what hex writes and nothing else") {
  const Digest digest = sha256("x");
  CHECK(parse_hex(hex(digest)) == digest);
  CHECK_FALSE(parse_hex(""));
  CHECK_FALSE(parse_hex(hex(digest).substr(1)));
  CHECK_FALSE(parse_hex(hex(digest) + "0"));
  CHECK_FALSE(parse_hex(std::string(63, 'a') + "A"));
  CHECK_FALSE(parse_hex(std::string(63, 'a') + "g"));
}
