# SPDX-License-Identifier: GPL-2.0-only
"""Random policies as text, and questions about them. As in tests/unit/random_policy.c
values come from small sets, so that prefixes nest and touch, rows hide one another and
ports meet the ends of ranges; here they also go through the language: names, literals,
ranges, lists, groups of groups."""

import socket

PORTS = (1, 2, 442, 443, 444, 3478, 5060, 5061, 5062, 49999, 50000, 59999, 60000, 65535)
ROW_PROTOS = ("tcp", "tcp", "tcp", "udp", "udp", "icmp", "icmpv6", "any", "any", "47", "0")
QUESTION_PROTOS = ("tcp", "tcp", "tcp", "udp", "udp", "icmp", "icmpv6", "gre", "sctp", "")
WITH_PORTS = ("tcp", "udp", "any")
# Patterns of zones, and interfaces that they match or just miss.
PATTERNS = ("eth0", "eth+", "wan0", "wan+", "lan1", "+")
IFNAMES = ("eth0", "eth1", "eth", "wan0", "wan10", "wa", "lan1", "lan", "veth0")
# The ends of the address space, and two networks side by side.
TOPS4 = (0, 0x7FFFFFFF, 0x80000000, 0x0A000000, 0x0A0000F0, 0x0A000100, 0xFFFFFF00,
         0xFFFFFFFF)
LENGTHS = {
    32: (1, 4, 8, 16, 24, 28, 30, 31, 32, 32, 32),
    128: (1, 16, 31, 32, 33, 48, 63, 64, 65, 96, 97, 126, 127, 128, 128, 128),
}
FAMILY = {32: socket.AF_INET, 128: socket.AF_INET6}


def address_text(bits, value):
    return socket.inet_ntop(FAMILY[bits], value.to_bytes(bits // 8, "big"))


class Item:
    """A literal: from the first address to the last, and how it is written."""

    def __init__(self, bits, first, last, text):
        self.bits, self.first, self.last, self.text = bits, first, last, text

    def neighbours(self):
        """Its ends, twice so that most questions are about the inside, and what is
        beside it."""
        top = (1 << self.bits) - 1
        inside = [address_text(self.bits, value) for value in (self.first, self.last)]
        beside = max(self.first - 1, 0), min(self.last + 1, top)
        return 2 * inside + [address_text(self.bits, value) for value in beside]


def random_value(source, bits):
    """An address of a small pool."""
    high = source.choice(TOPS4)
    if bits == 32:
        return high ^ source.randrange(16)
    middle = source.choice((0, 0xFFFFFFFF)), source.choice((0, 0xFFFFFFFF))
    low = source.choice(TOPS4) ^ source.randrange(4)
    return high << 96 | middle[0] << 64 | middle[1] << 32 | low


def prefix(source, bits, least=0):
    length = max(least, source.choice(LENGTHS[bits]))
    host = (1 << (bits - length)) - 1
    first = random_value(source, bits) & ~host
    text = address_text(bits, first)
    if length < bits or source.randrange(2):
        text += f"/{length}"
    return Item(bits, first, first | host, text)


def span(source, bits):
    """A range that few prefixes cover."""
    first = random_value(source, bits)
    last = min(first + source.choice((1, 2, 6, 255, 256)), (1 << bits) - 1)
    text = f"{address_text(bits, first)}-{address_text(bits, last)}"
    return Item(bits, first, last, text)


def port_ranges(source):
    """(text, [ports at the ends of the ranges])"""
    pairs = [sorted(source.choices(PORTS, k=2)) for _ in range(source.randint(1, 3))]
    pairs = [(low, high if source.randrange(2) else low) for low, high in pairs]
    texts = [str(low) if low == high else f"{low}-{high}" for low, high in pairs]
    text = texts[0] if len(texts) == 1 else "{ " + ", ".join(texts) + " }"
    return text, [port for pair in pairs for port in pair]


class Side:
    """One side of a row: its words, and the addresses and ports to ask about."""

    def __init__(self, source, text, items, ports=None):
        port_text, ends = ports or ("", PORTS)
        self.text = f"{text} port {port_text}" if ports else text
        beside = (port + step for port in ends for step in (-1, 1))
        self.ports = 2 * list(ends) + [min(port, 65535) for port in beside]
        self.addresses = {bits: self.pool(source, bits, items) for bits in FAMILY}
        self.bits = {item.bits for item in items} or set(FAMILY)

    @staticmethod
    def pool(source, bits, items):
        """One foreign address, more where there are no others."""
        own = [t for item in items if item.bits == bits for t in item.neighbours()]
        strange = range(1 if own else 4)
        return own + [address_text(bits, random_value(source, bits)) for _ in strange]


class Policy:
    """`text` as lyncctl reads it; question() asks about it."""

    def __init__(self, source, name):
        self.source = source
        large = not source.randrange(16)
        self.zones = [f"z{i}" for i in range(source.randrange(4))]
        self.groups = {}
        lines = [f'policy {name} "random"',
                 f"mode {source.choice(('stateful', 'stateless'))}"]
        lines += [self.zone(zone) for zone in self.zones]
        lines += [self.group(i) for i in range(source.randint(1, 70 if large else 8))]
        self.edge = []
        lines += [self.protect(i) for i in range(source.randint(1, 4))]
        self.edge_side = self.side_of(*self.edge_items())
        self.rows = []
        count = source.randint(2, 140 if large else 12)
        rows = [self.row(f"r{i}") for i in range(count)]
        cut = source.randrange(count)
        lines += self.section("first", rows[:cut]) if cut else []
        self.text = "\n".join(lines + self.section("second", rows[cut:])) + "\n"

    @staticmethod
    def section(title, rows):
        return [f'section "{title}" {{', *(f"    {row}" for row in rows), "}"]

    def zone(self, name):
        if not self.source.randrange(8):
            return f"zone {name} = any"
        patterns = self.source.sample(PATTERNS, self.source.randint(1, 2))
        return f"zone {name} = " + ", ".join(f'"{pattern}"' for pattern in patterns)

    def literal(self, least=0, in_row=False):
        """A row takes no range that many prefixes cover, which are those of IPv6."""
        bits = self.source.choice((32, 32, 128))
        if not self.source.randrange(5) and not (in_row and bits == 128):
            return span(self.source, bits)
        return prefix(self.source, bits, least)

    def group(self, number):
        """The first one has addresses in any case, and few enough not to be all."""
        name, source = f"g{number}", self.source
        if number and not source.randrange(10):
            self.groups[name] = []
            default = source.choice(("", "default "))
            return f"{default}group {name} = {source.choice(('any', 'none'))}"
        items = [self.literal(0 if number else 16) for _ in range(source.randint(1, 5))]
        words = [item.text for item in items]
        if number and not source.randrange(4):
            other = source.choice(list(self.groups))
            items, words = items + self.groups[other], words + [other]
        self.groups[name] = items
        return f"group {name} = " + ", ".join(words)

    def protect(self, number):
        """One that is any leaves nothing that is not Edge: seldom."""
        name = "g0"
        if number:
            name = self.source.choice([g for g, items in self.groups.items() if items])
        self.edge.append(name)
        if not self.zones or self.source.randrange(4):
            return f"protect {name}"
        return f"protect {name} behind {self.source.choice(self.zones)}"

    def edge_items(self):
        name = self.source.choice(self.edge)
        return name, self.groups[name]

    def member(self):
        if self.source.randrange(4):
            name = self.source.choice(list(self.groups))
            return name, self.groups[name]
        item = self.literal(in_row=True)
        return item.text, [item]

    def other_items(self):
        kind = self.source.randrange(12)
        if kind < 3:
            return ("any", "any", "none")[kind], []
        text, items = self.member()
        if kind > 5:
            return text, items
        more, more_items = self.member()
        return f"{{ {text}, {more} }}", items + more_items

    def side_of(self, text, items, ports=None):
        return Side(self.source, text, items, ports)

    def row(self, name):
        """Most have the Edge on one side."""
        source = self.source
        proto = source.choice(ROW_PROTOS)
        what = [self.other_items(), self.other_items()]
        if source.randrange(4):
            what[source.randrange(2)] = self.edge_items()
        ports = [
            port_ranges(source) if proto in WITH_PORTS and source.random() < some else None
            for some in (0.15, 0.6)
        ]
        ends = [self.side_of(*w, p) for w, p in zip(what, ports)]
        both = sorted(ends[0].bits & ends[1].bits) or tuple(FAMILY)
        self.rows.append((both, proto, *ends))
        action = source.choice(("allow", "allow", "allow", "deny"))
        arrival = ""
        if self.zones and not source.randrange(4):
            arrival = f" in {source.choice(self.zones)}"
        return f"{action} {name} {proto} from {ends[0].text} to {ends[1].text}{arrival}"

    def question(self):
        """Most are about a row, some about the Edge and whoever a row names."""
        pick = self.source.choice
        both, proto, *ends = pick(self.rows)
        bits = pick(both)
        if proto == "any" or not self.source.randrange(8):
            proto = pick(QUESTION_PROTOS) or str(self.source.randrange(256))
        if not self.source.randrange(4):
            ends[self.source.randrange(2)] = self.edge_side
        words = [proto]
        for side in ends:
            text = pick(side.addresses[bits])
            if proto in ("tcp", "udp", "6", "17"):
                text = f"{text if bits == 32 else f'[{text}]'}:{pick(side.ports)}"
            words.append(text)
        if self.source.randrange(2):
            words += ["in", pick(IFNAMES)]
        return " ".join(words)
