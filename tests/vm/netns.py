# SPDX-License-Identifier: GPL-2.0-only
"""Sockets of several network namespaces in one process."""

import contextlib
import ctypes
import os
import socket

CLONE_NEWNET = 0x40000000
ROUTER = "router"

libc = ctypes.CDLL(None, use_errno=True)
own_fd = os.open("/proc/self/ns/net", os.O_RDONLY | os.O_CLOEXEC)


def enter(fd):
    if libc.setns(fd, CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "cannot enter the network namespace")


@contextlib.contextmanager
def inside(host):
    """What is opened in here belongs to the host. ROUTER is the namespace this
    process was started in."""
    if host == ROUTER:
        yield
        return
    fd = os.open(f"/run/netns/{host}", os.O_RDONLY | os.O_CLOEXEC)
    try:
        enter(fd)
        yield
    finally:
        enter(own_fd)
        os.close(fd)


def open_socket(host, *kind):
    with inside(host):
        made = socket.socket(*kind)
    made.setblocking(False)
    return made
