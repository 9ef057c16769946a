#!/usr/bin/python3
"""cloudformation.py FILE: whether a description of a balancer holds together, and agrees with the proxy behind it.

Reads FILE, and below the folder that its own is in the nginx configuration and the compose files of the same
environment, which stackc wrote by other templates. Ends with 1 and a sentence on stderr for each disagreement.
"""
import pathlib
import re
import sys

import yaml

PSEUDO = {"AWS::Region", "AWS::AccountId", "AWS::StackName", "AWS::NoValue"}
complaints = []


def expect(holds, sentence):
    if not holds:
        complaints.append(sentence)


def references(node):
    """Every name that a value of the description comes from."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "Ref":
                yield "ref", value
            elif key == "Fn::GetAtt":
                yield "attribute", value[0]
            elif key.startswith("Fn::"):
                complaints.append(f"{key} is not known here")
            else:
                yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def load(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def holds_together(text):
    parameters, resources = text["Parameters"], text["Resources"]
    used = set()
    needs = {}
    for name, resource in resources.items():
        needs[name] = set()
        for kind, target in references(resource.get("Properties", {})):
            used.add(target)
            there = target in resources or (kind == "ref" and (target in parameters or target in PSEUDO))
            expect(there, f"{name} refers to {target}, which is not there")
            if target in resources:
                needs[name].add(target)
    for name, output in text["Outputs"].items():
        for _, target in references(output["Value"]):
            expect(target in resources, f"output {name} refers to {target}, which is no resource")
    for name in parameters:
        expect(name in used, f"parameter {name} is used nowhere")
    while needs:
        ready = [name for name, before in needs.items() if not before & needs.keys()]
        expect(ready, f"each of these waits for another: {sorted(needs)}")
        if not ready:
            return
        for name in ready:
            del needs[name]


def of_type(text, kind):
    return {name: one["Properties"] for name, one in text["Resources"].items() if one["Type"] == kind}


def only(text, kind):
    found = list(of_type(text, kind).values())
    expect(len(found) == 1, f"there is not one {kind}")
    return found[0]


def attributes(listed):
    return {one["Key"]: one["Value"] for one in listed}


def seconds(written):
    units = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}
    return int(re.match(r"\d+", written)[0]) * units[re.sub(r"\d+", "", written)]


def directive(name, *texts):
    return [found for text in texts for found in re.findall(rf"^\s*{name}\s+([^;]+);", text, re.MULTILINE)]


def locations(site):
    """Of a site's file: what stands in each location."""
    return re.findall(r"location ([^{]+) \{\n(.*?)\n    \}", site, re.DOTALL)


def agrees_with_nginx(text, folder):
    main = (folder / "nginx.conf").read_text()
    default = (folder / "sites/default.conf").read_text()
    sites = [path.read_text() for path in sorted((folder / "sites").glob("*.conf")) if path.name != "default.conf"]
    balancer = attributes(only(text, "AWS::ElasticLoadBalancingV2::LoadBalancer")["LoadBalancerAttributes"])
    targets = only(text, "AWS::ElasticLoadBalancingV2::TargetGroup")
    group = attributes(targets["TargetGroupAttributes"])

    idle = int(balancer["idle_timeout.timeout_seconds"])
    keeps = seconds(directive("keepalive_timeout", main)[0])
    expect(idle < keeps, f"the balancer keeps connections for {idle} s, nginx for {keeps} s")
    patience = [(seconds(wait), "$connection_upgrade" in body)
                for site in sites for _, body in locations(site) for wait in directive("proxy_read_timeout", body)]
    slowest = max(wait for wait, _ in patience)
    expect(slowest < idle, f"a route may be silent for {slowest} s, and the balancer gives up after {idle} s")
    drain = int(group["deregistration_delay.timeout_seconds"])
    longest = max((wait for wait, socket in patience if not socket), default=0)
    expect(drain > longest, f"a request may take {longest} s, and a machine that leaves has {drain} s")

    path = targets["HealthCheckPath"]
    asked = [body for where, body in locations(default) if where == f"= {path}"]
    expect(asked or path == "/healthz", f"no location of nginx's default server answers {path}")
    for body in asked:
        waits = seconds(directive("proxy_read_timeout", body)[0])
        expect(waits <= int(targets["HealthCheckTimeoutSeconds"]), f"nginx waits {waits} s for {path}")
    names = sorted(name for listed in directive("server_name", *sites) for name in listed.split())
    certified = sorted(name for one in of_type(text, "AWS::CertificateManager::Certificate").values()
                       for name in [one["DomainName"], *one.get("SubjectAlternativeNames", [])])
    expect(sorted(set(names)) == certified, f"nginx serves {names}, certificates are for {certified}")
    for trusted in directive("set_real_ip_from", main):
        expect(trusted in text["Parameters"]["Subnets"]["Description"], f"the subnets are not said to be in {trusted}")


def published(folder, environment):
    """Port on the host of each entry of `ports` of the environment's compose files, with the address if it has one."""
    for path in sorted(folder.glob(f"compose.{environment}*.yaml")):
        for service in load(path)["services"].values():
            for entry in service.get("ports", []):
                words = entry.split(":")
                if words[0] != "127.0.0.1":
                    yield (words[0] if len(words) == 3 else None), int(words[-2])


def agrees_with_compose(text, folder, environment):
    groups = of_type(text, "AWS::EC2::SecurityGroup")
    doors = of_type(text, "AWS::EC2::SecurityGroupIngress")
    wide, private = set(), set()
    for address, port in published(folder, environment):
        (private if address else wide).add(port)
    opened = {one["FromPort"] for one in doors.values()}
    expect(opened == private, f"compose publishes {sorted(private)} for other hosts, groups let in to {sorted(opened)}")
    targets = only(text, "AWS::ElasticLoadBalancingV2::TargetGroup")
    expect({targets["Port"]} == wide, f"compose publishes {sorted(wide)}, the balancer asks port {targets['Port']}")
    expect({one["Port"] for one in targets["Targets"]} == wide, "a target has another port than its group")
    for name, one in groups.items():
        for rule in one["SecurityGroupIngress"]:
            everybody = rule.get("CidrIp") == "0.0.0.0/0"
            expect(rule["FromPort"] == rule["ToPort"], f"{name} opens a range")
            expect(everybody == (name == "BalancerGroup"), f"{name}, port {rule['FromPort']}: open to everybody or not")


def main():
    path = pathlib.Path(sys.argv[1]).resolve()
    text = load(path)
    holds_together(text)
    deploy = path.parent.parent
    environment = deploy.name if deploy.parent.name == "env" else "prod"
    stack = deploy.parents[2] if deploy.parent.name == "env" else deploy.parent
    proxies = sorted(deploy.glob("**/nginx/nginx.conf"))
    expect(proxies, f"no nginx.conf below {deploy}")
    for proxy in proxies:
        agrees_with_nginx(text, proxy.parent)
    agrees_with_compose(text, stack, environment)
    for sentence in complaints:
        print(sentence, file=sys.stderr)
    sys.exit(1 if complaints else 0)


main()
