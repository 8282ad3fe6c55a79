# SPDX-License-Identifier: GPL-2.0-only
"""Each row of the default policy: what it allows passes and is counted on it and on
nothing else; what stands beside it is refused for the reason it should be."""

import edgenl
import tap
import verdict
import wire
from flow import open_flow
from places import (
    ACCESS, AV, CLIENT, FRONTEND, INTERNAL, MESSENGER, PARTNER, PIC, STRANGER,
)

HIGH_PORT = 40000
OTHER = {"tcp": "udp", "udp": "tcp"}

# row, protocol, who opens, to whom, ports
MATRIX = [
    ("pic-sip-in", "tcp", PIC, ACCESS, [5061]),
    ("pic-sip-out", "tcp", ACCESS, PIC, [5061]),
    ("client-sip", "tcp", CLIENT, ACCESS, [443]),
    ("client-sip", "tcp", STRANGER, ACCESS, [443]),
    ("messenger-rtp-out", "tcp", AV, MESSENGER, [50000, 54321, 59999]),
    ("messenger-stun-out", "udp", AV, MESSENGER, [3478]),
    ("messenger-stun-in", "udp", MESSENGER, AV, [3478]),
    ("sip-federation-in", "tcp", PARTNER, ACCESS, [5061]),
    ("sip-federation-out", "tcp", ACCESS, PARTNER, [5061]),
    ("xmpp-in", "tcp", PARTNER, ACCESS, [5269]),
    ("xmpp-out", "tcp", ACCESS, PARTNER, [5269]),
    ("xmpp-gateway", "tcp", FRONTEND, INTERNAL, [23456]),
]

# Protocol, who opens, to whom, port: what no row allows.
REFUSED = [
    # the right port from the wrong side
    ("tcp", PARTNER, AV, 5061),
    ("tcp", AV, PARTNER, 5061),
    ("tcp", INTERNAL, PARTNER, 5061),
    ("tcp", ACCESS, CLIENT, 443),
    ("tcp", MESSENGER, AV, 50000),
    ("tcp", MESSENGER, AV, 59999),
    ("tcp", AV, PARTNER, 50000),
    ("tcp", ACCESS, MESSENGER, 50000),
    ("udp", AV, PARTNER, 3478),
    ("udp", PARTNER, AV, 3478),
    ("udp", MESSENGER, ACCESS, 3478),
    ("tcp", PARTNER, AV, 5269),
    ("tcp", INTERNAL, FRONTEND, 23456),
    ("tcp", FRONTEND, ACCESS, 23456),
    ("tcp", FRONTEND, INTERNAL, 443),
    # from the wrong zone
    ("tcp", STRANGER, INTERNAL, 23456),
    ("tcp", PARTNER, INTERNAL, 23456),
    # what attackers look for
    ("tcp", STRANGER, ACCESS, 3389),
    ("tcp", STRANGER, ACCESS, 445),
    ("tcp", STRANGER, INTERNAL, 22),
    ("udp", STRANGER, AV, 53),
]

# Not ours: neither end is an Edge address.
UNTOUCHED = [
    ("tcp", PARTNER, FRONTEND, 5062),
    ("tcp", FRONTEND, STRANGER, 23456),
    ("udp", STRANGER, FRONTEND, 53),
]


def beside(row):
    """The flows next to what a row allows: other ports, other protocol."""
    _, proto, source, target, ports = row
    for port in (min(ports) - 1, max(ports) + 1):
        yield proto, source, target, port
    yield OTHER[proto], source, target, ports[0]


class Matrix:
    """All of it over one version of IP."""

    def __init__(self, module, number):
        self.module = module
        self.number = number
        self.sport = HIGH_PORT

    def flow(self, proto, source, target, port):
        self.sport += 1
        return open_flow(proto, self.number, source, target, port, self.sport)

    def name(self, proto, source, target, port):
        return f"IPv{self.number} {proto} {source.name} to {target.name} port {port}"

    def allowed(self, row, *what):
        with self.flow(*what) as flow:
            verdict.passes(self.module, self.name(*what), flow, row)

    def refused(self, *what):
        with self.flow(*what) as flow:
            verdict.refused(self.module, self.name(*what), flow)

    def untouched(self, *what):
        before = self.module.stats()
        with self.flow(*what) as flow:
            flow.start()
            answered = flow.answered()
        seen = self.module.stats().since(before)
        tap.check(
            f"not ours: {self.name(*what)} passes and is not counted",
            answered and not any(seen),
            f"answered {answered}; counters moved {seen}",
        )

    def refused_packet(self, name, packet, token, sender, watcher):
        before = self.module.stats()
        sender.send(packet)
        tap.wait_for(lambda: any(self.module.stats().since(before)))
        packets, flows, drops = self.module.stats().since(before)
        arrived = watcher.has(token)
        tap.check(
            f"refused: IPv{self.number} {name}",
            not arrived and not packets and drops == {"no-row": 1},
            f"arrived {arrived}; packets {packets}, flows {flows}, drops {drops}",
        )

    def other_protocols(self):
        src = STRANGER.address(self.number)
        sender, watcher = wire.Sender(STRANGER.host), wire.Watcher(ACCESS.host)
        for place in (ACCESS, AV, INTERNAL):
            dst, token = place.address(self.number), wire.new_token()
            self.refused_packet(
                f"ICMP echo to {place.name}",
                wire.echo_request(src, dst, token), token, sender, watcher,
            )
            self.refused_packet(
                f"GRE to {place.name}",
                wire.ip(src, dst, wire.GRE, bytes((0, 0, 8, 0)) + token),
                token, sender, watcher,
            )

    def run(self):
        for row in MATRIX:
            for port in row[-1]:
                self.allowed(row[0], *row[1:4], port)
        for row in MATRIX:
            for what in beside(row):
                self.refused(*what)
        for what in REFUSED:
            self.refused(*what)
        for what in UNTOUCHED:
            self.untouched(*what)
        self.other_protocols()


def main():
    module = edgenl.Client()
    for number in (4, 6):
        Matrix(module, number).run()
    rows = [row[0] for row in MATRIX]
    tap.equal(
        "these are all rows of the policy, in order",
        list(module.stats().rows), list(dict.fromkeys(rows)),
    )
    tap.finish()


main()
