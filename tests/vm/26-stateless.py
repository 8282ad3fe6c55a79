# SPDX-License-Identifier: GPL-2.0-only
"""Sessions of which the router sees one direction, and packets made by hand: each is
judged as it is or turned around, whatever came before."""

import itertools
import os
import subprocess

import edgenl
import module
import netns
import policies
import session
import tap
import wire
from flow import TcpFlow
from places import ACCESS, AV, PARTNER

SIP, STUN, PEER = 5061, 3478, 40000
# A router somewhere on the Internet.
SOMEWHERE = {4: "100.64.9.9", 6: "2001:db8:f9::9"}
# Flags of a segment from the SIP port: does it pass as a reply?
REPLIES = (
    ("SYN+ACK", wire.SYN | wire.ACK, True),
    ("ACK", wire.ACK, True),
    ("FIN+ACK", wire.FIN | wire.ACK, True),
    ("RST", wire.RST, True),
    ("RST+ACK", wire.RST | wire.ACK, True),
    ("SYN", wire.SYN, False),
    ("FIN", wire.FIN, False),
    ("SYN+FIN", wire.SYN | wire.FIN, False),
    ("no flag", 0, False),
)


def sessions(client, when, whose, flows):
    """Over each version of IP one whose packets come by the router only from there, to
    which the counters bear witness."""
    router = wire.Watcher(netns.ROUTER)
    for number in wire.FAMILY:
        router.forget()
        before = client.stats()
        one = session.Session(f"IPv{number}", number, PARTNER, ACCESS, SIP)
        spoken = all(session.exchange([one], word) for word in (b"one\n", b"two\n"))
        told = one.reset()
        seen = [p for p in router.packets() if wire.is_tcp(p)]
        name = f"{when}: IPv{number}"
        tap.check(f"{name}: said and heard at both ends", spoken and told,
                  f"spoken {spoken}, reset arrived {told}")
        tap.equal(f"{name}: whose packets the router saw",
                  {wire.source_of(packet) for packet in seen}, {whose.address(number)})
        tap.equal(f"{name}: what was counted", client.stats().since(before),
                  ({"sip-in": len(seen)}, flows, {}))


def stuck(client):
    """The same route by connection tracking, which never sees the answer to a SYN and
    so finds what follows invalid."""
    for number in wire.FAMILY:
        before = client.stats()
        with TcpFlow(number, PARTNER, ACCESS, SIP) as flow:
            flow.start()
            tap.wait_for(lambda: client.stats().since(before)[2])
            reached = flow.reached()
            packets, flows, drops = client.stats().since(before)
        tap.check(
            f"IPv{number}: a stateful policy does not let it open",
            not reached and packets == flows == {"sip-in": 1}
            and list(drops) == ["invalid-state"],
            f"reached {reached}; packets {packets}, flows {flows}, drops {drops}",
        )


class ByHand:
    """Single packets over one version of IP. No host answers them."""

    def __init__(self, client, number):
        self.client = client
        self.number = number
        self.partner, self.access, self.av, self.somewhere = (
            PARTNER.address(number), ACCESS.address(number), AV.address(number),
            SOMEWHERE[number],
        )
        self.senders = {host: wire.Sender(host) for host in ("partner", "edge")}
        self.watchers = {host: wire.Watcher(host) for host in self.senders}

    def sent(self, packet, mark):
        """What was counted, and whether what has the mark arrived."""
        source, target = "partner", "edge"
        if wire.target_of(packet) == self.partner:
            source, target = target, source
        before = self.client.stats()
        self.watchers[target].forget()
        self.senders[source].send(packet)
        tap.wait_for(lambda: any(self.client.stats().since(before)))
        packets, _, drops = self.client.stats().since(before)
        if packets:
            tap.wait_for(lambda: self.watchers[target].has(mark))
        return packets, drops, self.watchers[target].has(mark)

    def judged(self, name, packet, mark, row):
        """It passes on the row, or by no row it does not."""
        packets, drops, arrived = self.sent(packet, mark)
        expected = ({row: 1}, {}, True) if row else ({}, {"no-row": 1}, False)
        tap.check(
            f"IPv{self.number} {name} {'passes' if row else 'is refused'}",
            (packets, drops, arrived) == expected,
            f"packets {packets}, drops {drops}, arrived {arrived}",
        )

    def tcp(self):
        tokens = iter(wire.new_token, None)
        onward = (self.partner, self.access)
        back = (self.access, self.partner)
        for name, flags, passes in REPLIES:
            packet = wire.tcp(*back, SIP, PEER, flags, token := next(tokens))
            self.judged(f"{name} from port 5061", packet, token, passes and "sip-in")
        for flags in (wire.SYN, wire.ACK):
            packet = wire.tcp(*onward, PEER, SIP, flags, token := next(tokens))
            self.judged(f"TCP flags {flags} to port 5061", packet, token, "sip-in")
            packet = wire.tcp(*onward, SIP, PEER, flags, token := next(tokens))
            self.judged(f"TCP flags {flags} to another port", packet, token, None)
            packet = wire.tcp(*back, PEER, SIP, flags, token := next(tokens))
            self.judged(f"TCP flags {flags} from another port", packet, token, None)

    def udp(self):
        for name, src, dst, sport, dport, row in (
            ("to port 3478", self.partner, self.av, PEER, STUN, "stun-in"),
            ("from port 3478", self.av, self.partner, STUN, PEER, "stun-in"),
            ("to the partner's 3478", self.av, self.partner, PEER, STUN, None),
            ("from another port", self.av, self.partner, STUN + 1, PEER, None),
            ("from the partner's 3478", self.partner, self.av, STUN, PEER, None),
            ("from another address", self.access, self.partner, STUN, PEER, None),
        ):
            token = wire.new_token()
            packet = wire.udp(src, dst, sport, dport, token)
            self.judged(f"UDP {name}", packet, token, row)

    def icmp_errors(self):
        """About what either side sent; of TCP, ports and sequence numbers are quoted."""
        peers = itertools.count(PEER)
        for dport, row in ((SIP, "sip-in"), (SIP + 1, None)):
            for kind, flags in itertools.product(
                (wire.time_exceeded, self.too_big), (wire.ACK, wire.SYN | wire.ACK)
            ):
                quoted = wire.tcp(self.access, self.partner, dport, next(peers), flags)
                self.judged(
                    f"{kind.__name__} about TCP flags {flags} from port {dport}",
                    kind(self.somewhere, quoted), quoted[-20:-12], row,
                )
            quoted = wire.tcp(self.partner, self.access, next(peers), dport, wire.SYN)
            self.judged(f"an error of the Edge about a SYN to port {dport}",
                        wire.time_exceeded(self.access, quoted), quoted[-20:-12], row)
        for sport, row in ((STUN, "stun-in"), (STUN + 1, None)):
            quoted = wire.udp(self.av, self.partner, sport, PEER, b"")
            self.judged(f"an error about UDP from port {sport}",
                        wire.time_exceeded(self.somewhere, quoted), quoted[-8:], row)

    @staticmethod
    def too_big(router, quoted):
        return wire.too_big(router, quoted, 1300)

    def run(self):
        self.tcp()
        self.udp()
        self.icmp_errors()


def by_file(kind, name, host=netns.ROUTER, change=lambda lines: lines):
    """Have ip(8) or nft(8) do what 26-stateless.sh has written down."""
    tool = {"ip": ["ip", "-batch", "-"], "nft": ["nft", "-f", "-"]}[kind]
    path = os.path.join(os.environ["LYNC_WORK"], f"{name}.{kind}")
    with open(path, encoding="ascii") as file, netns.inside(host):
        subprocess.run(tool, input=change(file.read()), text=True, check=True)


def past_router(host):
    by_file("ip", host, host)


def by_router(host):
    by_file("ip", host, host, lambda lines: lines.replace("add", "del"))


def invalid_packets():
    listing = subprocess.run(
        ["nft", "list", "table", "inet", "track"],
        stdout=subprocess.PIPE, text=True, check=True,
    )
    return int(listing.stdout.split("packets")[1].split()[0])


def onward(client, when, tracked):
    """The router sees what the partner sends."""
    subprocess.run(["conntrack", "-F"], stderr=subprocess.DEVNULL, check=True)
    sessions(client, when, PARTNER, {"sip-in": 1})
    tap.equal(f"{when}: entries in connection tracking",
              module.conntrack_count(), len(wire.FAMILY) * tracked)


def main():
    policies.load("rows-stateful")
    client = edgenl.Client()
    past_router("edge")
    stuck(client)
    by_file("nft", "notrack")
    onward(client, "stateful, not tracked", False)
    by_file("nft", "notrack", change=lambda _: "delete table inet early")
    policies.load("rows-stateless")
    onward(client, "stateless", False)
    by_file("nft", "track")
    onward(client, "stateless, tracked for others", True)
    invalid = invalid_packets()
    tap.check("to connection tracking that was invalid", invalid >= 4, f"{invalid} packets")
    by_router("edge")
    past_router("partner")
    sessions(client, "stateless, replies only", ACCESS, {})
    by_router("partner")
    for host in ("partner", "edge"):
        by_file("nft", "quiet", host)
    for number in wire.FAMILY:
        ByHand(client, number).run()
    tap.finish()


main()
