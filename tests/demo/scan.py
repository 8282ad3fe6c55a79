#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""A port scan of the Edge by a stranger.

usage: scan.py control PLACES          every port must answer: no policy yet
       scan.py refuse PLACES REPORT    only what the policy allows may answer

A port answers when it is open or closed: a refused one does neither. REPORT gets a
line for each address: ok|FAILED, what was scanned, what answered, reason.
"""

import contextlib
import random
import resource
import select
import socket
import sys
import time

import conntrack
import lyncctl
import netns
from hosts import read_places
from probe import FAMILIES

PATIENCE = 20
POLL = 0.02
BATCH = 256
PUBLISHED = {443, 3478, 5061, 5269, 23456, 50000, 59999}
OPEN_TO_STRANGERS = {"access": {443, 5061, 5269}, "av": set(), "internal": set()}


def choose_ports():
    """The low ones, the published ones and their neighbours, and some more."""
    ports = set(range(1, 901)) | set(random.sample(range(1024, 65536), 80))
    for port in PUBLISHED:
        ports |= {port - 1, port, port + 1}
    return sorted(ports)


class Scan:
    """All ports of one address."""

    def __init__(self, source, target, family, ports):
        self.source = source
        self.target = target
        self.family = family
        self.ports = ports
        self.allowed = OPEN_TO_STRANGERS[target.name] & set(ports)
        self.answered = set()
        self.opened = set()

    def __str__(self):
        return f"IPv{self.family} scan of {self.target.name}, {len(self.ports)} ports"

    def run(self, done):
        """Until done(answers, ports of the batch) holds for each batch of ports."""
        with contextlib.ExitStack() as stack:
            self.serve(stack)
            for start in range(0, len(self.ports), BATCH):
                self.run_batch(set(self.ports[start : start + BATCH]), done())

    def serve(self, stack):
        """Have a server at every published port, so that open ones are open."""
        with netns.inside(self.target.host):
            for port in PUBLISHED:
                server = socket.socket(FAMILIES[self.family], socket.SOCK_STREAM)
                stack.enter_context(server)
                server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                server.bind((self.target.address(self.family), port))
                server.listen()

    def run_batch(self, ports, done):
        with contextlib.ExitStack() as stack:
            poll = select.poll()
            waiting = self.connect(stack, poll, ports)
            deadline = time.monotonic() + PATIENCE
            while time.monotonic() < deadline:
                for fd, _ in poll.poll(POLL * 1000):
                    poll.unregister(fd)
                    self.take_answer(*waiting.pop(fd))
                if not waiting or done(self.answered, ports):
                    break

    def connect(self, stack, poll, ports):
        waiting = {}
        with netns.inside(self.source.host):
            for port in ports:
                client = socket.socket(FAMILIES[self.family], socket.SOCK_STREAM)
                stack.enter_context(client)
                client.setblocking(False)
                client.connect_ex((self.target.address(self.family), port))
                waiting[client.fileno()] = (client, port)
                poll.register(client, select.POLLOUT)
        return waiting

    def take_answer(self, client, port):
        self.answered.add(port)
        if not client.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            self.opened.add(port)


def all_answered():
    return lambda answered, ports: ports <= answered


def refused_counted(scan):
    """Every other port's segment was dropped, and every allowed port answered."""

    def begin():
        before = lyncctl.read_counts()

        def done(answered, ports):
            allowed = scan.allowed & ports
            if not allowed <= answered:
                return False
            dropped = lyncctl.read_counts().drops_since(before)
            return dropped.get("no-row", 0) >= len(ports - allowed)

        return done

    return begin


def scans(places):
    ports = choose_ports()
    for name in ("access", "av", "internal"):
        for family in (4, 6):
            yield Scan(places["stranger"], places[name], family, ports)


def control(places):
    good = True
    for scan in scans(places):
        scan.run(all_answered)
        good &= scan.answered == set(scan.ports) and scan.opened > scan.allowed
        print(f"{scan}: {len(scan.answered)} answer, {len(scan.opened)} of them open")
    return good


def numbers(ports):
    return " ".join(map(str, sorted(ports))) or "none"


def refuse_one(scan):
    """The line of the report."""
    before, tracked = lyncctl.read_counts(), conntrack.entries(scan.family)
    scan.run(refused_counted(scan))
    reasons = lyncctl.read_counts().drops_since(before)
    new = conntrack.entries(scan.family) - tracked
    good = (
        scan.opened == scan.answered == scan.allowed
        and set(reasons) == {"no-row"}
        and len(new) == len(scan.allowed)
    )
    return "\t".join((
        "ok" if good else "FAILED",
        str(scan),
        f"open: {numbers(scan.opened)}; tracked: {len(new)}",
        ", ".join(reasons),
    ))


def refuse(places, report):
    good = True
    with open(report, "w", encoding="ascii") as out:
        for scan in scans(places):
            line = refuse_one(scan)
            good &= line.startswith("ok")
            print(line, file=out)
            print(line.replace("\t", "  "))
    return good


def main():
    mode, places, *report = sys.argv[1:]
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    places = read_places(places)
    good = control(places) if mode == "control" else refuse(places, *report)
    sys.exit(0 if good else 1)


main()
