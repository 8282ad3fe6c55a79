# SPDX-License-Identifier: GPL-2.0-only
"""A client of the netlink family in a few lines, so that a test can read counters
hundreds of times without starting a process each time. Numbers and layout are
those of uapi/linux/lync_edge.h."""

import dataclasses
import itertools
import os
import socket
import struct

import netns

NETLINK_GENERIC = 16
SOL_NETLINK = 270
NETLINK_EXT_ACK = 11
NETLINK_CAP_ACK = 10
SO_SNDBUFFORCE = 32

NLMSG_ERROR = 2
NLMSG_DONE = 3
ERROR_SIZE = 20
NLMSGERR_ATTR_MSG = 1
NLMSGERR_ATTR_OFFS = 2
NLM_F_REQUEST = 1
NLM_F_MULTI = 2
NLM_F_ACK = 4
NLM_F_DUMP = 0x300

GENL_ID_CTRL = 16
CTRL_CMD_GETFAMILY = 3
CTRL_ATTR_FAMILY_ID = 1
CTRL_ATTR_FAMILY_NAME = 2

POLICY_SET, POLICY_DEL, POLICY_GET, STATS_GET, EXPLAIN, STATUS = range(1, 7)

A_GENERATION = 3
A_NAME = 5
A_ROW = 13
A_DROPS = 14
A_COUNTERS = 15
A_ZONE_STATUS = 33
ZONE_NAME = 1
ZONE_IFNAME = 4
DROPS_REASON = 2
DROPS_PACKETS = 3
COUNTERS_NAME = 2
COUNTERS_PACKETS = 4
COUNTERS_BYTES = 5
COUNTERS_FLOWS = 6

REASONS = (
    None,
    "no-row",
    "deny-row",
    "invalid-state",
    "spoofed",
    "malformed",
    "truncated",
    "fragment",
    "header-chain",
)

MESSAGE = struct.Struct("=IHHII")
GENL = struct.Struct("=BBH")
ATTRIBUTE = struct.Struct("=HH")


def u32(data):
    return struct.unpack("=I", data)[0]


def u64(data):
    return struct.unpack("=Q", data)[0]


def text(data):
    return data.rstrip(b"\0").decode()


def attributes(data):
    """(type, payload) of each attribute."""
    at = 0
    while at + ATTRIBUTE.size <= len(data):
        length, kind = ATTRIBUTE.unpack_from(data, at)
        yield kind & 0x3FFF, data[at + ATTRIBUTE.size : at + length]
        at += (length + 3) & ~3


def attribute(kind, payload):
    length = ATTRIBUTE.size + len(payload)
    return ATTRIBUTE.pack(length, kind) + payload + bytes(-length % 4)


class Refused(OSError):
    """The kernel answered with an error: its number, its sentence or "", and the
    offset in the request of the attribute to blame or None."""

    def __init__(self, number, sentence, offset=None):
        super().__init__(number, sentence or os.strerror(number))
        self.sentence = sentence
        self.offset = offset


def refusal(payload):
    """What an NLMSG_ERROR says; requests are not carried back (NETLINK_CAP_ACK)."""
    number = -struct.unpack_from("=i", payload)[0]
    said = dict(attributes(payload[ERROR_SIZE:]))
    offset = said.get(NLMSGERR_ATTR_OFFS)
    return Refused(
        number,
        text(said.get(NLMSGERR_ATTR_MSG, b"")),
        None if offset is None else u32(offset),
    )


@dataclasses.dataclass(frozen=True)
class Row:
    """The counters of a row."""

    packets: int
    bytes: int
    flows: int


@dataclasses.dataclass(frozen=True)
class Stats:
    """All counters at one moment; rows in policy order."""

    generation: int
    rows: dict
    drops: dict

    def since(self, before):
        """What has moved: packets by row, flows by row, packets by drop reason."""
        nothing = Row(0, 0, 0)
        packets, flows = {}, {}
        for name, row in self.rows.items():
            old = before.rows.get(name, nothing)
            if row.packets != old.packets:
                packets[name] = row.packets - old.packets
            if row.flows != old.flows:
                flows[name] = row.flows - old.flows
        drops = {
            reason: count - before.drops[reason]
            for reason, count in self.drops.items()
            if count != before.drops[reason]
        }
        return packets, flows, drops


class Client:
    """A socket to the module of one namespace."""

    def __init__(self, host=netns.ROUTER):
        with netns.inside(host):
            self.socket = socket.socket(
                socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_GENERIC
            )
        self.socket.setsockopt(SOL_NETLINK, NETLINK_EXT_ACK, 1)
        self.socket.setsockopt(SOL_NETLINK, NETLINK_CAP_ACK, 1)
        self.socket.bind((0, 0))
        self.numbers = itertools.count(1)
        # Once: to map and unmap so much for every message takes longer than all else.
        self.buffer = bytearray(1 << 20)
        self.family = self.find_family()

    def close(self):
        self.socket.close()

    def find_family(self):
        name = attribute(CTRL_ATTR_FAMILY_NAME, b"lync_edge\0")
        self.send(GENL_ID_CTRL, CTRL_CMD_GETFAMILY, name, NLM_F_ACK)
        (answer,) = self.answers()
        return struct.unpack("=H", dict(attributes(answer))[CTRL_ATTR_FAMILY_ID])[0]

    def message(self, family, command, payload=b"", flags=0):
        body = GENL.pack(command, 1, 0) + payload
        header = MESSAGE.pack(
            MESSAGE.size + len(body), family, NLM_F_REQUEST | flags,
            next(self.numbers), 0,
        )
        return header + body

    def send(self, *args, **named):
        self.socket.send(self.message(*args, **named))

    def receive(self):
        """The messages of one datagram: (type, payload)."""
        length = self.socket.recv_into(self.buffer)
        data = bytes(memoryview(self.buffer)[:length])
        while data:
            length, kind, _, _, _ = MESSAGE.unpack_from(data)
            yield kind, data[MESSAGE.size : length]
            data = data[(length + 3) & ~3 :]

    def answers(self):
        """Attributes of each message until the acknowledgement or the end."""
        while True:
            for kind, payload in self.receive():
                if kind in (NLMSG_ERROR, NLMSG_DONE):
                    if struct.unpack_from("=i", payload)[0]:
                        raise refusal(payload)
                    return
                yield payload[GENL.size :]

    def do(self, command, payload=b""):
        self.send(self.family, command, payload, NLM_F_ACK)
        return list(self.answers())

    def start_dump(self, command):
        self.send(self.family, command, flags=NLM_F_DUMP)

    def dump(self, command):
        self.start_dump(command)
        return list(self.answers())

    def stats(self):
        generation, rows, drops = 0, {}, {}
        for message in self.dump(STATS_GET):
            for kind, payload in attributes(message):
                if kind == A_GENERATION:
                    generation = u32(payload)
                elif kind == A_DROPS:
                    nest = dict(attributes(payload))
                    reason = REASONS[u32(nest[DROPS_REASON])]
                    drops[reason] = u64(nest[DROPS_PACKETS])
                elif kind == A_COUNTERS:
                    nest = dict(attributes(payload))
                    rows[text(nest[COUNTERS_NAME])] = Row(
                        u64(nest[COUNTERS_PACKETS]),
                        u64(nest[COUNTERS_BYTES]),
                        u64(nest[COUNTERS_FLOWS]),
                    )
        return Stats(generation, rows, drops)

    def status(self):
        """(kind, payload) of each attribute."""
        return [pair for answer in self.do(STATUS) for pair in attributes(answer)]

    def generation(self):
        return u32(dict(self.status())[A_GENERATION])

    def zones(self):
        """The interfaces of each zone, by name."""
        zones = {}
        for kind, payload in self.status():
            if kind == A_ZONE_STATUS:
                nest = list(attributes(payload))
                name = next(text(p) for k, p in nest if k == ZONE_NAME)
                zones[name] = {text(p) for k, p in nest if k == ZONE_IFNAME}
        return zones
