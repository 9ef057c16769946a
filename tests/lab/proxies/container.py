#!/usr/bin/python3
"""container.py TREE SERVICE STATIC MEDIA PAGES: how compose would run that service, as arguments of `docker run`, one a line."""
import pathlib
import sys

import yaml

tree, service, static, media, pages = sys.argv[1:]
compose = pathlib.Path(tree, "compose.prod.yaml")
about = yaml.safe_load(compose.read_text())["services"][service]
arguments = ["--entrypoint", about["entrypoint"][0]]
for mount in about.get("volumes", []):
    source = mount["source"]
    if mount["type"] == "bind":
        source = str(compose.parent.joinpath(source).resolve())
    else:
        source = {"web_static": static, "web_media": media, "pages_files": pages, "kept_files": pages}.get(source)
    suffix = ":ro" if mount.get("read_only") else ""
    arguments += ["--volume", f"{source}:{mount['target']}{suffix}" if source else mount["target"]]
for place in about.get("tmpfs", []):
    arguments += ["--tmpfs", place]
if "user" in about:
    arguments += ["--user", about["user"]]
for capability in about.get("cap_add", []):
    arguments += ["--cap-add", capability]
print("\n".join([*arguments, about["image"], *about["entrypoint"][1:]]))
