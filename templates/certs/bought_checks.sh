{% language sh %}
certificate={{ bought.certificate }}
key={{ bought.key }}
# CERTIFICATE NAME..., one a line: the names that each site is asked by
sites='
{% for certificate in stack.certificates %}
  {{ certificate.lineage }}{% for subject in certificate.subjects %} {{ subject }}{% endfor %}
{% endfor %}
'

say() { echo "install: $*" >&2; }

stop_here() {
  say "$1; nothing was changed"
  exit 1
}

case ${1:-} in
  '' | --check) ;;
  *)
    say 'usage: install.sh [--check]'
    exit 64
    ;;
esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

for file in "$certificate" "$key"; do
  if [ ! -r "$file" ]; then stop_here "$file is not there, or not readable here"; fi
done
if [ -n "$(find -L "$key" -prune -perm /077)" ]; then
  stop_here "others may read $key: chmod 0600 $key"
fi

# One file for each certificate, in their order.
awk -v folder="$work" '
  /-----BEGIN CERTIFICATE-----/ { number++; inside = 1 }
  inside { print > (folder "/" sprintf("%03d", number) ".pem") }
  /-----END CERTIFICATE-----/ { inside = 0 }' "$certificate"
leaf=$work/001.pem
if [ ! -s "$leaf" ]; then stop_here "$certificate holds no certificate in PEM"; fi

# Without asking for a passphrase: nobody would be there to type it when the proxy starts.
if ! openssl pkey -in "$key" -passin pass: -pubout -out "$work/key.pub" 2>/dev/null; then
  stop_here "$key is no private key, or needs a passphrase"
fi
openssl x509 -in "$leaf" -noout -pubkey >"$work/leaf.pub" || stop_here "the first certificate of $certificate is broken"
if ! cmp -s "$work/key.pub" "$work/leaf.pub"; then
  stop_here "the first certificate of $certificate is not that of $key: the site's own comes first, then its chain"
fi

ends() { openssl x509 -in "$1" -noout -enddate | sed 's/^notAfter=//'; }
for one in "$work"/[0-9]*.pem; do
  if ! openssl x509 -in "$one" -noout -checkend 0 >/dev/null; then
    stop_here "certificate ${one##*/} of the chain ended on $(ends "$one")"
  fi
done
if ! openssl x509 -in "$leaf" -noout -checkend 2592000 >/dev/null; then
  say "it ends on $(ends "$leaf"): time to buy the next one"
fi

# Each is signed by the one after it, and the last by somebody whom visitors trust.
before=
for one in "$work"/[0-9]*.pem; do
  if [ -n "$before" ] && ! openssl verify -partial_chain -trusted "$one" "$before" >/dev/null 2>&1; then
    stop_here "certificate ${one##*/} of $certificate did not sign the one before it"
  fi
  before=$one
done
if ! said=$(openssl verify -purpose sslserver -untrusted "$certificate" "$leaf" 2>&1); then
  stop_here "visitors would refuse it: $(printf '%s\n' "$said" | grep '^error' | head -n 1); is a certificate of the chain missing?"
fi

covers() { # SUBJECT
  case $1 in
    IP:*) openssl x509 -in "$leaf" -noout -checkip "${1#*:}" ;;
    *) openssl x509 -in "$leaf" -noout -checkhost "${1#*:}" ;;
  esac | grep -q 'does match'
}
printf '%s\n' "$sites" | while read -r site subjects; do
  for subject in $subjects; do
    if ! covers "$subject"; then stop_here "it is not for ${subject#*:}, a name of $site"; fi
  done
done
say "fit for all names until $(ends "$leaf")"
if [ "${1:-}" = --check ]; then exit 0; fi
