# SPDX-License-Identifier: GPL-2.0-only
"""Sites of a million prefixes for the default policy, as text and as a message, and
questions about them.

Each of 4 * 1000 networks is filled with 250 prefixes that do not touch, in the upper half
of what they might have. As every network is like one of a few patterns, but for its
number, a site is made in a moment."""

import dataclasses
import os
import random
import socket
import subprocess

import edgenl
import policies
from places import ACCESS, AV, INTERNAL, MESSENGER
from schema import A, Group, Prefixes

# Group, and the row it is in with the port of that row.
GROUPS = (
    ("federated_partners", "sip-federation-in", 5061),
    ("pic_partners", "pic-sip-in", 5061),
    ("clients", "client-sip", 443),
    ("xmpp_partners", "xmpp-in", 5269),
)
OTHERS = (
    ("access_edge", ACCESS), ("av_edge", AV), ("internal_edge", INTERNAL),
    ("messenger_clients", MESSENGER),
)
NETWORKS = 1000
PREFIXES = 250
PATTERNS = 16
TOTAL = len(GROUPS) * NETWORKS * PREFIXES
# In a message, by family: bytes of a prefix, which of them are the network's number, how
# many networks a nest of 64 KiB holds.
SIZE = {4: 8, 6: 20}
NUMBERED = {4: (0, 1), 6: (1, 3)}
NEST = {4: 32, 6: 13}


@dataclasses.dataclass(frozen=True)
class Question:
    """What row a first TCP segment to the Access Edge meets; None: no row."""

    source: str
    port: int
    row: str


@dataclasses.dataclass(frozen=True)
class Prefix:
    """Of a pattern: its text and first and last address with the network left open, and
    what it is in a message, of network 0."""

    text: str
    low: str
    high: str
    packed: bytes


def prefix4(source, third):
    """One of 25 to 32 bits in the upper half of 256 addresses."""
    length = source.randrange(25, 33)
    mask = 0xFF << (32 - length) & 0xFF
    low = (source.randrange(256) | 0x80) & mask
    return Prefix(
        f"@.{third}.{low}/{length}", f"@.{third}.{low}", f"@.{third}.{low | ~mask & 0xFF}",
        bytes((0, 0, third, low, length, 0, 0, 0)),
    )


def prefix6(source, third):
    """One of 49 to 64 bits in the upper half of 48 bits, or a single address of one."""
    length = source.choice((49, 52, 56, 64, 64, 128))
    mask = 0xFFFF << (64 - min(length, 64)) & 0xFFFF
    low = (source.randrange(1 << 16) | 0x8000) & mask
    if length == 128:
        first = last = f"@:{third:x}:{low:x}::7"
    else:
        first = f"@:{third:x}:{low:x}::"
        last = f"@:{third:x}:{low | ~mask & 0xFFFF:x}:ffff:ffff:ffff:ffff"
    packed = socket.inet_pton(socket.AF_INET6, first.replace("@", "2a00:0"))
    return Prefix(f"{first}/{length}", first, last, packed + bytes((length, 0, 0, 0)))


def template(client):
    """The default policy as a message, the groups still empty; it is left running.
    {group: number}, message."""
    path = os.path.join(os.environ["LYNC_WORK"], "template.conf")
    with open(path, "w", encoding="ascii") as file:
        write_others(file)
        for name, _, _ in GROUPS:
            file.write(f"group {name} = none\n")
    subprocess.run(
        ["lyncctl", "policy", "load", "default", "--site", path],
        check=True, stdout=subprocess.DEVNULL,
    )
    message = policies.saved(client)
    nests = [data for kind, data in edgenl.attributes(message) if kind == A.GROUP]
    names = [edgenl.text(dict(edgenl.attributes(nest))[Group.NAME]) for nest in nests]
    return {name: number for number, name in enumerate(names)}, message


def write_others(file):
    for name, place in OTHERS:
        file.write(f"group {name} = {place.ipv4}, {place.ipv6}\n")


class Site:
    """A million prefixes of one family, from the network `first` on."""

    def __init__(self, number, first):
        self.number, self.first = number, first
        source = random.Random(first)
        make = prefix4 if number == 4 else prefix6
        self.patterns = [[make(source, i) for i in range(PREFIXES)] for _ in range(PATTERNS)]
        self.packed = [b"".join(one.packed for one in pattern) for pattern in self.patterns]
        self.chosen = [source.randrange(PATTERNS) for _ in range(len(GROUPS) * NETWORKS)]

    def indices(self, group):
        """Its networks."""
        return range(group, len(self.chosen), len(GROUPS))

    def numbered(self, index):
        """The two bytes that make a network differ from others."""
        return self.first + index // 250, index % 250

    def network(self, index):
        high, low = self.numbered(index)
        return f"{high}.{low}" if self.number == 4 else f"2a{high:02x}:{low:x}"

    def write(self, path):
        """As a site file."""
        texts = [", ".join(one.text for one in pattern) for pattern in self.patterns]
        with open(path, "w", encoding="ascii") as file:
            write_others(file)
            for group, (name, _, _) in enumerate(GROUPS):
                parts = (
                    texts[self.chosen[i]].replace("@", self.network(i))
                    for i in self.indices(group)
                )
                file.write(f"group {name} = {', '.join(parts)}\n")

    def packed_network(self, index):
        data, size = bytearray(self.packed[self.chosen[index]]), SIZE[self.number]
        for at, byte in zip(NUMBERED[self.number], self.numbered(index)):
            data[at::size] = bytes((byte,)) * PREFIXES
        return data

    def message(self, numbers, rest):
        """As a message: what template() gives, and the prefixes."""
        kind = Prefixes.IPV4 if self.number == 4 else Prefixes.IPV6
        parts = [rest]
        for group, (name, _, _) in enumerate(GROUPS):
            number = edgenl.attribute(Prefixes.GROUP, numbers[name].to_bytes(4, "little"))
            indices = self.indices(group)
            for at in range(0, len(indices), NEST[self.number]):
                some = indices[at : at + NEST[self.number]]
                data = b"".join(self.packed_network(i) for i in some)
                nest = number + edgenl.attribute(kind, data)
                parts.append(edgenl.attribute(A.PREFIXES | policies.NESTED, nest))
        return b"".join(parts)

    def questions(self):
        """The ends of the first and the last prefix of each group, what is beside them,
        and a port of another group's row."""
        found = []
        for group, (_, row, port) in enumerate(GROUPS):
            indices = self.indices(group)
            for i, end in ((indices[0], 0), (indices[-1], -1)):
                network = self.network(i)
                one = self.patterns[self.chosen[i]][end]
                for address in one.low, one.high:
                    found.append(Question(address.replace("@", network), port, row))
                beside = f"{network}{'.0.1' if self.number == 4 else '::1'}"
                found.append(Question(beside, port, None))
            other = GROUPS[group - 1][2]
            if other != port:
                found.append(Question(one.low.replace("@", network), other, None))
        return found
