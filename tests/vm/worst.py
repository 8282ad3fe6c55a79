# SPDX-License-Identifier: GPL-2.0-only
"""The largest policies that are legal, and some beyond, each made to be as hard to compile
as it can be in one way."""

import dataclasses
import itertools
import os
import random

ROWS, GROUPS, ZONES, MEMBERS, PORTS = 4096, 1024, 31, 64, 64
EDGE = "203.0.113.10"
# More classes of addresses than the matcher has numbers for.
CLASSES = 66000


@dataclasses.dataclass(frozen=True)
class Worst:
    """A policy, and one question: protocol and addresses, or where it is refused the
    sentence it is refused with."""

    name: str
    text: str
    question: tuple = ()
    answer: str = ""
    refused: str = ""

    def write(self):
        path = os.path.join(os.environ["LYNC_WORK"], f"{self.name}.policy")
        with open(path, "w", encoding="ascii") as file:
            file.write(self.text)
        return path


def text_of(name, rows, groups=(), zones=()):
    lines = [f'policy {name} "as large as it may be"', f"group edge = {EDGE}"]
    lines += [f"group {group} = {', '.join(items)}" for group, items in groups]
    lines += [f'zone {zone} = "{pattern}"' for zone, pattern in zones]
    lines += ["protect edge", 'section "rows" {', *rows, "}", ""]
    return "\n".join(lines)


def host(number):
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def tcp(source, port):
    return "tcp", f"{source}:40000", f"{EDGE}:{port}"


def many_rows():
    """Each row has an address and a port of its own."""
    groups = [(f"g{i}", [host(2 * i)]) for i in range(GROUPS - 1)]
    rows = [
        f"allow r{i} tcp from g{i % len(groups)} to edge port {1000 + i}" for i in range(ROWS)
    ]
    last = ROWS - 1
    return Worst("many-rows", text_of("many-rows", rows, groups),
                 tcp(host(2 * (last % len(groups))), 1000 + last), f"allow r{last}")


def many_groups():
    """A single address in each; every row names many."""
    groups = [(f"g{i}", [host(2 * i)]) for i in range(GROUPS - 1)]
    rows = []
    for i in range(0, len(groups), MEMBERS):
        names = ", ".join(name for name, _ in groups[i : i + MEMBERS])
        rows.append(f"allow r{i // MEMBERS} tcp from {{ {names} }} to edge port {1000 + i}")
    last = len(groups) - 1
    return Worst("many-groups", text_of("many-groups", rows, groups),
                 tcp(host(2 * last), 1000 + last // MEMBERS * MEMBERS),
                 f"allow r{last // MEMBERS}")


def prefix(address, length):
    value = address >> (32 - length) << (32 - length)
    return f"{'.'.join(str(value >> shift & 255) for shift in (24, 16, 8, 0))}/{length}"


def nested():
    """In each of many groups an address and all prefixes around it."""
    source = random.Random(1)
    # not in the half the Edge is in: it would be in many groups, too
    addresses = [source.randrange(1 << 31) for _ in range(GROUPS // 2)]
    groups = [
        (f"g{i}", [prefix(address, length) for length in range(1, 33)])
        for i, address in enumerate(addresses)
    ]
    rows = [f"allow r{i} tcp from g{i} to edge port {1000 + i}" for i in range(len(groups))]
    last = len(groups) - 1
    inside = prefix(addresses[last], 32).split("/", maxsplit=1)[0]
    return Worst("nested", text_of("nested", rows, groups),
                 tcp(inside, 1000 + last), f"allow r{last}")


def many_zones():
    """Rows name all of them."""
    zones = [(f"z{i}", f"port{i}") for i in range(ZONES)]
    rows = [
        f"allow r{i} tcp from any to edge port {1000 + i} in z{i % ZONES}"
        for i in range(8 * ZONES)
    ]
    last = len(rows) - 1
    return Worst("many-zones", text_of("many-zones", rows, (), zones),
                 (*tcp("192.0.2.7", 1000 + last), "in", f"port{ZONES - 1}"), f"allow r{last}")


def everything():
    """As many rows, groups, members, ports and zones as there may be."""
    source = random.Random(2)
    names = [f"g{i}" for i in range(GROUPS - 1)]
    groups = [(name, [host(2 * i)]) for i, name in enumerate(names)]
    zones = [(f"z{i}", f"port{i}") for i in range(ZONES)]
    ports = [str(1000 + 2 * i) for i in range(20000)]
    source.shuffle(ports)
    rows = []
    for i in range(ROWS):
        start = source.randrange(len(names) - 2 * MEMBERS)
        at = source.randrange(len(ports) - 2 * PORTS)
        rows.append(
            f"allow r{i} tcp from {{ {', '.join(names[start : start + MEMBERS])} }}"
            f" port {{ {', '.join(ports[at : at + PORTS])} }}"
            f" to {{ edge, {', '.join(names[start + MEMBERS : start + 2 * MEMBERS - 1])} }}"
            f" port {{ {', '.join(ports[at + PORTS : at + 2 * PORTS])} }} in z{i % ZONES}"
        )
    return Worst("everything", text_of("everything", rows, groups, zones),
                 tcp("192.0.2.7", 1000), "deny no-row")


def many_classes():
    """A pair of groups for each address, no two alike."""
    names = [f"g{i}" for i in range(GROUPS - 1)]
    items = [[] for _ in names]
    pairs = itertools.islice(itertools.combinations(range(len(names)), 2), CLASSES)
    for number, pair in enumerate(pairs):
        for group in pair:
            items[group].append(host(2 * number))
    groups = [(name, found or ["none"]) for name, found in zip(names, items)]
    rows = ["allow r tcp from g0 to edge port 443"]
    return Worst("many-classes", text_of("many-classes", rows, groups),
                 refused="too large to compile")


ALL = (many_rows, many_groups, nested, many_zones, everything, many_classes)
