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
  printf '%s\n' "$1" | openssl x509 -noout -ext subjectAltName 2>/dev/null | tr ',' '\n' | sed -n 's/^ *DNS://p'
}

# Due is when a third of the lifetime is left, late when a sixth is (certs/renew.sh).
examine() { # SUBJECT PEM NAME...
  subject=$1
  pem=$2
  shift 2
  begin=$(seconds_of_certificate "$(text_of "$pem" startdate)")
  end=$(seconds_of_certificate "$(text_of "$pem" enddate)")
  left=$((end - now))
  if [ "$left" -le 0 ]; then
    finding error certificate-expired "$subject" "it ended $((-left / 86400)) days ago" "{% if stack.acme %}$compose logs {{ stack.acme.id }}, then {% endif %}$base/certs/issue.sh"
  elif [ "$left" -lt $(((end - begin) / 6)) ]; then
    finding error certificate-expiring "$subject" "it ends in $((left / 86400)) days and $((left % 86400 / 3600)) hours; renewal fails" "{% if stack.acme %}$compose logs {{ stack.acme.id }}, then {% endif %}$base/certs/issue.sh"
  elif [ "$left" -lt $(((end - begin) / 4)) ]; then
    finding warning certificate-late "$subject" "it ends in $((left / 86400)) days and should have been renewed by now" "{% if stack.acme %}$compose logs {{ stack.acme.id }}{% endif %}"
  elif [ "$begin" -gt $((now + 60)) ]; then
    finding error certificate-early "$subject" 'it is not valid yet' 'is the clock of this host right?'
  fi
  has=$(names_of "$pem" | tr '\n' ' ')
  for name in "$@"; do
    if ! within_words "$name" "$has"; then
      finding error certificate-name "$subject" "it is not for $name, but for: $has" "$base/certs/issue.sh"
    fi
  done
  for name in $has; do
    if ! within_words "$name" "$*"; then
      finding warning certificate-name "$subject" "it is also for $name, which is no name of this stack" "$base/certs/issue.sh, once the stack is deployed"
    fi
  done
}

certificate() { # LINEAGE NAME...
  lineage=$1
  shift
  edge=$(running {{ stack.edge.id }})
  if [ -z "$edge" ]; then return; fi
  if ! stored=$(limited docker exec "$edge" cat "/etc/letsencrypt/live/$lineage/fullchain.pem" 2>/dev/null); then
    finding error certificate-missing "$lineage" 'there is none' "$base/certs/issue.sh"
    return
  fi
  if [ -z "$(text_of "$stored" enddate)" ]; then
    finding error certificate-broken "$lineage" 'its file is no certificate' "$base/certs/issue.sh --force"
    return
  fi
  examine "$lineage" "$stored" "$@"
  for name in "$@"; do
    served=$(limited openssl s_client -connect 127.0.0.1:{{ stack.edge.https.publish }} -servername "$name" 2>/dev/null | openssl x509 2>/dev/null) || served=
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
  said=$(limited curl --silent --show-error --fail --output /dev/null --max-time 10 --resolve "$1:{{ stack.edge.https.publish }}:127.0.0.1" "https://$1{% if stack.edge.https.publish_in_urls %}:{{ stack.edge.https.publish_in_urls }}{% endif %}$2" 2>&1) || status=$?
  case $status in
    0) ;;
    60) finding error certificate-untrusted "$1" "visitors are warned: $(printf "%s" "$said" | head -n 1)" "$base/certs/issue.sh --force" ;;
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
