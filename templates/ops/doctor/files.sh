{% language sh %}
# --- files ------------------------------------------------------------------------------

files() {
  if [ ! -f stack.lock ]; then
    finding unknown lock-missing stack.lock 'it was not deployed, so nothing says how the files should be' 'bring it here beside the compose file, with every deploy'
    return
  fi
  recorded=$(sed -n 's/^    "\([^"]*\)": {"sha256": "\([0-9a-f]\{64\}\)", "mode": "\([0-7]*\)".*/\2 \3 \1/p' stack.lock |
    awk -v compose="$compose_file" '$3 == compose || index($3, "deploy/") == 1')
  if [ -z "$recorded" ]; then
    finding unknown lock-unreadable stack.lock 'it lists no file of this host' 'deploy the lock that stackc wrote'
    return
  fi
  # shellcheck disable=SC2046 # one word for each file; those that are gone are named below
  found=$(sha256sum -- $(printf '%s\n' "$recorded" | cut -d' ' -f3) 2>/dev/null) || :
  printf '%s\n' "$recorded" | while read -r digest permissions path; do
    if [ -L "$path" ]; then
      finding warning file-replaced "$path" 'it is a link, not the file that was deployed' 'deploy again'
    elif [ ! -f "$path" ]; then
      finding error file-missing "$path" 'it was deployed and is gone' 'deploy again'
    elif [ ! -r "$path" ]; then
      finding unknown file-unreadable "$path" 'this user may not read it' 'run this as the deploying user'
    elif ! within_lines "$digest  $path" "$found"; then
      finding warning file-edited "$path" 'it is not the file that was deployed (stack.lock)' 'put the change into the stack and deploy, or deploy again to drop it'
    elif [ "$permissions" = 0755 ] && [ ! -x "$path" ]; then
      finding warning run-bit-lost "$path" 'it cannot be run' "chmod 755 $path"
    fi
  done
  # Folders that containers see hold nothing else.
  known=$(printf '%s\n' "$recorded" | cut -d' ' -f3 | tr '\n' ' ')
  printf '%s\n' "$configuration" | awk 'NF { print $2 }' | sort -u | while read -r folder; do
    find "$base/$folder" -type f | while read -r path; do
      if ! within_words "$path" "$known"; then
        finding warning file-stray "$path" 'it was not deployed' 'put it into the stack, or remove it'
      fi
    done
  done
}

secrets_and_release() {
  if [ ! -f .env ]; then
    finding error secrets-missing .env 'the secrets are gone' 'bring back your copy; {{ stack.deploy_folder }}/ops/secrets.sh{% if stack.part and stack.part.takes %} says where new ones come from{% else %} makes new ones{% endif %}'
  elif [ -n "$(find .env -perm -004 -o -perm -040)" ]; then
    finding warning secrets-open .env 'others may read the secrets' 'chmod 600 .env'
  fi
{% if stack.secret_files %}
  if [ -d .secrets ] && [ -n "$(find .secrets -prune \( -perm -001 -o -perm -010 \))" ]; then
    finding warning secrets-open .secrets 'others may read the secrets' 'chmod 700 .secrets'
  fi
  if [ -d .secrets ] && [ ! -x .secrets ]; then
    finding unknown secrets-unseen .secrets 'this user may not look into it' 'run this as the deploying user'
  else
    for file in{% for file in stack.secret_files %} .secrets/{{ file.variable }}{% endfor %}; do
      if [ ! -f "$file" ]; then
        finding error secret-file-missing "$file" 'what reads it does not start again' 'run {{ stack.deploy_folder }}/ops/secrets.sh --files'
      elif [ -z "$(find "$file" -perm -004)" ]; then
        finding error secret-file-closed "$file" 'the user of its container may not read it' "chmod 444 $file"
      fi
    done
  fi
{% endif %}
{% if stack.applications %}
  if [ ! -f .env.release ]; then
    finding error release-missing .env.release 'no release is recorded' "run $base/ops/deploy.sh {% if stack.several_images %}SERVICE={% endif %}IMAGE@sha256:DIGEST{% if stack.several_images %}...{% endif %}"
  elif [ -f .env ] && ! said=$("$compose" config --quiet 2>&1); then
    finding error compose-refused "$compose_file" "docker compose refuses it: $said" "mend what it names, or deploy again"
  fi
{% else %}
  if [ -f .env ] && ! said=$("$compose" config --quiet 2>&1); then
    finding error compose-refused "$compose_file" "docker compose refuses it: $said" 'mend what it names'
  fi
{% endif %}
  if [ -f .deploy.lock ] && here flock && ! flock -n .deploy.lock true; then
    finding unknown deploy-running .deploy.lock 'a deploy, restore or repair is at work: what is named here may pass' 'run this again afterwards'
{% if stack.applications %}
  elif [ -f .env.release.next ]; then
    finding warning deploy-interrupted .env.release.next 'a deploy was cut off in the middle' "run $base/ops/deploy.sh again"
{% endif %}
  fi
}
