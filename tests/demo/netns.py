# SPDX-License-Identifier: GPL-2.0-only
"""Work in several network namespaces from one process."""

import contextlib
import ctypes
import os

CLONE_NEWNET = 0x40000000

libc = ctypes.CDLL(None, use_errno=True)
own_fd = os.open("/proc/self/ns/net", os.O_RDONLY | os.O_CLOEXEC)


def enter(fd):
    if libc.setns(fd, CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "cannot enter the network namespace")


@contextlib.contextmanager
def inside(host):
    """Sockets made in here are the host's, and stay so afterwards."""
    fd = os.open(f"/run/netns/{host}", os.O_RDONLY | os.O_CLOEXEC)
    try:
        enter(fd)
        yield
    finally:
        enter(own_fd)
        os.close(fd)
