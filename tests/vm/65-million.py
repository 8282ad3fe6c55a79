# SPDX-License-Identifier: GPL-2.0-only
"""A million prefixes come, are swapped, and go, under traffic and questions."""

import contextlib
import json
import os
import socket
import subprocess
import threading
import time

import edgenl
import million
import policies
import tap
import watchdog
from asking import Asker
from million import TOTAL, Site
from places import AV, MESSENGER
from steady import Stream

MIB = 1 << 20
MOST_BYTES = 64 * MIB
SEND_BUFFER = 64 << 20
STUN = 3478
# Seconds between two rounds of questions, and how many are asked in one.
ASK_EVERY = 0.1
ROUND = 6
# Of such rounds; a short change may well be over before the first.
ENOUGH = 30
# KiB that something else may have taken or given back meanwhile.
SLACK = {"VmallocUsed": 1024, "Slab": 4096}
# What the site of the vectors says: everybody is a partner.
EVERYBODY = {443: "client-sip", 5061: "sip-federation-in", 5269: "xmpp-in"}


def kibibytes(path):
    with open(path, encoding="ascii") as lines:
        pairs = (line.split(":") for line in lines)
        return {name: int(rest.split()[0]) for name, rest in pairs if rest.endswith("kB\n")}


def memory():
    """KiB of the kinds of memory that a policy is in; others are moved by the traffic, too."""
    watchdog.write("/proc/sys/vm/drop_caches", 3)
    seen = kibibytes("/proc/meminfo")
    return {name: seen[name] for name in SLACK}


def lyncctl(*words):
    return subprocess.run(["lyncctl", *words], check=True, stdout=subprocess.PIPE).stdout


class Change(threading.Thread):
    """A change of policy, so that there is time for questions meanwhile."""

    def __init__(self, do):
        super().__init__()
        self.do, self.failed = do, ""
        self.start()

    def run(self):
        try:
            self.do()
        except (OSError, subprocess.CalledProcessError) as error:
            self.failed = str(error)


class Test:
    """Streams, questions, and the generation that runs."""

    def __init__(self):
        cpus = sorted(os.sched_getaffinity(0))
        self.client = edgenl.Client()
        self.client.socket.setsockopt(
            socket.SOL_SOCKET, edgenl.SO_SNDBUFFORCE, SEND_BUFFER
        )
        self.asker = Asker()
        self.rounds = 0
        self.streams = [
            Stream(number, cpus[i % len(cpus)], number, MESSENGER, (AV, STUN))
            for i, number in enumerate((4, 6))
        ]

    def collect(self):
        """How far each stream has come."""
        return [stream.collect() for stream in self.streams]

    def all_go_on(self):
        return all(stream.goes_on() for stream in self.streams)

    def wait_out(self, changing):
        """Until it is done; wrong answers meanwhile."""
        wrong = []
        while changing.is_alive():
            wrong += self.asker.wrong(self.rounds * ROUND, ROUND)
            self.rounds += 1
            self.collect()
            # most of the CPUs is for what is being done
            changing.join(ASK_EVERY)
        return wrong

    def change(self, name, do, rows=None):
        """The policy becomes one that answers the questions with `rows`, or none."""
        generation = self.client.generation() + 1
        self.asker.right[generation] = rows
        before, began = self.collect(), time.monotonic()
        changing = Change(do)
        asked_before = self.rounds
        wrong = self.wait_out(changing)
        took = time.monotonic() - began
        moved = [now - then for now, then in zip(self.collect(), before)]
        pauses = [f"{stream.pause() * 1000:.0f}" for stream in self.streams]
        print(f"# {name}: {took:.1f} s, asked {self.rounds - asked_before} times, "
              f"datagrams {moved}, longest without one {', '.join(pauses)} ms", flush=True)
        tap.equal(f"{name}: done", changing.failed, "")
        tap.equal(f"{name}: wrong answers until then", wrong[:3], [])
        tap.equal(f"{name}: generations that answer", self.asker.generations(),
                  {generation} if rows else set())
        tap.equal(f"{name}: wrong answers", self.asker.wrong()[:3], [])
        tap.check(f"{name}: the traffic goes on", self.all_go_on(), moved)

    def load(self, name, site, rows):
        """By lyncctl."""
        self.change(
            name, lambda: lyncctl("policy", "load", "default", "--site", site), rows
        )

    def put(self, name, message, rows):
        """As a message, which takes less time."""
        self.change(name, lambda: policies.put(self.client, message), rows)

    def unload(self, before):
        """And all is as it was before."""
        self.change("unload", lambda: lyncctl("policy", "unload"))
        tap.wait_for(lambda: not self.not_given_back(before))
        tap.equal("memory that is not given back, KiB", self.not_given_back(before), {})

    def not_given_back(self, before):
        """By name, but for what may be."""
        self.collect()
        now = memory()
        return {
            name: now[name] - before[name]
            for name, slack in SLACK.items()
            if abs(now[name] - before[name]) > slack
        }

    def check_lost(self):
        tap.equal("senders ended with status", [s.stop() for s in self.streams], [0, 0])
        for stream in self.streams:
            lost = stream.lost()
            tap.equal(f"lost of {stream.next} datagrams, IPv{stream.sender.number}", lost, 0)

    def check_asked(self):
        tap.check(f"while policies changed {ENOUGH} rounds of questions were asked, or more",
                  self.rounds >= ENOUGH, self.rounds)


def check_size(before):
    """What is said to be there is there, and no more than it may be."""
    seen = json.loads(lyncctl("status", "--json"))
    said = seen["policy_bytes"] + seen["matcher_bytes"]
    slack = sum(SLACK.values()) * 1024

    def taken():
        now = memory()
        return sum(now[name] - before[name] for name in SLACK) * 1024

    def agree():
        return abs(taken() - said) <= slack

    # what others give back late
    tap.wait_for(agree)
    print(f"# {TOTAL} prefixes: {said / MIB:.1f} MiB said, {taken() / MIB:.1f} MiB taken",
          flush=True)
    tap.check(f"{TOTAL} prefixes are there", seen["prefixes"] >= TOTAL, seen)
    tap.check("they take the memory they are said to take", agree(), (taken(), said))
    tap.check(f"and not more than {MOST_BYTES / MIB} MiB", said <= MOST_BYTES, said)


def check_ipv4(test, numbers, content):
    """Two sites in turn, a small one between, and none."""
    first, second = Site(4, 16), Site(4, 32)
    questions = first.questions() + second.questions()
    half = len(questions) // 2
    of_first = [q.row for q in questions[:half]] + [None] * half
    of_second = [None] * half + [q.row for q in questions[half:]]
    test.asker.ask_about(questions)
    path = os.path.join(os.environ["LYNC_WORK"], "million.conf")
    first.write(path)
    messages = [site.message(numbers, content) for site in (first, second)]
    test.collect()
    before = memory()
    test.load("a million", path, of_first)
    check_size(before)
    test.put("another million instead", messages[1], of_second)
    test.put("the first million again", messages[0], of_first)
    test.load("a small site instead", os.environ["LYNC_SITE"],
              [EVERYBODY[q.port] for q in questions])
    test.put("a million after the small one", messages[1], of_second)
    test.unload(before)


def check_ipv6(test, numbers, content):
    site = Site(6, 16)
    questions = site.questions()
    test.asker.ask_about(questions)
    message = site.message(numbers, content)
    test.collect()
    before = memory()
    test.put("a million of IPv6", message, [q.row for q in questions])
    check_size(before)
    test.unload(before)


def main():
    with watchdog.strict(), contextlib.ExitStack() as stack:
        # first: a sender keeps a copy of all the memory there is when it is forked
        test = Test()
        for stream in test.streams:
            stack.callback(stream.stop)
        tap.check("the traffic flows without a policy", test.all_go_on())
        numbers, content = million.template(test.client)
        lyncctl("policy", "unload")
        check_ipv4(test, numbers, content)
        check_ipv6(test, numbers, content)
        stack.pop_all()
        test.check_lost()
        test.check_asked()
    tap.finish()


main()
