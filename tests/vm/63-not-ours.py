# SPDX-License-Identifier: GPL-2.0-only
"""Data goes to and fro all the time; nothing is lost or sent again, nothing counted."""

import os
import subprocess

import edgenl
import module
import netns
import policies
import session
import tap
import wire
from places import ACCESS, FRONTEND, PARTNER

HOSTS = (netns.ROUTER, "partner", "frontend")
RELOADS = 20
# Exchanges of every session between two changes.
LEAST = 2
UNLISTED = 9


class Shell:
    """An ssh session to the router, whose far end says what it hears: once a word is
    back, it has gone both ways."""

    def __init__(self, number):
        work, address = os.environ["LYNC_WORK"], os.environ[f"ROUTER{number}"]
        self.name = f"ssh over IPv{number}"
        with netns.inside(PARTNER.host):
            self.ssh = subprocess.Popen(
                ["ssh", "-F", "none", "-i", f"{work}/user", "-o", "BatchMode=yes",
                 "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null",
                 "-o", "LogLevel=ERROR", f"root@{address}", "cat"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0,
            )
        os.set_blocking(self.ssh.stdout.fileno(), False)
        self.heard_so_far = b""

    def say(self, end, data):
        if end == "client":
            self.ssh.stdin.write(data)

    def heard(self, _end):
        self.heard_so_far += self.ssh.stdout.read(4096) or b""
        return self.heard_so_far

    def close(self):
        self.ssh.stdin.close()
        return self.ssh.wait(tap.DEADLINE)


def open_sessions():
    return [
        session.Session(f"{source.name} to {target.name}, IPv{number}",
                        number, source, target, dport)
        for source, target, dport in ((PARTNER, FRONTEND, 5061), (FRONTEND, PARTNER, 80))
        for number in (4, 6)
    ]


class Traffic:
    """Sessions and shells, each kept busy by a thread."""

    def __init__(self):
        self.sessions = open_sessions()
        self.shells = [Shell(number) for number in (4, 6)]
        self.everybody = self.sessions + self.shells
        self.pumps = [session.Pump(group) for group in (self.sessions, self.shells)]

    def rounds(self):
        return [count for pump in self.pumps for count in pump.rounds]

    def failed(self):
        return " ".join(pump.failed for pump in self.pumps if pump.failed)

    def goes_on(self):
        """Some more exchanges everywhere."""
        before = self.rounds()

        def enough():
            return all(now - then >= LEAST for now, then in zip(self.rounds(), before))

        tap.wait_for(lambda: self.failed() or enough())
        return enough()

    def stop(self):
        for pump in self.pumps:
            pump.stopping = True
            pump.join()


def load(name):
    """And see that it is in force: what it has no row for is dropped."""
    policies.load(name)
    client = edgenl.Client()
    before = client.stats()
    wire.Sender(PARTNER.host).send(wire.udp(PARTNER.ipv4, ACCESS.ipv4, 4000, UNLISTED))
    dropped = ({}, {}, {"no-row": 1})
    tap.wait_for(lambda: client.stats().since(before) == dropped)
    tap.equal(f"load {name}: one packet to the Edge", client.stats().since(before), dropped)
    client.close()


def reload(times):
    """Put the running policy back as it was dumped, in which no process takes part."""
    client = edgenl.Client()
    message = policies.saved(client)
    for _ in range(times):
        policies.put(client, message)
    client.close()


def unload():
    client = edgenl.Client()
    client.do(edgenl.POLICY_DEL)
    client.close()


CHANGES = (
    ("modprobe", module.load),
    ("load", lambda: load("first")),
    ("reload", lambda: load("second")),
    ("many reloads", lambda: reload(RELOADS)),
    ("unload", unload),
    ("load after unload", lambda: load("second")),
    ("rmmod under a policy", module.unload),
    ("modprobe again", module.load),
    ("rmmod without a policy", module.unload),
)


def check_changes(traffic):
    for what, change in CHANGES:
        change()
        client = module.is_loaded() and edgenl.Client()
        before = client and client.stats()
        tap.check(f"{what}: every session goes on", traffic.goes_on(),
                  f"exchanges {traffic.rounds()}; {traffic.failed()}")
        if client:
            tap.equal(f"{what}: nothing is counted",
                      client.stats().since(before), ({}, {}, {}))
            client.close()


def main():
    session.without_probes(*HOSTS)
    session.patient(PARTNER.host, FRONTEND.host)
    lost_before = session.lost(*HOSTS)
    traffic = Traffic()
    tap.check("every session is spoken", session.exchange(traffic.everybody, b"hello\n"))
    session.all_quiet(traffic.sessions)
    before = session.sent_again(*HOSTS)
    for pump in traffic.pumps:
        pump.start()
    check_changes(traffic)
    traffic.stop()
    tap.equal("the data never stopped", traffic.failed(), "")
    tap.check("every session is still spoken",
              session.exchange(traffic.everybody, b"the end\n"))
    session.all_quiet(traffic.sessions)
    tap.wait_for(lambda: session.lost(*HOSTS) == lost_before)
    tap.equal("segments lost, of all that were sent", session.lost(*HOSTS), lost_before)
    tap.equal("sent again, by host", session.sent_again(*HOSTS), before)
    tap.equal("sent again, by session", [one.resent() for one in traffic.sessions], [0] * 4)
    tap.equal("ssh ends with status", [shell.close() for shell in traffic.shells], [0, 0])
    tap.finish()


main()
