// Hosts that run the programs themselves: the machine, its programs, folders and renewals.
#include "facts/meaning.h"

namespace stackc::facts {

void mean_host(const Change& change, const Say& say) {
  const std::string& id = change.subject();
  if (change.added()) {
    say(Rank::outage, "host " + id + " runs the programs itself: run deploy/ops/install.sh there");
    return;
  }
  if (change.removed()) {
    say(Rank::outage, "host " + id +
                          " runs the programs itself no more: deploy/ops/install.sh --undo, as it was, "
                          "takes them away");
    return;
  }
  if (change.differs("system")) say(Rank::change, "host " + id + " is " + instead(change, "system"));
  if (change.differs("init"))
    say(Rank::outage, "programs are started by " +
                          std::string(change.is("init") == "systemd" ? "systemd" : "boot-up.sh") +
                          ": run deploy/ops/install.sh");
  if (change.differs("notify"))
    say(Rank::change, change.is("notify").empty() ? "nobody is told when something fails"
                                                  : change.is("notify") + " is told when something fails");
}

void mean_program(const Change& change, const Say& say) {
  const std::string& id = change.subject();
  if (change.removed()) {
    say(Rank::outage, "program " + id + " runs no more");
    return;
  }
  if (change.added()) {
    say(Rank::harmless, "a new program " + id);
    return;
  }
  if (change.differs("user")) {
    const bool root = change.is("user") == "root";
    say(root ? Rank::exposure : Rank::outage,
        id + " runs as " + instead(change, "user") + (root ? "" : ": files of the other user may be closed to it"));
  }
  if (change.differs("version")) say(Rank::change, id + " is written for version " + instead(change, "version"));
  if (change.differs("run"))
    say(Rank::change, id + " runs `" + change.is("run") + "` instead of `" + change.was("run") + "`");
  say_limit(change, {"stop", growth_of_duration, Rank::outage, Rank::harmless},
            "time for " + id + " to end its work:", say);
}

void mean_folder(const Change& change, const Say& say) {
  const std::string& id = change.subject();
  if (change.removed())
    say(Rank::change, "the files of " + id + " stay in " + change.was("path") + ", which nothing uses any more");
  if (change.added()) say(Rank::harmless, "the files of " + id + " lie in " + change.is("path"));
  if (!change.added() && !change.removed() && change.differs("path"))
    say(Rank::data, "the files of " + id + " lie in " + instead(change, "path") + ": those that are there stay behind");
}

void mean_renewal(const Change& change, const Say& say) {
  if (change.added() || change.removed()) return;  // the certificates are spoken of
  say(Rank::harmless, "certificates are looked after at `" + change.is("cron") + "` " + change.is("timezone") +
                          " instead of `" + change.was("cron") + "` " + change.was("timezone"));
}

}  // namespace stackc::facts
