# SPDX-License-Identifier: GPL-2.0-only
"""Exchanges of known size on rows; crafted packets under reasons."""

import json
import socket
import struct
import subprocess
import time

import edgenl
import netns
import policies
import session
import tap
import wire
from places import ACCESS, AV, PARTNER, STRANGER

SIP, STUN, TELNET = 5061, 3478, 23
IP_HEADER = {4: 20, 6: 40}
UDP_HEADER = 8
ASKED, ANSWERED = 7, 5
DESTINATION_OPTIONS = 60
NO_SUCH_PORT = 9


def last_hits():
    stats = subprocess.run(
        ["lyncctl", "stats", "--json"], check=True, stdout=subprocess.PIPE
    )
    return {row["name"]: row["last_hit"] for row in json.loads(stats.stdout)["rows"]}


def row_since(client, before, name):
    now, old = client.stats().rows[name], before.rows[name]
    return (now.packets - old.packets, now.bytes - old.bytes, now.flows - old.flows)


def check_row(client, before, name, what, expected):
    tap.wait_for(lambda: row_since(client, before, name) == expected)
    tap.equal(f"{what}: packets, bytes, flows", row_since(client, before, name), expected)


def exchange_udp(number):
    """Questions and fewer answers; how many bytes of IP they are."""
    to = (AV.address(number), STUN)
    with netns.open_socket("edge", wire.FAMILY[number], socket.SOCK_DGRAM) as server:
        server.bind(to)
        server.settimeout(tap.DEADLINE)
        with netns.open_socket("partner", wire.FAMILY[number], socket.SOCK_DGRAM) as asker:
            asker.settimeout(tap.DEADLINE)
            size = 0
            for index in range(ASKED):
                question = b"q" * (10 + index)
                asker.sendto(question, to)
                _, peer = server.recvfrom(2048)
                size += len(question)
            for index in range(ANSWERED):
                answer = b"a" * (1000 + index)
                server.sendto(answer, peer)
                asker.recv(2048)
                size += len(answer)
    return size + (ASKED + ANSWERED) * (IP_HEADER[number] + UDP_HEADER)


def check_udp(client):
    for number in (4, 6):
        before, start = client.stats(), int(time.time())
        size = exchange_udp(number)
        check_row(
            client, before, "stun-in", f"UDP, IPv{number}", (ASKED + ANSWERED, size, 1)
        )
        hit = last_hits()["stun-in"]
        tap.check(
            f"UDP, IPv{number}: last hit",
            start <= (hit or 0) <= time.time(),
            f"{hit} is not between {start} and {time.time()}",
        )
        tap.equal(f"UDP, IPv{number}: drops", client.stats().since(before)[2], {})


def of_session(watcher):
    """Packets seen to or from the SIP port, and their bytes."""
    seen = []
    for packet in watcher.packets():
        header = IP_HEADER[packet[0] >> 4]
        if wire.is_tcp(packet) and SIP in struct.unpack_from("!HH", packet, header):
            seen.append(len(packet))
    return len(seen), sum(seen)


def check_tcp(client):
    """A whole connection, compared with what its two hosts received."""
    for number in (4, 6):
        before = client.stats()
        watchers = [wire.Watcher(host) for host in ("edge", "partner")]
        one = session.Session("TCP", number, PARTNER, ACCESS, SIP)
        for size in (1, 100, 900):
            session.exchange([one], b"x" * size + b"\n")
        session.all_quiet([one])
        one.abort()
        tap.wait_for(lambda: client.stats().since(before)[0].get("sip-in", 0) >= 10)
        seen = [of_session(watcher) for watcher in watchers]
        packets, size = (sum(column) for column in zip(*seen))
        tap.check(f"TCP, IPv{number}: hosts saw it", packets >= 10, f"{packets} packets")
        check_row(client, before, "sip-in", f"TCP, IPv{number}", (packets, size, 1))


def check_carried(client):
    before = client.stats()
    policies.load("second")
    after = client.stats()
    for name in before.rows:
        tap.equal(f"{name} keeps its counters", after.rows[name], before.rows[name])
    tap.equal("a new row starts from", after.rows["web"], edgenl.Row(0, 0, 0))
    tap.equal("drops are kept", after.drops, before.drops)
    size = exchange_udp(4)
    check_row(client, after, "stun-in", "counting goes on", (ASKED + ANSWERED, size, 1))
    policies.load("first")
    tap.equal(
        "back again, it keeps them too",
        client.stats().rows["stun-in"].packets,
        before.rows["stun-in"].packets + ASKED + ANSWERED,
    )


def to_access(number):
    return STRANGER.address(number), ACCESS.address(number)


def no_row(number):
    return wire.udp(*to_access(number), 4000, NO_SUCH_PORT, b"no row")


def deny_row(number):
    return wire.tcp(*to_access(number), 4000, TELNET, wire.SYN)


def invalid_reset(number):
    return wire.tcp(*to_access(number), 4000, SIP, wire.RST)


def invalid_flags(number):
    return wire.tcp(*to_access(number), 4001, SIP, wire.SYN | wire.FIN)


def spoofed(number):
    """The Access address, from where the stranger lives."""
    return wire.udp(ACCESS.address(number), AV.address(number), 4000, STUN, b"it is me")


def malformed_tcp(number):
    src, dst = to_access(number)
    segment = bytearray(wire.tcp_body(src, dst, 4000, SIP, wire.SYN))
    segment[12] = 4 << 4
    return wire.ip(src, dst, wire.TCP, bytes(segment))


def malformed_udp(number):
    src, dst = STRANGER.address(number), AV.address(number)
    datagram = bytearray(wire.udp_body(src, dst, 4000, STUN, b"data"))
    datagram[4:6] = b"\0\7"
    return wire.ip(src, dst, wire.UDP, bytes(datagram))


def truncated_tcp(number):
    src, dst = to_access(number)
    return wire.ip(src, dst, wire.TCP, wire.tcp_body(src, dst, 4000, SIP, wire.SYN)[:13])


def truncated_udp(number):
    src, dst = STRANGER.address(number), AV.address(number)
    return wire.ip(src, dst, wire.UDP, wire.udp_body(src, dst, 4000, STUN, b"")[:5])


def header_chain(count, next_header=wire.TCP):
    """SIP behind so many extension headers of eight bytes."""
    src, dst = to_access(6)
    padding = b"\1\4\0\0\0\0"
    chain = [bytes((DESTINATION_OPTIONS, 0)) + padding] * (count - 1)
    chain.append(bytes((next_header, 0)) + padding)
    body = wire.tcp_body(src, dst, 4002, SIP, wire.SYN)
    return wire.ip(src, dst, DESTINATION_OPTIONS, b"".join(chain) + body)


PROVOCATIONS = (
    ("no-row", no_row, {}),
    ("deny-row", deny_row, {"no-telnet": 1}),
    ("invalid-state", invalid_reset, {}),
    ("invalid-state", invalid_flags, {}),
    ("spoofed", spoofed, {}),
    ("malformed", malformed_tcp, {}),
    ("malformed", malformed_udp, {}),
    ("truncated", truncated_tcp, {}),
    ("truncated", truncated_udp, {}),
)


def provoke(client, sender, name, packet, expected):
    """One packet moves these counters and no others."""
    before = client.stats()
    sender.send(packet)
    tap.wait_for(lambda: client.stats().since(before) == expected)
    tap.equal(name, client.stats().since(before), expected)


def check_reasons(client):
    sender = wire.Sender("stranger")
    for number in (4, 6):
        for reason, craft, rows in PROVOCATIONS:
            provoke(
                client, sender, f"{craft.__name__}, IPv{number}",
                craft(number), (rows, {}, {reason: 1}),
            )
    provoke(
        client, sender, "nine extension headers",
        header_chain(9), ({}, {}, {"header-chain": 1}),
    )
    # The answer is a RST: nobody listens.
    provoke(
        client, sender, "eight extension headers",
        header_chain(8), ({"sip-in": 2}, {"sip-in": 1}, {}),
    )


def check_deny_bytes(client):
    before = client.stats()
    packet = deny_row(4)
    wire.Sender("stranger").send(packet)
    check_row(client, before, "no-telnet", "a deny row", (1, len(packet), 0))


def check_tool(client):
    """The tool shows the same numbers."""
    shown = subprocess.run(
        ["lyncctl", "stats", "--json"], check=True, stdout=subprocess.PIPE
    )
    stats, seen = json.loads(shown.stdout), client.stats()
    tap.equal("drops of lyncctl", stats["drops"], seen.drops)
    rows = {
        row["name"]: edgenl.Row(row["packets"], row["bytes"], row["flows"])
        for row in stats["rows"]
    }
    tap.equal("rows of lyncctl", rows, seen.rows)
    tap.check("none of it is zero", all(row.packets for row in rows.values()), rows)


def main():
    client = edgenl.Client()
    policies.load("first")
    check_udp(client)
    check_tcp(client)
    check_carried(client)
    check_reasons(client)
    check_deny_bytes(client)
    check_tool(client)
    tap.finish()


main()
