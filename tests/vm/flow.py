# SPDX-License-Identifier: GPL-2.0-only
"""A flow between two hosts by real sockets: opened, answered, closed."""

import contextlib
import errno
import socket

import netns
import tap
import tcp
from wire import FAMILY, new_token


class Flow:
    """Both ends. What the opening end sends is a token nobody else has, and the
    other end sends it back."""

    def __init__(self, number, source, target, dport, sport=0):
        self.token = new_token()
        self.stack = contextlib.ExitStack()
        self.to = (target.address(number), dport)
        self.server = self.open(target.host, number)
        self.server.bind(self.to)
        self.client = self.open(source.host, number)
        self.client.bind((source.address(number), sport))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Nothing of it is under way any more that would yet be counted."""
        self.stack.close()

    def give_up(self):
        """Of a flow that is not answered: close it, and say how often it asked."""
        self.client.close()
        return 1

    def open(self, host, number):
        made = netns.open_socket(host, FAMILY[number], self.kind)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return self.stack.enter_context(made)

    def answered(self):
        """Does the token come back before the deadline?"""
        return tap.wait_for(self.poll)


class UdpFlow(Flow):
    """A datagram and its answer."""

    kind = socket.SOCK_DGRAM
    # A datagram and its answer.
    least = 2
    arrived = False

    def start(self):
        self.client.sendto(self.token, self.to)

    def reached(self):
        """Did anything arrive at the other end? Asked once nothing is under way."""
        try:
            self.server.recv(2048)
        except BlockingIOError:
            return self.arrived
        return True

    def poll(self):
        try:
            data, peer = self.server.recvfrom(2048)
            self.arrived = True
            self.server.sendto(data, peer)
        except BlockingIOError:
            pass
        try:
            return self.client.recv(2048) == self.token
        except BlockingIOError:
            return False


class TcpFlow(Flow):
    """A connection, a request and its answer."""

    kind = socket.SOCK_STREAM
    # A handshake, a question and its answer.
    least = 5
    peer = None
    sent = False

    def __init__(self, *args):
        super().__init__(*args)
        self.server.listen()
        tcp.end_by_reset(self.client)

    def close(self):
        if self.peer:
            self.client.close()
            tap.wait_for(lambda: tcp.is_reset(self.peer))
        super().close()

    def give_up(self):
        # who stands still for a second asks once more
        asked = 1 + tcp.number(self.client, tcp.TOTAL_RETRANS)
        self.client.close()
        return asked

    def start(self):
        error = self.client.connect_ex(self.to)
        if error not in (0, errno.EINPROGRESS):
            raise OSError(error, "connect")

    def accept(self):
        with contextlib.suppress(BlockingIOError):
            self.peer, _ = self.server.accept()
            self.stack.enter_context(self.peer)
            self.peer.setblocking(False)

    def reached(self):
        self.accept()
        return self.peer is not None

    def poll(self):
        if not self.peer:
            self.accept()
            return False
        with contextlib.suppress(BlockingIOError):
            if not self.sent:
                self.client.send(self.token)
                self.sent = True
            data = self.peer.recv(2048)
            if data:
                self.peer.send(data)
        try:
            return self.client.recv(2048) == self.token
        except BlockingIOError:
            return False


KINDS = {"tcp": TcpFlow, "udp": UdpFlow}


def open_flow(proto, *args):
    return KINDS[proto](*args)
