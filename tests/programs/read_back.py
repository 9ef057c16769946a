#!/usr/bin/python3
"""read_back.py: reads artifacts with parsers that are not ours.

    parse FILE...              YAML and JSON, strictly: no duplicate key
    schema SCHEMA FILE         against a JSON Schema
    azure SCHEMA FILE          a pipeline of Azure against its JSON Schema, which types every value but inputs as text
    runs WORKFLOW DIRECTORY    writes each `run:` of a workflow, or `bash:` of a pipeline, there as a script of its own
    dotenv EXAMPLE             a value for every variable of a .env.example, for `--env-file`
    jobs CRONTAB               a system crontab as a user's: without its user column, which is checked
    mermaid MARKDOWN DIRECTORY writes each mermaid block there

Ends with 1 and a sentence on stderr when something is wrong.
"""
import json
import pathlib
import re
import sys

import yaml


class Strict(yaml.SafeLoader):
    """Refuses duplicate keys; `on` stays a word, as in YAML 1.2, which compose and GitHub read."""


def mapping(loader, node):
    seen = set()
    for key, _ in node.value:
        if key.tag == "tag:yaml.org,2002:merge":
            continue
        name = (key.tag, key.value)
        if name in seen:
            raise yaml.constructor.ConstructorError(None, None, f"duplicate key {key.value!r}", key.start_mark)
        seen.add(name)
    loader.flatten_mapping(node)
    return {loader.construct_object(k, deep=True): loader.construct_object(v, deep=True) for k, v in node.value}


Strict.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, mapping)
Strict.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Strict.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))


def unique(pairs):
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("duplicate key")
    return result


def load(path):
    text = pathlib.Path(path).read_text(encoding="utf-8")
    if str(path).endswith((".json", ".lock")):
        return json.loads(text, object_pairs_hook=unique)
    return yaml.load(text, Strict)


def parse(*paths):
    for path in paths:
        load(path)


def schema(schema_path, path):
    import jsonschema

    rules = json.loads(pathlib.Path(schema_path).read_text())
    validator = jsonschema.validators.validator_for(rules)(rules)
    faults = [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:300]}" for e in validator.iter_errors(load(path))]
    if faults:
        sys.exit("\n".join(faults))


def spelt(value):
    if isinstance(value, dict):
        return {k: v if k == "inputs" else spelt(v) for k, v in value.items()}
    if isinstance(value, list):
        return [spelt(v) for v in value]
    return value if isinstance(value, str) else json.dumps(value)


def deepest(error):
    """Of the many branches that a pipeline is tried by, the one that got furthest; one for another task did not."""
    found, ends = [error], []
    while found:
        one = found.pop()
        found += one.context or []
        if not one.context:
            ends.append(one)
    return max(ends, key=lambda e: (len(e.absolute_path), e.validator not in ("pattern", "required")))


def azure(schema_path, path):
    import jsonschema

    rules = json.loads(pathlib.Path(schema_path).read_text())
    faults = [deepest(e) for e in jsonschema.Draft7Validator(rules).iter_errors(spelt(load(path)))]
    if faults:
        sys.exit("\n".join(f"{'/'.join(map(str, e.absolute_path))}: {e.message[:300]}" for e in faults))


def runs(path, directory):
    found = load(path)["jobs"]
    jobs = found.items() if isinstance(found, dict) else [(job["job"], job) for job in found]
    for job, content in jobs:
        for number, step in enumerate(content.get("steps", []), 1):
            text = step.get("run", step.get("bash"))
            if text is None:
                continue
            if "${{" in text or ("bash" in step and re.search(r"\$\([A-Za-z._]+\)", text)):
                sys.exit(f"{job}, step {number}: an expression inside the script")
            pathlib.Path(directory, f"{job}-{number}.sh").write_text(f"#!/bin/bash\n{text}\n")


def dotenv(path):
    names = re.findall(r"^#? ?([A-Z][A-Z0-9_]*)=", pathlib.Path(path).read_text(), re.M)
    for name in names:
        print(f"{name}=value")


def jobs(path):
    text = pathlib.Path(path).read_text()
    if not text.endswith("\n"):
        sys.exit("the last line has no end: cron would leave it out")
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#") or re.match(r"\s*[A-Za-z_][A-Za-z0-9_]*\s*=", line):
            print(line)
            continue
        fields = line.split(None, 6)
        if len(fields) < 7 or not re.fullmatch("[a-z_][a-z0-9_-]*", fields[5]):
            sys.exit(f"not five times, a user and a command: {line}")
        print(*fields[:5], fields[6])


def mermaid(path, directory):
    for number, block in enumerate(re.findall(r"^```mermaid\n(.*?)^```", pathlib.Path(path).read_text(), re.M | re.S)):
        pathlib.Path(directory, f"{number}.mmd").write_text(block)


try:
    {"parse": parse, "schema": schema, "azure": azure, "runs": runs, "dotenv": dotenv, "jobs": jobs, "mermaid": mermaid}[sys.argv[1]](*sys.argv[2:])
except (yaml.YAMLError, ValueError) as error:
    sys.exit(str(error))
