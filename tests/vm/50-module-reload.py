# SPDX-License-Identifier: GPL-2.0-only
"""A hundred times the module goes and comes back and is given a policy, under two
floods; then every packet is still counted, and without the module nothing of it is
left."""

import functools
import os
import re
import socket
import subprocess

import edgenl
import module
import netns
import policies
import tap
import wire
from flood import SENT_Y, Flood, forwarded_by_cpu
from places import AV, MESSENGER, PARTNER

RELOADS = 100
# Of so many one is by rmmod and modprobe; the others are the same system calls, without
# two processes each.
BY_COMMAND = 10
X, Y = 3478, 3479
# Datagrams a flood may be ahead of what is waited for: some for all of a reload.
AHEAD = 30
COUNTED = 500
# One for each CPU.
SENDERS = ((PARTNER, 4), (MESSENGER, 6))
SPLAT = re.compile(r"WARNING[: ]|BUG[: ]|Oops|Call Trace|possible circular|refcount_t")


def open_receivers():
    """What nobody reads; without them every datagram would be answered by an error."""
    receivers = []
    for number in (4, 6):
        for port in (X, Y):
            made = netns.open_socket("edge", wire.FAMILY[number], socket.SOCK_DGRAM)
            made.bind((AV.address(number), port))
            receivers.append(made)
    return receivers


def start_floods(first):
    cpus = sorted(os.sched_getaffinity(0))
    return [
        Flood(first + i, cpus[i], number, source, (AV, X), (AV, Y))
        for i, (source, number) in enumerate(SENDERS)
    ]


def go_on(floods):
    """Both floods get on. Is it so?"""
    sent = [flood.get(SENT_Y) for flood in floods]
    for flood in floods:
        flood.allow(AHEAD)
    return tap.wait_for(lambda: all(f.get(SENT_Y) > s for f, s in zip(floods, sent)))


def judges(client, floods):
    """Does this load of the module count both what it allows and what it refuses?"""

    def counted():
        stats = client.stats()
        return stats.rows["stun-in"].packets and stats.drops["no-row"]

    return go_on(floods) and tap.wait_for(counted)


def reload(unload, load, message, floods):
    """What went wrong, or None. A new load knows nothing of the last one."""
    unload()
    if not go_on(floods):
        return "nothing flows without the module"
    load()
    client = edgenl.Client()
    generation = policies.put(client, message)
    good = generation == 1 and judges(client, floods)
    client.close()
    return None if good else f"generation {generation}, or packets are not counted"


def reload_all(message):
    floods, forwarded = start_floods(0), forwarded_by_cpu()[0]
    by_calls = module.remove, functools.partial(module.load_image, module.image())
    by_commands = module.unload, module.load
    faults = {}
    for i in range(RELOADS):
        how = by_calls if i % BY_COMMAND else by_commands
        fault = reload(*how, message, floods)
        if fault:
            faults[i] = fault
            break
    statuses = [flood.stop() for flood in floods]
    tap.equal(f"{RELOADS} times unloaded, loaded, and counting again", faults, {})
    tap.equal("senders ended with status", statuses, [0, 0])
    busy = sorted(n - o for n, o in zip(forwarded_by_cpu()[0], forwarded))[-2:]
    tap.check("both CPUs forwarded", busy[0] >= 2 * RELOADS, f"packets by CPU: {busy}")


def check_counted():
    client = edgenl.Client()
    before, floods = client.stats(), start_floods(2)
    for flood in floods:
        flood.allow(COUNTED)
    tap.wait_for(lambda: all(flood.get(SENT_Y) == COUNTED for flood in floods))
    expected = {"stun-in": 2 * COUNTED}, {"no-row": 2 * COUNTED}

    def seen():
        packets, _, drops = client.stats().since(before)
        return packets, drops

    tap.wait_for(lambda: seen() == expected)
    tap.equal("every packet is counted after the last load", seen(), expected)
    for flood in floods:
        flood.stop()
    client.close()


class Probe:
    """Half a packet, and then a whole one that no policy of this test stops."""

    def __init__(self):
        self.sender, self.watcher = wire.Sender("partner"), wire.Watcher("edge")

    def fragment_arrives(self, number):
        source, target = PARTNER.address(number), AV.address(number)
        half, whole = wire.new_token(), wire.new_token()
        part = wire.udp_body(source, target, 4000, X, half) + bytes(1)
        self.sender.send(
            wire.fragment(source, target, wire.UDP, part, 0, True, number)
        )
        self.sender.send(wire.udp(source, target, 4000, X, whole))
        if not tap.wait_for(lambda: self.watcher.has(whole)):
            return "nothing arrives"
        return self.watcher.has(half)

    def traces(self):
        """(do fragments of each family go through as they are, are flows tracked)"""
        subprocess.run(["conntrack", "-F"], check=True, stderr=subprocess.DEVNULL)
        through = [self.fragment_arrives(number) for number in (4, 6)]
        return through, module.conntrack_count() > 0


def kernel_log():
    done = subprocess.run(["dmesg"], check=True, capture_output=True, text=True)
    return [line for line in done.stdout.splitlines() if SPLAT.search(line)]


def taint():
    with open("/proc/sys/kernel/tainted", encoding="ascii") as file:
        return file.read().strip()


def main():
    before, log = taint(), kernel_log()
    receivers = open_receivers()
    message = policies.load_and_save(edgenl.Client(), "reload")["reload"]
    reload_all(message)
    check_counted()
    probe = Probe()
    tap.equal("with a policy packets are put together and tracked",
              probe.traces(), ([False, False], True))
    module.unload()
    tap.equal("neither is left when the module is gone",
              probe.traces(), ([True, True], False))
    tap.equal("taint", taint(), before)
    tap.equal("splats in the kernel log", kernel_log()[len(log):], [])
    for made in receivers:
        made.close()
    tap.finish()


main()
