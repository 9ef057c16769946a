#!/bin/sh
# Entrypoints of applications, as they stand in the goldens: one that waits for a service ends when it is told to, at once and with
# all that it has started; one whose services answer becomes its command.
#   entrypoint_test.sh STACKC GOLDEN
set -eu

golden=$(cd "$2" && pwd)
# shellcheck source=tests/cli/harness.sh
. "$(dirname "$0")/harness.sh"
cd "$scratch"
: >out
: >err

# What the images have. The one that connects writes down who it is, and waits for longer than this test.
mkdir bin
for program in python node; do
  cat >"bin/$program" <<'PROGRAM'
#!/bin/sh
if [ "$2" = here:1 ]; then exit 0; fi
echo $$ >waiting
exec sleep 50
PROGRAM
  chmod +x "bin/$program"
done

entrypoint() { # WAIT_FOR SCRIPT COMMAND...: with every variable that it asks for
  services=$1
  shift
  sed -n "/^required='/,/^'/s/^  //p" "$1" >required
  while read -r name; do export "$name=x"; done <required
  PATH=$scratch/bin:$PATH WAIT_FOR=$services exec sh "$@"
}
lives() { # PID; one that has ended and that nobody has asked for yet does not
  case $(sed 's/.*) //' "/proc/$1/stat" 2>/dev/null) in
    '' | Z*) return 1 ;;
  esac
}

told_to_stop() { # SCRIPT
  rm -f waiting
  (entrypoint 127.0.0.1:1 "$1" echo started) >out 2>err &
  pid=$!
  tries=0
  # Java's asks by bash, which is no stand-in: it is waiting as soon as it runs.
  while [ ! -s waiting ] && [ "$tries" -lt 15 ]; do
    sleep 0.1
    tries=$((tries + 1))
  done
  lives "$pid" || fail "$1 does not wait"
  kill -TERM "$pid"
  status=0
  wait "$pid" || status=$?
  [ "$status" -eq 143 ] || fail "$1 ends with $status when it is told to, not 143"
  tries=0
  while [ -s waiting ] && lives "$(cat waiting)" && [ "$tries" -lt 20 ]; do
    sleep 0.1
    tries=$((tries + 1))
  done
  if [ "$tries" -eq 20 ]; then
    fail "$1 leaves behind what waits"
    kill "$(cat waiting)"
  fi
  says_not out "$1 was told to stop" started
}
answered() { # SCRIPT
  (entrypoint here:1 "$1" sh -c 'trap; echo started') >out 2>err || fail "$1 ends with $? where all services answer"
  [ "$(cat out)" = started ] || fail "$1 does not become its command, with the signals of a program"
}

for script in teammoa/deploy/entrypoints/web.sh library/backend/deploy/entrypoints/api.sh; do
  told_to_stop "$golden/$script"
  answered "$golden/$script"
done
told_to_stop "$golden/startup/gateway/deploy/entrypoints/gateway.sh"

exit "$failed"
