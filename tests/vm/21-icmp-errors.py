# SPDX-License-Identifier: GPL-2.0-only
"""ICMP errors about allowed flows pass, made by hand and by real routers; errors about
anything else do not, and no other ICMP does."""

import contextlib
import errno
import socket

import edgenl
import tap
import wire
from flow import TcpFlow
from places import AV, MESSENGER
from twohops import DEEP, FAR

# A router somewhere on the Internet.
SOMEWHERE = {4: "100.64.9.9", 6: "2001:db8:f9::9"}
FAR_ROUTER = {4: "100.64.1.1", 6: "2001:db8:f1::1"}
HOP_LIMIT = {4: (socket.IPPROTO_IP, socket.IP_TTL), 6: (socket.IPPROTO_IPV6, 16)}
# The Edge's router, ours, and the one outside, which finds nothing left.
HOPS = 3
TIME_EXCEEDED = {4: (20, 11), 6: (40, 3)}
UNUSED_PORT = 34567


class Errors:
    """All of it over one version of IP."""

    def __init__(self, module, number):
        self.module = module
        self.number = number
        self.somewhere = SOMEWHERE[number]
        self.edge, self.far = DEEP.address(number), FAR.address(number)
        self.sender = wire.Sender(FAR.host)
        self.watcher = wire.Watcher(DEEP.host)

    def sent(self, packet, mark):
        """Send; what was counted, and whether what has the mark arrived."""
        before = self.module.stats()
        self.watcher.forget()
        self.sender.send(packet)
        tap.wait_for(lambda: any(self.module.stats().since(before)))
        packets, _, drops = self.module.stats().since(before)
        return packets, drops, self.watcher.has(mark)

    def passes(self, name, packet, mark, row):
        packets, drops, arrived = self.sent(packet, mark)
        tap.check(
            f"IPv{self.number} {name} passes",
            arrived and packets == {row: 1} and not drops,
            f"arrived {arrived}; packets {packets}, drops {drops}",
        )

    def refused(self, name, packet, mark, reason):
        packets, drops, arrived = self.sent(packet, mark)
        tap.check(
            f"IPv{self.number} {name} is refused: {reason}",
            not arrived and not packets and drops == {reason: 1},
            f"arrived {arrived}; packets {packets}, drops {drops}",
        )

    def about(self, sport, dport, token, proto=wire.tcp, src=None):
        """A packet the Edge is said to have sent."""
        more = (wire.ACK,) if proto is wire.tcp else ()
        return proto(src or self.edge, self.far, sport, dport, *more, token)

    def allowed_flows(self):
        with TcpFlow(self.number, FAR, DEEP, 5061) as flow:
            flow.start()
            tap.check(f"IPv{self.number} a flow to talk about", flow.answered())
            peer = flow.client.getsockname()[1]
            quoted = self.about(5061, peer, b"")
            mark = quoted[-20:-12]
            self.passes(
                "packet too big about an established flow",
                wire.too_big(self.somewhere, quoted, 1300), mark,
                "sip-federation-in",
            )
            self.passes(
                "time exceeded about an established flow",
                wire.time_exceeded(self.somewhere, quoted), mark,
                "sip-federation-in",
            )

    def time_exceeded_by_a_router(self):
        """The Edge traces the route to a partner: a real router answers."""
        before = self.module.stats()
        self.watcher.forget()
        at, kind = TIME_EXCEEDED[self.number]
        with TcpFlow(self.number, DEEP, FAR, 5061) as flow:
            flow.client.setsockopt(*HOP_LIMIT[self.number], HOPS)
            flow.start()
            arrived = tap.wait_for(
                lambda: any(
                    packet[at] == kind
                    and wire.source_of(packet) == FAR_ROUTER[self.number]
                    for packet in self.watcher.packets()
                )
            )
            reached = flow.reached()
        packets, _, drops = self.module.stats().since(before)
        tap.check(
            f"IPv{self.number} time exceeded from a router outside reaches the Edge",
            arrived and not reached and list(packets) == ["sip-federation-out"]
            and not drops,
            f"arrived {arrived}, reached {reached}; "
            f"packets {packets}, drops {drops}",
        )

    def port_unreachable_by_the_edge(self):
        """Nobody listens on the A/V Edge's 3478: the Messenger client learns it."""
        before = self.module.stats()
        with contextlib.closing(
            wire.netns.open_socket(
                MESSENGER.host, wire.FAMILY[self.number], socket.SOCK_DGRAM
            )
        ) as client:
            client.connect((AV.address(self.number), 3478))
            client.send(b"binding request")
            told = tap.wait_for(
                lambda: client.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
                == errno.ECONNREFUSED
            )
        packets, _, drops = self.module.stats().since(before)
        tap.check(
            f"IPv{self.number} port unreachable from the Edge reaches the client",
            told and packets == {"messenger-stun-in": 2} and not drops,
            f"told {told}; packets {packets}, drops {drops}",
        )

    def other_flows(self):
        token = wire.new_token()
        refused = self.about(8080, UNUSED_PORT, token)
        unknown = self.about(5061, UNUSED_PORT, token)
        alien = self.about(5061, UNUSED_PORT, token, src=SOMEWHERE[self.number])
        mark = refused[-36:-32]
        error = wire.too_big(self.somewhere, refused, 1300)
        self.refused("an error about a refused flow", error, mark, "no-row")
        mark = unknown[-36:-32]
        error = wire.too_big(self.somewhere, unknown, 1300)
        self.refused("an error about an unknown flow", error, mark, "invalid-state")
        error = wire.time_exceeded(self.somewhere, unknown)
        self.refused("time exceeded about no flow", error, mark, "invalid-state")
        error = self.error_to_edge(alien)
        self.refused("an error about somebody else's flow", error, mark, "no-row")
        udp = self.about(53, UNUSED_PORT, token, wire.udp)
        error = wire.too_big(self.somewhere, udp, 1300)
        self.refused("an error about refused UDP", error, udp[-24:-20], "no-row")
        error = self.error_to_edge(unknown[:10])
        self.refused("an error that quotes nothing", error, unknown[:10], "truncated")
        other = wire.tcp(
            SOMEWHERE[10 - self.number], SOMEWHERE[10 - self.number], 1, 2, wire.ACK
        )
        error = self.error_to_edge(other[:40])
        self.refused("an error that quotes the other IP", error, other[:40], "malformed")

    def error_to_edge(self, quoted):
        """Destination unreachable, whatever it quotes."""
        kind = 3 if self.number == 4 else 1
        return wire.icmp(self.somewhere, self.edge, kind, 1, data=quoted)

    def other_icmp(self):
        token = wire.new_token()
        echo, reply = (8, 0) if self.number == 4 else (128, 129)
        for name, kind in (("echo", echo), ("an unasked echo reply", reply)):
            packet = wire.icmp(self.far, self.edge, kind, 0, b"\0\1\0\1", token)
            self.refused(f"{name} to the Edge", packet, token, "no-row")

    def run(self):
        self.allowed_flows()
        self.time_exceeded_by_a_router()
        self.port_unreachable_by_the_edge()
        self.other_flows()
        self.other_icmp()


def main():
    module = edgenl.Client()
    for number in (4, 6):
        Errors(module, number).run()
    tap.finish()


main()
