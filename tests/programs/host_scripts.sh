#!/bin/bash
# Runs the host's scripts of an artifact tree (deploy.sh, rollback.sh, restore.sh, boot-up.sh)
# against stand-ins for docker and curl, and looks at what they did and how they ended.
#   host_scripts.sh TREE
# TREE is copied first. Exit: 0 all passed; 1 something failed; 64 usage.
set -euo pipefail

if [ $# -ne 1 ] || [ ! -d "$1/deploy/ops" ]; then
  echo "usage: host_scripts.sh TREE (with deploy/ops)" >&2
  exit 64
fi
work=$(mktemp -d)
watcher=
finish() {
  if [ -n "$watcher" ]; then kill "$watcher" 2>/dev/null || :; fi
  rm -rf "$work"
}
trap finish EXIT
tree=$work/tree
state=$work/state
export STUB_STATE=$state PATH="$work/bin:$PATH"
mkdir -p "$work/bin"

# --- stand-ins ------------------------------------------------------------------
# docker: writes each call down with the image of the release file it was given, and fails
# where a file in STUB_STATE says so: fail-VERB (of compose), fail-release (its commands),
# bad-image (its text is an image that never becomes healthy), no-certificate, engine-dead.
cat >"$work/bin/docker" <<'STUB'
#!/bin/bash
[ ! -e "$STUB_STATE/engine-dead" ] || exit 1
if [ "$1" != compose ]; then
  case $1 in
    ps | info) ;; # a watcher's many looks
    *) printf '%s\n' "$*" >>"$STUB_STATE/calls" ;;
  esac
  case $1 in
    ps)
      # Files list the services that are gone and those that are unhealthy.
      for word; do case $word in label=*compose.service=*) service=${word##*=} ;; esac; done
      case $* in
        *health=unhealthy*) ! grep -qx "$service" "$STUB_STATE/unhealthy" || echo "id-$service" ;;
        *) grep -qx "$service" "$STUB_STATE/gone" || echo "id-$service" ;;
      esac ;;
    image) [ "$2" != ls ] || cat "$STUB_STATE/images" 2>/dev/null ;;
    restart) : >"$STUB_STATE/unhealthy" ;;
  esac
  exit 0
fi
shift
image=
while [ $# -gt 0 ]; do
  case $1 in
    --file) shift 2 ;;
    --env-file) image=$(sed -n "s/^$STUB_VARIABLE=//p" "$2"); shift 2 ;;
    *) break ;;
  esac
done
printf 'compose %s [%s]\n' "$*" "$image" >>"$STUB_STATE/calls"
[ ! -e "$STUB_STATE/fail-$1" ] || exit 1
case " $* " in
  " run "*" $STUB_SERVICE-release ") [ ! -e "$STUB_STATE/fail-release" ] || exit 1 ;;
  " exec "*/fullchain.pem*) [ ! -e "$STUB_STATE/no-certificate" ] || exit 1 ;;
  " up "*" $STUB_SERVICE "*) [ "$image" != "$(cat "$STUB_STATE/bad-image" 2>/dev/null)" ] || exit 1 ;;
esac
if [ "$1" = up ]; then : >"$STUB_STATE/gone"; fi
STUB
cat >"$work/bin/curl" <<'STUB'
#!/bin/bash
printf 'curl %s\n' "${!#}" >>"$STUB_STATE/calls"
[ ! -e "$STUB_STATE/site-dead" ]
STUB
chmod +x "$work/bin/docker" "$work/bin/curl"

# --- a scenario -----------------------------------------------------------------
failures=0
passes=0
scenario() { # a fresh copy of the tree with secrets and, for OLD, a recorded release
  title=$1
  rm -rf "$tree" "$state"
  mkdir -p "$state"
  : >"$state/calls"
  : >"$state/gone"
  : >"$state/unhealthy"
  cp -R "$source" "$tree"
  rm -f "$tree"/.env "$tree"/.env.release*
  { # with those that containers read from files
    echo 'SECRET_KEY=x'
    sed -n 's|.*"\./\.secrets/\([A-Z0-9_]*\)".*|\1=x|p' "$tree/compose.prod.yaml"
  } >"$tree/.env"
  if [ -n "${2:-}" ]; then release_of "$2" >"$tree/.env.release"; fi
}
run() { # runs a script of the tree; its exit status is in $status, its words in $work/output
  status=0
  (cd "$tree" && LOCK_WAIT=1 "$@") >"$work/output" 2>&1 </dev/null || status=$?
}
check() { # check WHAT COMMAND...
  local what=$1
  shift
  if "$@"; then
    passes=$((passes + 1))
  else
    failures=$((failures + 1))
    echo "FAIL $title: $what (exit status was $status)"
    tail -n 8 "$work/output" | sed 's/^/    said: /'
    tail -n 12 "$state/calls" | cut -c1-160 | sed 's/^/    call: /'
  fi
}
ended() { [ "$status" -eq "$1" ]; }
recorded() { [ "$(cat "$tree/.env.release" 2>/dev/null)" = "$(release_of "$1")" ]; }
# Every service gets the same image; where there are several, each is named.
release_of() { printf "%s=$1\n" "${variables[@]}"; }
deploy() { # deploy IMAGE
  local arguments=("$1")
  if [ "${#services[@]}" -gt 1 ]; then mapfile -t arguments < <(printf "%s=$1\n" "${services[@]}"); fi
  run deploy/ops/deploy.sh "${arguments[@]}"
}
called() { grep -Eq -- "$1" "$state/calls"; }
not_called() { ! called "$1"; }
said() { grep -q -- "$1" "$work/output"; }
no_file() { [ ! -e "$tree/$1" ]; }

source=$(realpath "$1")
old=example.org/app@sha256:$(printf 'a%.0s' {1..64})
new=example.org/app@sha256:$(printf 'b%.0s' {1..64})
# The first image named by this tree's deploy.sh, for the clean-up of old ones; none where nothing is pushed.
repository=$(sed -n "s/.*docker image ls .*' \(.*\) | remove_older$/\1/p;T;q" "$source/deploy/ops/deploy.sh")
# What is released, as deploy.sh knows it; $app is one that runs all the time.
mapfile -t services < <(sed -n 's/^  line_of \(.*\) \(.*\)$/\1/p' "$source/deploy/ops/deploy.sh")
mapfile -t variables < <(sed -n 's/^  line_of \(.*\) \(.*\)$/\2/p' "$source/deploy/ops/deploy.sh")
app=
for index in "${!services[@]}"; do
  if [ -z "$app" ] && grep -q "^  ${services[index]}:$" "$source/compose.prod.yaml"; then
    app=${services[index]}
    export STUB_SERVICE=$app STUB_VARIABLE=${variables[index]}
  fi
done

# What ends TLS is nginx, and asked over it.
scheme=https reload_signal=HUP
if [ ! -e "$source/deploy/certs/reload.sh" ]; then scheme=http reload_signal='(HUP|USR1|USR2)'; fi

# --- deploy.sh ------------------------------------------------------------------
scenario 'deploy: success' "$old"
printf '%s\n' "$repository@sha256:1" "$repository@<none>" "$old" "$new" >"$state/images"
deploy "$new"
check 'ends with 0' ended 0
check 'records the release' recorded "$new"
check 'keeps the one before' grep -qx "$STUB_VARIABLE=$old" "$tree/.env.release.previous"
check 'runs the release commands once' test "$(grep -c "compose run .*$app-release \\[" "$state/calls")" = 1
check 'before it switches' test "$(grep -nm1 "compose run .*$app-release" "$state/calls" | cut -d: -f1)" -lt "$(grep -nm1 "compose up .* $app" "$state/calls" | cut -d: -f1)"
check 'reloads the proxy' called "compose kill --signal $reload_signal "
check 'looks at the site' called "^curl $scheme://"
if [ -n "$repository" ]; then check 'removes an older image' called "image rm $repository@sha256:1\$"; fi
check 'keeps the image before' not_called "image rm $old"
check 'leaves no trial file' no_file .env.release.next

scenario 'deploy: the first one'
deploy "$new"
check 'ends with 0' ended 0
check 'records the release' recorded "$new"
check 'records none before' no_file .env.release.previous

for image in example.org/app:latest example.org/app '' example.org/app:1.2; do
  scenario "deploy: refuses '$image'" "$old"
  deploy "$image"
  check 'ends with 64' ended 64
  check 'touches nothing' test ! -s "$state/calls"
  check 'keeps the record' recorded "$old"
done

scenario 'deploy: a release command fails' "$old"
touch "$state/fail-release"
deploy "$new"
check 'ends with 1' ended 1
check 'never switches' not_called "compose up .* $app "
check 'keeps the record' recorded "$old"
check 'leaves no trial file' no_file .env.release.next

scenario 'deploy: unhealthy, goes back' "$old"
echo "$new" >"$state/bad-image"
deploy "$new"
check 'ends with 1' ended 1
check 'starts the old one again' test "$(grep "compose up .* $app " "$state/calls" | tail -n 1 | grep -cF "[$old]")" = 1
check 'keeps the record' recorded "$old"
check 'shows the logs' called 'compose logs'
check 'says so' said 'rolled back'

scenario 'deploy: unhealthy and nothing to go back to'
echo "$new" >"$state/bad-image"
deploy "$new"
check 'ends with 2' ended 2
check 'records nothing' no_file .env.release

scenario 'deploy: healthy, but the site does not answer' "$old"
touch "$state/site-dead"
deploy "$new"
check 'ends with 2, as the old one does not answer either' ended 2
check 'keeps the record' recorded "$old"

scenario 'deploy: compose refuses the files' "$old"
touch "$state/fail-config"
deploy "$new"
check 'ends with 1' ended 1
check 'starts nothing' not_called 'compose (up|run|pull)'

scenario 'deploy: no certificate yet' "$old"
touch "$state/no-certificate"
deploy "$new"
check 'ends with 0' ended 0

scenario 'deploy: another one is at work' "$old"
(
  exec 9>"$tree/.deploy.lock"
  flock 9
  deploy "$new"
  echo "$status" >"$work/status"
)
status=$(cat "$work/status")
check 'ends with 75' ended 75
check 'touches nothing' test ! -s "$state/calls"

scenario 'deploy: no secrets' "$old"
rm "$tree/.env"
deploy "$new"
check 'ends with 1' ended 1
check 'says what to run' said secrets.sh

secret_files=$(sed -n 's|.*"\./\.secrets/\([A-Z0-9_]*\)".*|\1|p' "$source/compose.prod.yaml")
if [ -n "$secret_files" ]; then
  scenario 'deploy: a secret that a file shall hold is missing' "$old"
  echo 'SECRET_KEY=x' >"$tree/.env"
  deploy "$new"
  check 'ends with 1' ended 1
  check 'says which' said "no value for: $(tr '\n' ' ' <<<"$secret_files" | sed 's/ $//')"
  check 'before anything is fetched' not_called pull
fi

# --- rollback.sh ----------------------------------------------------------------
scenario 'rollback' "$new"
release_of "$old" >"$tree/.env.release.previous"
run deploy/ops/rollback.sh
check 'ends with 0' ended 0
check 'records the old release' recorded "$old"
check 'and the new one as the one before' grep -qx "$STUB_VARIABLE=$new" "$tree/.env.release.previous"
check 'runs no release commands' not_called "compose run .*$app-release \\["
run deploy/ops/rollback.sh
check 'twice is where it began' recorded "$new"

scenario 'rollback: nothing recorded' "$new"
run deploy/ops/rollback.sh
check 'ends with 64' ended 64

# --- restore.sh, where something is backed up --------------------------------------
if [ -e "$source/deploy/ops/restore.sh" ]; then
  scenario 'restore' "$old"
  run deploy/ops/restore.sh --yes dump.sql.gz
  check 'ends with 0' ended 0
  check 'checks, dumps, stops, loads, starts' test "$(grep -oE 'backup.sh (check|now|load)|compose (stop|up)' "$state/calls" | tr '\n' ' ')" = 'backup.sh check backup.sh now compose stop backup.sh load compose up '

  scenario 'restore: not confirmed' "$old"
  run deploy/ops/restore.sh dump.sql.gz
  check 'ends with 1' ended 1
  check 'stops nothing' not_called 'compose stop'
fi

# --- boot-up.sh -----------------------------------------------------------------
export BOOT_LOG=$work/boot.log ENGINE_RUN=$work/run
boot() {
  : >"$BOOT_LOG"
  run deploy/boot/boot-up.sh
}
stale_pid() { # a pid that another program has
  mkdir -p "$ENGINE_RUN/docker/containerd"
  echo $$ >"$ENGINE_RUN/docker.pid"
  echo $$ >"$ENGINE_RUN/docker/containerd/containerd.pid"
}

scenario 'boot-up: everything runs already' "$old"
boot
check 'ends with 0' ended 0
check 'starts the stack' called "compose up .*--wait .*\[$old\]"
check 'does not start an engine' test -z "$(grep 'starting the container engine' "$BOOT_LOG")"

scenario 'boot-up: dead engine with stale pid files' "$old"
stale_pid
touch "$state/engine-dead"
ENGINE_START="rm $state/engine-dead" boot
check 'ends with 0' ended 0
check 'removes docker.pid' test ! -e "$ENGINE_RUN/docker.pid"
check 'removes containerd.pid' test ! -e "$ENGINE_RUN/docker/containerd/containerd.pid"
check 'starts the stack' called 'compose up '

scenario 'boot-up: a service does not come up' "$old"
touch "$state/fail-up"
boot
check 'ends with 1' ended 1
check 'shows the state' called 'compose ps'

scenario 'boot-up: nothing deployed yet'
boot
check 'ends with 1' ended 1
check 'says what to run' grep -q deploy.sh "$BOOT_LOG"

scenario 'boot-up: the engine keeps no lock' "$old"
touch "$state/engine-dead"
ENGINE_START="rm $state/engine-dead; sleep 20 >/dev/null 2>&1 & " boot
boot
check 'a second run is not refused' ended 0

scenario 'boot-up: a watcher' "$old"
: >"$BOOT_LOG"
# A shorter pause in the copy, so that this does not take minutes.
sed -i 's/sleep 30 /sleep 0.2 /' "$tree/deploy/boot/boot-up.sh"
(cd "$tree" && exec deploy/boot/boot-up.sh --watch) >/dev/null 2>&1 </dev/null &
watcher=$!
until_true() { # until_true COMMAND...: within ten seconds
  local tries=0
  until "$@"; do
    tries=$((tries + 1))
    [ "$tries" -lt 50 ] || return 1
    sleep 0.2
  done
}
check 'starts the stack' until_true called 'compose up '
run deploy/boot/boot-up.sh --watch
check 'refuses a second one with 75' ended 75
echo "$app" >"$state/unhealthy"
check 'restarts what is unhealthy' until_true called "^restart id-$app"
echo "$app" >"$state/gone"
check 'starts what is gone, alone and unchanged' until_true called "compose up -d --no-deps --no-recreate $app"
touch "$tree/.hold"
sleep 0.5
# Another service, of which no restart is noted yet.
other=$(sed -n 's/^  set -- .* \([a-z0-9_-]*\)$/\1/p' "$tree/deploy/boot/boot-up.sh" | head -n 1)
echo "$other" >"$state/unhealthy"
sleep 1
check 'does nothing while .hold is there' not_called "^restart id-$other"
rm "$tree/.hold"
check 'goes on without it' until_true called "^restart id-$other"
kill -TERM "$watcher"
status=0
wait "$watcher" || status=$?
watcher=
check 'ends with 0 on TERM' ended 0
run deploy/boot/boot-up.sh
check 'and gives its lock back' ended 0

echo "$passes passed, $failures failed"
[ "$failures" -eq 0 ]
