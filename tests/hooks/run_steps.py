"""Runs the steps of a composite action, of one job of a GitHub workflow or of a pipeline of Azure, or of a GitLab job, as
their runners would.

    run_steps.py action FILE [NAME=VALUE...]       inputs that differ from their defaults
    run_steps.py job FILE JOB
    run_steps.py gitlab FILE JOB
    run_steps.py azure FILE JOB                    variables of the pipeline are those of the environment

`run:` (on Azure `bash:`) steps are executed in the current folder by bash as the runner calls it; of `uses:` (`task:`) steps a line `uses NAME with
{JSON}` is printed. Expressions are those that these files hold: contexts, `==`, `!=`, `&&`, `||`, `!`, status functions;
any other is an error. Ends with the exit code of the first step that failed. Needs PyYAML.
"""

import json
import os
import re
import subprocess
import sys
import tempfile

import yaml

TOKEN = re.compile(r"\s*(?:(==|!=|&&|\|\||!|\(|\))|'((?:[^']|'')*)'|([A-Za-z_][A-Za-z0-9_.-]*))")


class Expression:
    """One `${{ … }}` over contexts, a map from dotted names to texts."""

    def __init__(self, text, contexts, failed):
        self.tokens = []
        at = 0
        while text[at:].strip():
            match = TOKEN.match(text, at)
            if match is None:
                raise SystemExit(f"run_steps: not an expression that is known here: {text}")
            self.tokens.append(match.groups())
            at = match.end()
        self.contexts = contexts
        self.failed = failed

    def take(self, operator):
        if self.tokens and self.tokens[0][0] == operator:
            self.tokens.pop(0)
            return True
        return False

    def value(self):
        result = self.either()
        if self.tokens:
            raise SystemExit(f"run_steps: what does {self.tokens} mean?")
        return result

    def either(self):
        left = self.both()
        while self.take("||"):
            right = self.both()
            left = left or right
        return left

    def both(self):
        left = self.compared()
        while self.take("&&"):
            right = self.compared()
            left = left and right
        return left

    def compared(self):
        left = self.single()
        if self.take("=="):
            return left == self.single()
        if self.take("!="):
            return left != self.single()
        return left

    def single(self):
        if self.take("!"):
            return not self.single()
        if self.take("("):
            result = self.either()
            assert self.take(")")
            return result
        _, literal, name = self.tokens.pop(0)
        if literal is not None:
            return literal.replace("''", "'")
        if self.take("("):
            assert self.take(")")
            return {"always": True, "cancelled": False, "success": not self.failed, "failure": self.failed}[name]
        if name.split(".")[0] not in ("inputs", "steps"):
            raise SystemExit(f"run_steps: {name} is nothing that a step here may read")
        return self.contexts.get(name, "")


def expand(text, contexts, failed=False):
    """A value with its expressions replaced, as text."""
    return re.sub(r"\$\{\{(.*?)\}\}", lambda m: str(Expression(m.group(1), contexts, failed).value()), str(text))


def condition(step, contexts, failed):
    text = str(step.get("if", "success()")).strip()
    if text.startswith("${{") and text.endswith("}}"):
        text = text[3:-2]
    value = Expression(text, contexts, failed).value()
    # A condition that asks no status function holds only while nothing has failed.
    asks = re.search(r"\b(always|cancelled|success|failure)\(", text)
    return bool(value) and (asks is not None or not failed)


def run_script(step, environment, contexts, work):
    script = step["run"]
    if "${{" in script:
        raise SystemExit("run_steps: an expression stands in a script")
    with open(os.path.join(work, "script.sh"), "w", encoding="utf-8") as file:
        file.write(script)
    output = os.path.join(work, "output")
    open(output, "w", encoding="utf-8").close()
    environment = dict(environment, GITHUB_OUTPUT=output)
    for name, value in step.get("env", {}).items():
        environment[name] = expand(value, contexts)
    sys.stdout.flush()
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", file.name]
    status = subprocess.run(command, env=environment, check=False).returncode
    with open(output, encoding="utf-8") as file:
        for line in file:
            name, _, value = line.rstrip("\n").partition("=")
            contexts[f"steps.{step.get('id', '')}.outputs.{name}"] = value
    return status


def run_github(steps, contexts, environment):
    status = 0
    with tempfile.TemporaryDirectory() as work:
        environment = dict(environment, RUNNER_TEMP=os.environ.get("RUNNER_TEMP", work), GITHUB_ACTIONS="true")
        for step in steps:
            if not condition(step, contexts, status != 0):
                continue
            if "uses" in step:
                given = {name: expand(value, contexts) for name, value in step.get("with", {}).items()}
                print("uses", step["uses"], "with", json.dumps(given, sort_keys=True))
                continue
            ended = run_script(step, environment, contexts, work)
            status = status or ended
    return status


def run_azure(job):
    for step in job["steps"]:
        if "task" in step:
            print("uses", step["task"], "with", json.dumps(step.get("inputs", {}), sort_keys=True))
        if "bash" not in step:
            continue
        environment = dict(os.environ)
        for name, value in step.get("env", {}).items():
            environment[name] = re.sub(r"\$\(([A-Za-z_]+)\)", lambda match: os.environ[match[1]], str(value))
        sys.stdout.flush()
        command = ["bash", "--noprofile", "--norc", "-c", step["bash"]]
        status = subprocess.run(command, env=environment, cwd=step.get("workingDirectory"), check=False).returncode
        if status != 0:
            return status
    return 0


def main():
    kind, path, *rest = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        document = yaml.safe_load(file)
    if kind == "action":
        contexts = {f"inputs.{name}": str(row.get("default", "")) for name, row in document["inputs"].items()}
        for pair in rest:
            name, _, value = pair.partition("=")
            if f"inputs.{name}" not in contexts:
                raise SystemExit(f"run_steps: the action has no input {name}")
            contexts[f"inputs.{name}"] = value
        folder = os.path.dirname(os.path.abspath(path))
        status = run_github(document["runs"]["steps"], contexts, dict(os.environ, GITHUB_ACTION_PATH=folder))
        for name, row in document["outputs"].items():
            print(f"output {name}={expand(row['value'], contexts)}")
        return status
    if kind == "job":
        return run_github(document["jobs"][rest[0]]["steps"], {}, dict(os.environ))
    if kind == "gitlab":
        job = document[rest[0]]
        variables = {**document.get("variables", {}), **job.get("variables", {})}
        environment = dict(os.environ, **{name: str(value) for name, value in variables.items()})
        script = "\n".join(document.get("before_script", []) + job["script"])
        return subprocess.run(["bash", "-eo", "pipefail", "-c", script], env=environment, check=False).returncode
    if kind == "azure":
        return run_azure(next(job for job in document["jobs"] if job["job"] == rest[0]))
    raise SystemExit(__doc__)


sys.exit(main())
