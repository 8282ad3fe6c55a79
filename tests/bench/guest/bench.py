# SPDX-License-Identifier: GPL-2.0-only
"""The bench module's two files, and what else the parts of a run share."""

import json
import os
import pathlib
import statistics
import subprocess
import time

CONTROL = pathlib.Path("/proc/lync_bench/control")
PACKETS = pathlib.Path("/proc/lync_bench/packets")
OUT = pathlib.Path(os.environ["OUT"])
DATA = pathlib.Path(os.environ["DATA"])
QUICK = os.environ.get("LYNC_BENCH_QUICK") == "1"
LYNCCTL = os.environ["LYNCCTL"]
NOWHERE = subprocess.DEVNULL
RECORD = 72


def run(*words, **more):
    subprocess.run(words, check=True, **more)


def command(words):
    """One command; its answer as a dictionary of text."""
    CONTROL.write_text(words, encoding="ascii")
    return dict(word.split("=") for word in CONTROL.read_text(encoding="ascii").split())


def write_packets(path, count=None):
    """Hold the file's first `count` packets ready."""
    with open(path, "rb") as source, open(PACKETS, "wb", buffering=0) as target:
        left = count * RECORD if count else -1
        while chunk := source.read(min(1 << 20, left) // RECORD * RECORD if left >= 0
                                   else (1 << 20) // RECORD * RECORD):
            target.write(chunk)
            left -= len(chunk) if left >= 0 else 0


def result(part, **fields):
    """A line of OUT/PART.jsonl."""
    with open(OUT / f"{part}.jsonl", "a", encoding="ascii") as lines:
        lines.write(json.dumps(fields) + "\n")


def memory():
    """Bytes of memory that are not free and not cache."""
    found = {}
    with open("/proc/meminfo", encoding="ascii") as lines:
        for line in lines:
            name, value = line.split(":")
            found[name] = int(value.split()[0]) * 1024
    return found["MemTotal"] - found["MemFree"] - found["Buffers"] - found["Cached"]


def settle():
    """Until the kernel has given back what it frees behind its callers' backs."""
    before = memory()
    for _ in range(100):
        time.sleep(0.05)
        now = memory()
        if abs(now - before) < 1 << 16:
            return now
        before = now
    return before


# The host has other work: as a neighbour on the same core, for minutes. Where the zero takes
# long, it is that, and no cost of the subject's either. So rounds count that are calm: in
# which the zero took at most so much more than it usually does in the calmest attempt of
# its kind so far: beside the same contender, as a heavy one leaves it cold caches. Of these
# a cell must have a share of what one attempt has, else it is measured again, after a pause
# that doubles, while the run has patience for one; the first cell of a kind a few times in
# any case, as nothing tells yet what is calm. What is there after the last attempt must do,
# and a few rounds.
CALM = 1.1
SHARE = 0.25
ATTEMPTS = 7
FIRST_ATTEMPTS = 5
PAUSE_S = 0.2
PATIENCE_S = 420
LEAST_ROUNDS = 5


def rounds_of(answer):
    """A walk's answer: for each round nanoseconds a packet, of the zero and the subject."""
    packets = int(answer["packets"])
    return [tuple(int(n) / packets for n in pair)
            for pair in zip(answer["zero"].split(","), answer["ns"].split(","))]


# Numbers that all contenders' processes share.
SHARED = OUT / "calm.json"


def shared():
    return json.loads(SHARED.read_text(encoding="ascii")) if SHARED.exists() else {}


def keep(key, combine, new):
    """What is known under a key, combined with this."""
    known = shared()
    known[key] = combine((known[key], new)) if key in known else new
    SHARED.write_text(json.dumps(known), encoding="ascii")
    return known[key]


def least_zero(kind, rounds):
    """What the zero usually takes in the calmest attempt of this kind so far: a quarter of
    its rounds took less."""
    return keep(kind, min, sorted(rounds)[len(rounds) // 4][0])


def pause(attempt):
    """Twice as long after each attempt, while there is patience left."""
    seconds = PAUSE_S * 2 ** (attempt - 1)
    if shared().get("paused", 0) + seconds <= PATIENCE_S:
        keep("paused", sum, seconds)
        time.sleep(seconds)


def walk_calmly(kind, words):
    """Rounds of a walk, the calm ones among them, and how many attempts it took."""
    rounds = []
    least_attempts = 1 if kind in shared() else FIRST_ATTEMPTS
    for attempt in range(1, ATTEMPTS + 1):
        new = rounds_of(command(words))
        rounds += new
        limit = CALM * least_zero(kind, new)
        calm = [its for its in rounds if its[0] <= limit]
        if attempt >= least_attempts and len(calm) >= SHARE * len(new):
            break
        if attempt < ATTEMPTS:
            pause(attempt)
    if len(calm) < LEAST_ROUNDS:
        calm = sorted(rounds)[:LEAST_ROUNDS]
    return rounds, calm, attempt


def nanoseconds(kind, words):
    """A cell: best and median per packet, of the subject and of the zero, and what is left
    when the zero of the same round is taken away, in calm rounds."""
    rounds, calm, attempts = walk_calmly(kind, words)
    zero, took = zip(*rounds)
    return {"best": round(min(took), 2), "median": round(statistics.median(took), 2),
            "zero_best": round(min(zero), 2), "zero_median": round(statistics.median(zero), 2),
            "over_empty": round(statistics.median(its[1] - its[0] for its in calm), 2),
            "over_empty_best": round(min(took) - min(zero), 2), "rounds": len(rounds),
            "calm": len(calm), "attempts": attempts}
