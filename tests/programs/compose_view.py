#!/usr/bin/python3
"""compose_view.py FILE SERVICE-IMAGE: what a compose file says about the services whose image
has that name, for a caller in shell. Prints lines of tab-separated words:

    image NAME:TAG
    bind SOURCE TARGET     a folder or file of the tree, SOURCE absolute
    directory TARGET       where a volume or tmpfs is mounted
    host NAME              each service, as a name that resolves on its networks
"""
import pathlib
import sys

import yaml

path, wanted = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
services = yaml.safe_load(path.read_text())["services"]
chosen = [s for s in services.values() if str(s.get("image", "")).split("/")[-1].split(":")[0] == wanted]
if not chosen:
    sys.exit()
for service in chosen:
    print("image", service["image"].split("/")[-1], sep="\t")
    for mount in service.get("volumes", []):
        if isinstance(mount, str):
            source, target = mount.split(":")[:2]
            kind = "bind" if source[0] in "./" else "volume"
        else:
            source, target, kind = mount.get("source"), mount["target"], mount["type"]
        if kind == "bind":
            print("bind", path.parent.joinpath(source).resolve(), target, sep="\t")
        else:
            print("directory", target, sep="\t")
    temporary = service.get("tmpfs", [])
    for mount in [temporary] if isinstance(temporary, str) else temporary:
        print("directory", mount.split(":")[0], sep="\t")
for name in services:
    print("host", name, sep="\t")
