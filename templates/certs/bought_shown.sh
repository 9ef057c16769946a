{% language sh %}
# Any answer will do: it comes after the handshake.
shown() { # HOST URL
  tries=0
  until said=$(curl --silent --show-error --output /dev/null --max-time 5 \
    --connect-to "$1:{{ edge.https.publish }}:127.0.0.1:{{ edge.https.publish }}" "$2" 2>&1); do
    tries=$((tries + 1))
    if [ "$tries" -gt 30 ]; then
      say "$2 does not show it: $said"
      exit 1
    fi
    sleep 2
  done
  say "$2 shows it"
}
{% for certificate in stack.certificates %}
shown {{ certificate.domain }} https://{{ certificate.domain }}{% if edge.https.publish_in_urls %}:{{ edge.https.publish_in_urls }}{% endif %}/
{% endfor %}
