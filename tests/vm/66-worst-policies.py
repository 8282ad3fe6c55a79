# SPDX-License-Identifier: GPL-2.0-only
"""Policies at the limits and beyond are loaded or refused, under traffic."""

import os
import re
import socket
import subprocess
import time

import edgenl
import hostile
import policies
import tap
import watchdog
import worst
from places import FRONTEND, PARTNER
from schema import A, Prefixes
from steady import Stream

SEND_BUFFER = 1 << 30
# Seconds within which whatever it is has to end.
REASONABLE = 120
# So many fill a nest, whose length is 16 bits.
NEST_PREFIXES = 8189
# Where the search for the limit begins.
FEW_PREFIXES = 4 << 20


def lyncctl(*words):
    return subprocess.run(
        ["lyncctl", *words], capture_output=True, text=True, timeout=REASONABLE
    )


def check_answer(one):
    answer = lyncctl("explain", *one.question)
    tap.equal(f"{one.name}: {' '.join(one.question)}", answer.stdout.split("\n")[0], one.answer)


def check_worst(one):
    path, began = one.write(), time.monotonic()
    done = lyncctl("policy", "load", path, "--site", "/dev/null")
    print(f"# {one.name}: {time.monotonic() - began:.1f} s", flush=True)
    if one.refused:
        tap.check(f"{one.name}: is refused with a sentence",
                  done.returncode == 4 and one.refused in done.stderr, done)
    elif tap.check(f"{one.name}: is loaded", done.returncode == 0, done):
        check_answer(one)


def prefixes(count):
    """So many of the first group. One and the same: it is their number that is too large."""
    number = edgenl.attribute(Prefixes.GROUP, hostile.u32(0))
    full, rest = divmod(count, NEST_PREFIXES)
    one = hostile.prefix4((10, 0, 0, 0), 8)

    def nest(size):
        return edgenl.attribute(
            A.PREFIXES | hostile.NESTED,
            number + edgenl.attribute(Prefixes.IPV4, one * size),
        )

    return nest(NEST_PREFIXES) * full + nest(rest)


def said_to(client, message):
    """The sentence it is refused with, or ""."""
    began = time.monotonic()
    try:
        policies.put(client, message)
    except edgenl.Refused as refused:
        return refused.sentence
    finally:
        print(f"# {len(message)} bytes: {time.monotonic() - began:.1f} s", flush=True)
    return ""


def check_limit(client):
    """The sentence names the limit; one more is one too many."""
    base = policies.saved(client)
    count, sentence = FEW_PREFIXES, ""
    while not sentence and count <= 16 * FEW_PREFIXES:
        count += 1
        sentence = said_to(client, base + prefixes(count))
        count = 2 * (count - 1)
    named = re.search(r"more than ([0-9]+) IPv4 prefixes", sentence)
    if not tap.check("too many prefixes are refused by their number", named, sentence):
        return
    limit = int(named[1])
    there = edgenl.u32(dict(client.status())[A.N_PREFIXES])
    tap.equal(f"{limit} and one", said_to(client, base + prefixes(limit - there + 1)), sentence)


def main():
    client = edgenl.Client()
    client.socket.setsockopt(socket.SOL_SOCKET, edgenl.SO_SNDBUFFORCE, SEND_BUFFER)
    cpu = min(os.sched_getaffinity(0))
    with watchdog.strict():
        stream = Stream(0, cpu, 4, PARTNER, (FRONTEND, 9))
        try:
            tap.check("traffic of others flows", stream.goes_on())
            for make in worst.ALL:
                check_worst(make())
                tap.check("the traffic goes on", stream.goes_on())
                print(f"# longest time without a datagram: {stream.pause() * 1000:.0f} ms")
            check_limit(client)
            tap.check("the traffic goes on", stream.goes_on())
        finally:
            status = stream.stop()
        tap.equal("the sender ended with status", status, 0)
        tap.equal(f"datagrams lost of {stream.next}", stream.lost(), 0)
    tap.finish()


main()
