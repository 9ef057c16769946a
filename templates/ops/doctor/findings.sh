{% language sh %}
# --- findings and times ------------------------------------------------------------------

# A finding is a line with tabs between its parts; what is looked at prints them to stdout.
finding() { # LEVEL CODE SUBJECT WHAT CURE
  level=$1 code=$2
  shift 2
  for part in "$@"; do
    # Words of other programs: one line, and nothing that a terminal would obey.
    printf '%s' "$part" | LC_ALL=C tr '\t\n' '  ' | LC_ALL=C tr -d '\000-\037\177'
    printf '\t'
  done | sed "s/^/$level	$code	/;s/	\$//"
  echo
}

limited() { timeout 30 "$@" </dev/null; }
here() { command -v "$1" >/dev/null 2>&1; }
within_lines() { case "
$2
" in *"
$1
"*) return 0 ;; *) return 1 ;; esac }
within_words() { case " $2 " in *" $1 "*) return 0 ;; *) return 1 ;; esac }

# YEAR MONTH DAY HOUR MINUTE SECOND in UTC, as seconds since 1970. Leading zeros are not octal.
seconds_since_1970() {
  y=$1 m=${2#0} d=${3#0}
  if [ "$m" -le 2 ]; then y=$((y - 1)) m=$((m + 12)); fi
  days=$((365 * y + y / 4 - y / 100 + y / 400 + (153 * (m - 3) + 2) / 5 + d - 719469))
  echo $((days * 86400 + ${4#0} * 3600 + ${5#0} * 60 + ${6#0}))
}

# 2026-11-05T14:37:26.123Z
seconds_of_stamp() {
  # shellcheck disable=SC2046 # six words
  seconds_since_1970 $(printf '%s' "${1%%[.Z]*}" | tr 'T:-' '   ')
}

now=$(date +%s)

# A text of JSON, ASCII alone: what is no UTF-8 becomes U+FFFD.
to_json() {
  od -An -v -tu1 | awk '
    function put(code) {
      if (code == 34 || code == 92) text = text "\\" sprintf("%c", code)
      else if (code >= 32 && code < 127) text = text sprintf("%c", code)
      else if (code < 65536) text = text sprintf("\\u%04x", code)
      else text = text sprintf("\\u%04x\\u%04x", 55296 + int((code - 65536) / 1024), 56320 + code % 1024)
    }
    function finish() { # an unfinished character ends
      if (more > 0) put(65533)
      more = 0
    }
    function end_part() {
      finish()
      printf "%s\"%s\": \"%s\"", field == 0 ? (count++ ? ",\n    {" : "\n    {") : ", ", key[++field], text
      text = ""
    }
    function byte(b) {
      if (more > 0 && b >= 128 && b < 192) {
        code = code * 64 + b - 128
        if (--more == 0) put(code < least || code > 1114111 || (code >= 55296 && code < 57344) ? 65533 : code)
        return
      }
      if (b == 9 || b == 10) {
        end_part()
        if (b == 10) { printf "}"; field = 0 }
        return
      }
      finish()
      if (b < 128) put(b)
      else if (b >= 194 && b < 224) { more = 1; code = b - 192; least = 128 }
      else if (b >= 224 && b < 240) { more = 2; code = b - 224; least = 2048 }
      else if (b >= 240 && b < 245) { more = 3; code = b - 240; least = 65536 }
      else put(65533)
    }
    BEGIN { split("level code subject what cure", key, " ") }
    { for (i = 1; i <= NF; i++) byte($i) }'
}
