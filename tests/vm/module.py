# SPDX-License-Identifier: GPL-2.0-only
"""The module: loaded and unloaded as an administrator does it."""

import os
import subprocess

NAME = "lync_edge"
PARAMETERS = f"/sys/module/{NAME}/parameters"


def is_loaded():
    return os.path.isdir(f"/sys/module/{NAME}")


def load():
    file = os.environ.get("LYNC_KO")
    subprocess.run(["insmod", file] if file else ["modprobe", NAME], check=True)


def unload():
    subprocess.run(["rmmod", NAME], check=True)


def parameter(name):
    with open(f"{PARAMETERS}/{name}", encoding="ascii") as knob:
        return knob.read().strip()


def set_parameter(name, value):
    with open(f"{PARAMETERS}/{name}", "w", encoding="ascii") as knob:
        knob.write(str(value))


def conntrack_count():
    with open("/proc/sys/net/netfilter/nf_conntrack_count", encoding="ascii") as count:
        return int(count.read())
