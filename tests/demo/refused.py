#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Try what must be refused, and see that it is and why.

usage: refused.py control PLACES CASES          all of it must arrive: no policy yet
       refused.py refuse PLACES CASES REPORT    none of it may arrive

Refused means: the attempt did not arrive, one reason's drop counter rose, no row
counted anything, connection tracking holds no entry of it, and `lyncctl explain`
gives that reason for the very same flow. REPORT gets a line for each case:
ok|FAILED, what was tried, why, reason.
"""

import dataclasses
import sys
import time

import conntrack
import lyncctl
from hosts import Place, find_place, read_places
from probe import PROBES

PATIENCE = 10
POLL = 0.02


@dataclasses.dataclass(frozen=True)
class Case:
    """One attempt that must be refused."""

    why: str
    proto: str
    source: Place
    target: Place
    dport: int
    sport: int
    family: int

    def probe(self):
        kind = PROBES[self.proto]
        return kind(self.family, self.source, self.target, self.sport, self.dport)

    def has_ports(self):
        return self.proto in ("tcp", "udp")

    def __str__(self):
        port = f" {self.dport}" if self.has_ports() else ""
        return (
            f"IPv{self.family} {self.proto} {self.source.name}"
            f" to {self.target.name}{port}"
        )

    def question(self, sport):
        """For `lyncctl explain`."""
        proto = self.proto
        if (proto, self.family) == ("icmp", 6):
            proto = "icmpv6"
        return (
            f"{proto} {self.end(self.source, sport)} {self.end(self.target, self.dport)}"
            f" in {self.source.ifname}"
        )

    def end(self, place, port):
        address = place.address(self.family)
        if not self.has_ports():
            return address
        return f"[{address}]:{port}" if self.family == 6 else f"{address}:{port}"


@dataclasses.dataclass
class Result:
    """How one case went."""

    case: Case
    question: str
    reason: str = "-"
    fault: str = ""
    tracked: int = 0

    def line(self):
        verdict = "FAILED" if self.fault else "ok"
        reason = self.fault or self.reason
        return "\t".join((verdict, str(self.case), self.case.why, reason))


def read_cases(path, places):
    cases = []
    with open(path, encoding="ascii") as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            why, proto, source, target, dport, sport = line.rstrip("\n").split("\t")
            ends = find_place(places, source), find_place(places, target)
            for family in (4, 6):
                cases.append(Case(why, proto, *ends, int(dport), int(sport), family))
    return cases


def wait_for(condition):
    """What the condition gives once it is true, or at last."""
    deadline = time.monotonic() + PATIENCE
    while not (met := condition()) and time.monotonic() < deadline:
        time.sleep(POLL)
    return met


def arrives(case):
    with case.probe() as probe:
        probe.send()
        return wait_for(probe.reached)


def attempt(case, known):
    """Known are the flows tracked so far. They are looked at after each attempt, as
    an entry may be gone within seconds."""
    before = lyncctl.read_counts()
    with case.probe() as probe:
        result = Result(case, case.question(probe.sport()))
        probe.send()
        wait_for(lambda: lyncctl.read_counts().drops_since(before) or probe.reached())
        after = lyncctl.read_counts()
        reasons = after.drops_since(before)
        tracked = conntrack.entries(case.family)
        result.tracked = len(tracked - known[case.family])
        known[case.family] |= tracked
        if probe.reached():
            result.fault = "it arrived"
        elif len(reasons) != 1:
            result.fault = "it vanished, no single reason was counted"
        elif after.rows != before.rows:
            result.fault = "dropped, yet a row counted it"
        elif result.tracked:
            result.fault = "dropped, yet connection tracking holds it"
        result.reason = ", ".join(reasons)
    return result


def check_answers(results):
    answers = lyncctl.explain([result.question for result in results])
    if len(answers) != len(results):
        sys.exit(f"{len(results)} questions to explain, {len(answers)} answers")
    for result, answer in zip(results, answers):
        if not result.fault and answer != f"deny {result.reason}":
            result.fault = f"dropped by {result.reason}, but explained as: {answer}"


def control(cases):
    missing = [case for case in cases if not arrives(case)]
    for case in missing:
        print(f"{case} does not arrive even without a policy")
    print(f"{len(cases) - len(missing)} of {len(cases)} attempts arrive")
    return not missing


def refuse(cases, report):
    known = {family: conntrack.entries(family) for family in (4, 6)}
    results = [attempt(case, known) for case in cases]
    check_answers(results)
    with open(report, "w", encoding="ascii") as out:
        for result in results:
            print(result.line(), file=out)
    refused = sum(not result.fault for result in results)
    tracked = sum(result.tracked for result in results)
    print(f"{refused} of {len(cases)} attempts refused, {tracked} flows tracked")
    return refused == len(cases)


def main():
    mode, places, cases, *report = sys.argv[1:]
    cases = read_cases(cases, read_places(places))
    good = control(cases) if mode == "control" else refuse(cases, *report)
    sys.exit(0 if good else 1)


main()
