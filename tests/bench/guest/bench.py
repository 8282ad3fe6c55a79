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


# Of the rounds of a cell: those in which the zero took at most so much more than in its
# best one, but so many in any case.
QUIET = 1.1
LEAST_QUIET = 5


def undisturbed(zero):
    """Which rounds the host had no other work in, as far as the zero can tell: where it
    took long, something else did, and that is no cost of the subject's either."""
    order = sorted(range(len(zero)), key=zero.__getitem__)
    quiet = sum(its <= QUIET * min(zero) for its in zero)
    return order[:max(quiet, LEAST_QUIET)]


def nanoseconds(answer):
    """A walk's answer: best and median per packet, of the subject and of the zero, and
    what is left when the zero of the same round is taken away, in undisturbed rounds."""
    packets = int(answer["packets"])
    took = [int(n) / packets for n in answer["ns"].split(",")]
    zero = [int(n) / packets for n in answer["zero"].split(",")]
    quiet = undisturbed(zero)
    over = [took[i] - zero[i] for i in quiet]
    return {"best": round(min(took), 2), "median": round(statistics.median(took), 2),
            "zero_best": round(min(zero), 2), "zero_median": round(statistics.median(zero), 2),
            "over_empty": round(statistics.median(over), 2),
            "over_empty_best": round(min(took) - min(zero), 2), "rounds": len(took),
            "quiet": len(quiet)}
