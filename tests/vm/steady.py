# SPDX-License-Identifier: GPL-2.0-only
"""Traffic that never stops, and what became of it."""

import contextlib
import socket
import struct
import time

import netns
import tap
import wire
from flood import PAYLOAD, SENT_X, STOPPING, Flood

RECEIVE_BUFFER = 256 << 20
SO_RCVBUFFORCE = 33
SO_TIMESTAMPNS = 35
TIMESTAMP = struct.Struct("=qq")
# Seconds between two datagrams, for others to have the CPU, too.
PAUSE = 0.005
# So many datagrams show that the traffic goes on.
SOME = 20


class Steady(Flood):
    """A flood that needs nobody's allowance, to X only, and leaves its CPU to others."""

    def send_all(self):
        sources = self.open_sources()
        count = 0
        while not self.get(STOPPING):
            data = PAYLOAD.pack(self.serial, count)
            sources[count % len(sources)].sendto(data, self.targets[0])
            count += 1
            self.put(SENT_X, count)
            time.sleep(PAUSE)


class Stream:
    """Numbered datagrams from a host to a place, each accounted for."""

    def __init__(self, serial, cpu, number, source, to):
        place, port = to
        self.serial = serial
        self.receiver = netns.open_socket(place.host, wire.FAMILY[number], socket.SOCK_DGRAM)
        self.receiver.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, RECEIVE_BUFFER)
        self.receiver.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
        self.receiver.bind((place.address(number), port))
        self.next = 0
        self.missing = set()
        self.last = None
        self.longest = 0.0
        self.sender = Steady(serial, cpu, number, source, to, to)

    def take(self, data, ancillary):
        serial, number = PAYLOAD.unpack(data)
        if serial != self.serial:
            return
        self.missing.update(range(self.next, number))
        self.missing.discard(number)
        self.next = max(self.next, number + 1)
        seconds, nanoseconds = TIMESTAMP.unpack(ancillary[0][2])
        now = seconds + nanoseconds / 1e9
        if self.last:
            self.longest = max(self.longest, now - self.last)
        self.last = now

    def collect(self):
        """Take what has arrived; how far the numbers have come."""
        with contextlib.suppress(BlockingIOError):
            while True:
                data, ancillary, _, _ = self.receiver.recvmsg(64, 64)
                self.take(data, ancillary)
        return self.next

    def pause(self):
        """The longest time without one since this was asked last, in seconds."""
        self.collect()
        longest, self.longest = self.longest, 0.0
        return longest

    def goes_on(self):
        """Do more arrive?"""
        wanted = self.collect() + SOME
        return tap.wait_for(lambda: self.collect() >= wanted)

    def lost(self):
        """How many of those that had been sent when this was called have not come."""
        sent = self.sender.get(SENT_X)
        tap.wait_for(lambda: self.collect() >= sent)
        return len(self.missing) + max(sent - self.next, 0)

    def stop(self):
        """The status of the sender."""
        return self.sender.stop()
