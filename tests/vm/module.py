# SPDX-License-Identifier: GPL-2.0-only
"""The module: loaded and unloaded as an administrator does it."""

import ctypes
import os
import subprocess

NAME = "lync_edge"
PARAMETERS = f"/sys/module/{NAME}/parameters"

libc = ctypes.CDLL(None, use_errno=True)


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


def image():
    """The module's file, to load it from memory as often as needed."""
    file = os.environ.get("LYNC_KO") or subprocess.check_output(
        ["modinfo", "-n", NAME], text=True
    ).strip()
    with open(file, "rb") as ko:
        return ko.read()


def load_image(data):
    """As load(), without a process."""
    if libc.init_module(data, ctypes.c_ulong(len(data)), b""):
        raise OSError(ctypes.get_errno(), "init_module")


def remove():
    """As unload(), without a process."""
    if libc.delete_module(NAME.encode(), os.O_NONBLOCK):
        raise OSError(ctypes.get_errno(), "delete_module")
