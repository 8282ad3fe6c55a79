# SPDX-License-Identifier: GPL-2.0-only
"""Fragments to the Edge, cut by hand: in any order, tiny, overlapping, alone."""

import itertools
import socket

import edgenl
import netns
import tap
import wire
from flow import UdpFlow
from places import ACCESS, AV, MESSENGER

ROW = "messenger-stun-in"
SPORT = 40123
DATA = bytes(2000)
CUTS = (1280, 1400)
EXPIRED = {4: ("snmp", "Ip", "ReasmTimeout"), 6: ("snmp6", "Ip6ReasmTimeout", None)}


def read_expired(number):
    """Datagrams the router has given up on."""
    file, name, column = EXPIRED[number]
    with open(f"/proc/net/{file}", encoding="ascii") as lines:
        rows = [line.split() for line in lines]
    found = [row for row in rows if row[0].rstrip(":") == name]
    if column:
        names, values = found
        return int(values[names.index(column)])
    return int(found[0][1])


class BigFlow(UdpFlow):
    """A datagram that the sender's kernel cuts, and an answer that the Edge's cuts."""

    def start(self):
        self.token += bytes(1800)
        super().start()


class Fragments:
    """All of it over one version of IP."""

    def __init__(self, module, number):
        self.module = module
        self.number = number
        self.src = MESSENGER.address(number)
        self.av, self.access = AV.address(number), ACCESS.address(number)
        self.sender = wire.Sender(MESSENGER.host)
        self.router = wire.Watcher(netns.ROUTER)
        self.edge = wire.Watcher(AV.host)
        self.stun = netns.open_socket(AV.host, wire.FAMILY[number], socket.SOCK_DGRAM)
        self.stun.bind((self.av, 3478))
        self.idents = itertools.count(0x1000 * number)

    def datagram(self, data, dport=3478):
        return wire.udp_body(self.src, self.av, SPORT, dport, data)

    def cut(self, body, cuts, proto=wire.UDP, dst=None):
        return wire.fragments(
            self.src, dst or self.av, proto, body, cuts, next(self.idents)
        )

    def part(self, body, low, high, more, ident):
        return wire.fragment(
            self.src, self.av, wire.UDP, body[low:high], low, more, ident
        )

    def received(self):
        try:
            return self.stun.recv(4096)
        except BlockingIOError:
            return None

    def fence(self):
        """A datagram that passes: what was sent before it has been decided then."""
        token = wire.new_token()
        self.sender.send(wire.udp(self.src, self.av, SPORT, 3478, token))
        return tap.wait_for(lambda: self.received() == token)

    def send(self, packets):
        """What was counted, and whether all went by the router."""
        before = self.module.stats()
        self.edge.forget()
        self.router.forget()
        for packet in packets:
            self.sender.send(packet)
        came = tap.wait_for(
            lambda: all(self.saw(self.router, packet) for packet in packets)
        )
        return before, came

    @staticmethod
    def saw(watcher, packet):
        """Was this fragment there? A router that cuts again changes all headers, not
        what they carry."""
        return watcher.has(packet[20 if packet[0] >> 4 == 4 else 48 :])

    def passes(self, name, packets, data):
        before, came = self.send(packets)
        arrived = tap.wait_for(lambda: self.received() == data)
        rows, _, drops = self.module.stats().since(before)
        tap.check(
            f"IPv{self.number} {name} passes",
            came and arrived and rows == {ROW: 1} and not drops,
            f"came {came}, arrived {arrived}; packets {rows}, drops {drops}",
        )

    def does_not_pass(self, name, packets, marks, drops_expected):
        before, came = self.send(packets)
        tap.wait_for(lambda: self.module.stats().since(before)[2] == drops_expected)
        rows, _, drops = self.module.stats().since(before)
        fence = self.fence()
        arrived = any(self.edge.has(mark) for mark in marks)
        tap.check(
            f"IPv{self.number} {name} does not pass",
            came and fence and not arrived and not rows and drops == drops_expected,
            f"came {came}, fence {fence}, arrived {arrived}; "
            f"packets {rows}, drops {drops}, expected {drops_expected}",
        )

    def cut_by_the_kernel(self):
        self.stun.close()
        before = self.module.stats()
        with BigFlow(self.number, MESSENGER, AV, 3478) as flow:
            flow.start()
            answered = flow.answered()
        rows, _, drops = self.module.stats().since(before)
        tap.check(
            f"IPv{self.number} a large datagram and its answer pass",
            answered and rows == {ROW: 2} and not drops,
            f"answered {answered}; packets {rows}, drops {drops}",
        )

    def whole(self):
        for order in itertools.permutations(range(3)):
            token = wire.new_token()
            data = token * 125
            packets = self.cut(self.datagram(data), CUTS)
            self.passes(
                f"a datagram whose fragments come as {order}",
                [packets[i] for i in order], data,
            )
        data = wire.new_token() * 80
        self.passes(
            "a datagram whose first fragment is its header",
            self.cut(self.datagram(data), (8,)), data,
        )

    def refused_port(self):
        token = wire.new_token()
        packets = self.cut(self.datagram(token * 125, 3479), CUTS)
        self.does_not_pass(
            "a datagram in fragments to port 3479", packets, [token], {"no-row": 1}
        )
        self.does_not_pass(
            "the same in reverse order",
            self.cut(self.datagram(token * 125, 3479), CUTS)[::-1],
            [token], {"no-row": 1},
        )

    def tiny(self):
        """The flags of a SYN stand in the second fragment. IPv4's is put together
        first; of IPv6, no first fragment may end within a header (RFC 7112)."""
        for port in (3389, 5061):
            token = wire.new_token()
            body = wire.tcp_body(
                self.src, self.access, SPORT, port, wire.SYN, token
            )
            packets = self.cut(body, (8,), wire.TCP, self.access)
            if self.number == 6:
                self.does_not_pass(
                    f"a first fragment without a whole TCP header, port {port}",
                    packets, [token, body[:8]], {"truncated": 1},
                )
            elif port == 3389:
                self.does_not_pass(
                    "a SYN to port 3389, cut within its header",
                    packets, [token, body[:8]], {"no-row": 1},
                )

    def overlapping(self):
        token = wire.new_token()
        body = self.datagram(token * 125)
        low, middle, high = 1000, 800, len(body)
        for name, more in (("in order", 1), ("in reverse order", -1)):
            ident = next(self.idents)
            packets = [
                self.part(body, 0, low, True, ident),
                self.part(body, middle, high, False, ident),
            ][::more]
            self.does_not_pass(f"overlapping fragments {name}", packets, [token], {})

    def overwriting(self):
        """A second first fragment, with another port, is a duplicate and ignored:
        the datagram is the one that was there first."""
        data = wire.new_token() * 125
        asked, other = self.datagram(data), self.datagram(data, 3479)
        self.passes(
            "a datagram to 3478 that is overwritten with 3479",
            self.overwritten(asked, other), data,
        )
        self.does_not_pass(
            "a datagram to 3479 that is overwritten with 3478",
            self.overwritten(other, asked), [data[:15]], {"no-row": 1},
        )

    def overwritten(self, body, other):
        ident = next(self.idents)
        return [
            self.part(body, 0, 1000, True, ident),
            self.part(other, 0, 800, True, ident),
            self.part(body, 1000, len(body), False, ident),
        ]

    def alone(self):
        body = self.datagram(DATA)
        first, last = wire.new_token(), wire.new_token()
        body = body[:8] + first + body[24:-16] + last
        for name, low, high, mark in (
            ("a later fragment alone", 1280, len(body), last),
            ("a first fragment alone", 0, 1280, first),
        ):
            expired = read_expired(self.number)
            packet = self.part(body, low, high, low == 0, next(self.idents))
            self.does_not_pass(name, [packet], [mark], {})
            over = tap.wait_for(lambda: read_expired(self.number) > expired)
            fence = self.fence()
            tap.check(
                f"IPv{self.number} {name} does not pass when it is given up",
                over and fence and not self.edge.has(mark),
                f"given up {over}, fence {fence}, seen {self.edge.has(mark)}",
            )

    def run(self):
        self.whole()
        self.refused_port()
        self.tiny()
        self.overlapping()
        self.overwriting()
        self.alone()
        self.cut_by_the_kernel()


def main():
    module = edgenl.Client()
    for number in (4, 6):
        Fragments(module, number).run()
    tap.finish()


main()
