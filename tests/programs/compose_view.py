#!/usr/bin/python3
"""compose_view.py FILE PROGRAM FOLDER: what a compose file says about the services whose image has that name, or is
built from one of that name, for a caller in shell. Prints lines of tab-separated words:

    image NAME:TAG
    bind SOURCE TARGET     a folder or file of the tree, SOURCE absolute
    directory TARGET       where a volume or tmpfs is mounted
    host NAME              each service, as a name that resolves on its networks

What the start of an image of its own fills in is filled in below FOLDER, from what compose gives where nobody sets it.
"""
import pathlib
import re
import sys

import yaml

path, wanted, folder = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2], pathlib.Path(sys.argv[3])
services = yaml.safe_load(path.read_text())["services"]


def context(service):
    """The folder beside the compose file that a service is built from."""
    build = service["build"]
    return path.parent.joinpath(build["context"] if isinstance(build, dict) else build).resolve()


def recipe(service):
    """The Dockerfile of a service that is built; nothing where it is the application's own, beside its source."""
    if "build" not in service:
        return ""
    build = service["build"]
    named = build.get("dockerfile") if isinstance(build, dict) else None
    file = context(service) / (named or "Dockerfile")
    return file.read_text() if file.exists() else ""


def image(service):
    built_from = re.search(r"^FROM (\S+)$", recipe(service), re.MULTILINE)
    return (built_from.group(1) if built_from else str(service.get("image", ""))).split("/")[-1]


def started(name, service):
    """The configuration as the container has it, and where: filled in, if a start fills it in."""
    source = context(service)
    to = re.search(r"^COPY \. (\S+?)/?$", recipe(service), re.MULTILINE).group(1)
    if not (source / "start.sh").exists():
        return source, to
    target = re.search(r"^rendered=(\S+)$", (source / "start.sh").read_text(), re.MULTILINE).group(1)
    values = {key: re.sub(r"^\$\{\w+:-(.*)\}$", r"\1", str(value)) for key, value in service["environment"].items()}
    for file in sorted(source.rglob("*")):
        if file.is_file() and file.name not in ("Dockerfile", "start.sh"):
            copy = folder / name / file.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(re.sub(r"@@(\w+)@@", lambda found: values[found.group(1)], file.read_text()))
    return folder / name, target


chosen = {name: service for name, service in services.items() if image(service).split(":")[0] == wanted}
if not chosen:
    sys.exit()
for name, service in chosen.items():
    print("image", image(service), sep="\t")
    rendered = None
    if "build" in service:
        source, rendered = started(name, service)
        print("bind", source, rendered, sep="\t")
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
        if mount.split(":")[0] != rendered:
            print("directory", mount.split(":")[0], sep="\t")
for name in services:
    print("host", name, sep="\t")
