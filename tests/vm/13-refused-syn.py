# SPDX-License-Identifier: GPL-2.0-only
"""Thousands of refused SYNs, then some allowed ones that do leave entries."""

import ipaddress
import itertools
import socket
import subprocess

import edgenl
import module
import netns
import tap
import wire
from places import ACCESS, AV, INTERNAL

REFUSED = 3000
ALLOWED = 100
SIP = 5061
# Networks behind the stranger, where nobody answers; lib.sh routes them there.
STRANGERS = {4: "198.18.0.0", 6: "2001:db8:66::"}
# What is not SIP to the Access address.
CLOSED = ((ACCESS, 5060), (ACCESS, 443), (AV, 5061), (INTERNAL, 5061), (AV, 50000))


class Syns:
    """SYNs that differ in source address and port."""

    def __init__(self):
        self.sender = wire.Sender("stranger")
        self.numbers = itertools.count(1)

    def send(self, number, target, dport):
        serial = next(self.numbers)
        src = str(ipaddress.ip_address(STRANGERS[number]) + 256 + serial % 50000)
        packet = wire.tcp(
            src, target.address(number), 1024 + serial % 60000, dport, wire.SYN
        )
        self.sender.send(packet)


def send_refused(syns):
    kinds = itertools.product((4, 6), CLOSED)
    for _, (number, (target, dport)) in zip(range(REFUSED), itertools.cycle(kinds)):
        syns.send(number, target, dport)


def check_refused(client, syns):
    watcher = wire.Watcher("edge")
    before, tracked = client.stats(), module.conntrack_count()
    send_refused(syns)
    expected = ({}, {}, {"no-row": REFUSED})
    tap.wait_for(lambda: client.stats().since(before)[2] == expected[2])
    tap.equal("counted", client.stats().since(before), expected)
    tap.equal("entries after the flood", module.conntrack_count(), tracked)
    arrived = sum(wire.is_tcp(packet) for packet in watcher.packets())
    tap.equal("SYNs that got through", arrived, 0)


def check_allowed(client, syns):
    """The same SYNs, to the port that a row allows."""
    doors = []
    for number in (4, 6):
        door = netns.open_socket("edge", wire.FAMILY[number], socket.SOCK_STREAM)
        door.bind((ACCESS.address(number), SIP))
        door.listen(ALLOWED)
        doors.append(door)
    before, tracked = client.stats(), module.conntrack_count()
    for _ in range(ALLOWED // 2):
        syns.send(4, ACCESS, SIP)
        syns.send(6, ACCESS, SIP)
    tap.check(
        "allowed SYNs leave an entry each",
        tap.wait_for(lambda: module.conntrack_count() - tracked == ALLOWED),
        f"{module.conntrack_count() - tracked} entries of {ALLOWED} SYNs",
    )
    tap.equal("flows", client.stats().since(before)[1], {"sip-in": ALLOWED})


def resets_sent():
    """By this machine, as it does when nothing listens."""
    with open("/proc/net/snmp", encoding="ascii") as lines:
        names, values = (line.split() for line in lines if line.startswith("Tcp:"))
    return int(values[names.index("OutRsts")])


def check_becomes_local(client, syns, number):
    """What is known not to be this machine's is asked anew when routes change."""
    route = ["local", ACCESS.address(number), "dev", "lo"]

    def is_refused(name):
        before = client.stats()
        syns.send(number, ACCESS, CLOSED[0][1])
        tap.wait_for(lambda: client.stats().since(before)[2])
        tap.equal(f"IPv{number} {name}", client.stats().since(before)[2], {"no-row": 1})

    is_refused("to the Edge: refused")
    subprocess.run(["ip", f"-{number}", "route", "add", *route], check=True)
    before, resets = client.stats(), resets_sent()
    syns.send(number, ACCESS, CLOSED[0][1])
    tap.check(f"IPv{number} once the address is this machine's: it answers",
              tap.wait_for(lambda: resets_sent() > resets), resets_sent() - resets)
    tap.equal(f"IPv{number} and nothing is dropped", client.stats().since(before)[2], {})
    subprocess.run(["ip", f"-{number}", "route", "del", *route], check=True)
    is_refused("when it is not any more: refused")


def main():
    client, syns = edgenl.Client(), Syns()
    check_refused(client, syns)
    for number in (4, 6):
        check_becomes_local(client, syns, number)
    check_allowed(client, syns)
    tap.finish()


main()
