// What runs: services, their health checks, release commands, jobs and variables.
#include <algorithm>
#include <array>

#include "facts/meaning.h"

namespace stackc::facts {
namespace {

bool root(const std::string& user) {
  const std::string name = user.substr(0, user.find(':'));
  return name == "0" || name == "root";
}

void mean_image(const Change& change, std::string_view name, const std::string& of, const Say& say) {
  if (!change.differs(name)) return;
  const std::string before = change.was(name);
  const std::string after = change.is(name);
  const std::string role = change.is("role");
  const bool keeps_data = role == "database" || role == "store";
  if (before.empty() || after.empty()) {
    say(Rank::change, of + " of " + change.subject() + " is " + (after.empty() ? "pushed nowhere" : after));
    return;
  }
  const std::string what = of + " of " + change.subject() + ": " + instead(change, name);
  const bool same_program = image_name(before) == image_name(after);
  const int growth = same_program ? growth_of_version(image_tag(before), image_tag(after)) : 0;
  if (keeps_data && growth < 0)
    say(Rank::data, what + ", which may not read what the newer one wrote");
  else if (keeps_data && growth > 0)
    say(Rank::change, what + ": what it converts has no way back, so save it first");
  else
    say(Rank::change, what);
}

void mean_user(const Change& change, const Say& say) {
  if (!change.differs("user") || change.was("user").empty() || change.is("user").empty()) return;
  const std::string what = change.subject() + " runs as " + instead(change, "user");
  if (root(change.is("user")))
    say(Rank::exposure, what + ": root");
  else if (root(change.was("user")))
    say(Rank::change, what + ", not root any more: files of root may be closed to it");
  else
    say(Rank::outage, what + ": files of the other user may be closed to it");
}

void mean_restart(const Change& change, const Say& say) {
  if (!change.differs("restart") || change.was("restart").empty()) return;
  const bool never = change.is("restart") == "no" || change.is("restart").empty();
  say(never ? Rank::outage : Rank::change, change.subject() + (never ? " stays down when it ends or the host restarts"
                                                                     : " is restarted: " + instead(change, "restart")));
}

void mean_memory(const Change& change, const Say& say) {
  const std::string& id = change.subject();
  if (change.was("memory").empty() && !change.is("memory").empty())
    say(Rank::outage, id + " is killed above " + change.is("memory") + " of memory; there was no limit");
  if (!change.was("memory").empty() && change.is("memory").empty())
    say(Rank::harmless, id + " has no limit of memory any more; it was " + change.was("memory"));
  say_limit(change, {"memory", growth_of_bytes, Rank::outage, Rank::harmless}, "memory of " + id + ":", say);
}

void mean_database(const Change& change, const Say& say) {
  if (change.differs("database"))
    say(Rank::data, change.subject() + " is asked for the database " + instead(change, "database") +
                        ", whose data would be left behind");
  if (change.differs("account"))
    say(Rank::outage, change.subject() + " is asked by the account " + instead(change, "account") +
                          ", which an existing database does not know");
}

/// A variable that switches debugging on shows insides to strangers.
bool debugging(const std::string& name, const std::string& value) {
  constexpr std::array<std::string_view, 6> yes{"1", "true", "True", "TRUE", "yes", "on"};
  return name.size() >= 5 && name.compare(name.size() - 5, 5, "DEBUG") == 0 &&
         std::find(yes.begin(), yes.end(), value) != yes.end();
}

std::string value_of(const Fact& variable) {
  if (const auto value = variable.find("value")) return "`" + *value + "`";
  if (const auto secret = variable.find("secret"))
    return (variable.find("file") ? "a file with the secret " : "the secret ") + *secret;
  const std::string from = variable.find("from").value_or("");
  const auto fallback = variable.find("default");
  return from + " of `.env`" + (fallback ? ", else `" + *fallback + "`" : "");
}

std::string time_of(const Fact& job) {
  return "`" + job.find("cron").value_or("") + "` " + job.find("timezone").value_or("");
}

}  // namespace

void mean_service(const Change& change, const Say& say) {
  const std::string& id = change.subject();
  if (change.removed()) {
    say(Rank::outage, "service " + id + " runs no more");
    return;
  }
  if (change.added()) {
    const std::string image = change.is("image").empty() ? change.is("base") : change.is("image");
    say(Rank::harmless, "a new service " + id + (image.empty() ? "" : " (" + image + ")"));
    return;
  }
  mean_image(change, "image", "image", say);
  mean_image(change, "base", "base image", say);
  if (change.differs("server")) say(Rank::change, id + " is served by " + instead(change, "server"));
  if (change.differs("run")) say(Rank::change, id + " runs " + instead(change, "run"));
  if (change.differs("port")) say(Rank::harmless, id + " listens on " + instead(change, "port") + " inside");
  mean_user(change, say);
  mean_restart(change, say);
  mean_database(change, say);
  mean_memory(change, say);
  say_limit(change, {"stop", growth_of_duration, Rank::outage, Rank::harmless},
            "time for " + id + " to end its work:", say);
}

void mean_external(const Change& change, const Say& say) {
  const std::string where = change.is("host") + ":" + change.is("port");
  if (change.removed())
    say(Rank::change, change.subject() + " is not looked for at " + change.was("host") + " any more");
  else if (change.added())
    say(Rank::change, change.subject() + " is run by somebody else, at " + where);
  else
    say(Rank::change, change.subject() + " is looked for at " + where + " instead of " + change.was("host") + ":" +
                          change.was("port"));
}

void mean_health(const Change& change, const Say& say) {
  const std::string& id = change.subject();
  if (!service_stays(change, id)) return;
  if (change.removed()) {
    say(Rank::outage, id + " has no health check any more: nobody notices that it hangs");
    return;
  }
  if (change.added()) {
    say(Rank::harmless, id + " has a health check");
    return;
  }
  const std::string what = "health of " + id + ": ";
  if (change.differs("path")) say(Rank::change, what + "asks for " + instead(change, "path"));
  if (change.differs("run"))
    say(Rank::change, what + "runs `" + change.is("run") + "` instead of `" + change.was("run") + "`");
  say_limit(change, {"every", growth_of_duration, Rank::harmless, Rank::harmless}, what + "asks every", say);
  say_limit(change, {"timeout", growth_of_duration, Rank::outage, Rank::harmless}, what + "an answer may take", say);
  say_limit(change, {"start", growth_of_duration, Rank::outage, Rank::harmless}, what + "a start may take", say);
  say_limit(change, {"retries", growth_of_number, Rank::outage, Rank::harmless},
            what + "failures until it counts as sick:", say);
}

void mean_release(const Change& change, const Say& say) {
  if (!service_stays(change, change.subject())) return;
  const std::vector<std::string> gone = change.gone("run");
  const std::vector<std::string> come = change.come("run");
  for (const std::string& command : gone)
    say(Rank::outage, "a release of " + change.subject() + " runs `" + command + "` no more");
  for (const std::string& command : come)
    say(Rank::change, "a release of " + change.subject() + " also runs `" + command + "`");
  if (gone.empty() && come.empty())
    say(Rank::change, "a release of " + change.subject() + " runs its commands in another order");
}

void mean_job(const Change& change, const Say& say) {
  const std::string what = "job " + change.subject();
  if (change.removed()) {
    say(Rank::outage, what + " runs no more");
    return;
  }
  if (change.added()) {
    say(Rank::change,
        what + " is new: runs `" + change.is("run") + "` in " + change.is("in") + ", " + time_of(*change.after));
    return;
  }
  if (time_of(*change.before) != time_of(*change.after))
    say(Rank::change, what + " runs at " + time_of(*change.after) + " instead of " + time_of(*change.before));
  if (change.differs("in")) say(Rank::change, what + " runs in " + instead(change, "in"));
  if (change.differs("run"))
    say(Rank::change, what + " runs `" + change.is("run") + "` instead of `" + change.was("run") + "`");
  if (change.was("timeout").empty() && !change.is("timeout").empty())
    say(Rank::outage, what + " is ended after " + change.is("timeout") + "; there was no limit");
  if (!change.was("timeout").empty() && change.is("timeout").empty())
    say(Rank::harmless, what + " has no limit of time any more; it was " + change.was("timeout"));
  say_limit(change, {"timeout", growth_of_duration, Rank::outage, Rank::harmless}, what + " is ended after", say);
}

void mean_variable(const Change& change, const Say& say) {
  const std::string& subject = change.subject();
  const std::size_t dot = subject.find('.');
  const std::string service = subject.substr(0, dot);
  if (dot == std::string::npos || !service_stays(change, service)) return;
  const std::string name = subject.substr(dot + 1);
  if (change.removed()) {
    say(Rank::change, service + " gets the variable " + name + " no more");
    return;
  }
  const Rank rank = debugging(name, change.is("value")) ? Rank::exposure : Rank::change;
  if (change.added())
    say(rank, service + " gets the variable " + name + ": " + value_of(*change.after));
  else
    say(rank, "variable " + name + " of " + service + ": " + value_of(*change.after) + " instead of " +
                  value_of(*change.before));
}

}  // namespace stackc::facts
