# SPDX-License-Identifier: GPL-2.0-only
"""A long TCP session between two hosts, both ends of it, and what TCP says of it."""

import contextlib
import errno
import socket
import ssl
import subprocess
import threading

import netns
import tap
import tcp
from wire import FAMILY

ENDS = ("client", "server")

# Of these a namespace has one each: what its TCP had to send again.
RESENT = ("RetransSegs", "TCPTimeouts")

NOT_NOW = (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError)


class Session:
    """`client` opened it, `server` accepted it; both are ends to say() and heard()."""

    def __init__(self, name, number, source, target, dport, sport=0):
        self.name = name
        to = (target.address(number), dport)
        with netns.open_socket(target.host, FAMILY[number], socket.SOCK_STREAM) as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind(to)
            door.listen()
            client = netns.open_socket(source.host, FAMILY[number], socket.SOCK_STREAM)
            # beside what this port has accepted
            client.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            client.bind((source.address(number), sport))
            error = client.connect_ex(to)
            if error not in (0, errno.EINPROGRESS):
                raise OSError(error, f"{name}: connect")
            self.ends = {"client": client}
            if not tap.wait_for(lambda: self.accept(door)):
                raise TimeoutError(f"{name}: the session does not open")
        self.sockets = dict(self.ends)
        self.heard_so_far = {"client": b"", "server": b""}

    def accept(self, door):
        with contextlib.suppress(BlockingIOError):
            server, _ = door.accept()
            server.setblocking(False)
            self.ends["server"] = server
        return "server" in self.ends

    def secure(self, contexts):
        """TLS on top; `contexts` has one for each end."""
        for end, plain in self.ends.items():
            self.ends[end] = contexts[end].wrap_socket(
                plain, server_side=end == "server", do_handshake_on_connect=False
            )
        self.sockets = dict(self.ends)
        waiting = set(self.ends)

        def shaken():
            for end in tuple(waiting):
                with contextlib.suppress(*NOT_NOW):
                    self.ends[end].do_handshake()
                    waiting.discard(end)
            return not waiting

        if not tap.wait_for(shaken):
            raise TimeoutError(f"{self.name}: no TLS handshake")

    def say(self, end, data):
        self.ends[end].send(data)

    def heard(self, end):
        """All that has arrived at that end."""
        with contextlib.suppress(*NOT_NOW):
            while True:
                data = self.ends[end].recv(4096)
                if not data:
                    break
                self.heard_so_far[end] += data
        return self.heard_so_far[end]

    def abort(self):
        """One RST from each end; neither has anything to say any more."""
        for end in self.sockets.values():
            tcp.end_by_reset(end)
            end.close()

    def reset(self):
        """The client resets it. A server that has heard of it sends nothing more."""
        client, server = (self.sockets[end] for end in ENDS)
        tcp.end_by_reset(client)
        client.close()
        told = tap.wait_for(lambda: tcp.is_reset(server))
        server.close()
        return told

    def number(self, end, offset):
        return tcp.number(self.sockets[end], offset)

    def is_quiet(self):
        """Is all that was said acknowledged?"""
        return all(self.number(end, tcp.UNACKED) == 0 for end in self.ends)

    def is_retrying(self, end):
        """Is it sending something again right now?"""
        return tcp.byte(self.sockets[end], tcp.RETRANSMITS) > 0

    def resent(self):
        """Segments sent again, both ends, since it was opened."""
        return sum(self.number(end, tcp.TOTAL_RETRANS) for end in self.ends)


def other(end):
    return "client" if end == "server" else "server"


def exchange(sessions, word):
    """Every end says it and every other end hears it."""
    for one in sessions:
        for end in ENDS:
            one.say(end, word)
    return tap.wait_for(lambda: all_heard(sessions, word))


def all_heard(sessions, word):
    return all(one.heard(end).endswith(word) for one in sessions for end in ENDS)


def all_quiet(sessions):
    return tap.wait_for(lambda: all(one.is_quiet() for one in sessions))


class Pump(threading.Thread):
    """Keeps data going, to and fro in each session, until told to stop."""

    def __init__(self, sessions):
        super().__init__()
        self.sessions = sessions
        self.rounds = [0] * len(sessions)
        self.stopping = False
        self.failed = ""

    def run(self):
        while not self.stopping and not self.failed:
            for index, one in enumerate(self.sessions):
                self.turn(index, one)

    def turn(self, index, one):
        word = b"%d round\n" % self.rounds[index]
        for end in ENDS:
            one.say(end, word)
        if not tap.wait_for(lambda: all_heard([one], word)):
            self.failed = f"{one.name}: nothing arrives in round {self.rounds[index]}"
        self.rounds[index] += 1

    def total(self):
        return sum(self.rounds)


def sent_again(*hosts):
    """{host: {counter: value}}, of all TCP of these hosts."""
    return {host: read_counters(host) for host in hosts}


def lost(*hosts):
    """Segments these hosts have sent, to one another alone, and not received. What is
    under way counts, too, and what was sent before to hosts that are no more."""

    def read():
        return [read_counters(host, ("OutSegs", "InSegs")) for host in hosts]

    # What is sent between the readings of two hosts looks lost, or received twice: only
    # when none has changed they belong together.
    before, counted = None, read()
    while counted != before:
        before, counted = counted, read()
    return sum(one["OutSegs"] - one["InSegs"] for one in counted)


def read_counters(host, names=RESENT):
    found = {}
    with netns.inside(host):
        for file in ("snmp", "netstat"):
            with open(f"/proc/thread-self/net/{file}", encoding="ascii") as lines:
                for columns in lines:
                    values = next(lines).split()
                    found.update(zip(columns.split(), values))
    return {name: int(found[name]) for name in names}


def without_probes(*hosts):
    """No early retransmission on suspicion there: what is sent again was lost."""
    for host in hosts:
        with netns.inside(host):
            with open(
                "/proc/sys/net/ipv4/tcp_early_retrans", "w", encoding="ascii"
            ) as knob:
                knob.write("0")


def patient(*hosts):
    """Sessions opened there from now on take an answer for lost after five seconds, not
    after a fifth of one: a guest may stand still for longer than that."""
    for host in hosts:
        for family in ("-4", "-6"):
            ip = ["ip", family, "-netns", host, "route"]
            route = subprocess.run(
                [*ip, "show", "default"], stdout=subprocess.PIPE, text=True, check=True
            ).stdout.split()
            subprocess.run([*ip, "change", *route, "rto_min", "5s"], check=True)
