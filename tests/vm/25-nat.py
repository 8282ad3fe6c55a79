# SPDX-License-Identifier: GPL-2.0-only
"""Flows through the translation: judged by their original direction, which has the
public form of an address that is opened from outside, the private one of an Edge that
opens; an early look sees what the wire has."""

import contextlib
import dataclasses
import os
import subprocess

import edgenl
import policies
import tap
import verdict
from flow import TcpFlow, UdpFlow
from places import ACCESS, AV, MESSENGER, PARTNER
from wire import FAMILY

SIP, STUN, WEB, CLOSED = 5061, 3478, 443, 5062
WEB_INSIDE, STUN_INSIDE = 4443, 13478


def private(place, name):
    return dataclasses.replace(
        place, ipv4=os.environ[f"{name}4"], ipv6=os.environ[f"{name}6"]
    )


OWN = {ACCESS: private(ACCESS, "ACCESS"), AV: private(AV, "AV")}


def inward(kind, number, source, public, port, inside=None):
    """To the public address; the Edge listens on its own."""
    flow = kind(number, source, OWN[public], inside or port)
    flow.to = (public.address(number), port)
    return flow


def outward(number, target, port):
    return TcpFlow(number, OWN[ACCESS], target, port)


class Nat:
    """All of it over one version of IP."""

    def __init__(self, client, number):
        self.client = client
        self.number = number
        self.messages = {}

    def load(self, name):
        policies.put(self.client, self.messages[name])

    def opens_in(self, kind, row, source, public, port, inside=None):
        """Nobody has the public address: an answer means that it was translated."""
        with inward(kind, self.number, source, public, port, inside) as flow:
            name = f"IPv{self.number} {source.name} to the public {public.name}:{port}"
            verdict.passes(self.client, name, flow, row)

    def opens_out(self, row, target):
        with outward(self.number, target, SIP) as flow:
            name = f"IPv{self.number} the Edge to {target.name}:{SIP}"
            verdict.passes(self.client, name, flow, row)
            seen = flow.peer and flow.peer.getpeername()[0]
            tap.equal(f"{name}: whom it sees", seen, ACCESS.address(self.number))

    def refused_in(self, kind, source, public, port, **why):
        with inward(kind, self.number, source, public, port) as flow:
            name = f"IPv{self.number} {source.name} to the public {public.name}:{port}"
            verdict.refused(self.client, name, flow, **why)

    def refused_out(self, target, port):
        with outward(self.number, target, port) as flow:
            name = f"IPv{self.number} the Edge to {target.name}:{port}"
            verdict.refused(self.client, name, flow)

    def both(self):
        """Both forms in the site's groups: the rows mean what they say."""
        self.opens_in(TcpFlow, "sip-federation-in", PARTNER, ACCESS, SIP)
        self.opens_in(TcpFlow, "client-sip", PARTNER, ACCESS, WEB, WEB_INSIDE)
        self.opens_in(UdpFlow, "messenger-stun-in", MESSENGER, AV, STUN)
        self.opens_in(UdpFlow, "messenger-stun-in", PARTNER, AV, STUN, STUN_INSIDE)
        self.opens_out("sip-federation-out", PARTNER)
        self.refused_in(TcpFlow, PARTNER, ACCESS, CLOSED)
        self.refused_in(TcpFlow, PARTNER, ACCESS, WEB_INSIDE)
        self.refused_in(UdpFlow, PARTNER, AV, STUN_INSIDE)
        self.refused_out(PARTNER, CLOSED)

    def rest_denied(self):
        """On the wire an answer has the port of a flow that only the last row is about."""
        self.opens_in(TcpFlow, "client-sip", PARTNER, ACCESS, WEB, WEB_INSIDE)
        self.opens_in(UdpFlow, "messenger-stun-in", PARTNER, AV, STUN, STUN_INSIDE)
        self.refused_in(UdpFlow, PARTNER, AV, STUN_INSIDE, reason="deny-row", row="rest")

    def private(self):
        """The site does not know the public form: no row is about what comes in."""
        self.refused_in(TcpFlow, PARTNER, ACCESS, SIP)
        self.refused_in(UdpFlow, MESSENGER, AV, STUN)
        self.opens_out("sip-federation-out", PARTNER)

    def public(self):
        """The private form of what comes in is not looked at. The Edge's own packets
        are nobody's then: that is what the site has to list it for."""
        self.opens_in(TcpFlow, "sip-federation-in", PARTNER, ACCESS, SIP)
        self.opens_in(UdpFlow, "messenger-stun-in", MESSENGER, AV, STUN)
        self.refused_in(TcpFlow, PARTNER, ACCESS, CLOSED)

    def direction(self, messages):
        """Rows about the original direction carry a flow, rows about what it is
        translated to do not, neither in its beginning nor later."""
        self.messages = messages
        self.load("original")
        self.opens_in(TcpFlow, "sip-in", PARTNER, ACCESS, SIP)
        self.opens_out("sip-out", PARTNER)
        for name, flow in (
            ("opened from outside", inward(TcpFlow, self.number, PARTNER, ACCESS, SIP)),
            ("opened by the Edge", outward(self.number, PARTNER, SIP)),
        ):
            with flow:
                flow.start()
                tap.check(f"IPv{self.number} {name}: it opens", flow.answered())
                self.stops_and_goes_on(f"IPv{self.number} {name}", flow)
        self.load("translated")
        self.refused_in(TcpFlow, PARTNER, ACCESS, SIP)
        self.refused_out(PARTNER, SIP)

    def inner_only(self):
        """Groups of the public form and of who opens count, though neither address of
        the original direction is protected."""
        self.opens_in(TcpFlow, "sip-in", PARTNER, ACCESS, SIP)
        self.refused_in(TcpFlow, MESSENGER, ACCESS, SIP, reason="deny-row", row="unwanted-in")
        self.refused_in(TcpFlow, PARTNER, ACCESS, CLOSED)

    def stops_and_goes_on(self, name, flow):
        """In both directions; what was said meanwhile is sent again and arrives."""
        ends = {flow.client: b"", flow.peer: b""}

        def heard():
            for end in ends:
                with contextlib.suppress(BlockingIOError):
                    ends[end] += end.recv(2048)
            return list(ends.values())

        self.load("translated")
        before = self.client.stats()
        for end in ends:
            end.send(b"word")
        tap.wait_for(lambda: self.client.stats().since(before)[2].get("no-row", 0) >= 4)
        moved = self.client.stats().since(before)
        tap.check(
            f"{name}: rows about what it is translated to stop it",
            heard() == [b"", b""] and not moved[0] and list(moved[2]) == ["no-row"],
            f"heard {heard()}; packets, flows, drops {moved}",
        )
        self.load("original")
        tap.check(
            f"{name}: rows about its original direction let it go on",
            tap.wait_for(lambda: heard() == [b"word", b"word"]), f"heard {heard()}",
        )


def load_with(site, policy="default"):
    """A policy with one of the sites that 25-nat.sh has written."""
    file = os.path.join(os.environ["LYNC_WORK"], f"{site}.site")
    subprocess.run(
        ["lyncctl", "policy", "load", policy, "--site", file],
        check=True, stdout=subprocess.DEVNULL,
    )


def main():
    load_with("both")
    client = edgenl.Client()
    families = [Nat(client, number) for number in FAMILY]
    for nat in families:
        nat.both()
    load_with("both", policies.path("rest-denied"))
    for nat in families:
        nat.rest_denied()
    load_with("private")
    for nat in families:
        nat.private()
    load_with("public")
    for nat in families:
        nat.public()
    messages = policies.load_and_save(client, "original", "translated", "inner-only")
    policies.put(client, messages["inner-only"])
    for nat in families:
        nat.inner_only()
    for nat in families:
        nat.direction(messages)
    tap.finish()


main()
