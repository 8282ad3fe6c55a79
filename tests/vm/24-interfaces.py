# SPDX-License-Identifier: GPL-2.0-only
"""After each change: which interfaces a zone has, what comes in by them, and whose
packets they may bring."""

import contextlib
import fcntl
import os
import socket
import struct
import subprocess

import edgenl
import netns
import policies
import session
import tap
import verdict
import wire
from flow import TcpFlow, UdpFlow
from places import ACCESS, CLIENT, PARTNER

SIP, STUN = 5061, 3478
SIOCGIFFLAGS, IFF_RUNNING = 0x8913, 0x40
HOST_END = {"partner": "eth0", "edge": "ext0"}


def ip(lines, *options):
    subprocess.run(["ip", *options, "-batch", "-"], input=lines, text=True, check=True)


def recipe(name, interface=""):
    with open(os.path.join(os.environ["LYNC_WORK"], f"{name}.ip"), encoding="ascii") as file:
        return file.read().replace("@", interface)


def is_up(host):
    """A host's end of a cable carries nothing before the kernel gets round to it, for
    which it takes the lock that zones() has to wait for, too."""
    with netns.open_socket(host, socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("40s", HOST_END[host].encode())
        answer = fcntl.ioctl(any_socket, SIOCGIFFLAGS, request)
    return struct.unpack_from("=16xH", answer)[0] & IFF_RUNNING


def set_up(interface, host, lines=""):
    """Give it what the router's end has, after whatever the lines do."""
    ip(lines + recipe(host, interface))
    tap.wait_for(lambda: is_up(host))


def rename(old, new, host):
    """As this kernel does not rename what is up, addresses and routes go, too."""
    set_up(new, host, f"link set {old} down\naddr flush dev {old}\nlink set {old} name {new}\n")


def plug(interface, options=""):
    """A new cable to the partner."""
    ip(f"link add {interface} {options} type veth peer name eth0 netns partner\n")
    ip(recipe("host"), "-n", "partner")
    set_up(interface, "partner")


def ifindex(interface):
    with open(f"/sys/class/net/{interface}/ifindex", encoding="ascii") as file:
        return int(file.read())


class Spoof:
    """A host that sends with the Access address, to a client who listens."""

    def __init__(self, client, number):
        self.client = client
        self.sender = wire.Sender(PARTNER.host)
        self.name = f"IPv{number} a packet of the partner with the Access address"
        self.ends = ACCESS.address(number), CLIENT.address(number)
        self.heard = netns.open_socket(CLIENT.host, wire.FAMILY[number], socket.SOCK_DGRAM)
        self.heard.bind((self.ends[1], STUN))

    def arrives(self):
        try:
            return bool(self.heard.recv(2048))
        except BlockingIOError:
            return False

    def check(self, when, passes):
        before = self.client.stats()
        self.sender.send(wire.udp(*self.ends, 40000, STUN, b"it is me"))
        tap.wait_for(lambda: any(self.client.stats().since(before)))
        arrived = tap.wait_for(self.arrives) if passes else self.arrives()
        packets, _, drops = self.client.stats().since(before)
        expected = ({"stun-out": 1}, {}) if passes else ({}, {"spoofed": 1})
        tap.check(
            f"{when}: {self.name} {'passes' if passes else 'is refused: spoofed'}",
            arrived == passes and (packets, drops) == expected,
            f"arrived {arrived}; packets {packets}, drops {drops}",
        )

    def close(self):
        self.heard.close()


class Sessions:
    """Of the partner with the Edge, over both versions of IP, through the changes."""

    def __init__(self, client):
        self.client = client
        self.all = [
            session.Session(f"IPv{number}", number, PARTNER, ACCESS, SIP)
            for number in wire.FAMILY
        ]
        tap.check("sessions that are spoken", session.exchange(self.all, b"before\n"))
        session.all_quiet(self.all)

    def check_stopped(self):
        before = self.client.stats()
        ends = [(one, end) for one in self.all for end in session.ENDS]
        for one, end in ends:
            one.say(end, b"meanwhile\n")
        tries = 2 * len(ends)
        tap.wait_for(lambda: self.client.stats().since(before)[2].get("no-row", 0) >= tries)
        packets, _, drops = self.client.stats().since(before)
        heard = {one.heard(end) for one, end in ends}
        tap.check(
            "what the sessions say is refused: no-row",
            heard == {b"before\n"} and not packets
            and list(drops) == ["no-row"] and drops["no-row"] >= tries,
            f"heard {heard}; packets {packets}, drops {drops}",
        )

    def check_going_on(self):
        tap.check(
            "what the sessions said arrives after all",
            tap.wait_for(lambda: session.all_heard(self.all, b"meanwhile\n")), "not at all ends",
        )
        session.all_quiet(self.all)

    def end(self):
        for one in self.all:
            one.reset()


class Zones:
    """The router with its zones, and what comes of them."""

    def __init__(self, client):
        self.client = client

    def sip_from_partner(self, when, number, opens):
        with TcpFlow(number, PARTNER, ACCESS, SIP) as flow:
            name = f"{when}: IPv{number} SIP from the partner"
            if opens:
                verdict.passes(self.client, name, flow, "sip-in")
            else:
                verdict.refused(self.client, name, flow)

    def stun_from_edge(self, when, number, genuine):
        with UdpFlow(number, ACCESS, CLIENT, STUN) as flow:
            name = f"{when}: IPv{number} STUN from the Edge"
            if genuine:
                verdict.passes(self.client, name, flow, "stun-out")
            else:
                verdict.refused(self.client, name, flow, "spoofed")

    def check(self, when, outside, perimeter, opens, spoofs=False, genuine=True):
        """Zones; may the partner open SIP (None: not asked), may the Edge's source come
        from where the partner is, does the Edge come from where it should?"""
        tap.equal(f"{when}: zones", self.client.zones(),
                  {"outside": outside, "perimeter": perimeter})
        for number in wire.FAMILY:
            if opens is not None:
                self.sip_from_partner(when, number, opens)
            self.stun_from_edge(when, number, genuine)
            with contextlib.closing(Spoof(self.client, number)) as spoof:
                spoof.check(when, spoofs)

    def renamed(self):
        sessions = Sessions(self.client)
        rename("wan0", "far0", "partner")
        self.check("renamed to a name of no zone", set(), {"dmz0", "dmz1"}, False)
        sessions.check_stopped()
        rename("far0", "lab7", "partner")
        sessions.check_going_on()
        sessions.end()
        self.check("renamed to what a zone's name begins with",
                   {"lab7"}, {"dmz0", "dmz1"}, True)
        rename("lab7", "dmz7", "partner")
        self.check("renamed into where the Edge lives",
                   set(), {"dmz0", "dmz1", "dmz7"}, False, spoofs=True)
        rename("dmz7", "wan0", "partner")
        self.check("renamed back", {"wan0"}, {"dmz0", "dmz1"}, True)

    def made_again(self):
        """Another interface must not inherit what its number meant."""
        number = ifindex("wan0")
        ip("link del wan0\n")
        tap.equal("removed: zones", self.client.zones(),
                  {"outside": set(), "perimeter": {"dmz0", "dmz1"}})
        plug("far0", f"index {number}")
        tap.equal("the number is the same", ifindex("far0"), number)
        self.check("another interface of that number", set(), {"dmz0", "dmz1"}, False)
        ip("link del far0\n")
        plug("wan0")
        self.check("made again", {"wan0"}, {"dmz0", "dmz1"}, True)

    def moved(self):
        there = edgenl.Client("attic")
        nothing = {"outside": set(), "perimeter": set()}
        tap.equal("before the move: zones there", there.zones(), nothing)
        ip("link set dmz0 netns attic\n")
        tap.equal("moved: zones here", self.client.zones(),
                  {"outside": {"wan0"}, "perimeter": {"dmz1"}})
        tap.equal("moved: zones there", there.zones(),
                  {"outside": set(), "perimeter": {"dmz0"}})
        ip(f"link set dmz0 netns {os.getpid()} name far0\n", "-n", "attic")
        tap.equal("moved back: zones there", there.zones(), nothing)
        there.close()
        set_up("far0", "edge")
        self.check("moved back by another name", {"wan0"}, {"dmz1"}, None, genuine=False)
        rename("far0", "dmz0", "edge")
        self.check("and given its own again", {"wan0"}, {"dmz0", "dmz1"}, True)


def main():
    policies.load("zones")
    zones = Zones(edgenl.Client())
    zones.check("in the beginning", {"wan0"}, {"dmz0", "dmz1"}, True)
    zones.renamed()
    zones.made_again()
    zones.moved()
    tap.finish()


main()
