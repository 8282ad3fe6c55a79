# SPDX-License-Identifier: GPL-2.0-only
"""Bulk data over a path with a narrow link, from the Edge and to it. The sender must
learn the link's MTU from the router in front of it."""

import contextlib
import socket
import subprocess

import edgenl
import netns
import tap
from flow import TcpFlow
from twohops import DEEP, FAR

NARROW = 1400
BULK = bytes(200_000)
MTU_OPTION = {4: (socket.IPPROTO_IP, 14), 6: (socket.IPPROTO_IPV6, 24)}

# row, who opens, to whom, port
FLOWS = [
    ("sip-federation-in", FAR, DEEP, 5061),
    ("sip-federation-out", DEEP, FAR, 5061),
    ("client-sip", FAR, DEEP, 443),
    ("xmpp-out", DEEP, FAR, 5269),
]


class Transfer:
    """All of BULK from one end of a connection to the other."""

    def __init__(self, sender, receiver):
        self.sender, self.receiver = sender, receiver
        self.left = memoryview(BULK)
        self.arrived = 0

    def is_over(self):
        with contextlib.suppress(BlockingIOError):
            while self.left:
                self.left = self.left[self.sender.send(self.left) :]
        with contextlib.suppress(BlockingIOError):
            while data := self.receiver.recv(1 << 16):
                self.arrived += len(data)
        return self.arrived == len(BULK)


def forget(place):
    """What one flow has found out must not be known to the next, whose MSS would be
    small from the beginning. A route's cache goes with the route."""
    lines = f"""route del default
        route add default via fe80::1 dev eth0 src {place.ipv6}
        """
    subprocess.run(
        ["ip", "-n", place.host, "-6", "-batch", "-"],
        input=lines, text=True, check=True,
    )
    with netns.inside(place.host):
        with open("/proc/sys/net/ipv4/route/flush", "w") as knob:
            knob.write("1")


def bulk(module, number, row, source, target, port, sending):
    for place in (DEEP, FAR):
        forget(place)
    before = module.stats()
    with TcpFlow(number, source, target, port) as flow:
        flow.start()
        if not flow.answered():
            tap.check(f"IPv{number} {row}: opened", False, "no answer")
            return
        ends = {source.host: flow.client, target.host: flow.peer}
        sender = ends.pop(sending.host)
        (receiver,) = ends.values()
        wide = sender.getsockopt(*MTU_OPTION[number])
        transfer = Transfer(sender, receiver)
        over = tap.wait_for(transfer.is_over)
        narrow = sender.getsockopt(*MTU_OPTION[number])
        # what crosses the reset that closes the flow is of no connection any more
        packets, _, drops = module.stats().since(before)
    tap.check(
        f"IPv{number} {row}: {len(BULK)} bytes from {sending.host} find the path's MTU",
        over and (wide, narrow) == (1500, NARROW) and list(packets) == [row]
        and not drops,
        f"arrived {transfer.arrived}; MTU {wide}, then {narrow}; "
        f"packets {packets}, drops {drops}",
    )


def main():
    module = edgenl.Client()
    for sending in (DEEP, FAR):
        for number in (4, 6):
            for what in FLOWS:
                bulk(module, number, *what, sending)
    tap.finish()


main()
