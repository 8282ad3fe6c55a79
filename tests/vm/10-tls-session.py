# SPDX-License-Identifier: GPL-2.0-only
"""Sessions stop with the next packet, go on, and do not notice a thousand reloads."""

import os
import ssl
import subprocess

import edgenl
import policies
import session
import tap
import wire
from places import ACCESS, PARTNER

RELOADS = 1000
SIP = 5061


def context(purpose, mine, theirs):
    """Both sides show a certificate and demand the right one."""
    work = os.environ["LYNC_WORK"]
    made = ssl.SSLContext(purpose)
    made.check_hostname = False
    made.verify_mode = ssl.CERT_REQUIRED
    made.load_cert_chain(f"{work}/{mine}.pem", f"{work}/{mine}.key")
    made.load_verify_locations(f"{work}/{theirs}.pem")
    return made


def open_sessions():
    """By either side, over both families."""
    sessions = []
    for source, target in ((PARTNER, ACCESS), (ACCESS, PARTNER)):
        contexts = {
            "client": context(ssl.PROTOCOL_TLS_CLIENT, source.name, target.name),
            "server": context(ssl.PROTOCOL_TLS_SERVER, target.name, source.name),
        }
        for number in (4, 6):
            name = f"session opened by {source.name}, IPv{number}"
            made = session.Session(name, number, source, target, SIP)
            made.secure(contexts)
            sessions.append(made)
    return sessions


def tracked_sessions():
    listing = subprocess.run(
        ["conntrack", "-L", "-p", "tcp", "--dport", str(SIP)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True,
    )
    return sum("ESTABLISHED" in entry for entry in listing.stdout.splitlines())


def check_open(sessions):
    for one in sessions:
        verified = all(end.getpeercert() for end in one.ends.values())
        tap.check(f"{one.name}: both sides verified", verified)
    tap.check("every session carries data both ways", session.exchange(sessions, b"hello\n"))


def tcp_packets(watcher):
    return [packet for packet in watcher.packets() if wire.is_tcp(packet)]


def check_stop(client, sessions):
    watchers = [wire.Watcher(host) for host in ("partner", "edge")]
    session.all_quiet(sessions)
    tap.equal("sessions tracked before", tracked_sessions(), len(sessions))
    session.exchange(sessions, b"still\n")
    session.all_quiet(sessions)
    tap.check("the watchers see sessions", all(tcp_packets(w) for w in watchers))
    before = client.stats().drops["no-row"]
    policies.load("without")
    for watcher in watchers:
        watcher.forget()
    for one in sessions:
        for end in session.ENDS:
            one.say(end, b"stopped\n")
    tap.check(
        "every end of every session sends again and again",
        tap.wait_for(lambda: all(o.is_retrying(e) for o in sessions for e in session.ENDS)),
    )
    least = before + 2 * len(session.ENDS) * len(sessions)
    tap.check(
        "it is dropped as no-row, each time",
        tap.wait_for(lambda: client.stats().drops["no-row"] >= least),
        f"{client.stats().drops}, not {least}",
    )
    arrived = [len(tcp_packets(watcher)) for watcher in watchers]
    tap.equal("packets that arrived after the load", arrived, [0, 0])
    for one in sessions:
        heard = {end: one.heard(end)[-8:] for end in session.ENDS}
        tap.equal(f"{one.name}: last heard", heard, dict.fromkeys(session.ENDS, b"o\nstill\n"))
    tap.equal("sessions tracked after", tracked_sessions(), len(sessions))


def check_resume(sessions):
    policies.load("with")
    tap.check(
        "with the row back, what was said arrives",
        tap.wait_for(lambda: session.all_heard(sessions, b"stopped\n")),
        "not at all ends",
    )
    session.all_quiet(sessions)


def check_reloads(client, sessions, messages):
    pump = session.Pump(sessions)
    generation = client.generation()
    before = session.sent_again("partner", "edge")
    resent = [one.resent() for one in sessions]
    pump.start()
    for reload in range(RELOADS):
        total = pump.total()
        policies.put(client, messages[reload % len(messages)])
        if not tap.wait_for(lambda: pump.failed or pump.total() > total):
            break
    pump.stopping = True
    pump.join()
    tap.equal("reloads", client.generation() - generation, RELOADS)
    tap.equal("the data never stopped", pump.failed, "")
    fewest = min(pump.rounds)
    tap.check("data between reloads", fewest >= RELOADS / 5, f"rounds: {pump.rounds}")
    tap.equal("sent again, by host", session.sent_again("partner", "edge"), before)
    tap.equal("sent again, by session", [one.resent() for one in sessions], resent)


def main():
    client = edgenl.Client()
    session.without_probes("partner", "edge")
    messages = policies.load_and_save(client, "with-too", "with")
    sessions = open_sessions()
    check_open(sessions)
    check_stop(client, sessions)
    check_resume(sessions)
    for one in sessions:
        one.abort()
    session.patient("partner", "edge")
    sessions = open_sessions()
    check_open(sessions)
    check_reloads(client, sessions, list(messages.values()))
    tap.check("every session goes on", session.exchange(sessions, b"the end\n"))
    tap.finish()


main()
