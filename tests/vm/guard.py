# SPDX-License-Identifier: GPL-2.0-only
"""Watches over the running policy: what is refused must leave no trace."""

import socket
import struct

import edgenl
from schema import A

TCP, UDP, ICMP = 6, 17, 1
# Protocol, source, destination, ports or None, interface or None: what every row of the
# policy of 51-hostile-netlink.sh answers, and what none does.
QUESTIONS = (
    (TCP, "192.0.2.7", "203.0.113.10", (40000, 443), None),
    (TCP, "10.1.2.3", "203.0.113.10", (40000, 5061), "eth2"),
    (TCP, "10.1.2.3", "203.0.113.10", (40000, 5061), "wan0"),
    (UDP, "2001:db8:1::1", "2001:db8:113::10", (1, 3478), None),
    (TCP, "203.0.113.10", "198.51.100.1", (40000, 25), "eth2"),
    (ICMP, "198.51.100.7", "203.0.113.20", None, None),
    (ICMP, "203.0.113.20", "198.51.100.7", None, "wan0"),
    (47, "192.0.2.7", "192.0.2.8", None, None),
)


def address(text):
    family = socket.AF_INET6 if ":" in text else socket.AF_INET
    return socket.inet_pton(family, text)


def question(proto, src, dst, ports=None, ifname=None):
    """Attributes of EXPLAIN."""
    parts = [
        (A.PROTO, bytes([proto])), (A.SRC, address(src)), (A.DST, address(dst)),
    ]
    if ports:
        parts += zip((A.SPORT, A.DPORT), (struct.pack("=H", port) for port in ports))
    if ifname:
        parts.append((A.IFNAME, ifname.encode() + b"\0"))
    return b"".join(edgenl.attribute(*part) for part in parts)


# The first ones, which are asked after every single message.
QUICK = 2


class Guard:
    """`untouched()` compares with what ran when `remember()` was called last."""

    def __init__(self, client):
        self.client = client
        self.remember()
        self.quick = self.questions(QUICK)

    def questions(self, some):
        return b"".join(
            self.client.message(self.client.family, edgenl.EXPLAIN, question(*one))
            for one in QUESTIONS[:some]
        )

    def answer(self):
        """The next answer: (generation, all else)."""
        ((kind, payload),) = self.client.receive()
        if kind == edgenl.NLMSG_ERROR:
            raise edgenl.refusal(payload)
        found = dict(edgenl.attributes(payload[edgenl.GENL.size :]))
        return edgenl.u32(found.pop(A.GENERATION)), found

    def state(self):
        """(generation, all answers) of now."""
        self.client.socket.send(self.questions(len(QUESTIONS)))
        answers = [self.answer() for _ in QUESTIONS]
        (generation,) = {one for one, _ in answers} | {self.client.generation()}
        return generation, [found for _, found in answers]

    def attempt(self, payload):
        """A policy message and some questions in one datagram, so that what there is to
        break is broken when they are answered: what it was refused with or None, and
        whether the answers are what they were. If it was accepted, the new ones are
        what is compared with from now on."""
        request = self.client.message(self.client.family, edgenl.POLICY_SET, payload)
        self.client.socket.send(request + bytes(-len(request) % 4) + self.quick)
        refused = None
        try:
            self.answer()
        except edgenl.Refused as said:
            refused = said
        answers = [self.answer() for _ in range(QUICK)]
        right = [(self.generation, found) for found in self.answers[:QUICK]]
        if not refused:
            self.generation = answers[0][0]
            self.answers[:QUICK] = [found for _, found in answers]
        return refused, answers == right

    def remember(self):
        self.generation, self.answers = self.state()

    def untouched(self):
        return self.state() == (self.generation, self.answers)
