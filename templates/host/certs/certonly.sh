{% language sh %}
# --cert-name keeps the path that {{ edge.id }} reads the same whatever names are added later. The hook
# runs only when there is a new certificate: an exit status of 0 does not say that.
certonly() {
  certbot certonly --non-interactive --agree-tos{% if acme.contact %} --email {{ acme.contact }}{% else %} --register-unsafely-without-email{% endif %} \
    --webroot --webroot-path {{ edge.webroot }} \
    --deploy-hook {{ stack.host_folder }}/{{ stack.deploy_folder }}/certs/reload.sh "$@"
}
