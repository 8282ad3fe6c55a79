# SPDX-License-Identifier: GPL-2.0-only
"""Policy messages that are wrong in one place each, made of a right one. Every function
yields (what is wrong, message)."""

import copy
import itertools
import struct

import edgenl
from schema import A, NESTED, Group, Prefixes, Protect, Row, Zone, find, packed

# Of enum lync_limits.
LIMITS = {
    "rows": 4096, "groups": 1024, "zones": 31, "sections": 256, "protects": 64,
    "patterns": 64, "ports": 64, "members": 64,
}
NESTS = {A.ZONE: Zone, A.GROUP: Group, A.PREFIXES: Prefixes, A.PROTECT: Protect, A.ROW: Row}
LONG = b"x" * 300 + b"\0"
NUL = b"\0"


def u32(value):
    return struct.pack("=I", value)


def ports(*ranges):
    return b"".join(struct.pack("=HH", *one) for one in ranges)


def members(*groups):
    return struct.pack(f"={len(groups)}H", *groups)


def prefix4(first, length):
    return bytes(first) + bytes((length, 0, 0, 0))


def prefix6(first, length):
    return bytes(first).ljust(16, NUL) + bytes((length, 0, 0, 0))


BAD_NAMES = (b"", NUL, b"abc", b"x" * 64 + NUL, LONG, b"a b\0", b"a\nb\0", b'a"b\0',
             b"a'b\0")
BAD_TEXTS = (b"", b"abc", b"x" * 256 + NUL, LONG, b"a\x1bb\0", b'a"b\0')
BAD_FLAGS = (b"\0", u32(1))
BAD_U8 = (b"", b"\0\0", u32(0))
BAD_U32 = (b"", b"\0", b"\0\0\0", bytes(8))
BEYOND = (u32(1023), u32(1024), u32(0xFFFF), u32(0x10000), u32(0x80000000), u32(0xFFFFFFFF))
BAD_MEMBERS = (b"", b"\0", bytes(3), members(999), members(0, 0xFFFF), members(*[0] * 65))
BAD_PORTS = (bytes(2), bytes(3), bytes(7), ports((2, 1)), ports((1, 2), (65535, 0)),
             ports((0, 1)), ports(*[(1, 1)] * 65))
BAD_PREFIX4 = (bytes(1), bytes(7), bytes(9), prefix4((10, 0, 0, 0), 33),
               prefix4((10, 0, 0, 0), 255), prefix4((10, 0, 0, 1), 31),
               prefix4((128, 0, 0, 0), 0), prefix4((10, 0, 0, 0), 8) + prefix4((1, 1, 1, 1), 24))
BAD_PREFIX6 = (bytes(1), bytes(19), bytes(21), prefix6((32, 1), 129), prefix6((32, 1), 255),
               prefix6((32, 1, *[0] * 13, 1), 127), prefix6((128,), 0))
BAD_VALUES = {
    (A.EXPECT_GENERATION,): (*BAD_U32, u32(0), u32(0xFFFFFFFF)),
    (A.DRY_RUN,): BAD_FLAGS,
    (A.NAME,): BAD_NAMES,
    (A.TITLE,): BAD_TEXTS,
    (A.MODE,): (*BAD_U8, b"\2", b"\xff"),
    (A.SECTION,): (*BAD_TEXTS, NUL),
    (A.ZONE, Zone.NAME): BAD_NAMES,
    (A.ZONE, Zone.ANY): (*BAD_FLAGS, b""),
    (A.ZONE, Zone.PATTERN): (b"", NUL, b"eth2", b"x" * 16 + NUL, LONG, b"a/b\0", b"a b\0",
                             b"a:b\0", b"a+b\0"),
    (A.GROUP, Group.NAME): BAD_NAMES,
    (A.GROUP, Group.ANY): BAD_FLAGS,
    (A.GROUP, Group.LITERAL): BAD_FLAGS,
    (A.PREFIXES, Prefixes.GROUP): (*BAD_U32, *BEYOND),
    (A.PREFIXES, Prefixes.IPV4): BAD_PREFIX4,
    (A.PREFIXES, Prefixes.IPV6): BAD_PREFIX6,
    (A.PROTECT, Protect.GROUP): (*BAD_U32, *BEYOND),
    (A.PROTECT, Protect.ZONE): (*BAD_U32, u32(30), u32(31), u32(255), *BEYOND),
    (A.ROW, Row.NAME): BAD_NAMES,
    (A.ROW, Row.SECTION): (*BAD_U32, u32(255), u32(256), *BEYOND),
    (A.ROW, Row.ACTION): (*BAD_U8, b"\2", b"\xff"),
    (A.ROW, Row.PROTO): BAD_U8,
    (A.ROW, Row.FROM): BAD_MEMBERS,
    (A.ROW, Row.TO): BAD_MEMBERS,
    (A.ROW, Row.SPORTS): BAD_PORTS,
    (A.ROW, Row.DPORTS): BAD_PORTS,
    (A.ROW, Row.ZONE): (*BAD_U32, u32(30), u32(31), u32(255), *BEYOND),
    (A.ROW, Row.COMMENT): BAD_TEXTS,
    (A.ROW, Row.SOURCE): (b"", b"abc", b"x" * 256 + NUL, b"a\x1bb\0"),
}


def label(path):
    return ".".join(part.name for part in path)


def changed(base, path, value):
    """One attribute, the first of its path, set or added."""
    nodes = copy.deepcopy(base)
    nest = nodes if len(path) == 1 else find(nodes, path[0])[1]
    for node in nest:
        if node[0] == path[-1]:
            node[1] = value
            return nodes
    # Near the front: the strings, flags and numbers of a message stand there.
    nest.insert(0, [path[-1], value])
    return nodes


def wrong_values(base):
    for path, values in BAD_VALUES.items():
        for value in values:
            yield f"{label(path)} = {value[:24]}", packed(changed(base, path, value))
    icmp = changed(base, (A.ROW, Row.PROTO), b"\1")
    find(icmp, A.ROW)[1].append([Row.SPORTS, ports((1, 2))])
    yield "ports of ICMP", packed(icmp)


def wrong_references(base):
    """The numbers just beyond what is there."""
    count = {kind: sum(node[0] == kind for node in base) for kind in A}
    for path, of in (
        ((A.PREFIXES, Prefixes.GROUP), A.GROUP), ((A.PROTECT, Protect.GROUP), A.GROUP),
        ((A.PROTECT, Protect.ZONE), A.ZONE), ((A.ROW, Row.SECTION), A.SECTION),
        ((A.ROW, Row.ZONE), A.ZONE),
    ):
        yield f"{label(path)}: one too far", packed(changed(base, path, u32(count[of])))
    for side in (Row.FROM, Row.TO):
        path, beyond = (A.ROW, side), members(0, count[A.GROUP])
        yield f"{label(path)}: one too far", packed(changed(base, path, beyond))
    for kind, name in ((A.ZONE, Zone.NAME), (A.GROUP, Group.NAME), (A.ROW, Row.NAME)):
        nodes = copy.deepcopy(base)
        find(find(nodes, kind, 1)[1], name)[1] = find(find(nodes, kind)[1], name)[1]
        yield f"two of {kind.name} have one name", packed(nodes)


NEEDED = (
    (A.NAME,), (A.MODE,), (A.GROUP,), (A.PROTECT,), (A.SECTION,), (A.ROW,), (A.PREFIXES,),
    (A.ZONE,), (A.ZONE, Zone.NAME), (A.GROUP, Group.NAME), (A.PREFIXES, Prefixes.GROUP),
    (A.PROTECT, Protect.GROUP), (A.ROW, Row.NAME), (A.ROW, Row.SECTION), (A.ROW, Row.ACTION),
    (A.ROW, Row.FROM), (A.ROW, Row.TO),
)


def missing(base):
    for path in NEEDED:
        nodes = copy.deepcopy(base)
        nest = nodes if len(path) == 1 else find(nodes, path[0])[1]
        nest[:] = [node for node in nest if node[0] != path[-1]]
        yield f"no {label(path)}", packed(nodes)
    for kind in NESTS:
        yield f"an empty {kind.name}", packed(changed(base, (kind,), []))
    yield "nothing at all", b""


def unknown(base):
    listed = {path[0] for path in BAD_VALUES} | {kind for kind in NESTS}
    beyond = (0, len(A) + 1, 255, 0x3FFF)
    for kind in [k for k in A if k not in listed] + list(beyond):
        yield f"attribute {kind}", packed([*base, [kind, u32(0)]])
    for kind, numbers in NESTS.items():
        inner = {path[1] for path in BAD_VALUES if path[0] == kind}
        for number in [n for n in numbers if n not in inner] + list(beyond):
            nodes = copy.deepcopy(base)
            find(nodes, kind)[1].append([number, b""])
            yield f"attribute {number} of {kind.name}", packed(nodes)


def misnested(base):
    for index, (kind, value) in enumerate(base):
        if isinstance(value, list):
            flat = edgenl.attribute(kind, packed(value))
        else:
            flat = edgenl.attribute(kind | NESTED, value)
        nodes = packed(base[:index]) + flat + packed(base[index + 1 :])
        yield f"attribute {kind}, number {index}, is a nest or not", nodes
    deep = []
    for _ in range(200):
        deep = [[Row.NAME, deep]]
    for kind in NESTS:
        yield f"a {kind.name} 200 deep", packed([*base, [kind, deep]])


def offsets(data, at=0, end=None):
    """Where each attribute begins, of whatever depth, and its length."""
    end = len(data) if end is None else end
    while at < end:
        length, kind = edgenl.ATTRIBUTE.unpack_from(data, at)
        yield at, length
        if kind & NESTED:
            yield from offsets(data, at + edgenl.ATTRIBUTE.size, at + length)
        at += (length + 3) & ~3


def wrong_lengths(base):
    data = packed(base)
    for at, length in offsets(data):
        for other in (0, 1, 3, length + 1, length + 4, len(data) - at + 1, 0xFFFF):
            wrong = bytearray(data)
            struct.pack_into("=H", wrong, at, other)
            yield f"length {other} instead of {length} at {at}", bytes(wrong)


def truncated(base):
    data = packed(base)
    for length in range(len(data)):
        yield f"the first {length} bytes of {len(data)}", data[:length]


def doubled(base):
    """Each attribute of each depth twice."""
    for index, (kind, value) in enumerate(base):
        yield f"{A(kind).name} twice", packed(base[: index + 1] + base[index:])
        if isinstance(value, list):
            for inner, (number, _) in enumerate(value):
                nest = [kind, value[: inner + 1] + value[inner:]]
                nodes = base[:index] + [nest] + base[index + 1 :]
                yield f"{A(kind).name}.{number} twice", packed(nodes)


def repeated(base, kind, name, count):
    """As many of a kind as told; those that are made up have names of their own."""
    nodes = copy.deepcopy(base)
    have = sum(node[0] == kind for node in nodes)
    at = max(i for i, node in enumerate(nodes) if node[0] == kind)
    more = []
    for number in range(count - have):
        node = copy.deepcopy(nodes[at])
        if name:
            find(node[1], name)[1] = b"made-up-%d\0" % number
        more.append(node)
    return packed(nodes[: at + 1] + more + nodes[at + 1 :])


def counted(base, beyond):
    """At each limit, and `beyond` it."""
    for what, kind, name in (
        ("rows", A.ROW, Row.NAME), ("groups", A.GROUP, Group.NAME),
        ("zones", A.ZONE, Zone.NAME), ("sections", A.SECTION, None),
        ("protects", A.PROTECT, None),
    ):
        count = LIMITS[what] + beyond
        yield f"{count} {what}", repeated(base, kind, name, count)
    for what, path, one in (
        ("members", (A.ROW, Row.FROM), members(0)), ("members", (A.ROW, Row.TO), members(0)),
        ("ports", (A.ROW, Row.SPORTS), ports((1, 2))),
        ("ports", (A.ROW, Row.DPORTS), ports((1, 65535))),
    ):
        count = LIMITS[what] + beyond
        yield f"{count} {what} in {label(path)}", packed(changed(base, path, one * count))
    zone = [[Zone.NAME, b"wide\0"]]
    zone += itertools.repeat([Zone.PATTERN, b"eth0\0"], LIMITS["patterns"] + beyond)
    yield f"{len(zone) - 1} patterns", packed(changed(base, (A.ZONE,), zone))
