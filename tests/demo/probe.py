# SPDX-License-Identifier: GPL-2.0-only
"""One attempt to reach one address: does it arrive?"""

import contextlib
import errno
import secrets
import select
import socket
import struct

import netns

FAMILIES = {4: socket.AF_INET, 6: socket.AF_INET6}
# linux/in.h and linux/in6.h: bind to an address of somebody else.
TRANSPARENT = {4: (socket.SOL_IP, 19), 6: (socket.IPPROTO_IPV6, 75)}
ECHO_REQUEST = {4: 8, 6: 128}
# RFC 2784, no options, carrying IPv4; the payload need not be a packet.
GRE_HEADER = struct.pack("!HH", 0, 0x0800)


def checksum(data):
    """RFC 1071, over an even number of bytes."""
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


class Probe:
    """Both ends of an attempt. The receiving end listens first; what the sending
    end sends carries a token, which nothing else does."""

    def __init__(self, family, source, target, sport=0, dport=0):
        self.family = family
        self.token = secrets.token_bytes(16)
        self.stack = contextlib.ExitStack()
        self.to = (target.address(family), dport)
        with netns.inside(target.host):
            self.receiver = self.socket()
            self.listen()
        with netns.inside(source.host):
            self.sender = self.socket()
            self.sender.setsockopt(*TRANSPARENT[family], 1)
            self.sender.bind((source.address(family), sport))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stack.close()

    def socket(self):
        made = socket.socket(FAMILIES[self.family], *self.kind())
        self.stack.enter_context(made)
        made.setblocking(False)
        return made

    def listen(self):
        self.receiver.bind(self.to)

    def sport(self):
        return self.sender.getsockname()[1]

    def send(self):
        self.sender.sendto(self.packet(), self.to)

    def reached(self):
        """Has it arrived by now?"""
        while True:
            try:
                if self.token in self.receiver.recv(4096):
                    return True
            except BlockingIOError:
                return False


class UdpProbe(Probe):
    """A datagram that is received."""

    def kind(self):
        return (socket.SOCK_DGRAM,)

    def packet(self):
        return self.token


class TcpProbe(Probe):
    """A connection that is established."""

    def kind(self):
        return (socket.SOCK_STREAM,)

    def listen(self):
        self.receiver.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        super().listen()
        self.receiver.listen()

    def send(self):
        error = self.sender.connect_ex(self.to)
        if error not in (0, errno.EINPROGRESS):
            raise OSError(error, "connect")

    def reached(self):
        _, writable, _ = select.select([], [self.sender], [], 0)
        return bool(writable) and not self.sender.getsockopt(
            socket.SOL_SOCKET, socket.SO_ERROR
        )


class EchoProbe(Probe):
    """An ICMP or ICMPv6 echo request that is received."""

    def kind(self):
        icmp = {4: socket.IPPROTO_ICMP, 6: socket.IPPROTO_ICMPV6}
        return (socket.SOCK_RAW, icmp[self.family])

    def packet(self):
        start = struct.pack("!BB", ECHO_REQUEST[self.family], 0)
        rest = struct.pack("!HH", 1, 1) + self.token
        # The kernel fills in ICMPv6's.
        return start + struct.pack("!H", checksum(start + bytes(2) + rest)) + rest


class GreProbe(Probe):
    """A GRE packet that is received."""

    def kind(self):
        return (socket.SOCK_RAW, 47)

    def packet(self):
        return GRE_HEADER + self.token


PROBES = {
    "tcp": TcpProbe,
    "udp": UdpProbe,
    "icmp": EchoProbe,
    "gre": GreProbe,
}
