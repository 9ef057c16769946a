{% language sh %}
# now [KIND]: people's dumps and daily ones are kept apart, so that one does not push out the other.
now() {
  name=$database-$(date +%Y%m%dT%H%M%S)-${1:-manual}.sql.gz
  dump | gzip >"$folder/$name.part"
  if ! check "$folder/$name.part"; then
    rm -f "$folder/$name.part"
    say 'FAILED: the dump is not whole'
    return 1
  fi
  mv "$folder/$name.part" "$folder/$name"
  say "wrote $name"
}

keep_newest() { # the names sort by time
  for kind in daily manual; do
    set -- "$folder/$database"-*-"$kind".sql.gz
    while [ "$#" -gt {{ backup.keep }} ]; do
      rm -f "$1"
      shift
    done
  done
}

loop() {
  trap 'exit 0' INT TERM
  rm -f "$folder"/*.part # left by a container that was killed
  while :; do
    pause=60
    today=$(date +%F)
    last=
    if [ -f "$folder/.last-day" ]; then last=$(cat "$folder/.last-day"); fi
    due=no
    if ! healthy >/dev/null; then
      due=yes
    elif [ "$last" != "$today" ] && [ "$(date +%H%M)" -ge {{ backup.at }} ]; then
      due=yes
    fi
    if [ "$due" = yes ]; then
      if now daily; then
        echo "$today" >"$folder/.last-day"
        keep_newest
      else
        pause=600
      fi
    fi
    sleep "$pause" & # in the background, so that TERM is acted on at once
    wait "$!"
  done
}

list() {
  for file in "$folder"/*.sql.gz; do
    if [ -f "$file" ]; then du -h "$file"; fi
  done
}

healthy() {
  newest=
  for file in "$folder/$database"-*.sql.gz; do newest=$file; done
  if [ ! -f "$newest" ]; then
    echo 'there is no dump'
    return 1
  fi
  age=$(($(date +%s) - $(stat -c %Y "$newest")))
  echo "$newest is $((age / 3600)) hours old"
  [ "$age" -lt 93600 ]
}
