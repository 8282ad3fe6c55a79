# SPDX-License-Identifier: GPL-2.0-only
"""Random questions about random policies: the kernel and lyncctl off line give the same
answers, line by line."""

import collections
import functools
import multiprocessing
import os
import random
import subprocess
import sys

import netns
import randompolicy
import tap

POLICIES = int(os.environ.get("LYNC_POLICIES", "200"))
QUESTIONS = 500
# Of each so many policies one is asked about for all that an answer has.
WHOLE = 10
OUTCOMES = {"allow": 0.20, "deny": 0.20, "pass": 0.05}
REASONS = ("no-row", "deny-row", "spoofed")


def lyncctl(*words):
    done = subprocess.run(["lyncctl", *words], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"lyncctl {' '.join(words)}: {done.stderr}")
    return done.stdout.splitlines()


def write(name, text):
    path = os.path.join(os.environ["LYNC_WORK"], name)
    with open(path, "w", encoding="ascii") as file:
        file.write(text)
    return path


def differences(where, questions, kernel, off_line):
    """What is wrong with the answers, in words."""
    if len(kernel) != len(questions) or len(off_line) != len(questions):
        yield (f"{where}: {len(kernel)} answers of the kernel, {len(off_line)} off line, "
               f"to {len(questions)} questions")
        return
    for question, one, other in zip(questions, kernel, off_line):
        if one != other:
            yield f"{where}, {question}: kernel {one!r}, off line {other!r}"


def whole_answers(where, questions, off_line):
    """Row, section, file and line, hint: everything, as JSON."""
    kernel = lyncctl("explain", "--json", "--batch", questions)
    off_line = lyncctl("explain", "--json", "--batch", questions, *off_line)
    if kernel != off_line or f'"policy":"{where}"' not in kernel[0]:
        yield f"{where}: as JSON kernel {kernel}, off line {off_line}"


def ask(source, name):
    """(answers by kind, what is wrong)"""
    policy = randompolicy.Policy(source, name)
    questions = [policy.question() for _ in range(QUESTIONS)]
    file = write(f"{name}.policy", policy.text)
    batch = write(f"{name}.questions", "\n".join(questions) + "\n")
    off_line = ("--policy", file, "--site", "/dev/null")
    lyncctl("policy", "load", file, "--site", "/dev/null")
    kernel = lyncctl("explain", "--batch", batch)
    wrong = list(differences(
        name, questions, kernel, lyncctl("explain", "--batch", batch, *off_line)
    ))
    whole = int(name[1:]) % WHOLE == 0
    if whole:
        wrong += whole_answers(name, batch, off_line)
    kinds = collections.Counter(tuple(line.split(" ", 1)) for line in kernel)
    return kinds, wrong, whole


def ask_all(seed, numbers, host):
    """In the namespace of that name, which is this process's from here on."""
    netns.enter(os.open(f"/run/netns/{host}", os.O_RDONLY | os.O_CLOEXEC))
    kinds, wrong, whole = collections.Counter(), [], 0
    for number in numbers:
        # Of its own, so that a policy can be made again without those before it.
        source = random.Random(f"{seed} {number}")
        more, faults, is_whole = ask(source, f"p{number}")
        kinds += more
        wrong += faults
        whole += is_whole
    return kinds, wrong, whole


def check_mixture(kinds):
    """Answers of one kind would prove little."""
    total = sum(kinds.values())
    tap.equal("questions asked", total, POLICIES * QUESTIONS)
    for outcome, least in OUTCOMES.items():
        share = sum(n for kind, n in kinds.items() if kind[0] == outcome) / total
        tap.check(f"{least:.0%} of them or more: {outcome}", share >= least, f"{share:.1%}")
    reasons = {reason: kinds[("deny", reason)] for reason in REASONS}
    tap.check("refused for every reason", all(n > total / 600 for n in reasons.values()), reasons)
    rows = sum(kind[0] == "allow" for kind in kinds)
    tap.check("rows that allow", rows >= 20, rows)


def main():
    seed, *hosts = sys.argv[1:]
    print(f"# seed {seed}", flush=True)
    work = [(range(i, POLICIES, len(hosts)), host) for i, host in enumerate(hosts)]
    with multiprocessing.Pool(len(hosts)) as pool:
        done = pool.starmap(functools.partial(ask_all, seed), work, chunksize=1)
    kinds = sum((part[0] for part in done), collections.Counter())
    wrong = [line for part in done for line in part[1]]
    check_mixture(kinds)
    tap.check(
        f"kernel and lyncctl off line agree on all of them (seed {seed})",
        not wrong, f"{len(wrong)} differ; {'; '.join(wrong[:3])}",
    )
    whole = sum(part[2] for part in done)
    tap.check("policies asked for whole answers", whole == POLICIES // WHOLE, whole)
    tap.finish()


main()
