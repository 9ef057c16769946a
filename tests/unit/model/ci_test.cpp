// Actions by commit, downloads, digests.
#include <string>

#include "model/types.h"
#include "tests/catch.h"
#include "tests/unit/model/refusal.h"

using namespace stackc;
using model_test::refused;

namespace {

const std::string commit = "0123456789abcdef0123456789abcdef01234567";
const std::string digest(64, 'a');

}  // namespace

TEST_CASE("an action is an owner's repository, or a folder of it, at a commit", "[model]") {
  CHECK(parse_action_ref("acme/stackc@" + commit)->text == "acme/stackc@" + commit);
  CHECK(parse_action_ref("acme/tools.d/ci_1/stackc@" + commit));
}

TEST_CASE("an action that its owner may move is refused", "[model]") {
  const std::string help = "; write the commit instead, 40 hexadecimal digits";
  CHECK(refused(parse_action_ref("acme/stackc@v1")) == "`v1` is a tag or a branch, which its owner may move" + help);
  CHECK(refused(parse_action_ref("acme/stackc@main")) ==
        "`main` is a tag or a branch, which its owner may move" + help);
  CHECK(refused(parse_action_ref("acme/stackc@")) == "`` is a tag or a branch, which its owner may move" + help);
  CHECK(refused(parse_action_ref("acme/stackc@0123456")) ==
        "`0123456` is not a whole commit; write all 40 digits of it");
}

TEST_CASE("what is no action at all gets its form as cure", "[model]") {
  const std::string help = "; write `owner/repository@` and the commit, 40 hexadecimal digits";
  CHECK(refused(parse_action_ref("")) == "it is empty" + help);
  CHECK(refused(parse_action_ref("acme/stackc")) == "`acme/stackc` names no commit" + help);
  CHECK(refused(parse_action_ref("stackc@" + commit)) == "`stackc` names no repository of an owner" + help);
  CHECK(refused(parse_action_ref("./stackc@" + commit)) == "`./stackc` has a part `.`" + help);
  CHECK(refused(parse_action_ref("a/../b@" + commit)) == "`a/../b` has a part `..`" + help);
  CHECK(refused(parse_action_ref("a//b@" + commit)) == "`a//b` has an empty part" + help);
  CHECK(refused(parse_action_ref("a/@" + commit)) == "`a/` ends in `/`" + help);
  CHECK(refused(parse_action_ref("a/b c@" + commit)) == "`a/b c` holds ` `" + help);
  CHECK(refused(parse_action_ref("-a/b@" + commit)) == "`-a/b` does not begin with an owner" + help);
  CHECK(refused(parse_action_ref("https://github.com/a/b@" + commit)) ==
        "`https://github.com/a/b@" + commit + "` is a URL" + help);
  CHECK(refused(parse_action_ref("a/b@ABCDEF6789abcdef0123456789abcdef01234567")) ==
        "`ABCDEF6789abcdef0123456789abcdef01234567` holds capital letters; write "
        "`abcdef6789abcdef0123456789abcdef01234567`");
}

TEST_CASE("a download comes by https, because it is run", "[model]") {
  CHECK(parse_download_url("https://downloads.example.com/stackc"));
  CHECK(refused(parse_download_url("http://downloads.example.com/stackc")) ==
        "`http://downloads.example.com/stackc` is not https; write `https://downloads.example.com/stackc`");
  CHECK(refused(parse_download_url("https://a.example.com/b?c")) ==
        "`https://a.example.com/b?c` has a query or fragment; write `https://a.example.com/b`");
}

TEST_CASE("a digest names its algorithm and has the digits that sha256sum prints", "[model]") {
  const std::string help = "; write `sha256:` and the 64 hexadecimal digits that `sha256sum` prints";
  CHECK(parse_sha256("sha256:" + digest)->text == digest);
  CHECK(refused(parse_sha256("")) == "it is empty" + help);
  CHECK(refused(parse_sha256(digest)) == "it does not say `sha256:`; write `sha256:" + digest + "`");
  CHECK(refused(parse_sha256("sha256:abc")) == "it has 3 digits, not 64" + help);
  CHECK(refused(parse_sha256("md5:abc")) == "`md5:abc` is no SHA-256 digest" + help);
  CHECK(refused(parse_sha256("sha256:" + std::string(64, 'A'))) ==
        "it holds capital letters; write `sha256:" + digest + "`");
}
