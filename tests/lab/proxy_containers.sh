# shellcheck shell=bash
# Proxies without the rest of their stacks: each in a container, as the compose file that stackc wrote would run it, before an
# application that tells what it hears. Sourced after assertions.sh by those who set $here and $project, the name of the network.
# shellcheck disable=SC2154 # set by those who source it

mkdir -p "$work/static" "$work/media" "$work/pages/folder" "$work/pages/two words" "$work/pages/bare"
printf 'body {\n  font-family: sans-serif;\n}\n' >"$work/static/site.css"
printf '<script>alert(1)</script>\n' >"$work/media/page.html"
printf '<h1>the home page</h1>\n' >"$work/pages/index.html"
printf '<h1>the page of a folder</h1>\n' | tee "$work/pages/folder/index.html" >"$work/pages/two words/index.html"
printf '<h1>lost</h1>\n' >"$work/pages/404.html"
printf 'no page\n' >"$work/pages/bare/file.txt"
head -c 20000 /dev/zero | tr '\0' a >"$work/pages/large.css"
chmod -R a+rX "$work"

cleanup() {
  {
    for container in $(docker ps --all --quiet --filter "label=$project"); do docker logs --tail 100 "$container"; done
    docker ps --all --quiet --filter "label=$project" | xargs -r docker rm --force --volumes
    docker network rm "$project"
  } >>"$log" 2>&1
}
run() { timeout 100 docker run --label "$project" --network "$project" --cap-drop ALL --security-opt no-new-privileges --read-only "$@"; }

# application_starts [NETWORK-OPTION...]: in a network of its own.
application_starts() {
  must "there is a network" docker network create "$@" "$project"
  must "the application starts" run --detach --network-alias web --volume "$here/proxies/upstream.py:/upstream.py:ro" \
    python:3.11-slim python -u /upstream.py
}
# proxy_starts TREE SERVICE PATH: as TREE says, until it answers to PATH. Sets $address.
proxy_starts() {
  local container
  mapfile -t container < <(/usr/bin/python3 "$here/proxies/container.py" "$1" "$2" "$work/static" "$work/media" "$work/pages")
  must "$2 starts" run --detach --name "$project-$2" "${container[@]}"
  address=$(docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' "$project-$2")
  must "$2 answers" within 20 curl --fail --silent --max-time 2 --output /dev/null --header 'Host: shop.example.com' "http://$address$3"
}
