{% language sh %}
# --- certificates, the site, DNS ------------------------------------------------------------

{% if stack.edge.tls %}
# Nov  5 14:37:26 2026 GMT
seconds_of_certificate() {
  # shellcheck disable=SC2046 # six words
  seconds_since_1970 $(printf '%s\n' "$1" | tr ':' ' ' | awk '{
    print $6, (index("JanFebMarAprMayJunJulAugSepOctNovDec", $1) + 2) / 3, $2, $3, $4, $5 }')
}

# The first certificate of a PEM text is the server's own.
text_of() { # PEM FIELD
  printf '%s\n' "$1" | openssl x509 -noout "-$2" 2>/dev/null | sed 's/^[A-Za-z0-9 ]*=//'
}
names_of() { # PEM
  printf '%s\n' "$1" | openssl x509 -noout -ext subjectAltName 2>/dev/null | tr ',' '\n' | sed -n {% if stack.authority or stack.bought %}-e 's/^ *IP Address://p' -e {% endif %}'s/^ *DNS://p'
}

{% if stack.acme %}
# Due is when a third of the lifetime is left, late when a sixth is (certs/renew.sh).
{% elif stack.authority %}
# Due is when a third of the lifetime is left, late when a sixth is (certs/authority.sh).
{% else %}
# Nothing renews it by itself: a quarter of its life is the time to buy the next one.
{% endif %}
examine() { # SUBJECT PEM NAME...
  subject=$1
  pem=$2
  shift 2
  begin=$(seconds_of_certificate "$(text_of "$pem" startdate)")
  end=$(seconds_of_certificate "$(text_of "$pem" enddate)")
  left=$((end - now))
  if [ "$left" -le 0 ]; then
    finding error certificate-expired "$subject" "it ended $((-left / 86400)) days ago" "{% if stack.acme %}$compose logs {{ stack.acme.id }}, then {% elif stack.authority %}$compose logs {{ stack.authority.id }}, then {% else %}put the new one into its place, then {% endif %}$base/{{ stack.edge.certify }}"
  elif [ "$left" -lt $(((end - begin) / 6)) ]; then
    finding error certificate-expiring "$subject" "it ends in $((left / 86400)) days and $((left % 86400 / 3600)) hours{% if not stack.bought %}; renewal fails{% endif %}" "{% if stack.acme %}$compose logs {{ stack.acme.id }}, then {% elif stack.authority %}$compose logs {{ stack.authority.id }}, then {% else %}put the new one into its place, then {% endif %}$base/{{ stack.edge.certify }}"
  elif [ "$left" -lt $(((end - begin) / 4)) ]; then
    finding warning certificate-late "$subject" "it ends in $((left / 86400)) days{% if not stack.bought %} and should have been renewed by now{% endif %}" "{% if stack.acme %}$compose logs {{ stack.acme.id }}{% elif stack.authority %}$compose logs {{ stack.authority.id }}{% else %}put the new one into its place, then $base/{{ stack.edge.certify }}{% endif %}"
  elif [ "$begin" -gt $((now + 60)) ]; then
    finding error certificate-early "$subject" 'it is not valid yet' 'is the clock of this host right?'
  fi
  has=$(names_of "$pem" | tr '\n' ' ')
  for name in "$@"; do
{% if stack.bought %}
    # A bought certificate may hold a wildcard for it.
    if ! within_words "$name" "$has" && ! within_words "*.${name#*.}" "$has"; then
{% else %}
    if ! within_words "$name" "$has"; then
{% endif %}
      finding error certificate-name "$subject" "it is not for $name, but for: $has" "$base/{{ stack.edge.certify }}"
    fi
  done
{% if not stack.bought %}
  for name in $has; do
    if ! within_words "$name" "$*"; then
      finding warning certificate-name "$subject" "it is also for $name, which is no name of this stack" "$base/{{ stack.edge.certify }}, once the stack is deployed"
    fi
  done
{% endif %}
}

certificate() { # LINEAGE NAME...
  lineage=$1
  shift
  edge=$(running {{ stack.edge.id }})
  if [ -z "$edge" ]; then return; fi
  if ! stored=$(limited docker exec "$edge" cat "{{ stack.edge.certificates }}/$lineage/fullchain.pem" 2>/dev/null); then
    finding error certificate-missing "$lineage" 'there is none' "$base/{{ stack.edge.certify }}"
    return
  fi
  if [ -z "$(text_of "$stored" enddate)" ]; then
    finding error certificate-broken "$lineage" 'its file is no certificate' "$base/{{ stack.edge.certify }}{% if not stack.bought %} --force{% endif %}"
    return
  fi
  examine "$lineage" "$stored" "$@"
  for name in "$@"; do
{% if stack.edge.by_address %}
    # Who asks by an address names no host.
    case $name in *[!0-9.]*) host="-servername $name" ;; *) host=-noservername ;; esac
    # shellcheck disable=SC2086 # two words
    served=$(limited openssl s_client -connect 127.0.0.1:{{ stack.edge.https.publish }} $host 2>/dev/null | openssl x509 2>/dev/null) || served=
{% else %}
    served=$(limited openssl s_client -connect 127.0.0.1:{{ stack.edge.https.publish }} -servername "$name" 2>/dev/null | openssl x509 2>/dev/null) || served=
{% endif %}
    if [ -z "$served" ]; then
      finding error certificate-not-served "$name" 'port {{ stack.edge.https.publish }} shows no certificate for it' "$base/certs/reload.sh, and $compose logs --tail 100 {{ stack.edge.id }}"
    elif [ "$(text_of "$served" fingerprint)" != "$(text_of "$stored" fingerprint)" ]; then
      finding error certificate-not-served "$name" "visitors get another certificate than the one in $lineage" "$base/certs/reload.sh, and $compose logs --tail 100 {{ stack.edge.id }}"
      examine "$name, as visitors get it" "$served" "$@"
    fi
  done
}

certificates() {
  if ! here openssl; then
    finding unknown certificates-unseen openssl 'it is not installed, so certificates were not looked at' 'install openssl'
    return
  fi
{% for certificate in stack.certificates %}
  certificate {{ certificate.lineage }}{% for name in certificate.names %} {{ name }}{% endfor %}
{% endfor %}
}

site() { # DOMAIN PATH
  status=0
{% if stack.authority %}
  # Whether visitors trust the authority is for them; here it is asked for by name.
  trusted=$(mktemp)
  if ! limited "$compose" exec -T {{ stack.authority.id }} /etc/stackc/certs/authority.sh bundle >"$trusted" 2>/dev/null; then
    rm -f "$trusted"
    finding unknown site-unseen "$1" 'the authority does not tell what visitors have to trust, so the site was not asked' "$compose logs {{ stack.authority.id }}"
    return
  fi
  said=$(limited curl --silent --show-error --fail --output /dev/null --max-time 10 --cacert "$trusted" --connect-to "$1:{{ stack.edge.https.publish }}:127.0.0.1:{{ stack.edge.https.publish }}" "https://$1{% if stack.edge.https.publish_in_urls %}:{{ stack.edge.https.publish_in_urls }}{% endif %}$2" 2>&1) || status=$?
  rm -f "$trusted"
{% else %}
  said=$(limited curl --silent --show-error --fail --output /dev/null --max-time 10 --resolve "$1:{{ stack.edge.https.publish }}:127.0.0.1" "https://$1{% if stack.edge.https.publish_in_urls %}:{{ stack.edge.https.publish_in_urls }}{% endif %}$2" 2>&1) || status=$?
{% endif %}
  case $status in
    0) ;;
    60) finding error certificate-untrusted "$1" "visitors are warned: $(printf "%s" "$said" | head -n 1)" "$base/{{ stack.edge.certify }}{% if not stack.bought %} --force{% endif %}" ;;
    *) finding error site-dead "$1" "https://$1$2 fails here: $(printf "%s" "$said" | head -n 1)" "$compose ps, then the logs of what is not healthy" ;;
  esac
}

{% else %}
site() { # DOMAIN PATH
  if ! said=$(limited curl --silent --show-error --fail --output /dev/null --max-time 10 --resolve "$1:{{ stack.edge.http.publish }}:127.0.0.1" "http://$1:{{ stack.edge.http.publish }}$2" 2>&1); then
    finding error site-dead "$1" "http://$1$2 fails here: $(printf "%s" "$said" | head -n 1)" "$compose ps, then the logs of what is not healthy"
  fi
}

{% endif %}
sites() {
  if [ -z "$(running {{ stack.edge.id }})" ]; then return; fi
  if ! here curl; then
    finding unknown site-unseen curl 'it is not installed, so the site was not looked at' 'install curl'
    return
  fi
{% if stack.edge.balancer %}
{% if stack.edge.balancer.probe %}
  # As the balancer asks it: by this host's address.
  site 127.0.0.1 {{ stack.edge.balancer.probe.health.path }}
{% endif %}
{% else %}
{% for site in stack.sites %}
{% if site.health %}
  site {% if site.any_host %}127.0.0.1{% else %}{{ site.domain }}{% endif %} {{ site.health }}
{% endif %}
{% endfor %}
{% endif %}
}
