// Names that data hang on: what counts as renamed, and what does not.
#include "facts/identity.h"

#include "tests/catch.h"

using namespace stackc::facts;

namespace {

using Lines = std::vector<std::string>;

std::vector<Fact> facts_of(const Lines& lines, const std::string& project) {
  std::vector<Fact> all;
  Lines with{"prod: project compose name=" + project + " use=production"};
  with.insert(with.end(), lines.begin(), lines.end());
  for (const std::string& line : with) {
    const auto fact = parse(line);
    INFO(line);
    REQUIRE(fact);
    all.push_back(*fact);
  }
  return all;
}

/// "old -> new", one for each renaming.
Lines found(const Lines& before, const Lines& after, const std::string& project = "shop") {
  Lines all;
  for (const Renaming& one : renamings(facts_of(before, "shop"), facts_of(after, project)))
    all.push_back(one.old_name + " -> " + one.new_name);
  return all;
}

const std::string media = "prod: volume web_media name=shop_web_media holds=files of=web path=/app/media";
const std::string data = "prod: volume db_data name=shop_db_data holds=database of=db program=mysql path=/data";

}  // namespace

TEST_CASE("a volume of the same id with another name is renamed, unless it is adopted") {
  CHECK(found({data}, {data}).empty());
  CHECK(found({data}, {"prod: volume db_data name=x holds=database of=db program=mysql path=/data"}) ==
        Lines{"shop_db_data -> x"});
  CHECK(
      found({data}, {"prod: volume db_data name=x adopted=yes holds=database of=db program=mysql path=/data"}).empty());
}

TEST_CASE("an adopted volume that is adopted no more is renamed") {
  CHECK(found({"prod: volume db_data name=old adopted=yes holds=database of=db"}, {data}) ==
        Lines{"old -> shop_db_data"});
}

TEST_CASE("a volume that keeps its name under another id is not renamed") {
  CHECK(found({media}, {"prod: volume web_uploads name=shop_web_media holds=files of=web path=/app/media"}).empty());
}

TEST_CASE("a new volume that holds the same stands in the place of one that goes") {
  CHECK(found({media}, {"prod: volume web_uploads name=shop_web_uploads holds=files of=web path=/app/other"}) ==
        Lines{"shop_web_media -> shop_web_uploads"});
  CHECK(found({data}, {"prod: volume sql_data name=shop_sql_data holds=database of=sql program=mysql path=/data"}) ==
        Lines{"shop_db_data -> shop_sql_data"});
}

TEST_CASE("a volume that was taken out, or another that was there before, is no renaming") {
  CHECK(found({media, data}, {data}).empty());
  CHECK(found({media, "prod: volume web_b name=shop_web_b holds=files of=web path=/b"},
              {"prod: volume web_b name=shop_web_b holds=files of=web path=/b"})
            .empty());
  CHECK(found({data}, {media}).empty());
  CHECK(found({data}, {"prod: volume sql_data name=shop_sql_data holds=database of=sql program=postgres path=/data"})
            .empty());
}

TEST_CASE("what is made again may have any name") {
  CHECK(found({"prod: volume web_static name=a holds=collected of=web"},
              {"prod: volume web_static name=b holds=collected of=web"})
            .empty());
  CHECK(found({"prod: volume t name=a holds=temporary of=nginx"}, {"prod: volume t name=b holds=temporary of=nginx"})
            .empty());
}

TEST_CASE("a project that is renamed is one finding, whatever follows from it") {
  CHECK(found({data}, {"prod: volume db_data name=store_db_data holds=database of=db program=mysql path=/data"},
              "store") == Lines{"shop -> store"});
}

TEST_CASE("a certificate of the same site, or the only one, is renamed") {
  const std::string a = "prod: certificate a.example.com site=main name=a.example.com";
  CHECK(found({a}, {a}).empty());
  CHECK(found({a}, {"prod: certificate a.example.com site=main name=b.example.com"}).empty());
  CHECK(found({a}, {"prod: certificate b.example.com site=main name=b.example.com"}) ==
        Lines{"a.example.com -> b.example.com"});
  CHECK(found({a}, {"prod: certificate b.example.com site=b.example.com name=b.example.com"}) ==
        Lines{"a.example.com -> b.example.com"});
  CHECK(found({a}, {}).empty());
  CHECK(found({}, {a}).empty());
  CHECK(found({a}, {"prod: certificate b.example.com site=x name=b", "prod: certificate c.example.com site=y name=c"})
            .empty());
}

TEST_CASE("environments for development, and those that come or go, are free") {
  const auto dev = [](const char* name) {
    return std::vector<Fact>{*parse(std::string("dev: project compose use=development name=") + name),
                             *parse(std::string("dev: volume a holds=files of=web name=") + name)};
  };
  CHECK(renamings(dev("a"), dev("b")).empty());
  CHECK(renamings({}, facts_of({data}, "shop")).empty());
  CHECK(renamings(facts_of({data}, "shop"), {}).empty());
}
