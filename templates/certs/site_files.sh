{% language sh %}
# Which sites there are is asked of the files, each time: a release brings one, or takes one away.
certificate_of() { sed -n '/^ *ssl_certificate /{s|^ *ssl_certificate \(.*\)/fullchain.pem;$|\1|p;q;}' "$1"; } # FILE
has_certificate() { [ -s "$1/fullchain.pem" ] && [ -s "$1/privkey.pem" ]; } # FOLDER
link_of() { # FILE
  name=${1##*/}
  echo "$enabled/${name%.https.conf}.conf"
}
enable_site() { ln -sf "$1" "$(link_of "$1")"; }
disable_site() { rm -f "$(link_of "$1")"; }
# A link to a file that is gone would keep nginx from starting.
forget_sites() {
  for link in "$enabled"/*.conf; do
    if [ ! -e "$link" ]; then rm -f "$link"; fi
  done
}
