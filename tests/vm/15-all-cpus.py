# SPDX-License-Identifier: GPL-2.0-only
"""One sender on each CPU, each over a cable of its own, all on the same rows; every
packet, byte and flow is counted once."""

import collections
import os
import socket

import edgenl
import netns
import policies
import tap
import wire
from flood import SENT_X, SOURCES, Flood, forwarded_by_cpu
from places import ACCESS, AV, CLIENT, MESSENGER, PARTNER, PIC

HOSTS = (PARTNER, MESSENGER, CLIENT, PIC)
NAMES = ("one", "two")
# Datagrams of each sender. Rows are taken in turn, each for a round of all sockets.
SENT = 2000
# A sender is this much ahead of the swaps at most, so that there are some.
AHEAD = 30
LEAST_SWAPS = 20
UDP_HEADER = {4: 20 + 8, 6: 40 + 8}
# Where to, and the row or drop reason that counts it.
TARGETS = (
    (AV, 3478, "stun"),
    (AV, 50003, "media"),
    (ACCESS, 3478, "access"),
    (AV, 162, "no-trap"),
    (AV, 9, None),
    (AV, 50007, "media"),
)


def plan(serial):
    """(socket, target, bytes of data) of each datagram of a sender; no two send alike."""
    for count in range(SENT):
        target = TARGETS[count // SOURCES % len(TARGETS)]
        yield count % SOURCES, target, 1 + (count * (2 * serial + 7)) % 1200


class Sender(Flood):
    """Keeps to its plan, and never is ahead of its allowance."""

    def send_all(self):
        sources = self.open_sources()
        for count, (source, (place, port, _), size) in enumerate(plan(self.serial)):
            if not self.may_send(count):
                return
            sources[source].sendto(bytes(size), (place.address(self.number), port))
            self.put(SENT_X, count + 1)


def counted_of(senders):
    """What all plans come to: {row: Row}, {reason: packets}."""
    packets, size = collections.Counter(), collections.Counter()
    flows, dropped = collections.defaultdict(set), collections.Counter()
    for sender in senders:
        for source, (place, port, row), data in plan(sender.serial):
            if row in (None, "no-trap"):
                dropped["deny-row" if row else "no-row"] += 1
            else:
                flows[row].add((sender.serial, source, place, port))
            packets[row] += 1
            size[row] += data + UDP_HEADER[sender.number]
    rows = {row: edgenl.Row(packets[row], size[row], len(flows[row])) for row in packets if row}
    return rows, dict(dropped)


def counted(client, before):
    """As counted_of(), of what is counted now; rows that exist in one policy only are
    expected to be zero."""
    now = client.stats()
    rows = {}
    for name, row in now.rows.items():
        old = before.rows.get(name, edgenl.Row(0, 0, 0))
        new = edgenl.Row(row.packets - old.packets, row.bytes - old.bytes,
                         row.flows - old.flows)
        if new != edgenl.Row(0, 0, 0):
            rows[name] = new
    return rows, now.since(before)[2]


def went_back(older, newer):
    """Counters that have become less between two readings."""
    rows = [
        name for name, row in newer.rows.items()
        if name in older.rows and (
            row.packets < older.rows[name].packets or row.bytes < older.rows[name].bytes
            or row.flows < older.rows[name].flows)
    ]
    return rows + [reason for reason, n in newer.drops.items() if n < older.drops[reason]]


def swap_and_read(client, messages, senders):
    """Until all is sent. Swaps, readings, and what went back."""
    swaps, readings, backwards = 0, 0, []
    last = client.stats()
    while True:
        sent = [sender.get(SENT_X) for sender in senders]
        if min(sent) == SENT:
            return swaps, readings, backwards
        for sender in senders:
            sender.allow(AHEAD)
        policies.put(client, messages[swaps % len(messages)])
        swaps += 1
        on = tap.wait_for(lambda: all(
            sender.get(SENT_X) > min(old, SENT - 1)
            for sender, old in zip(senders, sent)
        ))
        if not on:
            return swaps, readings, [f"stuck at {sent}"]
        for _ in range(3):
            seen = client.stats()
            backwards += went_back(last, seen)
            last = seen
            readings += 1


def open_receivers():
    """What nobody reads; without them every datagram would be answered by an error."""
    for number in (4, 6):
        for place, port, _ in TARGETS:
            made = netns.open_socket("edge", wire.FAMILY[number], socket.SOCK_DGRAM)
            made.bind((place.address(number), port))
            yield made


def check_cpus(cpus, forwarded, senders):
    """Every CPU took its sender's packets off its queue; those allowed once more, at the
    Edge."""
    now = forwarded_by_cpu()
    by_cpu = [new - old for new, old in zip(now[0], forwarded[0])]
    tap.check(f"each of {len(cpus)} CPUs worked", min(by_cpu) >= SENT, by_cpu)
    tap.equal("packets lost in the router's queues", now[1] - forwarded[1], 0)
    tap.check("there are two CPUs or more", len(senders) >= 2, len(senders))


def main():
    cpus = sorted(os.sched_getaffinity(0))[: len(HOSTS)]
    client = edgenl.Client()
    messages = list(policies.load_and_save(client, *NAMES).values())
    receivers = list(open_receivers())
    before, forwarded = client.stats(), forwarded_by_cpu()
    senders = [
        Sender(serial, cpu, 4 if serial % 2 == 0 else 6, HOSTS[serial], (AV, 9), (AV, 9))
        for serial, cpu in enumerate(cpus)
    ]
    swaps, readings, backwards = swap_and_read(client, messages, senders)
    tap.equal("senders ended with status", [s.stop() for s in senders], [0] * len(senders))
    tap.check("policies were swapped meanwhile", swaps >= LEAST_SWAPS, swaps)
    tap.check("and counters read, which never went back", readings and not backwards,
              f"{readings} readings, {backwards[:5]}")
    expected = counted_of(senders)
    tap.wait_for(lambda: counted(client, before) == expected)
    tap.equal(f"packets, bytes, flows of {SENT * len(senders)} datagrams, and drops",
              counted(client, before), expected)
    check_cpus(cpus, forwarded, senders)
    print(f"# {len(cpus)} CPUs, {swaps} swaps, {readings} readings")
    for made in receivers:
        made.close()
    tap.finish()


main()
