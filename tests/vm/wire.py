# SPDX-License-Identifier: GPL-2.0-only
"""Packets made by hand, and hosts that send and see them."""

import ipaddress
import itertools
import socket
import struct

import netns

TCP, UDP, GRE = socket.IPPROTO_TCP, socket.IPPROTO_UDP, 47
ICMP, ICMPV6 = socket.IPPROTO_ICMP, socket.IPPROTO_ICMPV6
IPV6_FRAGMENT = 44
FIN, SYN, RST, ACK = 1, 2, 4, 16
ETH_P_ALL = 3
PACKET_OUTGOING = 4
SO_RCVBUFFORCE = 33

token_numbers = itertools.count(1)

FAMILY = {4: socket.AF_INET, 6: socket.AF_INET6}


def new_token():
    """Bytes that no other packet of this process carries. Not random: a guest that
    has just started has no random numbers yet."""
    return b"packet-%08d" % next(token_numbers)


def version(address):
    return 6 if ":" in address else 4


def packed(address):
    return ipaddress.ip_address(address).packed


def checksum(data):
    """RFC 1071."""
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def pseudo_header(src, dst, proto, length):
    return packed(src) + packed(dst) + struct.pack("!IHBB", length, 0, 0, proto)


def ip(src, dst, proto, payload, ttl=64, ident=0, fragment=0):
    """An IP packet; `fragment` is IPv4's flags and offset field."""
    if version(src) == 6:
        return (
            struct.pack("!IHBB", 6 << 28, len(payload), proto, ttl)
            + packed(src) + packed(dst) + payload
        )
    start = struct.pack(
        "!BBHHHBBH", 0x45, 0, 20 + len(payload), ident, fragment, ttl, proto, 0
    )
    header = start + packed(src) + packed(dst)
    total = checksum(header)
    return header[:10] + struct.pack("!H", total) + header[12:] + payload


def udp_body(src, dst, sport, dport, data):
    length = 8 + len(data)
    header = struct.pack("!HHHH", sport, dport, length, 0)
    total = checksum(pseudo_header(src, dst, UDP, length) + header + data)
    return header[:6] + struct.pack("!H", total or 0xFFFF) + data


def tcp_body(src, dst, sport, dport, flags, data=b"", seq=1, ack=0):
    ack = ack or (1 if flags & ACK else 0)
    header = struct.pack(
        "!HHIIBBHHH", sport, dport, seq, ack, 5 << 4, flags, 64240, 0, 0
    )
    length = len(header) + len(data)
    total = checksum(pseudo_header(src, dst, TCP, length) + header + data)
    return header[:16] + struct.pack("!H", total) + header[18:] + data


def udp(src, dst, sport, dport, data=b"", **more):
    return ip(src, dst, UDP, udp_body(src, dst, sport, dport, data), **more)


def tcp(src, dst, sport, dport, flags, data=b"", **more):
    return ip(src, dst, TCP, tcp_body(src, dst, sport, dport, flags, data), **more)


def icmp(src, dst, kind, code=0, rest=bytes(4), data=b""):
    """An ICMP or ICMPv6 message, as the source's version of IP has it."""
    message = struct.pack("!BBH", kind, code, 0) + rest + data
    if version(src) == 4:
        proto, covered = ICMP, message
    else:
        proto = ICMPV6
        covered = pseudo_header(src, dst, proto, len(message)) + message
    total = struct.pack("!H", checksum(covered))
    return ip(src, dst, proto, message[:2] + total + message[4:])


def echo_request(src, dst, data=b""):
    return icmp(src, dst, 8 if version(src) == 4 else 128, 0, b"\0\1\0\1", data)


def too_big(router, quoted, mtu):
    """Fragmentation needed (RFC 1191) or packet too big (RFC 4443), to the source of
    the quoted packet."""
    dst = source_of(quoted)
    if version(dst) == 4:
        return icmp(router, dst, 3, 4, struct.pack("!HH", 0, mtu), quoted[:28])
    return icmp(router, dst, 2, 0, struct.pack("!I", mtu), quoted[:1000])


def time_exceeded(router, quoted):
    dst = source_of(quoted)
    if version(dst) == 4:
        return icmp(router, dst, 11, 0, data=quoted[:28])
    return icmp(router, dst, 3, 0, data=quoted[:1000])


def source_of(packet):
    return address_of(packet, 12, 8)


def target_of(packet):
    return address_of(packet, 16, 24)


def is_tcp(packet):
    return packet[9 if packet[0] >> 4 == 4 else 6] == TCP


def address_of(packet, at4, at6):
    if packet[0] >> 4 == 4:
        return str(ipaddress.ip_address(packet[at4 : at4 + 4]))
    return str(ipaddress.ip_address(packet[at6 : at6 + 16]))


def fragments(src, dst, proto, body, cuts, ident):
    """The body of one packet in several, cut at offsets that 8 divides."""
    edges = [0, *cuts, len(body)]
    return [
        fragment(src, dst, proto, body[low:high], low, high < len(body), ident)
        for low, high in zip(edges, edges[1:])
    ]


def fragment(src, dst, proto, part, offset, more, ident):
    """One fragment, the right one or not."""
    if version(src) == 4:
        field = offset // 8 | (0x2000 if more else 0)
        return ip(src, dst, proto, part, ident=ident, fragment=field)
    header = struct.pack("!BBHI", proto, 0, offset | more, ident)
    return ip(src, dst, IPV6_FRAGMENT, header + part)


class Sender:
    """Sends whole packets, of any source, by a host's routes."""

    def __init__(self, host):
        self.sockets = {
            number: netns.open_socket(host, family, socket.SOCK_RAW, 255)
            for number, family in FAMILY.items()
        }

    def send(self, packet):
        to = target_of(packet)
        self.sockets[version(to)].sendto(packet, (to, 0))


class Watcher:
    """Sees every packet that arrives at a host, as it was on the wire."""

    def __init__(self, host):
        self.socket = netns.open_socket(
            host, socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(ETH_P_ALL)
        )
        self.socket.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, 4 << 20)
        self.seen = []

    def packets(self):
        """All packets so far; what the host sends itself does not count."""
        while True:
            try:
                packet, where = self.socket.recvfrom(1 << 16)
            except BlockingIOError:
                return self.seen
            if where[2] != PACKET_OUTGOING and packet and packet[0] >> 4 in (4, 6):
                self.seen.append(packet)

    def has(self, token):
        return any(token in packet for packet in self.packets())

    def forget(self):
        self.packets()
        self.seen.clear()
