# SPDX-License-Identifier: GPL-2.0-only
"""Sessions opened before the first load go on if the policy has them, whoever speaks
first; an ACK scan that looks like their replies does not get in. What was refused once
does not come back the other way round."""

import itertools
import subprocess

import edgenl
import module
import policies
import session
import tap
import wire
from places import ACCESS, PARTNER, STRANGER

SIP = 5061
UNLISTED = 8443
SCANNED = (22, 80, 135, 443, 445, 1433, 3389, 5060, 5062, 8057)


def open_sessions(dport):
    """(session, end that speaks first), one for every case."""
    cases = itertools.product(((PARTNER, ACCESS), (ACCESS, PARTNER)), (4, 6), session.ENDS)
    return [
        (
            session.Session(
                f"opened by {source.name}, IPv{number}, port {dport}, {first} first",
                number, source, target, dport,
            ),
            first,
        )
        for (source, target), number, first in cases
    ]


def open_between_ports(sport, dport):
    """Sessions of the partner that may be taken for the Edge's own, had it opened them."""
    return [
        (
            session.Session(
                f"from port {sport} to {dport}, IPv{number}",
                number, PARTNER, ACCESS, dport, sport,
            ),
            "client",
        )
        for number in (4, 6)
    ]


def hears(one, end, word):
    return tap.wait_for(lambda: one.heard(end).endswith(word))


def check_talk(sessions, word):
    for one, first in sessions:
        one.say(first, word)
        if not hears(one, session.other(first), word):
            tap.check(f"{one.name}: the first word arrives", False, "it does not")
            continue
        one.say(session.other(first), word)
        tap.check(f"{one.name}: {word.decode()}", hears(one, first, word), "no answer")


def check_stopped(sessions, word):
    """Nothing gets through, in either direction."""
    for one, _ in sessions:
        for end in session.ENDS:
            one.say(end, word)
    ends = [(one, end) for one, _ in sessions for end in session.ENDS]
    tap.check(
        f"{word.decode()}: every end sends again",
        tap.wait_for(lambda: all(one.is_retrying(end) for one, end in ends)),
        "not every end does",
    )
    heard = [one.name for one, end in ends if one.heard(end).endswith(word)]
    tap.equal(f"{word.decode()}: sessions that got through", heard, [])


def seconds_left(sport):
    """Of the closed flows from this port."""
    listed = [
        subprocess.run(
            ["conntrack", "-L", "-f", family, "-p", "tcp", "--sport", str(sport),
             "--state", "CLOSE"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, text=True,
        ).stdout.splitlines()
        for family in ("ipv4", "ipv6")
    ]
    return [int(line.split()[2]) for lines in listed for line in lines]


def check_reset_is_not_forgotten():
    """A row goes, and so does the session, by a reset that is dropped."""
    policies.load("with")
    for number in (4, 6):
        one = session.Session(f"reset, IPv{number}", number, PARTNER, ACCESS, SIP)
        sport = one.sockets["client"].getsockname()[1]
        check_talk([(one, "client")], b"tracked")
        session.all_quiet([one])
        policies.load("outwards")
        one.abort()
        tap.check(
            f"{one.name}: it stays known for hours",
            tap.wait_for(lambda port=sport: any(left > 7200 for left in seconds_left(port))),
            f"seconds left: {seconds_left(sport)}",
        )
        policies.load("with")


class Scan:
    """ACK segments from one source port of a stranger to many ports of the Edge."""

    def __init__(self):
        self.sender = wire.Sender("stranger")
        self.watcher = wire.Watcher("edge")
        self.count = 2 * len(SCANNED)

    def run(self, sport):
        self.watcher.forget()
        for number in (4, 6):
            src, dst = STRANGER.address(number), ACCESS.address(number)
            for dport in SCANNED:
                self.sender.send(wire.tcp(src, dst, sport, dport, wire.ACK, b"scan"))

    def arrived(self):
        return sum(b"scan" in packet for packet in self.watcher.packets())

    def check_arrives(self):
        self.run(SIP)
        tap.check(
            "without a policy the scan arrives",
            tap.wait_for(lambda: self.arrived() == self.count),
            f"{self.arrived()} of {self.count}",
        )

    def check_refused(self, name, client, sport):
        before, tracked = client.stats(), module.conntrack_count()
        self.run(sport)
        expected = ({}, {}, {"no-row": self.count})
        tap.wait_for(lambda: client.stats().since(before) == expected)
        tap.equal(f"{name}: counted", client.stats().since(before), expected)
        tap.equal(f"{name}: arrived", self.arrived(), 0)
        tap.equal(f"{name}: tracked", module.conntrack_count(), tracked)


def main():
    tap.equal("the module is not loaded yet", module.is_loaded(), False)
    sessions = open_sessions(SIP)
    unlisted = open_sessions(UNLISTED)
    between = open_between_ports(SIP, SIP)
    check_talk(sessions + unlisted + between, b"before")
    tap.equal("flows connection tracking knows by then", module.conntrack_count(), 0)
    scan = Scan()
    scan.check_arrives()

    module.load()
    tap.equal("pickup_seconds by default", module.parameter("pickup_seconds"), "120")
    policies.load("with")
    check_talk(sessions + between, b"after the first load")
    check_stopped(unlisted, b"unlisted")
    client = edgenl.Client()
    flows = {name: row.flows for name, row in client.stats().rows.items()}
    tap.equal("flows picked up", flows, {"sip-in": 6, "sip-out": 4})
    for one, _ in unlisted:
        one.abort()
    policies.load("outwards")
    check_stopped(between, b"outwards")
    for one, _ in between:
        one.abort()
    policies.load("without")
    check_stopped(sessions, b"without")
    for one, _ in sessions:
        one.abort()

    check_reset_is_not_forgotten()
    scan.check_refused("ACK scan from another port while old flows are picked up",
                       client, 5062)
    client.do(edgenl.POLICY_DEL)
    module.set_parameter("pickup_seconds", 0)
    policies.load("with")
    scan.check_refused("ACK scan from port 5061 when they are not any more",
                       client, SIP)
    tap.finish()


main()
