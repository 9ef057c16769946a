#!/bin/sh
# secrets.sh with a key vault, run as it is made, with a stand-in for the vault's own program.
#   secrets_test.sh STACKC
# shellcheck disable=SC2016,SC2317 # nothing of values is expanded; functions are run by name
set -eu

# shellcheck source=tests/cli/harness.sh
. "$(dirname "$0")/harness.sh"
cd "$scratch"
: >out
: >err

stack() { # FOLDER VAULT
  mkdir -p "$1"
  cat >"$1/stack.yaml" <<STACK
stackc: 1
name: shop
services:
  web: { framework: flask, project: app, secrets: [JWT_KEY, MAIL_KEY, SECRET_KEY, PAY_KEY] }
secrets: { jwt_key: vault, mail_key: { from: vault, name: SendGrid-Key }, secret_key: generated, pay_key: asked }
vault: { $2 }
STACK
  run 0 "compiling $1" build "$1"
}
# The stand-in: writes its arguments down, and prints what a file of the secret's name holds.
mkdir bin values
stand_in() { # PROGRAM OPTION: the word before the secret's name
  cat >"bin/$1" <<PROGRAM
#!/bin/sh
printf '%s\n' "\$0 \$*" >>"$scratch/calls"
while [ "\$1" != "$2" ]; do shift; done
cat "$scratch/values/\$2"
PROGRAM
  chmod +x "bin/$1"
}
secrets() { # STATUS WHAT FOLDER ARGUMENTS...
  wanted=$1
  what=$2
  script=$3/deploy/ops/secrets.sh
  shift 3
  status=0
  PATH=$scratch/bin:$PATH "$script" "$@" >out 2>err </dev/null || status=$?
  [ "$status" -eq "$wanted" ] || fail "$what: exit $status, wanted $wanted"
}
has() { # WHAT LINE FOLDER
  grep -qxF -- "$2" "$3/.env" || fail "$1: .env lacks $2"
}
export PAY_KEY=paid

# --- Azure ---------------------------------------------------------------------------------------

stand_in az --name
stack azure 'use: azure-key-vault, at: office-kv'
printf '%s\n' 'to"ken $x \y' >values/jwt-key
printf '%s\n' SG.1 >values/SendGrid-Key
secrets 0 'a first run' azure --from-env
has 'a value of the vault, whatever it holds' 'JWT_KEY="to\"ken \$x \\y"' azure
has 'one that the vault calls otherwise' 'MAIL_KEY="SG.1"' azure
has 'one that is asked for' 'PAY_KEY="paid"' azure
[ "$(stat -c %a azure/.env)" = 600 ] || fail 'others can read .env'
cat out err calls >all
if grep -qE 'to"ken|SG\.1|paid' all; then fail 'a value was said or stood in an argument'; fi
grep -qxF "$scratch/bin/az keyvault secret show --vault-name office-kv --name jwt-key --query value --output tsv" calls ||
  fail 'the vault was asked otherwise'

# What .env has stays, until it is fetched again.
made=$(grep '^SECRET_KEY=' azure/.env)
printf '%s\n' SG.2 >values/SendGrid-Key
: >calls
secrets 0 'a second run' azure
has 'what is there stays' 'MAIL_KEY="SG.1"' azure
[ ! -s calls ] || fail 'the vault is asked for what is there'
secrets 0 'fetching again' azure --vault
has 'the new value' 'MAIL_KEY="SG.2"' azure
[ "$(grep -c '^MAIL_KEY=' azure/.env)" -eq 1 ] || fail 'the old value is there, too'
has 'what the vault does not hold stays' "$made" azure

# A vault that does not answer takes nothing away.
sort azure/.env >before
unchanged() { # WHAT
  sort azure/.env | cmp -s before - || fail "$1 changed .env"
}
rm values/SendGrid-Key
secrets 1 'a vault that does not give one' azure --vault
says err 'it is named' 'Azure Key Vault does not give SendGrid-Key; it takes: az login'
unchanged 'a failure'
printf 'two\nlines\n' >values/SendGrid-Key
secrets 1 'a value of several lines' azure --vault
says err 'it is refused' 'SendGrid-Key of Azure Key Vault has several lines'
unchanged 'a value of several lines'

# Machines that may not ask.
rm azure/.env
: >calls
JWT_KEY=a MAIL_KEY=b secrets 0 'values of the environment' azure --from-env
has 'the variable' 'MAIL_KEY="b"' azure
rm azure/.env
secrets 0 'a developer' azure --dev
[ ! -s calls ] || fail 'the vault was asked where nobody should'

# --- AWS: the same script, other words --------------------------------------------------------------

stand_in aws --secret-id
stack amazon 'use: aws-secrets-manager, at: ap-northeast-2'
printf '%s\n' one >values/jwt_key
printf '%s\n' SG.3 >values/SendGrid-Key
: >calls
secrets 0 'a first run' amazon --from-env
has 'a value of the vault' 'JWT_KEY="one"' amazon
grep -qxF "$scratch/bin/aws secretsmanager get-secret-value --region ap-northeast-2 --secret-id jwt_key --query SecretString --output text" calls ||
  fail 'the vault was asked otherwise'

exit "$failed"
