// What data hang on: the project, volumes, backups, secrets.
#include <algorithm>

#include "facts/meaning.h"

namespace stackc::facts {
namespace {

bool made_again(const std::string& holds) { return holds == "collected" || holds == "proofs" || holds == "temporary"; }

/// "files of web", "the data of db".
std::string contents(const Fact& volume) {
  const std::string holds = volume.find("holds").value_or("");
  const std::string of = volume.find("of").value_or("");
  if (holds == "files") return "the files of " + of;
  if (holds == "dumps") return "the dumps of " + of;
  if (holds == "certificates") return "the certificates";
  if (holds == "authority") return "the authority that clients trust, and its key,";
  if (holds == "collected") return "the collected files of " + of;
  if (holds == "database" || holds == "store") return "the data of " + of;
  return "what " + of + " keeps for a while";
}

bool named_by_a_volume(const std::vector<Fact>& facts, const std::string& name) {
  return std::any_of(facts.begin(), facts.end(),
                     [&](const Fact& one) { return one.kind == "volume" && one.find("name") == name; });
}

void mean_lost_volume(const Change& change, const Say& say) {
  const std::string& name = change.was("name");
  if (named_by_a_volume(*change.all_after, name)) return;  // said where it stands now
  if (made_again(change.was("holds"))) {
    say(Rank::harmless, "volume " + name + " is used no more; it held nothing that is not made again");
    return;
  }
  say(Rank::data,
      "volume " + name + " is used no more: " + contents(*change.before) + " stay there, and nothing reads them");
}

/// A volume that is a folder of the host (`directory`), or of a file server (`shared`).
void mean_folder_of(const Change& change, std::string_view attribute, const std::string& owner, const Say& say) {
  if (!change.differs(attribute)) return;
  const std::string before = change.was(attribute);
  const std::string after = change.is(attribute);
  std::string what = "volume " + change.is("name") + " is the folder " + (after.empty() ? before : after);
  if (after.empty())
    what += " of the " + owner + " no more";
  else if (!before.empty())
    what += " instead of " + before;
  say(Rank::data, what + ": " + contents(*change.before) + " would be left behind");
}

}  // namespace

void mean_project(const Change& change, const Say& say) {
  if (change.added() || change.removed()) return;  // a whole environment: said by summarize()
  if (change.differs("name"))
    say(Rank::data,
        change.subject() == "host"
            ? "the project is " + instead(change, "name") + ": what install.sh has made keeps the old name"
            : "the compose project is " + instead(change, "name") + ": the old containers go on running beside it");
  if (change.differs("folder"))
    say(Rank::outage, "lives in " + instead(change, "folder") + " on its host: `.env` with the secrets stays behind");
}

void mean_volume(const Change& change, const Say& say) {
  if (change.removed()) {
    mean_lost_volume(change, say);
    return;
  }
  const std::string name = change.is("name");
  if (change.added()) {
    if (named_by_a_volume(*change.all_before, name))
      say(Rank::harmless, "volume " + name + " is kept under the id " + change.subject());
    else if (change.is("adopted") == "yes")
      say(Rank::change, "adopts the volume " + name + " for " + contents(*change.after));
    else
      say(Rank::harmless, "a new volume " + name + " for " + contents(*change.after));
    return;
  }
  const bool precious = !made_again(change.was("holds"));
  if (change.differs("name")) {
    say(precious ? Rank::data : Rank::harmless,
        "volume " + change.subject() + " is " + instead(change, "name") +
            (precious ? ": " + contents(*change.before) + " would be left behind" : ""));
  } else if (change.differs("adopted")) {
    const bool adopted = change.is("adopted") == "yes";
    say(adopted ? Rank::harmless : Rank::data,
        "volume " + name +
            (adopted ? " is adopted: compose will not remove it"
                     : " is adopted no more: `docker compose down --volumes` would remove it"));
  }
  mean_folder_of(change, "directory", "host", say);
  mean_folder_of(change, "shared", "file server", say);
  if (change.differs("program"))
    say(Rank::data, "volume " + name + " holds data of " + change.was("program") + ", which " + change.is("program") +
                        " cannot read");
  if (change.differs("path"))
    say(precious ? Rank::data : Rank::harmless, "volume " + name + " is mounted at " + instead(change, "path"));
}

void mean_backup(const Change& change, const Say& say) {
  const std::string of = change.any().find("of").value_or("");
  if (change.removed()) {
    const bool other = std::any_of(change.all_after->begin(), change.all_after->end(),
                                   [&](const Fact& one) { return one.kind == "backup" && one.find("of") == of; });
    say(other ? Rank::change : Rank::data,
        "backup " + change.subject() + " of " + of + " runs no more" + (other ? "" : ": nothing saves its data"));
    return;
  }
  if (change.added()) {
    say(Rank::harmless, of + " is saved by the backup " + change.subject() + ", every day at " + change.is("at") + " " +
                            change.is("timezone"));
    return;
  }
  const std::string what = "backup " + change.subject();
  if (change.differs("of")) say(Rank::data, what + " saves " + instead(change, "of"));
  if (change.differs("keep"))
    say(growth_of_number(change.was("keep"), change.is("keep")) > 0 ? Rank::harmless : Rank::data,
        what + " keeps " + change.is("keep") + " dumps instead of " + change.was("keep"));
  if (change.differs("at") || change.differs("timezone"))
    say(Rank::change, what + " runs at " + change.is("at") + " " + change.is("timezone") + " instead of " +
                          change.was("at") + " " + change.was("timezone"));
}

void mean_sweep(const Change& change, const Say& say) {
  const std::string of = change.any().find("of").value_or("");
  if (change.removed()) {
    say(Rank::change, "nothing takes old images away from " + of + " any more: its volume grows");
    return;
  }
  if (change.added()) {
    say(Rank::data, "images of " + of + " are taken away but for the newest " + change.is("keep") +
                        " tags of each, every day at " + change.is("at") + " " + change.is("timezone"));
    return;
  }
  if (change.differs("of"))
    say(Rank::data, "sweep " + change.subject() + " takes images away from " + instead(change, "of"));
  if (change.differs("keep"))
    say(growth_of_number(change.was("keep"), change.is("keep")) > 0 ? Rank::harmless : Rank::data,
        "sweep " + change.subject() + " keeps " + change.is("keep") + " tags of each image instead of " +
            change.was("keep"));
  if (change.differs("at") || change.differs("timezone"))
    say(Rank::harmless, "sweep " + change.subject() + " runs at " + change.is("at") + " " + change.is("timezone"));
}

namespace {

/// What has to be done before anything starts; the script lies beside the others of its environment.
std::string before_start(const std::string& from) {
  if (from.starts_with("host:")) return "it was taken from the host " + from.substr(5);
  return std::string("`ops/secrets.sh` has ") + (from == "asked"   ? "asked for it"
                                                 : from == "vault" ? "fetched it"
                                                                   : "made it");
}

}  // namespace

void mean_secret(const Change& change, const Say& say) {
  const std::string& name = change.subject();
  if (change.added()) {
    say(Rank::outage, "secret " + name + " is new: nothing starts before " + before_start(change.is("from")));
    return;
  }
  if (change.removed()) {
    say(Rank::harmless, "secret " + name + " is needed no more");
    return;
  }
  const std::vector<std::string> readers = change.come("reader");
  if (!readers.empty()) say(Rank::exposure, "secret " + name + " also reaches " + list_of(readers));
  const std::vector<std::string> spared = change.gone("reader");
  if (!spared.empty()) say(Rank::change, "secret " + name + " reaches " + list_of(spared) + " no more");
  if (change.differs("from"))
    say(Rank::change, "secret " + name + " is " + instead(change, "from") + " where there is none yet");
}

}  // namespace stackc::facts
