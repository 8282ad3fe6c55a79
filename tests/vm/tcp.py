# SPDX-License-Identifier: GPL-2.0-only
"""What TCP says of a socket."""

import errno
import socket
import struct

# Offsets in struct tcp_info, linux/tcp.h.
RETRANSMITS = 2
UNACKED = 24
TOTAL_RETRANS = 100
INFO_SIZE = 104

LINGER_NOT = struct.pack("ii", 1, 0)


def info(made):
    return made.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, INFO_SIZE)


def byte(made, offset):
    return info(made)[offset]


def number(made, offset):
    return int.from_bytes(info(made)[offset : offset + 4], "little")


def end_by_reset(made):
    """When it is closed, it says so by a reset and no more."""
    made.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NOT)


def is_reset(made):
    """Has the other end's reset come since this was asked last?"""
    return made.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == errno.ECONNRESET
