{% language sh %}
# --- DNS ----------------------------------------------------------------------------------

{% if stack.edge.balancer %}
# Names lead to the balancer, of which this host knows nothing but that it asks.
name() { # NAME
  if [ -z "$(getent ahosts "$1")" ]; then
    finding error dns-missing "$1" 'the name has no address' "let it lead to the balancer at the domain's DNS"
  fi
}

{% else %}
public_address=${PUBLIC_ADDRESS:-}
if [ -z "$public_address" ] && [ -r .env ]; then
  public_address=$(sed -n "s/^PUBLIC_ADDRESS=[\"']\\{0,1\\}\\([0-9A-Fa-f:. ]*\\)[\"']\\{0,1\\}\$/\\1/p" .env)
fi

# Of this host, and reachable from everywhere.
public_of_this_host() {
  hostname -I 2>/dev/null | tr ' ' '\n' |
    grep -Ev '^(10\.|127\.|169\.254\.|192\.168\.|172\.(1[6-9]|2[0-9]|3[01])\.|100\.(6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\.|f[cde]|::1$|$)' | tr '\n' ' '
}

# Asks each address of the name for a path that nobody else asks for. If our nginx logs it,
# the name leads here; if not, that may be because this network cannot reach itself from outside.
name() { # NAME
  addresses=$(getent ahosts "$1" | awk '{ print $1 }' | sort -u)
  if [ -z "$addresses" ]; then
    finding error dns-missing "$1" {% if stack.acme %}'the name has no address, so its certificate cannot be renewed either'{% else %}'the name has no address'{% endif %} "set its A record at the domain's DNS"
    return
  fi
  edge=$(running {{ stack.edge.id }})
  for address in $addresses; do
    case $address in
      127.* | ::1)
        finding unknown dns-shadowed "$1" "it is $address here, which /etc/hosts says; what others get is not known" 'take the name out of /etc/hosts'
        continue
        ;;
      *:*) target="[$address]" ;;
      *) target=$address ;;
    esac
    asked=no
    if [ -n "$edge" ] && here curl; then
      asked=yes
      mark=stackc-doctor-$$-$now-$(printf '%s' "$1-$address" | cksum | cut -d' ' -f1)
      # Whatever comes back: whether the question came here is what counts.
      limited curl --silent --output /dev/null --max-time 5 --resolve "$1:{{ stack.edge.http.publish }}:$target" \
        "http://$1:{{ stack.edge.http.publish }}/{% if stack.acme %}.well-known/acme-challenge/{% endif %}$mark" || :
      if docker logs --since "$now" "$edge" 2>/dev/null | grep -q "$mark"; then continue; fi
    fi
    if within_words "$address" "$public_address"; then continue; fi
    own=$(public_of_this_host)
    if [ -n "$public_address" ]; then
      finding error dns-elsewhere "$1" "it leads to $address, and PUBLIC_ADDRESS is $public_address" "correct the record at the domain's DNS"
    elif within_words "$address" "$own"; then
      if [ "$asked" = yes ]; then
        finding error name-unanswered "$1" "it leads to $address of this host, where nginx does not answer" "look at the firewall, and at $compose ps"
      fi
    elif [ -n "$own" ]; then
      finding warning dns-elsewhere "$1" "it leads to $address, which is no address of this host ($own)" 'correct the record, or set PUBLIC_ADDRESS if a balancer stands before this host'
    else
      finding unknown dns-unproven "$1" "it leads to $address; whether that leads here cannot be seen from behind NAT or a balancer" 'write PUBLIC_ADDRESS=ADDRESS into .env'
    fi
  done
}

{% endif %}
names() {
  if ! here getent; then
    finding unknown dns-unseen getent 'it is not installed, so DNS was not looked at' 'install it'
    return
  fi
{% for site in stack.sites %}
{% for name in site.all_names %}
  name {{ name }}
{% endfor %}
{% endfor %}
}
