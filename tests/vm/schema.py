# SPDX-License-Identifier: GPL-2.0-only
"""Messages of the netlink family taken apart and put together again: the numbers of
uapi/linux/lync_edge.h by name, and policies as trees of attributes."""

import enum

import edgenl
from policies import NESTED


def numbered(name, words, first=1):
    return enum.IntEnum(name, words, start=first)


A = numbered(
    "A",
    "PAD EXPECT_GENERATION GENERATION DRY_RUN NAME TITLE MODE ZONE GROUP PREFIXES PROTECT "
    "SECTION ROW DROPS COUNTERS PROTO SRC DST SPORT DPORT IFNAME OUTCOME REASON "
    "OTHER_ZONE_ROW VERSION LOADED_AT N_ROWS N_GROUPS N_PREFIXES POLICY_BYTES "
    "MATCHER_BYTES COUNTER_BYTES ZONE_STATUS",
)
Zone = numbered("Zone", "NAME ANY PATTERN IFNAME")
Group = numbered("Group", "NAME ANY LITERAL")
Prefixes = numbered("Prefixes", "GROUP IPV4 IPV6")
Protect = numbered("Protect", "GROUP ZONE")
Row = numbered(
    "Row",
    "NAME SECTION ACTION PROTO FROM TO SPORTS DPORTS ZONE COMMENT SOURCE INACTIVE "
    "SECTION_TITLE ZONE_NAME",
)


def tree(data):
    """[[number, payload or tree], ...]"""
    found = []
    while data:
        length, kind = edgenl.ATTRIBUTE.unpack_from(data)
        payload = data[edgenl.ATTRIBUTE.size : length]
        found.append([kind & ~NESTED, tree(payload) if kind & NESTED else payload])
        data = data[(length + 3) & ~3 :]
    return found


def packed(nodes):
    """A tree as attributes."""
    return b"".join(
        edgenl.attribute(kind | NESTED, packed(value)) if isinstance(value, list)
        else edgenl.attribute(kind, value)
        for kind, value in nodes
    )


def find(nodes, kind, index=0):
    """The node that is the `index`th of its number."""
    return [node for node in nodes if node[0] == kind][index]
