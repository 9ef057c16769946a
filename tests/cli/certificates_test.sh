#!/bin/sh
# The scripts for certificates that no ACME directory gives: an authority of the stack's own, and bought files. They run
# here as they are made, but for the folders of their containers; openssl is the real one.
#   certificates_test.sh STACKC
# shellcheck disable=SC2317 # functions are run by name, through tried
set -eu

# shellcheck source=tests/cli/harness.sh
. "$(dirname "$0")/harness.sh"
cd "$scratch"
: >out
: >err

stack() { # FOLDER SITE TLS
  mkdir -p "$1"
  cat >"$1/stack.yaml" <<STACK
stackc: 1
name: shop
sites:
  main: { $2, routes: { /: web } }
services:
  web: { framework: django, project: shop }
tls: $3
STACK
  run 0 "compiling $1" build "$1"
}

# tried STATUS WHAT TEXT COMMAND...: TEXT stands in what it says.
tried() {
  wanted=$1
  what=$2
  text=$3
  shift 3
  status=0
  "$@" >out 2>err || status=$?
  [ "$status" -eq "$wanted" ] || fail "$what: exit $status, wanted $wanted"
  grep -qF -- "$text" out err || fail "$what: nothing says: $text"
}

# --- an authority of the stack's own -----------------------------------------------------------

mkdir -p store certificates run
stack own 'domain: shop.example.com, aliases: { 192.0.2.1: serve, www.example.com: redirect }' own

# The same script where its container's folders are.
adapted() {
  sed -e "s,^store=.*,store=$scratch/store," -e "s,^certificates=.*,certificates=$scratch/certificates," \
    -e "s,/run/,$scratch/run/," own/deploy/certs/authority.sh >authority.sh
  chmod +x authority.sh
}
adapted
authority() { ./authority.sh "$@"; }
leaf=certificates/shop.example.com/fullchain.pem
serial() { openssl x509 -in "$leaf" -noout -serial; }
verified() { # CA NAMES...
  authority=$1
  shift
  for name; do
    case $name in *[!0-9.]*) option=-verify_hostname ;; *) option=-verify_ip ;; esac
    openssl verify -purpose sslserver -CAfile "$authority" "$option" "$name" "$leaf" >out 2>err || return 1
  done
}

tried 1 'healthy before the first issue' 'missing - authority' authority healthy
tried 0 'the first issue' 'signed shop.example.com for DNS:shop.example.com,IP:192.0.2.1,DNS:www.example.com' authority issue
tried 0 'healthy afterwards' 'ok ' authority healthy
authority bundle >authority.pem
verified authority.pem shop.example.com www.example.com 192.0.2.1 || fail 'it is not for all names and addresses'
if verified authority.pem other.example.com; then fail 'it is for a name of somebody else'; fi
openssl x509 -in "$leaf" -noout -checkend 7600000 >out || fail 'it lives for less than 88 days'
if openssl x509 -in "$leaf" -noout -checkend 7862400 >out; then fail 'it lives for more than 91 days'; fi
for key in store/current/key.pem certificates/shop.example.com/privkey.pem; do
  [ "$(stat -c %a "$key")" = 600 ] || fail "$key can be read by others"
done
openssl x509 -in authority.pem -noout -ext basicConstraints >out
says out 'the authority' 'CA:TRUE, pathlen:0'

before=$(serial)
authority issue 2>err
[ "$(serial)" = "$before" ] || fail 'what is not due was signed again'
tried 0 'a forced one' 'signed' authority issue --force
[ "$(serial)" != "$before" ] || fail '--force signed nothing'

# Late, and then renewed.
openssl req -new -key certificates/shop.example.com/privkey.pem -subj /CN=shop -out short.csr 2>err
openssl x509 -req -in short.csr -CA store/current/certificate.pem -CAkey store/current/key.pem -set_serial 7 -days 10 \
  -out short.pem 2>err
cp short.pem "$leaf"
tried 1 'a certificate that ends in ten days' 'late' authority healthy
tried 0 'an issue when it is late' 'signed' authority issue
tried 0 'healthy again' 'ok ' authority healthy

# Another name in the stack.
stack own 'domain: shop.example.com, aliases: { 192.0.2.1: serve, pay.example.com: serve }' own
adapted
tried 0 'an issue for another name' 'DNS:pay.example.com' authority issue
verified authority.pem pay.example.com || fail 'the new name is not on it'

# The next authority.
tried 1 'replacing without a next one' 'no next authority' authority replace
tried 0 'preparing the next one' 'made' authority prepare
before=$(serial)
authority issue
[ "$(serial)" = "$before" ] || fail 'the next authority signs before its time'
authority bundle >both.pem
[ "$(grep -c BEGIN both.pem)" -eq 2 ] || fail 'clients cannot trust both'
tried 0 'replacing' 'signed' authority replace
authority bundle >after.pem
[ "$(grep -c BEGIN after.pem)" -eq 1 ] || fail 'the old authority is still handed out'
verified both.pem shop.example.com || fail 'who trusts both is refused'
verified after.pem shop.example.com || fail 'the new authority did not sign'
if verified authority.pem shop.example.com; then fail 'the old authority still signs'; fi
# Interrupted in the middle of that.
authority prepare 2>err
rm -rf store/current
tried 0 'an issue after an interruption' 'signed' authority issue
tried 64 'an unknown word' 'usage' authority nothing

# --- bought files --------------------------------------------------------------------------------

openssl_quietly() { openssl "$@" 2>err || fail "openssl $1"; }
new_key() { openssl_quietly genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1"; }
sign() { # NAME DAYS EXTENSIONS BY
  new_key "$1.key"
  printf '%s\n' "$3" >"$1.ext"
  openssl_quietly req -new -key "$1.key" -subj "/CN=$1" -out "$1.csr"
  openssl_quietly x509 -req -in "$1.csr" -CA "$4.pem" -CAkey "$4.key" -set_serial "$(date +%s)$$" -days "$2" -extfile "$1.ext" -out "$1.pem"
}
new_key root.key
openssl_quietly req -new -x509 -key root.key -subj /CN=root -days 20 -out root.pem
sign middle 20 'basicConstraints=critical,CA:TRUE' root
sign bought 20 'subjectAltName=DNS:shop.example.com,DNS:*.example.com' middle
sign foreign 20 'subjectAltName=DNS:other.example.org' middle
cat bought.pem middle.pem >good.pem
export SSL_CERT_FILE="$scratch/root.pem"

mkdir ssl volume programs
stack files 'domain: shop.example.com, aliases: [www.example.com]' "{ issuer: files, certificate: $scratch/ssl/fullchain.pem, key: $scratch/ssl/shop.key }"
# Compose as the script calls it: what it hands to the container runs over a folder.
cat >files/deploy/ops/compose.sh <<COMPOSE
#!/bin/sh
while [ "\$1" != -euc ]; do shift; done
text=\$(printf '%s' "\$2" | sed 's,/store,$scratch/volume,g')
shift 2
exec sh -euc "\$text" "\$@"
COMPOSE
printf '#!/bin/sh\nexit 0\n' >programs/curl
chmod +x programs/curl
PATH=$scratch/programs:$PATH
install_it() { files/deploy/certs/install.sh "$@"; }
given() { # CERTIFICATE KEY
  cp "$1" ssl/fullchain.pem
  cp "$2" ssl/shop.key
  chmod 0600 ssl/shop.key
}
refused() { # WHAT TEXT
  tried 1 "$1" "$2" install_it
  [ -z "$(ls -A volume)" ] || fail "$1: something was installed"
}

refused 'no files' 'is not there'
given good.pem foreign.key
refused 'the key of another certificate' 'is not that of'
cat middle.pem bought.pem >wrong.pem
given wrong.pem bought.key
refused 'the chain before the certificate' "the site's own comes first"
cat bought.pem root.pem >wrong.pem
given wrong.pem bought.key
refused 'a chain with a hole' 'did not sign the one before it'
given bought.pem bought.key
refused 'no chain' 'is a certificate of the chain missing?'
cat foreign.pem middle.pem >wrong.pem
given wrong.pem foreign.key
refused 'other names' 'it is not for shop.example.com'
openssl_quietly x509 -req -in bought.csr -CA middle.pem -CAkey middle.key -set_serial 9 -extfile bought.ext -days 0 -out expired.pem
cat expired.pem middle.pem >wrong.pem
sleep 1
given wrong.pem bought.key
refused 'a certificate that has ended' 'ended on'
given good.pem bought.key
chmod 0644 ssl/shop.key
refused 'a key that others may read' 'chmod 0600'
openssl_quietly pkey -in bought.key -aes256 -passout pass:secret -out locked.key
given good.pem locked.key
refused 'a key with a passphrase' 'needs a passphrase'
printf 'nothing\n' >wrong.pem
given wrong.pem bought.key
refused 'no certificate at all' 'holds no certificate'
given good.pem bought.key
tried 0 'only looking' 'time to buy the next one' install_it --check
[ -z "$(ls -A volume)" ] || fail '--check installed something'
tried 0 'what is right' 'https://shop.example.com/ shows it' install_it
cmp -s good.pem volume/shop.example.com/fullchain.pem || fail 'another chain was installed'
openssl pkey -in volume/shop.example.com/privkey.pem -pubout >out
openssl x509 -in good.pem -noout -pubkey >err
cmp -s out err || fail 'another key was installed'
[ "$(stat -c %a volume/shop.example.com/privkey.pem)" = 600 ] || fail 'others may read the installed key'
tried 64 'an unknown word' 'usage' install_it nothing

# --- doctor.sh -----------------------------------------------------------------------------------

# An authority that is silent is no site that is dead.
{
  # shellcheck disable=SC2016 # expanded when it runs
  printf '%s\n' 'limited() { "$@"; }' 'finding() { printf "%s\n" "$*"; }' 'compose=false base=deploy'
  sed -n '/^site() {/,/^}/p' own/deploy/ops/doctor.sh
  echo 'site shop.example.com /health/'
} >site.sh
tried 0 'an authority that is silent' 'unknown site-unseen shop.example.com' sh -eu site.sh

exit "$failed"
