# SPDX-License-Identifier: GPL-2.0-only
"""Each way with what it must not let pass and, beside it, what it must."""

import contextlib
import os
import socket
import struct
import sys

import edgenl
import module
import netns
import policies
import tap
import verdict
import wire
from flow import TcpFlow, UdpFlow
from places import ACCESS, AV, CLIENT, FRONTEND, MESSENGER, PARTNER

SIP, STUN = 5061, 3478
ROUTER4 = "169.254.1.1"
LOOSE_SOURCE_ROUTE, END_OF_OPTIONS = 131, 0


def named(name, number):
    """An address of 28-ways.sh."""
    return os.environ[f"{name}{number}"]


def source_routed(src, router, last, body):
    """To the router, and from there to the last address."""
    option = struct.pack("!BBB4sB", LOOSE_SOURCE_ROUTE, 7, 4, wire.packed(last), END_OF_OPTIONS)
    plain = wire.ip(src, router, wire.UDP, body)
    length = struct.pack("!H", len(plain) + len(option))
    header = b"\x47" + plain[1:2] + length + plain[4:10] + bytes(2) + plain[12:20] + option
    total = struct.pack("!H", wire.checksum(header))
    return header[:10] + total + header[12:] + body


def unreachable(src, quoted):
    """Port unreachable, to the quoted packet's source."""
    kind, code = (3, 3) if wire.version(src) == 4 else (1, 4)
    return wire.icmp(src, wire.source_of(quoted), kind, code, data=quoted)


class Ways:
    """All of them over one version of IP."""

    def __init__(self, client, number):
        self.client = client
        self.number = number

    def name(self, what):
        return f"IPv{self.number} {what}"

    def moves(self, what, host, packet, expected):
        """One packet; what it adds to packets, flows and drops."""
        before = self.client.stats()
        wire.Sender(host).send(packet)
        tap.wait_for(lambda: any(self.client.stats().since(before)))
        tap.equal(self.name(what), self.client.stats().since(before), expected)

    def udp(self, src, dst, sport, dport):
        return wire.udp(src, dst, sport, dport, wire.new_token())

    def spoofed_from_outside(self, dst):
        """The partner with an address of the Edge."""
        for place in (ACCESS, AV):
            packet = self.udp(place.address(self.number), dst, 4000, STUN)
            self.moves(f"a partner as {place.name} to {dst}", PARTNER.host, packet,
                       ({}, {}, {"spoofed": 1}))

    def to_public_address(self):
        """It is the router's own until it is translated."""
        outer = named("OUTER", self.number)
        with UdpFlow(self.number, PARTNER, AV, STUN) as flow:
            flow.to = (outer, STUN)
            verdict.passes(self.client, self.name(f"to {outer}"), flow, "stun-in")
        self.spoofed_from_outside(outer)

    def to_own_address(self):
        """No row is about it, and none has to be."""
        to, token = (named("OWN", self.number), 7777), wire.new_token()
        family = wire.FAMILY[self.number]
        heard = netns.open_socket(netns.ROUTER, family, socket.SOCK_DGRAM)
        said = netns.open_socket(AV.host, family, socket.SOCK_DGRAM)
        with contextlib.closing(heard), contextlib.closing(said):
            heard.bind(("", to[1]))
            said.bind((AV.address(self.number), 0))
            before = self.client.stats()
            said.sendto(token, to)
            arrived = tap.wait_for(lambda: self.received(heard) == token)
            moved = self.client.stats().since(before)
            tap.check(self.name("the Edge to what is the router's own by a route"),
                      arrived and moved == ({}, {}, {}), f"arrived {arrived}; {moved}")

    @staticmethod
    def received(sock):
        with contextlib.suppress(BlockingIOError):
            return sock.recv(2048)
        return None

    def source_route(self):
        """IPv4's, where the router follows it."""
        for last, expected in ((CLIENT, None), (AV, ({}, {}, {"malformed": 1}))):
            body = wire.udp_body(PARTNER.ipv4, last.ipv4, 4000, STUN, wire.new_token())
            packet = source_routed(PARTNER.ipv4, ROUTER4, last.ipv4, body)
            watcher = wire.Watcher(last.host)
            if expected:
                self.moves(f"a source route to {last.name}", PARTNER.host, packet, expected)
                tap.check(self.name(f"nothing arrives at {last.name}"),
                          not watcher.has(body[8:]), "it does")
            else:
                wire.Sender(PARTNER.host).send(packet)
                tap.check(self.name(f"a source route to {last.name} is followed"),
                          tap.wait_for(lambda: watcher.has(body[8:])), "not seen there")

    def translated_peer(self):
        """The Edge sees an address that no row names."""
        pool, edge = named("POOL", self.number), AV.address(self.number)
        with UdpFlow(self.number, FRONTEND, AV, STUN) as flow:
            verdict.passes(self.client, self.name("from a translated peer"), flow, "stun-in")
            port = flow.client.getsockname()[1]
            asked = self.udp(pool, edge, port, STUN)
            self.moves("an error about its flow", AV.host, unreachable(edge, asked),
                       ({"stun-in": 1}, {}, {}))
            other = self.udp(pool, edge, port ^ 1, STUN)
            self.moves("an error about none", AV.host, unreachable(edge, other),
                       ({}, {}, {"no-row": 1}))
            self.moves("to its address, of no flow", AV.host,
                       self.udp(edge, pool, STUN, port ^ 1), ({}, {}, {"no-row": 1}))

    def answer_first(self):
        """Before there is a policy, the first packet connection tracking sees is an
        answer. It is not one of a question that a row allows; the next question is."""
        policies.load("insiders")
        self.client.do(edgenl.POLICY_DEL)
        with UdpFlow(self.number, MESSENGER, AV, STUN, 4000) as flow:
            asker = flow.client.getsockname()[:2]
            tracked = module.conntrack_count()
            flow.server.sendto(b"answer", asker)
            arrived = tap.wait_for(lambda: self.received(flow.client) == b"answer")
            tap.equal(self.name("without a policy the answer arrives, and is tracked"),
                      (arrived, module.conntrack_count() - tracked), (True, 1))
            policies.load("in-only")
            before = self.client.stats()
            flow.server.sendto(b"answer", asker)
            tap.wait_for(lambda: any(self.client.stats().since(before)))
            tap.equal(self.name("the next answer"), self.client.stats().since(before),
                      ({}, {}, {"no-row": 1}))
            verdict.passes(self.client, self.name("the next question"), flow, "stun-in")

    def hidden(self):
        policies.load("ways")
        self.to_public_address()
        self.to_own_address()
        if self.number == 4:
            self.source_route()
        policies.load("insiders")
        self.translated_peer()
        self.answer_first()

    def vrf(self):
        """Zones are those of its ports, and a packet is counted once."""
        policies.load("ways")
        for row, source, target in (("sip-in", PARTNER, ACCESS), ("sip-out", ACCESS, PARTNER)):
            with TcpFlow(self.number, source, target, SIP) as flow:
                verdict.passes(self.client, self.name(f"through a VRF, {row}"), flow, row)
        with UdpFlow(self.number, PARTNER, AV, STUN) as flow:
            verdict.passes(self.client, self.name("through a VRF, STUN"), flow, "stun-in")
        with UdpFlow(self.number, PARTNER, AV, STUN + 1) as flow:
            verdict.refused(self.client, self.name("through a VRF, the next port"), flow)
        self.spoofed_from_outside(AV.address(self.number))


def main():
    client = edgenl.Client()
    for number in wire.FAMILY:
        getattr(Ways(client, number), sys.argv[1])()
    tap.finish()


main()
