# SPDX-License-Identifier: GPL-2.0-only
"""The kernel's own watch over CPUs and tasks that do not get on, at its strictest, and
what it says."""

import contextlib
import re
import subprocess

import tap

# Soft lockups are reported after twice the threshold.
KNOBS = {
    "/proc/sys/kernel/watchdog_thresh": 1,
    "/proc/sys/kernel/softlockup_panic": 0,
    "/proc/sys/kernel/hung_task_timeout_secs": 10,
    "/sys/module/rcupdate/parameters/rcu_cpu_stall_timeout": 3,
}
BARK = re.compile(r"soft lockup|rcu.*stall|blocked for more than|\bhung\b", re.IGNORECASE)
# A line that is ours and would be a finding: who does not see it would see no other.
DECOY = "lync-test: blocked for more than a joke"


def read(path):
    with open(path, encoding="ascii") as knob:
        return knob.read().strip()


def write(path, value):
    with open(path, "w", encoding="ascii") as knob:
        knob.write(str(value))


def barks():
    done = subprocess.run(["dmesg", "-t"], check=True, capture_output=True, text=True)
    return [line for line in done.stdout.splitlines() if BARK.search(line)]


@contextlib.contextmanager
def strict():
    """Strict for as long as this lasts; says at the end what was reported meanwhile."""
    loose = {path: read(path) for path in KNOBS}
    before = len(barks())
    try:
        for path, value in KNOBS.items():
            write(path, value)
        write("/dev/kmsg", DECOY + "\n")
        tap.equal("the watchdog is awake", read("/proc/sys/kernel/soft_watchdog"), "1")
        yield
        tap.equal("what the watchdog reported, beside what we said ourselves",
                  barks()[before:], [DECOY])
    finally:
        for path, value in loose.items():
            write(path, value)
