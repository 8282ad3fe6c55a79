# SPDX-License-Identifier: GPL-2.0-only
"""Policies of several namespaces: each judges and counts for itself, and goes without
a trace while packets and dumps are under way."""

import contextlib
import dataclasses
import subprocess
import sys
import threading

import edgenl
import netns
import tap
import wire
from flow import open_flow
from places import ACCESS, PARTNER

# What a gate's policy allows and refuses: row, port.
ALLOWED = {1: ("sip-in", 5061), 2: ("xmpp-in", 5269), 3: ("sip-in", 5061)}
REFUSED = {1: 5269, 2: 5061, 3: 5269}
BIG_ROWS = 300


def left(gate):
    return dataclasses.replace(PARTNER, host=f"left{gate}")


def right(gate):
    return dataclasses.replace(ACCESS, host=f"right{gate}")


class Gates:
    """Clients of all of them, and of this machine."""

    def __init__(self, numbers):
        self.clients = {n: edgenl.Client(f"gate{n}") for n in numbers}
        self.before = None

    def mark(self):
        self.before = {n: client.stats() for n, client in self.clients.items()}

    def moved(self):
        """What has moved since mark(), by gate; nothing of those where nothing has."""
        since = {
            n: client.stats().since(self.before[n])
            for n, client in self.clients.items()
        }
        return {n: moved for n, moved in since.items() if any(moved)}


def passes(gates, gate, number):
    row, port = ALLOWED[gate]
    gates.mark()
    with open_flow("tcp", number, left(gate), right(gate), port) as flow:
        flow.start()
        answered = flow.answered()
    moved = gates.moved()
    tap.check(
        f"IPv{number} gate{gate}: {row} passes and counts there alone",
        answered and list(moved) == [gate] and moved[gate][1] == {row: 1}
        and list(moved[gate][0]) == [row] and not moved[gate][2],
        f"answered {answered}; moved {moved}",
    )


def refused(gates, gate, number):
    gates.mark()
    with open_flow("tcp", number, left(gate), right(gate), REFUSED[gate]) as flow:
        flow.start()
        tap.wait_for(gates.moved)
        asked = flow.give_up()
        reached = flow.reached()
    moved = gates.moved()
    tap.check(
        f"IPv{number} gate{gate}: port {REFUSED[gate]} is refused and counted there alone",
        not reached and moved == {gate: ({}, {}, {"no-row": asked})},
        f"asked {asked} times, reached {reached}; moved {moved}",
    )


def policies():
    gates = Gates((1, 2, 3))
    here = edgenl.Client()
    for gate in gates.clients:
        for number in (4, 6):
            passes(gates, gate, number)
            refused(gates, gate, number)
    stats = here.stats()
    tap.check(
        "this machine has counted nothing",
        not stats.rows and not any(stats.drops.values()),
        f"rows {stats.rows}, drops {stats.drops}",
    )


class Flood:
    """Datagrams without end from a left host, until the way is gone and after."""

    def __init__(self, gate):
        self.sender = wire.Sender(f"left{gate}")
        self.stop = threading.Event()
        self.sent = self.failed = 0
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self):
        packets = [
            wire.udp(PARTNER.address(n), ACCESS.address(n), 4000, port)
            for n in (4, 6) for port in (3478, 3479)
        ]
        while not self.stop.is_set():
            for packet in packets:
                try:
                    self.sender.send(packet)
                    self.sent += 1
                except OSError:
                    self.failed += 1

    def end(self):
        self.stop.set()
        self.thread.join()


def interfaces(host):
    with netns.inside(host), open("/proc/net/dev", encoding="ascii") as lines:
        return {line.split(":")[0].strip() for line in lines if ":" in line}


def delete(host):
    subprocess.run(["ip", "netns", "del", host], check=True)


def is_gone(gate):
    """A namespace that is gone has taken its end of the cable with it."""
    return "eth0" not in interfaces(f"left{gate}")


def delete_under_traffic():
    gates = Gates((2,))
    first = edgenl.Client("gate1")
    flood = Flood(1)
    with contextlib.closing(first):
        start = first.stats()
        flowing = tap.wait_for(
            lambda: first.stats().since(start)[0].get("both", 0) > 20
            and first.stats().since(start)[2].get("no-row", 0) > 20
        )
        moved = first.stats().since(start)
    tap.check(
        "packets pass and are refused when the namespace is deleted",
        flowing, f"moved {moved}",
    )
    delete("gate1")
    for number in (4, 6):
        passes(gates, 2, number)
        refused(gates, 2, number)
    gone = tap.wait_for(lambda: is_gone(1))
    tap.wait_for(lambda: flood.failed > 0)
    flood.end()
    tap.check(
        "a namespace deleted under traffic goes",
        gone and flood.failed > 0,
        f"gone {gone}; sent {flood.sent}, could not send {flood.failed}",
    )
    for number in (4, 6):
        passes(gates, 2, number)
        refused(gates, 2, number)


def delete_under_dump():
    """A socket keeps its namespace alive; one dump is read to the end, the other is
    given up."""
    client, unread = edgenl.Client("gate3"), edgenl.Client("gate3")
    unread.start_dump(edgenl.POLICY_GET)
    client.start_dump(edgenl.POLICY_GET)
    read = [payload[edgenl.GENL.size :] for _, payload in client.receive()]
    early = count_rows(read)
    delete("gate3")
    read += client.answers()
    rows = count_rows(read)
    there = not is_gone(3)
    tap.check(
        "a dump under way is complete when the namespace is deleted",
        early < rows == BIG_ROWS and there,
        f"rows {early} before, {rows} in all; namespace there {there}",
    )
    client.close()
    unread.close()
    tap.check(
        "the namespace goes with its last socket, whose dump is half read",
        tap.wait_for(lambda: is_gone(3)), f"interfaces {interfaces('left3')}",
    )


def count_rows(messages):
    return sum(
        kind == edgenl.A_ROW
        for message in messages for kind, _ in edgenl.attributes(message)
    )


def deletions():
    delete_under_traffic()
    delete_under_dump()


def main():
    {"policies": policies, "deletions": deletions}[sys.argv[1]]()
    tap.finish()


main()
