# SPDX-License-Identifier: GPL-2.0-only
"""Results, one line each, and waiting for a condition."""

import sys
import time

DEADLINE = 30
# Seconds, at most, between two looks at what is waited for.
PAUSE = 0.02
failed = 0


def check(name, passed, why=""):
    global failed
    if passed:
        print(f"ok - {name}", flush=True)
    else:
        failed += 1
        print(f"not ok - {name} ({why})", flush=True)
    return passed


def equal(name, seen, expected):
    return check(name, seen == expected, f"seen {seen!r}, expected {expected!r}")


def wait_for(condition, deadline=DEADLINE):
    """Is the condition true before the deadline is over?"""
    start = time.monotonic()
    while not condition():
        waited = time.monotonic() - start
        if waited > deadline:
            return False
        # What has taken long may take a little longer: to ask all the time would take
        # the CPU from what is waited for.
        time.sleep(min(waited / 4, PAUSE))
    return True


def finish():
    sys.exit(1 if failed else 0)
