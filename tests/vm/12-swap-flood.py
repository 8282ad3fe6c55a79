# SPDX-License-Identifier: GPL-2.0-only
"""A thousand swaps under two floods, every datagram accounted for."""

import contextlib
import os
import socket

import edgenl
import netns
import policies
import tap
import wire
from flood import PAYLOAD, SENT_X, SENT_Y, Flood, forwarded_by_cpu
from places import AV, MESSENGER, PARTNER

SWAPS = 1000
X, Y = 3478, 3479
# A flood is this much ahead of the swaps at most, so that receivers can keep it all.
AHEAD = 12
RECEIVE_BUFFER = 256 << 20
SO_RCVBUFFORCE = 33
# One for each CPU.
SENDERS = ((PARTNER, 4), (MESSENGER, 6))


def open_receivers(port):
    receivers = []
    for number in (4, 6):
        made = netns.open_socket("edge", wire.FAMILY[number], socket.SOCK_DGRAM)
        made.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, RECEIVE_BUFFER)
        made.bind((AV.address(number), port))
        receivers.append(made)
    return receivers


def received(receivers):
    """{sender: [numbers as they came]}"""
    numbers = {serial: [] for serial in range(len(SENDERS))}
    for made in receivers:
        with contextlib.suppress(BlockingIOError):
            while True:
                serial, count = PAYLOAD.unpack(made.recv(64))
                numbers[serial].append(count)
    return numbers


def swap(client, messages, floods):
    """Between two swaps both floods get on. How many swaps it were."""
    for done in range(SWAPS):
        sent = [flood.get(SENT_X) for flood in floods]
        for flood in floods:
            flood.allow(AHEAD)
        policies.put(client, messages[done % len(messages)])
        if not tap.wait_for(
            lambda: all(f.get(SENT_X) > s for f, s in zip(floods, sent))
        ):
            return done
    return SWAPS


def check_sent(floods, before):
    after = forwarded_by_cpu()
    busy = sorted(
        (new - old for new, old in zip(after[0], before[0])), reverse=True
    )[: len(SENDERS)]
    tap.check("both CPUs forwarded", min(busy) >= 2 * SWAPS, f"packets by CPU: {busy}")
    tap.equal("packets lost in the router's queues", after[1] - before[1], 0)
    sent = [flood.get(SENT_X) for flood in floods]
    tap.check("both floods went on", min(sent) >= SWAPS, f"datagrams to X: {sent}")


def check_counted(client, before, floods):
    sent = {"X": sum(f.get(SENT_X) for f in floods), "Y": sum(f.get(SENT_Y) for f in floods)}

    def counted():
        packets, _, drops = client.stats().since(before)
        return {"X": packets.get("stun-in"), "Y": drops.get("no-row")}

    tap.wait_for(lambda: counted() == sent)
    tap.equal("X on the row, Y under no-row", counted(), sent)
    tap.equal("other drops", set(client.stats().since(before)[2]), {"no-row"})


def main():
    cpus = sorted(os.sched_getaffinity(0))
    if len(cpus) < len(SENDERS):
        tap.check("there are two CPUs", False, f"there is {len(cpus)}")
        tap.finish()
    client = edgenl.Client()
    messages = list(policies.load_and_save(client, "two", "one").values())
    x, y = open_receivers(X), open_receivers(Y)
    before, softnet = client.stats(), forwarded_by_cpu()
    generation = client.generation()
    floods = [
        Flood(serial, cpus[serial], number, source, (AV, X), (AV, Y))
        for serial, (source, number) in enumerate(SENDERS)
    ]
    swaps = swap(client, messages, floods)
    statuses = [flood.stop() for flood in floods]
    tap.equal("senders ended with status", statuses, [0, 0])
    tap.equal("swaps under the floods", swaps, SWAPS)
    tap.equal("generations", client.generation() - generation, SWAPS)
    check_sent(floods, softnet)
    check_counted(client, before, floods)
    numbers = received(x)
    for serial, flood in enumerate(floods):
        sent = flood.get(SENT_X)
        lost = set(range(sent)) - set(numbers[serial])
        tap.equal(f"X lost, IPv{flood.number}, of {sent}", len(lost), 0)
    passed = sum(map(len, received(y).values()))
    tap.equal("Y passed", passed, 0)
    tap.finish()


main()
