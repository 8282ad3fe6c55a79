# SPDX-License-Identifier: GPL-2.0-only
"""contender.py NAME FOLDER HOOKS - load one contender's rules in this network namespace,
check its verdicts, take the time of each scenario, leave. One process, one namespace."""

import pathlib
import sys

import bench
import calm

# Many short rounds rather than few long ones: what the host does meanwhile then falls into
# some of them. A round is at least one pass over all flows; where that takes long, there
# are fewer rounds, and where it takes very long, some thousand flows must do.
ROUNDS = (9, 101)
ROUND_NS = 5e5
CELL_NS = 1e8
LONGEST_NS = 1e8
LEAST_FLOWS = 4096
PROBE = 512


class Contender:
    """What differs from one to the next: how its rules are loaded and taken away."""

    def __init__(self, name, folder, suffix):
        self.name = name
        self.folder = folder
        self.suffix = suffix
        self.family = 4 if "ipv4" in folder.name else 6

    def load(self):
        if self.name in ("empty", "count"):
            bench.command(f"hooks {self.name}")
        elif self.name == "ours":
            bench.run(bench.LYNCCTL, "--site", self.folder / "site.conf", "policy", "load",
                      "default", stdout=bench.NOWHERE)
        elif self.name.startswith("nft-"):
            bench.run("nft", "-f", self.folder / f"{self.name}{self.suffix}.nft")
        else:
            bench.run("ipset", "restore", "-file", self.folder / "ipset.restore")
            self._iptables(self.folder / f"iptables{self.suffix}.rules")

    def _iptables(self, rules):
        tool = "iptables-legacy-restore" if self.family == 4 else "ip6tables-legacy-restore"
        with open(rules, encoding="ascii") as lines:
            bench.run(tool, stdin=lines)

    def unload(self):
        if self.name == "ours":
            bench.run(bench.LYNCCTL, "policy", "unload", stdout=bench.NOWHERE)
        elif self.name.startswith("nft-"):
            bench.run("nft", "flush", "ruleset")
        elif self.name == "ipset":
            bench.run("iptables-legacy-restore" if self.family == 4 else
                      "ip6tables-legacy-restore", input=b"*filter\nCOMMIT\n")
            bench.run("ipset", "destroy")


def make_host():
    """A router's interfaces and routes: whether a packet is for this machine is asked."""
    places = {"ext0": ("198.51.100.1/24", "2001:db8:100::1/64"),
              "dmz0": ("203.0.113.1/24", "2001:db8:113::1/64"),
              "int0": ("10.45.255.1/16", "2001:db8:45:ffff::1/64")}
    bench.run("ip", "link", "set", "lo", "up")
    for name, held in places.items():
        bench.run("ip", "link", "add", name, "type", "dummy")
        bench.run("ip", "link", "set", name, "up")
        for address in held:
            bench.run("ip", "address", "add", address, "dev", name,
                      *(("nodad",) if ":" in address else ()))
    for word in ("-4", "-6"):
        bench.run("ip", word, "route", "add", "default", "dev", "ext0")


def lengths(each, flows):
    """Flows a pass, packets a round and rounds, for packets that take `each` ns."""
    walked = min(flows, max(LEAST_FLOWS, int(LONGEST_NS / each)))
    packets = int(max(walked, min(1 << 18, ROUND_NS / each)))
    rounds = CELL_NS / (packets * each)
    return walked, packets, int(max(ROUNDS[0], min(ROUNDS[1], rounds)))


def measure(name, hooks, folder, scenario, flows, more="", **fields):
    """One cell: probe how long a packet takes, then rounds of a length to match."""
    probe = bench.command(f"walk {hooks} {min(flows, PROBE)} 1 {PROBE}{more}")
    walked, packets, rounds = lengths(int(probe["ns"]) / int(probe["packets"]), flows)
    family, count = folder.name.split("-")
    cell = calm.nanoseconds(calm.zero_kind(name, hooks, folder, scenario, walked),
                            f"walk {hooks} {walked} {rounds} {packets}{more}")
    bench.result("packets", kind="cell", contender=name, folder=folder.name, hooks=hooks,
                 family=int(family[3:]), prefixes=int(count), flows=flows, scenario=scenario,
                 walked=walked, packets=packets, **cell, **fields)


def verify(name, hooks, folder, scenario):
    """Every flow's verdict is what it must be; the reference hooks let all pass."""
    answer = bench.command(f"verify {hooks}")
    wrong = 0 if name in calm.REFERENCES else int(answer["wrong"])
    if wrong or int(answer["zero_wrong"]):
        sys.exit(f"{name}, {folder.name}, {scenario}: {wrong} verdicts of "
                 f"{answer['packets']} are wrong, the first for packet {answer['first']}; "
                 f"of the empty hook {answer['zero_wrong']}")
    return answer


def forward(name, folder, scenarios, flows):
    for scenario in scenarios:
        path = folder / f"{scenario}.packets"
        if not path.exists():
            continue
        bench.write_packets(path, max(flows))
        verify(name, "forward", folder, scenario)
        for count in flows:
            measure(name, "forward", folder, scenario, count)


def path_established(name, folder, flows):
    bench.write_packets(folder / "path-open.packets", 3 * max(flows))
    verify(name, "path", folder, "open")
    bench.write_packets(folder / "path-established.packets", max(flows))
    verify(name, "path", folder, "established")
    for count in flows:
        measure(name, "path", folder, "established", count)
    bench.command("flush")


def path_new(name, folder, flows):
    bench.write_packets(folder / "path-new.packets", max(flows))
    verify(name, "path", folder, "new")
    for count in flows:
        measure(name, "path", folder, "new", count, " fresh")
    bench.command("flush")


def path_refused(name, folder, flows):
    """SYNs from strangers; none may leave an entry behind, with us none is even made."""
    bench.command("track subject")
    bench.write_packets(folder / "path-refused.packets", max(flows))
    answer = verify(name, "refused", folder, "refused")
    if int(answer["entries"]) or (name == "ours" and int(answer["tracked"])):
        sys.exit(f"{name}: {answer['entries']} conntrack entries left by refused SYNs, "
                 f"{answer['tracked']} made")
    for count in flows:
        measure(name, "refused", folder, "refused", count, tracked=int(answer["tracked"]),
                entries=int(answer["entries"]))


def path(name, folder, scenarios, flows):
    bench.command("track both")
    path_established(name, folder, flows)
    path_new(name, folder, flows)
    if name not in calm.REFERENCES:
        path_refused(name, folder, flows)


def main():
    name, folder, hooks, scenarios, flows = sys.argv[1:]
    folder = pathlib.Path(folder)
    contender = Contender(name, folder, "" if hooks == "forward" else "-path")
    make_host()
    bench.command("subject")
    try:
        contender.load()
        walk = forward if hooks == "forward" else path
        walk(name, folder, scenarios.split(","), [int(n) for n in flows.split(",")])
        contender.unload()
    finally:
        bench.command("release")
    bench.settle()


main()
