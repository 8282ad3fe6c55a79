# SPDX-License-Identifier: GPL-2.0-only
"""The bench module's two files, and what else the parts of a run share."""

import json
import os
import pathlib
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


def results(part):
    """What is in OUT/PART.jsonl so far."""
    path = OUT / f"{part}.jsonl"
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="ascii").splitlines()]


def result(part, **fields):
    """A line more of it."""
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
