{% language sh %}
{% for certificate in stack.certificates %}

{% if acme.staging %}
if [ "$dry_run" = yes ]; then
  say 'dry run for {{ certificate.lineage }}'
  certonly --dry-run --server {{ acme.staging }} \
    --cert-name {{ certificate.lineage }}{% for name in certificate.names %} --domain {{ name }}{% endfor %}
fi
{% endif %}
say 'asking for the certificate of {{ certificate.lineage }}'
certonly "$when" --renew-with-new-domains --server {{ acme.directory }} \
  --cert-name {{ certificate.lineage }}{% for name in certificate.names %} --domain {{ name }}{% endfor %}

# The proxy takes it up within seconds. Any answer will do: it comes after the handshake, which is verified.
say 'waiting for {{ edge.id }} to serve it'
curl --silent --show-error --output /dev/null --max-time 5 \
  --retry 30 --retry-delay 2 --retry-all-errors \
  --resolve {{ certificate.domain }}:{{ edge.https.publish }}:127.0.0.1 https://{{ certificate.domain }}{% if edge.https.publish_in_urls %}:{{ edge.https.publish_in_urls }}{% endif %}/
say '{{ certificate.domain }} shows a valid certificate'
{% endfor %}
