# SPDX-License-Identifier: GPL-2.0-only
"""Senders that flood from a CPU of their own, in processes of their own."""

import mmap
import os
import socket
import struct
import sys
import traceback

import netns
import wire

NUMBER = struct.Struct("=Q")
SENT_X, SENT_Y, STOPPING, ALLOWANCE = range(4)
SOURCES = 64
PAYLOAD = struct.Struct("=QQ")


class Flood:
    """Numbered datagrams from many ports of one host, in turn to X and to Y. What a
    CPU sends over a virtual cable it also forwards, so the sender's CPU is the
    router's. It is never ahead of its allowance."""

    def __init__(self, serial, cpu, number, source, x, y):
        self.serial = serial
        self.number = number
        self.source = source
        self.targets = tuple((place.address(number), port) for place, port in (x, y))
        self.shared = mmap.mmap(-1, mmap.PAGESIZE)
        self.news = os.eventfd(0)
        self.pid = os.fork()
        if self.pid == 0:
            self.run_child(cpu)

    def run_child(self, cpu):
        status = 1
        try:
            os.sched_setaffinity(0, {cpu})
            self.send_all()
            status = 0
        except BaseException:
            traceback.print_exc(file=sys.stderr)
        finally:
            os._exit(status)

    def get(self, index):
        return NUMBER.unpack_from(self.shared, index * NUMBER.size)[0]

    def put(self, index, value):
        NUMBER.pack_into(self.shared, index * NUMBER.size, value)

    def open_sources(self):
        kind = (wire.FAMILY[self.number], socket.SOCK_DGRAM)
        sources = []
        for _ in range(SOURCES):
            made = netns.open_socket(self.source.host, *kind)
            made.bind((self.source.address(self.number), 0))
            sources.append(made)
        return sources

    def send_all(self):
        sources = self.open_sources()
        x, y = self.targets
        count = 0
        while self.may_send(count):
            data = PAYLOAD.pack(self.serial, count)
            made = sources[count % SOURCES]
            made.sendto(data, x)
            self.put(SENT_X, count + 1)
            made.sendto(data, y)
            self.put(SENT_Y, count + 1)
            count += 1

    def may_send(self, count):
        """Waits for allowance to send one more, asleep: no flood shall take its CPU from
        what it waits for. False when it is to stop."""
        while not self.get(STOPPING):
            if count < self.get(ALLOWANCE):
                return True
            os.eventfd_read(self.news)
        return False

    def allow(self, more):
        self.put(ALLOWANCE, self.get(SENT_X) + more)
        os.eventfd_write(self.news, 1)

    def stop(self):
        """The status it ended with."""
        self.put(STOPPING, 1)
        os.eventfd_write(self.news, 1)
        status = os.waitpid(self.pid, 0)[1]
        os.close(self.news)
        return os.waitstatus_to_exitcode(status)


def forwarded_by_cpu():
    """Packets the network stack has taken off each CPU's queue, and lost there."""
    with open("/proc/net/softnet_stat", encoding="ascii") as lines:
        columns = [[int(word, 16) for word in line.split()] for line in lines]
    return [line[0] for line in columns], sum(line[1] for line in columns)
