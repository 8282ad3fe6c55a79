# SPDX-License-Identifier: GPL-2.0-only
"""Prefixes of partners, and addresses inside and outside of them.

Numbers, not text: a prefix is (first address, length). Prefixes of one list are
distinct and disjoint, as interval sets of nftables want them, and none of them covers
an address of the Edge or of the internal network.
"""

import bisect
import ipaddress
import random

# The documentation prefixes stand for the Edge's network; partners are elsewhere.
EDGE = {
    4: {"access_edge": ("203.0.113.10", "203.0.113.11"),
        "av_edge": ("203.0.113.12",),
        "internal_edge": ("10.45.16.10",)},
    6: {"access_edge": ("2001:db8:113::10", "2001:db8:113::11"),
        "av_edge": ("2001:db8:113::12",),
        "internal_edge": ("2001:db8:45::10",)},
}
GATEWAYS = {4: "10.45.0.0/24", 6: "2001:db8:45:1::/64"}

BITS = {4: 32, 6: 128}

# How many of a hundred prefixes have which length: mostly /24 and /48, as routes and
# lists of partners do, some of every other length, and single hosts.
WEIGHTS = {
    4: {**dict.fromkeys(range(16, 24), 10 / 8), 24: 40,
        **dict.fromkeys(range(25, 32), 30 / 7), 32: 20},
    6: {32: 20, **dict.fromkeys(range(33, 48), 15 / 30), 48: 40,
        **dict.fromkeys(range(49, 64), 15 / 30), 56: 10, 64: 10, 128: 5},
}


def number(text):
    return int(ipaddress.ip_address(text))


def is_reserved4(block):
    """Of the /8 to /16 at `block` (its upper 16 bits): not for partners."""
    first = block >> 8
    return (first in (0, 10, 127) or first >= 224 or
            block == number("203.0.0.0") >> 16 or block == number("100.64.0.0") >> 16)


class Space:
    """Where partners may be."""

    def __init__(self, family, rng, count):
        self.family = family
        self.rng = rng
        if family == 4:
            self.short = [b for b in range(1 << 16) if not is_reserved4(b)]
            return
        # Providers' /32, from where the registries assign; each has several partners.
        self.short = sorted({self._provider() for _ in range(max(16, count // 4))})

    def _provider(self):
        block = self.rng.choice((0x240, 0x260, 0x2A0))
        return block << 20 | self.rng.getrandbits(20)

    def place(self, length):
        """A prefix of that length, as a number of its first `length` bits."""
        rng = self.rng
        if self.family == 4:
            return rng.choice(self.short) << (length - 16) | rng.getrandbits(16) >> (32 - length)
        if length == 32:
            return self._provider()
        return rng.choice(self.short) << (length - 32) | rng.getrandbits(length - 32)


def lengths(family, count, rng):
    weights = WEIGHTS[family]
    return sorted(rng.choices(list(weights), list(weights.values()), k=count))


def prefixes(family, count, seed=1):
    """`count` disjoint prefixes in random order."""
    rng = random.Random(f"{seed} {family} {count}")
    space = Space(family, rng, count)
    bits = BITS[family]
    taken = {}
    found = []
    for length in lengths(family, count, rng):
        shorter = [(length - old, held) for old, held in taken.items()]
        mine = taken.setdefault(length, set())
        while True:
            value = space.place(length)
            if value not in mine and not any(value >> by in held for by, held in shorter):
                break
        mine.add(value)
        found.append((value << (bits - length), length))
    rng.shuffle(found)
    return found


def text(family, prefix):
    value, length = prefix
    address = ipaddress.IPv4Address(value) if family == 4 else ipaddress.IPv6Address(value)
    return str(address) if length == BITS[family] else f"{address}/{length}"


def last(family, prefix):
    value, length = prefix
    return value | (1 << (BITS[family] - length)) - 1


class Outside:
    """Addresses in none of the prefixes: half of them anywhere, half just beyond one."""

    def __init__(self, family, found, rng):
        self.family = family
        self.rng = rng
        self.sorted = sorted(found)
        self.firsts = [value for value, _ in self.sorted]
        self.space = Space(family, rng, len(found))

    def _covered(self, address):
        at = bisect.bisect_right(self.firsts, address) - 1
        return at >= 0 and address <= last(self.family, self.sorted[at])

    def _candidate(self):
        bits = BITS[self.family]
        if self.rng.random() < 0.5:
            return last(self.family, self.rng.choice(self.sorted)) + 1
        short = 16 if self.family == 4 else 32
        return self.space.place(short) << (bits - short) | self.rng.getrandbits(bits - short)

    def address(self):
        while True:
            address = self._candidate()
            if not self._covered(address) and not self._is_reserved(address):
                return address

    def _is_reserved(self, address):
        if self.family == 4:
            return is_reserved4(address >> 16)
        return address >> 96 == 0x20010DB8


def inside(family, prefix, rng):
    value, length = prefix
    return value | rng.getrandbits(BITS[family] - length) if length < BITS[family] else value
