# SPDX-License-Identifier: GPL-2.0-only
"""UDP has no flags: only connection tracking tells a reply from a new flow."""

import contextlib
import dataclasses
import itertools
import socket

import edgenl
import module
import netns
import policies
import tap
from places import AV, MESSENGER
from wire import FAMILY, new_token

STUN = 3478
# What no row allows is a flow of its own each time, so that no old one explains it.
fresh_ports = itertools.count(40000)


@dataclasses.dataclass(frozen=True)
class Direction:
    """Who opens, who answers, which row allows it and which policy lacks that row."""

    row: str
    source: object
    target: object
    without: str


DIRECTIONS = (
    Direction("stun-in", MESSENGER, AV, "only-out"),
    Direction("stun-out", AV, MESSENGER, "only-in"),
)


class Line:
    """A UDP socket at each of two places. Both are there all the time, so that no host
    answers with an ICMP error."""

    def __init__(self, number, source, target, sport, dport):
        self.places = {"asker": (source, sport), "answerer": (target, dport)}
        self.name = f"IPv{number} {source.name}:{sport} to {target.name}:{dport}"
        self.addresses, self.sockets = {}, {}
        for end, (place, port) in self.places.items():
            made = netns.open_socket(place.host, FAMILY[number], socket.SOCK_DGRAM)
            self.addresses[end] = (place.address(number), port)
            made.bind(self.addresses[end])
            self.sockets[end] = made

    def close(self):
        for end in self.sockets.values():
            end.close()

    def send(self, end, token):
        to = "answerer" if end == "asker" else "asker"
        self.sockets[end].sendto(token, self.addresses[to])

    def hears(self, end, token):
        with contextlib.suppress(BlockingIOError):
            while data := self.sockets[end].recv(2048):
                if data == token:
                    return True
        return False


class Stun:
    """All of it over one version of IP."""

    def __init__(self, client, messages, number):
        self.client = client
        self.messages = messages
        self.number = number

    def load(self, name):
        policies.put(self.client, self.messages[name])

    def line(self, *ends):
        return contextlib.closing(Line(self.number, *ends))

    def passes(self, what, line, end, row, opens=False):
        """One datagram from that end arrives and is counted on the row alone."""
        to = "answerer" if end == "asker" else "asker"
        before, token = self.client.stats(), new_token()
        line.send(end, token)
        arrived = tap.wait_for(lambda: line.hears(to, token))
        moved = self.client.stats().since(before)
        tap.check(
            f"{line.name}: {what} passes",
            arrived and moved == ({row: 1}, {row: 1} if opens else {}, {}),
            f"arrived {arrived}; packets, flows, drops {moved}",
        )

    def refused(self, what, line, end):
        """One datagram from that end is dropped and counted so."""
        to = "answerer" if end == "asker" else "asker"
        before, token = self.client.stats(), new_token()
        line.send(end, token)
        tap.wait_for(lambda: any(self.client.stats().since(before)))
        moved = self.client.stats().since(before)
        arrived = line.hears(to, token)
        tap.check(
            f"{line.name}: {what} is refused",
            not arrived and moved == ({}, {}, {"no-row": 1}),
            f"arrived {arrived}; packets, flows, drops {moved}",
        )

    def replies(self, way, sport):
        """Any number of answers to one question, and a second question."""
        with self.line(way.source, way.target, sport, STUN) as line:
            self.passes("a question", line, "asker", way.row, opens=True)
            self.passes("its answer", line, "answerer", way.row)
            self.passes("another answer", line, "answerer", way.row)
            self.passes("the next question", line, "asker", way.row)

    def unsolicited(self, way):
        """What looks like the reply to a flow that nobody has opened, and what the
        other direction's row would allow."""
        with self.line(way.target, way.source, STUN, next(fresh_ports)) as line:
            self.refused("an answer without a question", line, "asker")
        with self.line(way.target, way.source, next(fresh_ports), STUN) as line:
            self.refused("a question the other way", line, "asker")
        with self.line(way.target, way.source, next(fresh_ports), 53) as line:
            self.refused("a question to another port", line, "asker")

    def row_removed(self, way, sport):
        """Both directions of a live flow stop at once, and go on with the row; it is
        the same flow all the time."""
        with self.line(way.source, way.target, sport, STUN) as line:
            self.passes("a question", line, "asker", way.row, opens=True)
            self.passes("its answer", line, "answerer", way.row)
            tracked = module.conntrack_count()
            self.load(way.without)
            self.refused("without the row, the next answer", line, "answerer")
            self.refused("without the row, the next question", line, "asker")
            tap.check(
                f"{line.name}: the flow is still tracked",
                module.conntrack_count() == tracked > 0,
                f"{tracked} entries before, {module.conntrack_count()} after",
            )
            self.load("both")
            self.passes("with the row again, the next answer", line, "answerer", way.row)
            self.passes("with the row again, the next question", line, "asker", way.row)

    def equal_ports(self, way, other):
        """Between two ports 3478 a reply looks like a flow of the other row, which is
        no reason to let the flow go on when its own is gone. Yet the other side may
        open one."""
        with self.line(way.source, way.target, STUN, STUN) as line:
            self.passes("a question", line, "asker", way.row, opens=True)
            self.passes("its answer", line, "answerer", way.row)
            self.load(way.without)
            self.refused("without the row, the next question", line, "asker")
            self.refused("without the row, one more", line, "asker")
            self.passes("a question back", line, "answerer", other.row, opens=True)
            self.passes("its answer, with the row it has", line, "asker", other.row)
            self.load("both")
            self.passes("and with both rows", line, "asker", other.row)

    def run(self):
        self.load("both")
        for way in DIRECTIONS:
            self.replies(way, next(fresh_ports))
            self.row_removed(way, next(fresh_ports))
        self.equal_ports(*(DIRECTIONS if self.number == 4 else DIRECTIONS[::-1]))
        for way, other in (DIRECTIONS, DIRECTIONS[::-1]):
            self.load(other.without)
            self.replies(way, next(fresh_ports))
            self.unsolicited(way)


def main():
    client = edgenl.Client()
    messages = policies.load_and_save(client, "both", "only-in", "only-out")
    for number in FAMILY:
        Stun(client, messages, number).run()
    tap.finish()


main()
